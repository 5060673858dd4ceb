/** Answers as AWS writes them, and what the SDK's own reader and ours make of them. */
import { isDeepStrictEqual } from 'node:util';
import { XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import fc from 'fast-check';
import { planOf } from '../../../src/collect/xml/plan.ts';
import { readAnswer } from '../../../src/collect/xml/read.ts';
import { XML, xmlMembers } from '../../../src/replay/xml.ts';

/** A value that was read, or why it was not. */
export type Outcome = { value: unknown } | { refused: string };

const sdk = new XmlShapeDeserializer({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: false,
  xmlNamespace: '',
  serviceNamespace: '',
} as ConstructorParameters<typeof XmlShapeDeserializer>[0]);

const outcome = (read: () => unknown): Outcome => {
  try {
    return { value: read() };
  } catch (error) {
    return { refused: (error as Error).message };
  }
};

export const theirs = (schema: NormalizedSchema, text: string, within?: string): Outcome =>
  outcome(() => ({ ...(sdk.read(schema, Buffer.from(text), within) as object) }));

export const ours = (operation: string, schema: NormalizedSchema, text: string, nested = false): Outcome =>
  outcome(() => readAnswer(planOf(operation, schema, nested), Buffer.from(text).toString()));

export const isRefused = (result: Outcome): result is { refused: string } => 'refused' in result;

export const isEqual = (a: Outcome, b: Outcome): boolean => !isRefused(a) && !isRefused(b) && isDeepStrictEqual(a.value, b.value);

/** An answer with the members of `value`, on one line. */
export function answer(operation: string, schema: NormalizedSchema, value: Record<string, unknown>, nested = false): string {
  const members = xmlMembers(schema, value, 'com.amazonaws.test');
  const inner = nested ? `<${operation}Result>${members}</${operation}Result>` : members;
  const root = `${operation}Response`;
  return `${XML}<${root} xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>7a-1</requestId>${inner}</${root}>\n`;
}

/** The same, laid out as EC2 does: what stands between two tags is a line break and indentation. */
export const laidOut = (text: string): string => {
  let depth = 0;
  return text.replace(/(<[/?]?)[^>]*?([/?]?>)(?=(.{0,2}))/g, (tag, open: string, close: string, next: string) => {
    const [opens, closes] = [open === '<' && close === '>', open === '</'];
    if (closes) depth -= 1;
    if (opens) depth += 1;
    const isEmpty = opens && next === '</';
    return next.startsWith('<') && !isEmpty ? `${tag}\n${'    '.repeat(next === '</' ? depth - 1 : depth)}` : tag;
  });
};

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    '',
    ' ',
    '\n',
    ' \n\t',
    '\r\n',
    '\u00a0\n',
    'a&b',
    '<item>',
    ']]>',
    '__proto__',
    '&amp;',
    'vpc-0a1b2c3d4e5f60718',
  ),
);

/** Values of a schema as they are after one trip through JSON. Any member can be missing, any list empty. */
export function valuesOf(schema: NormalizedSchema): fc.Arbitrary<unknown> {
  if (schema.isListSchema()) return fc.array(valuesOf(schema.getValueSchema()), { maxLength: 3 });
  if (schema.isTimestampSchema())
    return fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString());
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isNumericSchema()) return fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
  if (schema.isMapSchema()) {
    // A key of this name makes two equal objects look like objects of two classes to who compares them.
    const key = fc.string({ minLength: 1, unit: 'grapheme-ascii' }).filter((text) => text !== 'constructor');
    return fc.dictionary(key, valuesOf(schema.getValueSchema()), { maxKeys: 3 });
  }
  if (!schema.isStructSchema()) return text;
  const members = Object.fromEntries([...schema.structIterator()].map(([name, member]) => [name, valuesOf(member)]));
  return fc.record(members, { requiredKeys: [] });
}
