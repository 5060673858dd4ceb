/** Bytes changed by chance, as a fuzzer does: bits, cuts, copies, and words that have broken parsers before. */
import type { Dice } from '../estate/dice.ts';

const words = [
  '"__proto__":{"x":1},',
  '"constructor":{},',
  '[[[[[[[[[[[[[[[[',
  '{"a":',
  '1e999',
  '-0',
  '9007199254740993',
  '0.1e-400',
  '\\ud800',
  '\\u0000',
  'null',
  'true',
  '""',
  '../../etc/passwd',
  '\n',
  '\r\n',
  ',',
  '}',
  '\u0000',
  '\uFEFF',
  '\u2028',
  'x'.repeat(5_000),
  '['.repeat(2_000),
].map((word) => Buffer.from(word));

/** One to three changes to a copy. */
export function mutated(bytes: Buffer, dice: Dice): Buffer {
  let result: Buffer = Buffer.from(bytes);
  for (let change = dice.between(1, 3); change > 0; change -= 1) result = changed(result, dice);
  return result;
}

function changed(bytes: Buffer, dice: Dice): Buffer {
  const at = dice.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + dice.pick([1, 2, 4, 16, 64, 1_000]));
  const [before, part, after] = [bytes.subarray(0, at), bytes.subarray(at, end), bytes.subarray(end)];
  switch (dice.below(6)) {
    case 0: {
      if (part.length) part[0]! ^= 1 << dice.below(8);
      return bytes;
    }
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return Buffer.concat([before, part, part, after]);
    case 3:
      return Buffer.concat([before, dice.pick(words), part, after]);
    case 4:
      return Buffer.concat([before, dice.pick(words), after]);
    default:
      return Buffer.concat([before, Buffer.from(String(dice.below(2 ** 31))), after]);
  }
}
