/** Reads the flat parameters of the EC2 and AWS Query protocols (`Filter.1.Name=…`) into an operation's input, by its schema. */
import type { NormalizedSchema } from '@smithy/core/schema';
import { Refusal, refusal, type Wording } from './refusal.ts';
import { membersOf, requiredOf } from './shape.ts';

interface Node {
  value?: string;
  inner: Map<string, Node>;
}

export interface Flavour {
  /** EC2: lists are always flat, names begin with a capital, and an unknown parameter is an error. */
  ec2: boolean;
  wording: Wording;
}

/** Parameters that belong to the request and not to the operation. */
const common = /^(Action|Version|AWSAccessKeyId|Signature(Method|Version)?|Timestamp|Expires|SecurityToken|X-Amz-.+)$/i;

const MOST_PARAMETERS = 5_000;
const DEEPEST = 12;

/** Throws `Refusal` with the code of AWS for what is unknown, missing or of the wrong form. */
export function readInput(schema: NormalizedSchema, parameters: URLSearchParams, flavour: Flavour): Record<string, unknown> {
  const root: Node = { inner: new Map() };
  let count = 0;
  for (const [name, value] of parameters) {
    if (common.test(name)) continue;
    count += 1;
    const path = name.split('.');
    if (count > MOST_PARAMETERS || path.length > DEEPEST)
      throw new Refusal('MalformedQueryString', 'The query string is too long or too deep.');
    let node = root;
    for (const part of path) {
      const inner = node.inner.get(part) ?? { inner: new Map() };
      node.inner.set(part, inner);
      node = inner;
    }
    node.value = value;
  }
  return structure(schema, root, '', flavour);
}

function structure(schema: NormalizedSchema, node: Node, path: string, flavour: Flavour): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  if (!schema.isStructSchema()) {
    for (const name of node.inner.keys()) unknown(path + name, flavour);
    return input;
  }
  const known = new Map(membersOf(schema).map((name) => [nameOnWire(schema, name, flavour), name]));
  for (const [wireName, inner] of node.inner) {
    const name = known.get(wireName);
    if (name) input[name] = readValue(schema.getMemberSchema(name), inner, path + wireName, flavour);
    else unknown(path + wireName, flavour);
  }
  for (const name of requiredOf(schema)) {
    if (input[name] !== undefined) continue;
    throw refusal(
      flavour.wording,
      'missing',
      `The request must contain the parameter ${path}${nameOnWire(schema, name, flavour)}`,
    );
  }
  return input;
}

function unknown(name: string, flavour: Flavour): void {
  if (flavour.ec2) throw new Refusal('UnknownParameter', `The parameter ${name} is not recognized`);
}

function nameOnWire(schema: NormalizedSchema, member: string, flavour: Flavour): string {
  const traits = schema.getMemberSchema(member).getMergedTraits() as { ec2QueryName?: string; xmlName?: string };
  const name = traits.xmlName ?? member;
  return flavour.ec2 ? (traits.ec2QueryName ?? name[0]!.toUpperCase() + name.slice(1)) : name;
}

function readValue(schema: NormalizedSchema, node: Node, path: string, flavour: Flavour): unknown {
  if (schema.isListSchema()) return list(schema, node, path, flavour);
  if (schema.isMapSchema()) return map(schema, node, path, flavour);
  if (schema.isStructSchema()) return structure(schema, node, `${path}.`, flavour);
  const text = node.value;
  if (text === undefined || node.inner.size > 0) {
    throw refusal(flavour.wording, 'invalid', `The parameter ${path} has the wrong form`);
  }
  const wrong = () => refusal(flavour.wording, 'invalid', `Value (${text}) for parameter ${path} is invalid`);
  if (schema.isBooleanSchema()) {
    if (!/^(true|false|1|0)$/i.test(text)) throw wrong();
    return /^(true|1)$/i.test(text);
  }
  if (schema.isNumericSchema() || schema.isBigIntegerSchema() || schema.isBigDecimalSchema()) {
    if (!/^-?\d+(\.\d+)?$/.test(text)) throw wrong();
    return Number(text);
  }
  if (schema.isTimestampSchema()) {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw wrong();
    return date;
  }
  return text;
}

/** The numbered elements below a list parameter, in their order. */
function numbered(node: Node, path: string, flavour: Flavour): (readonly [string, Node])[] {
  const entries = [...node.inner];
  const stray = entries.find(([name]) => !/^\d{1,6}$/.test(name));
  if (stray)
    throw refusal(flavour.wording, 'invalid', `The parameter ${path}.${stray[0]} is invalid: a number must follow ${path}`);
  return entries.sort(([a], [b]) => Number(a) - Number(b));
}

function list(schema: NormalizedSchema, node: Node, path: string, flavour: Flavour): unknown[] {
  const element = schema.getValueSchema();
  const flat = flavour.ec2 || Boolean((schema.getMergedTraits() as { xmlFlattened?: unknown }).xmlFlattened);
  const name = (element.getMergedTraits() as { xmlName?: string }).xmlName ?? 'member';
  const holder = flat ? node : (node.inner.get(name) ?? { inner: new Map() });
  return numbered(holder, path, flavour).map(([index, inner]) => readValue(element, inner, `${path}.${index}`, flavour));
}

function map(schema: NormalizedSchema, node: Node, path: string, flavour: Flavour): Record<string, unknown> {
  const flat = Boolean((schema.getMergedTraits() as { xmlFlattened?: unknown }).xmlFlattened);
  const holder = flat ? node : (node.inner.get('entry') ?? { inner: new Map() });
  const nothing: Node = { inner: new Map(), value: '' };
  return Object.fromEntries(
    numbered(holder, path, flavour).map(([index, inner]) => [
      inner.inner.get('key')?.value ?? '',
      readValue(schema.getValueSchema(), inner.inner.get('value') ?? nothing, `${path}.${index}`, flavour),
    ]),
  );
}
