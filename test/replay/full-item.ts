/** Makes up an item with every member that the SDK's schema gives it, so that a test sees each of them come back. */
import type { NormalizedSchema } from '@smithy/core/schema';

const DEEPEST = 8;

/** A value of a schema as it is after one trip through JSON; `seed` tells it from others. */
export function fullValue(schema: NormalizedSchema, name: string, seed: number, depth = 0): unknown {
  if (schema.isListSchema()) return [0, 1].map((at) => fullValue(schema.getValueSchema(), name, seed * 2 + at, depth));
  if (schema.isTimestampSchema()) return new Date(Date.UTC(2026, 10, 22, 16, seed % 60, 5, seed % 2 ? 120 : 0)).toISOString();
  if (schema.isBooleanSchema()) return seed % 2 === 0;
  if (schema.isNumericSchema()) return seed;
  if (schema.isStructSchema()) {
    if (depth > DEEPEST) return {};
    const members = [...schema.structIterator()];
    return Object.fromEntries(members.map(([member, inner]) => [member, fullValue(inner, member, seed, depth + 1)]));
  }
  if (schema.isMapSchema()) return { [name]: fullValue(schema.getValueSchema(), name, seed, depth) };
  return `${name} <${seed}> & "é" 日本 😀`;
}
