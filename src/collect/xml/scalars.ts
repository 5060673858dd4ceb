/** Text of XML elements as the SDK's values: entities decoded, numbers, booleans, times and bytes converted. */
import type { NormalizedSchema } from '@smithy/core/schema';
import {
  fromBase64,
  _parseEpochTimestamp as parseEpoch,
  _parseRfc3339DateTimeWithOffset as parseRfc3339,
  _parseRfc7231DateTime as parseRfc7231,
} from '@smithy/core/serde';

/** Makes an element's text its value. Throws an `Error` with a message that continues "the answer holds". */
export type Convert = (text: string) => unknown;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:#x([0-9a-fA-F]{1,6});|#([0-9]{1,7});|([a-zA-Z][a-zA-Z0-9]{0,30});)?/g;
const LAST_CODE_POINT = 0x10ffff;

/** Throws for a reference that XML does not define by itself: none is ever expanded. */
export const decodeEntities = (text: string): string =>
  text.replace(REFERENCE, (reference, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined && Object.hasOwn(ENTITIES, name)) return ENTITIES[name]!;
    const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number.parseInt(decimal, 10) : -1;
    if (code < 0 || code > LAST_CODE_POINT) throw new Error(`${JSON.stringify(reference)}, which is no character of XML`);
    return String.fromCodePoint(code);
  });

/** Space with a line break in it is how the writer laid out the text; other space is content. The SDK draws the line here too. */
export const withoutLayout = (content: string): string => (content.includes('\n') && content.trim() === '' ? '' : content);

/** How the values of a scalar schema are read; `undefined`: its text is its value. Throws for a schema that no answer of ours has. */
export function conversionOf(schema: NormalizedSchema): Convert | undefined {
  if (schema.isStringSchema() && schema.getMergedTraits().mediaType === undefined) return undefined;
  if (schema.isBooleanSchema()) return boolean;
  if (schema.isNumericSchema()) return number;
  if (schema.isTimestampSchema()) return time(schema);
  if (schema.isBlobSchema()) return fromBase64;
  throw new Error(`the schema ${schema.getName(true)} is of a type that this reader does not know`);
}

function boolean(text: string): boolean {
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  if (lower === 'false') return false;
  throw new Error(`${JSON.stringify(text)} where true or false belongs`);
}

/** The SDK reads nothing as zero, and anything else that is no number as NaN. */
function number(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && text.trim() !== '') return value;
  throw new Error(`${JSON.stringify(text)} where a number belongs`);
}

/** Where the schema names no format, both protocols write RFC 3339. */
function time(schema: NormalizedSchema): Convert {
  const parse = { 6: parseRfc7231, 7: parseEpoch }[schema.getSchema() as number] ?? parseRfc3339;
  return (text) => {
    const value = parse(text);
    if (value && !Number.isNaN(value.getTime())) return value;
    throw new Error(`${JSON.stringify(text)} where a time belongs`);
  };
}
