import xterm from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filled, type Row, type Token } from '../../src/tui/screen/row.ts';
import { painted } from '../../src/tui/screen/theme.ts';
import { Painter } from '../../src/tui/shell/painter.ts';

const [COLUMNS, ROWS] = [24, 4];

/** Words that begin and end alike, so that much of two rows is the same; among them signs of two columns, of none, and what looks like a code. */
const text = fc
  .array(fc.constantFrom('eni-1', 'eni-12', '  ', '0m', '[0m', '1;31m', '日本', 'é', 'e\u0301', '▾ ', '…', '│', 'x'), {
    maxLength: 4,
  })
  .map((parts) => parts.join(''));
const row: fc.Arbitrary<Row> = fc.array(
  fc.record({ text, means: fc.constantFrom<Token>('plain', 'quiet', 'bad', 'key', 'bar') }),
  { maxLength: 4 },
);
const screen = fc.array(fc.record({ row, chosen: fc.boolean() }), { minLength: ROWS, maxLength: ROWS });

const drawn = (rows: readonly { row: Row; chosen: boolean }[]): string[] =>
  rows.map(({ row, chosen }) => painted(filled(row, COLUMNS), 'dark', chosen));

/** What a person sees: signs with their looks. */
async function seen(writes: readonly string[]): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  for (const text of ['\u001B[?7l', ...writes]) await new Promise<void>((done) => terminal.write(text, done));
  const { active } = terminal.buffer;
  return Array.from({ length: ROWS }, (_, y) =>
    Array.from({ length: COLUMNS }, (_, x) => {
      const cell = active.getLine(y)!.getCell(x)!;
      return [cell.getChars() || ' ', cell.getFgColor(), cell.isBold(), cell.isDim(), cell.isInverse()].join(',');
    }).join(' '),
  );
}

test('what differs, drawn over what was there, shows the same as everything drawn anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(screen, { minLength: 2, maxLength: 4 }), async (screens) => {
      const writes: string[] = [];
      const painter = new Painter((text) => writes.push(text), { frames: 0, rows: 0 });
      for (const rows of screens) painter.paint(drawn(rows));
      const anew: string[] = [];
      new Painter((text) => anew.push(text), { frames: 0, rows: 0 }).paint(drawn(screens.at(-1)!));
      expect(await seen(writes)).toEqual(await seen(anew));
    }),
    { numRuns: 150 },
  );
});

test('what is as it was is not sent again, and of a row only what changed', () => {
  const writes: string[] = [];
  const painter = new Painter((text) => writes.push(text), { frames: 0, rows: 0 });
  painter.paint(['first row 1', 'second row']);
  painter.paint(['first row 1', 'second row']);
  expect(writes.length).toBe(1);
  painter.paint(['first row 2', 'second row']);
  expect(writes[1]).toContain('\u001B[1;11H2');
  expect(writes[1]).not.toContain('row');
});

test('after another program had the terminal every row is sent again', () => {
  const writes: string[] = [];
  const painter = new Painter((text) => writes.push(text), { frames: 0, rows: 0 });
  painter.paint(['one', 'two']);
  painter.forget();
  painter.paint(['one', 'two']);
  expect(writes[1]).toBe(writes[0]);
});

test('a terminal that does not keep up with changes gets the whole screen each time', () => {
  const writes: string[] = [];
  const painter = new Painter((text) => writes.push(text), { frames: 0, rows: 0 }, true);
  painter.paint(['one', 'two']);
  painter.paint(['one', 'three']);
  expect(writes[1]).toContain('one');
});
