import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { style } from '../../src/report/style.ts';
import { table, truncate, wrap } from '../../src/report/table.ts';

const plain = (width = Number.POSITIVE_INFINITY) => style(width, false);
const id = { title: 'id' };
const count = { title: 'count', align: 'right' as const };

test('columns are as wide as their widest cell, and numbers stand to the right', () => {
  const lines = table(
    [id, count],
    [
      ['vpc-1', '7'],
      ['vpc-20', '1,204'],
    ],
    plain(),
  );
  expect(lines).toEqual(['id      count', 'vpc-1       7', 'vpc-20  1,204']);
});

test('wide characters take the columns that a screen gives them', () => {
  const lines = table(
    [id, { title: 'name' }],
    [
      ['本番', 'a'],
      ['dev', 'b'],
    ],
    plain(),
  );
  expect(lines).toEqual(['id    name', '本番  a', 'dev   b']);
});

test('the widest cells give way to a narrow screen, and say that they were cut', () => {
  const lines = table([id, { title: 'about' }], [['vpc-0123456789', 'x'.repeat(80)]], plain(40));
  expect(lines[1]).toBe(`vpc-0123456789  ${'x'.repeat(23)}…`);
});

test('columns that do not fit at all are named below the table', () => {
  const titles = ['first', 'second', 'third', 'fourth', 'fifth'];
  const lines = table(
    titles.map((title) => ({ title })),
    [titles.map((title) => title.repeat(4))],
    plain(30),
  );
  expect(lines.at(-1)).toMatch(/… and fourth, fifth/);
});

test('no line is wider than the screen, whatever is in the cells', () => {
  const cells = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string(), fc.string({ unit: 'binary' })), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(cells, fc.integer({ min: 40, max: 120 }), (rows, width) => {
      const lines = table([id, { title: 'name' }, count], rows, plain(width));
      expect(lines.length).toBeGreaterThan(rows.length);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});

test('a cell is cut between characters as people see them', () => {
  expect(truncate('👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀', 5)).toBe('👩🏽‍🚀👩🏽‍🚀…');
  expect(truncate('本番環境', 4)).toBe('本…');
});

test('meaning becomes colour only where colours are wanted', () => {
  const rows = [[{ text: 'DOWN', means: 'bad' as const }]];
  expect(table([id], rows, style(80, true)).join('')).toContain('\u001B[31mDOWN\u001B[39m');
  expect(table([id], rows, style(80, false)).join('')).not.toContain('\u001B');
});

test('sentences break between words', () => {
  expect(wrap('AWS did not answer in time.', plain(14), '  ')).toEqual(['  AWS did not', '  answer in', '  time.']);
});
