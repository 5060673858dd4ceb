import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forTerminal, linesForTerminal } from '../../src/report/escape.ts';

test('an escape sequence in a name is shown, not obeyed', () => {
  expect(forTerminal('web\u001B[2J\u001B]52;c;cm0gLXJm\u0007')).toBe('web␛[2J␛]52;c;cm0gLXJm␇');
});

test('line ends and carriage returns cannot forge a line', () => {
  expect(forTerminal('prod\r\n✓ all clear\u2028')).toBe('prod␍␊✓ all clear‹U+2028›');
});

test.each([
  ['C1 control sequence introducer', '\u009B31m', '‹U+009B›31m'],
  ['right-to-left override', 'gpj\u202Eexe', 'gpj‹U+202E›exe'],
  ['zero-width joiner between letters', 'pro\u200Dd', 'pro‹U+200D›d'],
  ['byte order mark', '\uFEFFdb', '‹U+FEFF›db'],
  ['delete', 'a\u007F', 'a␡'],
  ['tag characters', 'x\u{E0041}', 'x‹U+E0041›'],
  ['half a surrogate pair', 'x\uD800', 'x‹U+D800›'],
])('%s shows', (_, text, shown) => {
  expect(forTerminal(text)).toBe(shown);
});

test('what people write in their languages stays as it is', () => {
  for (const text of ['Zürich ÅÄÖ', '本番環境', 'продакшн', 'שלום', 'مرحبا', 'é e\u0301', '🚀 launch'])
    expect(forTerminal(text)).toBe(text);
});

test('a heap of combining marks stays within its line', () => {
  expect(forTerminal(`a${'\u0301'.repeat(50)}b`)).toBe(`a${'\u0301'.repeat(4)}…b`);
});

test('no text whatever steers a terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(forTerminal(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(linesForTerminal(text).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('what is escaped once is not escaped again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(forTerminal(forTerminal(text))).toBe(forTerminal(text));
    }),
  );
});
