import { expect, test } from 'vitest';
import { widthOf } from '../../src/report/table.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import { frame } from '../../src/tui/frame.ts';
import { filled, middle, rowWidth, span } from '../../src/tui/screen/row.ts';
import { painted, themeNames, themes } from '../../src/tui/screen/theme.ts';
import { peered } from '../reach/worlds.ts';
import { Room } from './room.ts';
import { walk } from './walk.ts';

const place = { account: '111122223333', region: 'eu-central-1' };
const names = [
  '日本語のネットワーク',
  '👨‍👩‍👧 family',
  '⚠️ warn',
  'a\u001B[2J\u001B]52;c;eA==\u0007b',
  '\u202Etxt.exe',
  'é́́́́́́',
  'x'.repeat(400),
  '\tcolumns\tof\ttabs',
  '“quoted”',
  '',
];

const hostile = (): Room =>
  new Room(
    memorySnapshot({
      resources: names.map((Value, at) => {
        const id = `vpc-0000000${at}`;
        return {
          ...place,
          kind: 'vpc',
          id,
          data: {
            VpcId: id,
            CidrBlock: `10.${at}.0.0/16`,
            IsDefault: false,
            Tags: [
              { Key: 'Name', Value },
              { Key: Value, Value },
            ],
          },
        };
      }),
      places: [place],
    }),
  );

/** Signs that steer a terminal, other than those that say how letters look. */
const steering = (line: string): string[] =>
  line.split('\u001B').flatMap((part, at) => {
    const text = at > 0 ? part.replace(/^\[[\d;]*m/, '') : part;
    return at > 0 && text === part ? [`escape ${part}`] : (text.match(/[\p{Cc}\p{Cf}]/gu) ?? []);
  });

test.each([
  [60, 15],
  [81, 24],
  [200, 50],
  [299, 99],
])('whatever things are called, every row of a screen of %i×%i is exactly as wide', async (columns, rows) => {
  const here = await walk(columns, rows, hostile());
  for (const keys of [[], ['G'], [':vpc', 'enter'], ['d'], ['J'], ['o'], ['f'], ['?']]) {
    await here.press(...keys);
    expect(here.lines).toHaveLength(rows);
    for (const line of here.lines) expect(widthOf(line), line).toBe(columns);
    expect(frame(here.state).flatMap(steering)).toEqual([]);
  }
});

test('a row is cut or filled to its width, and what is cut shows', () => {
  for (const width of [0, 1, 2, 5, 9, 10, 11, 30])
    for (const row of [[span('日本語'), span('abc')], [span('plain text'), span('')], [], [span(''), span('ü'.repeat(20))]])
      expect(rowWidth(filled(row, width)), `${width}`).toBe(width);
  expect(
    filled([span('eleven sign')], 8)
      .map(({ text }) => text)
      .join(''),
  ).toBe('eleven …');
  expect(middle('subnet-0123456789abcdef0', 13)).toBe('subnet…bcdef0');
});

test('every theme shows what is chosen and what is wrong without any colour', () => {
  for (const name of themeNames) {
    expect(painted([span('row', 'critical')], name, true)).toContain('\u001B[7m');
    expect(Object.keys(themes[name])).toEqual(expect.arrayContaining(['heading', 'critical', 'bar', 'chip']));
  }
  expect(JSON.stringify(themes.mono)).not.toMatch(/3\d|9\d/);
});

test('with --ascii nothing else is drawn, and rows keep their width', async () => {
  const here = await walk(100, 30, hostile(), { theme: 'mono', ascii: true, mouse: false });
  for (const line of here.lines) {
    expect(line).toMatch(/^[ -~]*$/);
    expect(line).toHaveLength(100);
  }
});

test('names as long as AWS lets them be leave room for what else there is to say, and both of their ends', async () => {
  const policy = 'a name that somebody gave to it because the policy of the company wants names to be so ';
  const named = (id: string) => `${policy.repeat(2)}${id}`;
  const snapshot = peered().snapshot();
  const { kinds, places, gaps, accounts } = snapshot.manifest;
  const resources = kinds
    .flatMap((kind) => snapshot.resources(kind))
    .map((one) => ({ ...one, data: { ...one.data, Tags: [{ Key: 'Name', Value: named(one.id) }] } }));
  const here = await walk(80, 24, new Room(memorySnapshot({ resources, kinds, places, gaps, accounts })));
  here.shows(/VPC a name\S* .*….* vpc-a {2}10\.0\.0\.0\/16.* M\d/);
  await here.press('W');
  here.shows(/within a name.*… ?\S* vpc-a {2}●/, /^▶1 a name.*….*vpc-a \[/m);
  await here.press(':path eni-far eni-app', 'enter');
  here.shows(/a from a name.*….*eni-far {2}b to a name.*….*eni-app {2}r turns/);
  for (const line of here.lines) expect([...line].length).toBe(80);
});
