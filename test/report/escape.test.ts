import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forMarkdown, forTerminal, linesForTerminal, markdownCode } from '../../src/report/escape.ts';

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

describe('for Markdown', () => {
  test.each([
    ['*bold* _it_ ~~no~~ `code`', '\\*bold\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\`'],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['[link](javascript:alert)', '\\[link\\](javascript:alert)'],
    ['a | b', 'a \\| b'],
    ['# heading', '&#35; heading'],
    ['- item', '&#45; item'],
    ['1. item', '&#49;. item'],
    ['@team and https://evil.example', '@<!-- -->team and https:<!-- -->//evil.example'],
    ['www.evil.example', 'www.<!-- -->evil.example'],
    ['two\nlines', 'two␊lines'],
  ])('%j is plain text', (text, safe) => expect(forMarkdown(text)).toBe(safe));

  test('a code span ends where it is meant to', () => {
    expect(markdownCode('sg-1')).toBe('`sg-1`');
    expect(markdownCode('a`b``c')).toBe('``` a`b``c ```');
    expect(markdownCode('a|b')).toBe('`a\\|b`');
  });
});
