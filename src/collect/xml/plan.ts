/** What to expect in an answer, compiled once from the SDK's schema of an operation. */
import { NormalizedSchema } from '@smithy/core/schema';
import { type Convert, conversionOf } from './scalars.ts';

/** An element's name, and how its tags begin. */
export interface Tag {
  name: string;
  open: string;
  close: string;
}

export interface Scalar {
  form: 'scalar';
  /** Absent: the text is the value. */
  convert?: Convert;
}

export interface Structure {
  form: 'structure';
  members: ReadonlyMap<string, Member>;
  /** The member that stood first the last time: very likely the next to be first. */
  first?: Member;
}

export interface Member {
  tag: Tag;
  /** What the SDK calls it. */
  name: string;
  plan: Plan;
  /** An element of a flattened list: each adds to it. */
  repeats: boolean;
  /** The member that followed the last time. */
  next?: Member;
  /** The structure that it was last seen in, by number. */
  seenIn: number;
}

export interface List {
  form: 'list';
  item: Tag;
  of: Plan;
}

export interface Entries {
  form: 'entries';
  entry: Tag;
  /** An entry is a structure of the members `key` and `value`. */
  of: Structure;
}

export type Plan = Scalar | Structure | List | Entries;

/** The elements of one answer: its root, and what is in there. */
export interface AnswerPlan {
  root: Tag;
  structure: Structure;
  /** The member of `structure` that holds the answer (AWS Query's `…Result`); absent where that is `structure` itself. */
  within?: Member;
}

const plans = new WeakMap<object, Plan>();

export const tagOf = (name: string): Tag => ({ name, open: `<${name}`, close: `</${name}>` });

/**
 * The plan for a successful answer to an operation. `nested`: what the schema describes is in an element `…Result` of its own.
 * Throws for what the two query protocols do not have: unions, documents, flattened maps, schemas that contain themselves.
 */
export function planOf(operation: string, output: unknown, nested: boolean): AnswerPlan {
  const schema = NormalizedSchema.of(output as Parameters<typeof NormalizedSchema.of>[0]);
  const root = tagOf(`${operation}Response`);
  const inner = schema.isUnitSchema() ? structureOf([]) : (compile(schema, []) as Structure);
  if (!nested || schema.isUnitSchema()) return { root, structure: inner };
  const within = memberOf(`${operation}Result`, 'result', inner);
  return { root, structure: structureOf([within]), within };
}

function compile(schema: NormalizedSchema, around: readonly unknown[]): Plan {
  const key = schema.getSchema();
  if (typeof key !== 'object') return compileAny(schema, around);
  if (around.includes(key)) throw new Error(`the schema ${schema.getName(true)} contains itself`);
  let plan = plans.get(key);
  if (!plan) {
    plan = compileAny(schema, [...around, key]);
    plans.set(key, plan);
  }
  return plan;
}

function compileAny(schema: NormalizedSchema, around: readonly unknown[]): Plan {
  if (schema.isUnionSchema()) throw new Error(`the schema ${schema.getName(true)} is a union`);
  if (schema.isStructSchema()) {
    return structureOf([...schema.structIterator()].map(([name, member]) => compileMember(name, member, around)));
  }
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return { form: 'list', item: tagOf(item.getMergedTraits().xmlName ?? 'member'), of: compile(item, around) };
  }
  if (schema.isMapSchema()) return compileMap(schema, around);
  return { form: 'scalar', convert: conversionOf(schema) };
}

function compileMember(name: string, schema: NormalizedSchema, around: readonly unknown[]): Member {
  const tag = schema.getMemberTraits().xmlName ?? name;
  if (!schema.getMergedTraits().xmlFlattened) return memberOf(tag, name, compile(schema, around));
  if (!schema.isListSchema()) throw new Error(`the schema ${schema.getName(true)} is a flattened map`);
  return { ...memberOf(tag, name, compile(schema.getValueSchema(), around)), repeats: true };
}

function compileMap(schema: NormalizedSchema, around: readonly unknown[]): Entries {
  const [key, value] = [schema.getKeySchema(), schema.getValueSchema()];
  const members = [
    memberOf(key.getMergedTraits().xmlName ?? 'key', 'key', compile(key, around)),
    memberOf(value.getMergedTraits().xmlName ?? 'value', 'value', compile(value, around)),
  ];
  return { form: 'entries', entry: tagOf('entry'), of: structureOf(members) };
}

const memberOf = (tag: string, name: string, plan: Plan): Member => ({
  tag: tagOf(tag),
  name,
  plan,
  repeats: false,
  next: undefined,
  seenIn: 0,
});

const structureOf = (members: readonly Member[]): Structure => ({
  form: 'structure',
  members: new Map(members.map((member) => [member.tag.name, member])),
  first: undefined,
});
