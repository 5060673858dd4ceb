/** Goes between a snapshot's JSON and the SDK's schemas: what an operation takes and answers, and dates as dates. */
import { NormalizedSchema } from '@smithy/core/schema';

// biome-ignore lint/suspicious/noExplicitAny: the SDK's schemas are tuples without a useful public type
export type Schema = any;

/** What the schema of an operation tells; services without schemas say the same by hand. */
export interface OperationShape {
  name: string;
  input?: Schema;
  output?: Schema;
  /** Whether the answer has this member. */
  answers(member: string): boolean;
  /** Whether that member of the answer is a list. */
  isList(member: string): boolean;
  /** Whether the resources in `member` (in its elements' list `within`) can have tags; `undefined` where nothing tells. */
  tagged(member: string, within?: string): boolean | undefined;
}

/** The shape of an operation that an SDK module exports (`DescribeVpcs$`), or `undefined` when it has none of that name. */
export function operationShape(sdk: Record<string, Schema>, name: string): OperationShape | undefined {
  const operation = /^[A-Z]\w*$/.test(name) ? sdk[`${name}$`] : undefined;
  if (!Array.isArray(operation) || operation[0] !== 9) return undefined;
  const input = NormalizedSchema.of(operation[4]);
  const output = NormalizedSchema.of(operation[5]);
  const member = (of: NormalizedSchema, named: string) =>
    of.isStructSchema() && membersOf(of).includes(named) ? of.getMemberSchema(named) : undefined;
  return {
    name,
    input,
    output,
    answers: (named) => member(output, named) !== undefined,
    isList: (named) => member(output, named)?.isListSchema() ?? false,
    tagged: (named, within) => {
      let item = member(output, named);
      if (item?.isListSchema()) item = item.getValueSchema();
      if (item && within) item = member(item, within)?.getValueSchema();
      return item !== undefined && (member(item, 'Tags') ?? member(item, 'TagSet')) !== undefined;
    },
  };
}

/** The names of a structure's members, in the schema's order: the required ones first. */
export const membersOf = (structure: NormalizedSchema): string[] => (structure.getSchema() as Schema)[4];

/** The members of a structure that must be given. */
export const requiredOf = (structure: NormalizedSchema): string[] =>
  membersOf(structure).slice(0, (structure.getSchema() as Schema)[6] ?? 0);

const dated = new WeakMap<object, boolean>();

/** Whether anything inside values of this schema is a timestamp. */
function hasDates(schema: NormalizedSchema): boolean {
  if (schema.isTimestampSchema()) return true;
  if (schema.isListSchema() || schema.isMapSchema()) return hasDates(schema.getValueSchema());
  if (!schema.isStructSchema()) return false;
  const key = schema.getSchema() as object;
  const known = dated.get(key);
  if (known !== undefined) return known;
  // A structure that contains itself has dates only if its other members do.
  dated.set(key, false);
  const found = membersOf(schema).some((name) => hasDates(schema.getMemberSchema(name)));
  dated.set(key, found);
  return found;
}

/** `value`, which went through JSON, as the SDK's serializers take it: `Date`s where the schema has timestamps. */
export function revive(schema: NormalizedSchema, value: unknown): unknown {
  if (value === null || value === undefined || !hasDates(schema)) return value;
  if (schema.isTimestampSchema()) return typeof value === 'string' ? dateOf(value) : value;
  if (schema.isListSchema()) {
    const element = schema.getValueSchema();
    return Array.isArray(value) ? value.map((one) => revive(element, one)) : value;
  }
  if (typeof value !== 'object') return value;
  const structure = schema.isStructSchema();
  const out: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    const member = structure ? memberOf(schema, name) : schema.getValueSchema();
    out[name] = member ? revive(member, inner) : inner;
  }
  return out;
}

const memberOf = (schema: NormalizedSchema, name: string): NormalizedSchema | undefined =>
  membersOf(schema).includes(name) ? schema.getMemberSchema(name) : undefined;

function dateOf(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Error(`the snapshot holds ${JSON.stringify(text)} where AWS has a time`);
  return date;
}
