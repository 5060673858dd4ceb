import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decoder } from '../../src/tui/shell/decode.ts';
import type { Happening } from '../../src/tui/state/happening.ts';
import { bytesOf } from './room.ts';

const said = (one: Happening): string =>
  one.type === 'key'
    ? one.key.name
    : one.type === 'paste'
      ? `paste ${one.text}`
      : one.type === 'wheel'
        ? `wheel ${one.by}`
        : one.type === 'click'
          ? `click ${one.x},${one.y}`
          : one.type;

/** All of it in one piece, or torn wherever `at` says. */
function decoded(text: string, at: readonly number[] = []): string[] {
  const decoder = new Decoder();
  const cuts = [0, ...at.map((one) => one % (text.length + 1)), text.length].sort((a, b) => a - b);
  const pieces = cuts.slice(1).map((cut, index) => text.slice(cuts[index], cut));
  return [...pieces.flatMap((piece) => decoder.feed(piece)), ...decoder.flush()].map(said);
}

test('keys that come merged are as many as were pressed', () => {
  expect(decoded('jjj')).toEqual(['j', 'j', 'j']);
  expect(decoded('j\u001B[Bk\u001B[6~\r')).toEqual(['j', 'down', 'k', 'pagedown', 'enter']);
});

test.each([
  ['\u001B[1~', 'home'],
  ['\u001BOH', 'home'],
  ['\u001B[3~', 'delete'],
  ['\u001BOP', 'f1'],
  ['\u001B[11~', 'f1'],
  ['\u001B[[A', 'f1'],
  ['\u001B[Z', 'backtab'],
  ['\u001B[1;5C', 'right'],
  ['\u0003', 'ctrl-c'],
  ['\u001A', 'ctrl-z'],
  ['\u007F', 'backspace'],
  ['\u001Bj', 'alt-j'],
  ['ä', 'ä'],
  ['😀', '😀'],
])('%j is one key', (text, name) => {
  expect(decoded(text)).toEqual([name]);
});

test('Escape alone is a key once nothing follows, and twice is two', () => {
  const decoder = new Decoder();
  expect(decoder.feed('\u001B')).toEqual([]);
  expect(decoder.isWaiting).toBe(true);
  expect(decoder.flush().map(said)).toEqual(['escape']);
  expect(decoded('\u001B\u001B')).toEqual(['escape', 'escape']);
});

test('what is pasted is one happening, whatever is in it', () => {
  expect(decoded('\u001B[200~q\u001B[Aj\nx\u001B[201~k')).toEqual(['paste q\u001B[Aj\nx', 'k']);
});

test('the mouse chooses rows and scrolls, and a button that is let go does nothing', () => {
  expect(decoded('\u001B[<0;5;7M\u001B[<0;5;7m\u001B[<64;1;1M\u001B[<65;1;1M')).toEqual(['click 4,6', 'wheel -3', 'wheel 3']);
});

test('what a terminal reports about itself is no key', () => {
  expect(decoded('\u001B[?62;22c\u001B[12;40Rj')).toEqual(['j']);
});

const key = fc.constantFrom(
  'j',
  'G',
  '?',
  '/',
  'ü',
  '日',
  'enter',
  'down',
  'pageup',
  'home',
  'ctrl-d',
  'tab',
  '\u001B[200~a b\u001B[Bc\u001B[201~',
  '\u001B[<0;3;4M',
);

test('nothing is lost however the bytes are torn apart', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 6 }), (keys, cuts) => {
      const text = keys.map(bytesOf).join('');
      // In the middle of a sign of two units there is nothing to tear: streams decode before.
      const whole = cuts.filter((cut) => !/[\uD800-\uDBFF]$/.test(text.slice(0, cut % (text.length + 1))));
      expect(decoded(text, whole)).toEqual(decoded(text));
    }),
    { numRuns: 300 },
  );
});
