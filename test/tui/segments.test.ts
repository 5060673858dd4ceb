import { expect, test } from 'vitest';
import { hopscope } from '../cli/context.ts';
import { storeOf } from '../cli/world-store.ts';
import { hybrid, peered } from '../reach/worlds.ts';
import { plain, Room } from './room.ts';
import { walk } from './walk.ts';

const small = (columns = 80, rows = 24, world = peered()) => walk(columns, rows, new Room(world.snapshot()));

test('who may talk to whom is a grid to walk through, and the place under the cursor is said in words', async () => {
  const here = await small();
  await here.press('W');
  here.shows('2 VPCs: 4 ways open between segments.', 'within vpc-a  ● they may open connections to each other · all traffic');
  expect(here.row).toMatch(/^1 vpc-a +\[● all/);
  await here.press('l');
  here.shows('vpc-a → vpc-b  ⇄ both may open connections to each other');
  await here.press('down', 'right');
  here.shows('vpc-b → the internet  · nothing passes');
  await here.press('left', 'h', 'G');
  here.shows('the internet → vpc-a', '⇄ 443', '● among themselves');
  await here.press('$', 'g', '0');
  expect(here.row).toMatch(/^1 vpc-a +\[● all/);
});

test('each row says what the command says', async () => {
  const world = hybrid();
  const here = await small(120, 30, world);
  await here.press(':segments subnet', 'enter');
  const { stdout } = await hopscope(['segments', '--by', 'subnet', '--store', await storeOf(world), '--no-color']);
  const rows = (text: string): string[][] =>
    text
      .split('\n')
      .filter((line) => /^\W*\d \S+.* {2}/.test(line))
      .map((line) =>
        line
          .replace(/[▶[\]]/g, ' ')
          .trim()
          .split(/ {2,}/),
      );
  expect(rows(here.text)).toEqual(rows(stdout));
});

test('a place opens the ports and a packet of it, which leads on to the path, and Esc comes back to the place', async () => {
  const here = await small(100, 40);
  await here.press('W', 'l', 'enter');
  here.shows(
    'vpc-a → vpc-b',
    'From vpc-a connections open to vpc-b.',
    'Every port',
    '3 pairs of interfaces have some or all of what passes.',
  );
  here.shows('The other way round, vpc-b → vpc-a: all traffic', 'VPC peering connection pcx-ab');
  await here.press('enter');
  here.shows(/eni-\w+ → eni-far/, '✓ reachable', 'S n all traffic');
  await here.press('esc', 'r');
  here.shows('From vpc-b connections open to vpc-a.');
  await here.press('esc');
  expect(here.row).toMatch(/^1 vpc-a.*\[⇄ all/);
});

test('where nothing passes the path says why not', async () => {
  const here = await small(100, 40);
  await here.press('W', 'j', '$', 'enter');
  here.shows('Nothing passes from vpc-b to the internet.');
  await here.press('enter');
  here.shows('vpc-b → internet', '✗ blocked');
  await here.press('esc', 'esc', 'G', '0', 'enter');
  here.shows('From the internet connections open to vpc-a.', '1 interface has all of what passes.');
});

test('segments are made by another thing with a key, and r goes to the place on the other side', async () => {
  const here = await small(100, 30, hybrid());
  await here.press('W', 'n');
  here.shows('by subnet', '3 subnets: 10 ways open');
  await here.press('$', 'h', 'r');
  here.shows('the internet → subnet-other');
  await here.press('n');
  here.shows('by group');
  await here.press('<', '<', '<');
  here.shows('by account', '1 account');
  await here.press(':segments tag:env', 'enter');
  here.shows('by tag:env', 'without env');
});

test('Tab goes to the next place in which something stands, row after row, and Shift and Tab back', async () => {
  const here = await small();
  await here.press('W');
  const places: string[] = [];
  for (let at = 0; at < 4; at += 1) {
    await here.press('tab');
    places.push(here.lines[2]!.trim().split('  ')[0]!);
  }
  expect(places).toEqual(['vpc-a → vpc-b', 'vpc-a → the internet', 'vpc-b → vpc-a', 'the internet → vpc-a']);
  await here.press('tab');
  here.shows('Nothing stands after this place.');
  await here.hear({ type: 'key', key: { name: 'backtab' } });
  here.shows('vpc-b → vpc-a  ⇄');
});

test.each([
  [60, 15],
  [80, 24],
])('a grid that is wider or higher than the screen moves under its titles (%i×%i)', async (columns, rows) => {
  const here = await small(columns, rows, hybrid());
  await here.press(':segments subnet', 'enter', '$');
  here.shows('subnet-other → outside AWS', 'from ╲ to', /5 outs\S+/);
  expect(here.row).toMatch(/^1 subnet-other/);
  await here.press('G', '0');
  here.shows('outside AWS → subnet-other', /1 subn\S+/);
  for (const line of here.lines) expect([...line].length).toBe(columns);
});

test('many segments scroll both ways, with their titles', async () => {
  const world = peered();
  for (let n = 10; n < 40; n += 1) {
    world.subnet(`subnet-${n}`, 'vpc-b', `10.1.${n}.0/24`).eni(`eni-${n}`, `subnet-${n}`, `10.1.${n}.9`, ['sg-far']);
  }
  const here = await small(80, 24, world);
  await here.press(':segments subnet', 'enter', '20', 'l', '25', 'j');
  here.shows('from ╲ to', '‹', '›', /^▶26 /m, /21 subn/);
  await here.press('0', 'g');
  expect(here.row).toMatch(/^ ?1 subnet-10/);
});

test('a filter keeps the rows that are called so, and the columns with which they have anything', async () => {
  const here = await small(100, 30);
  await here.press('W', '/', 'vpc-b', 'enter');
  here.shows('2 vpc-b', '1 vpc-a').hides('3 the internet');
  await here.press('esc', ':segments vpc segment=vpc-b port=443', 'enter');
  here.shows(' segment=vpc-b ', '⇄ 443').hides('the internet');
  await here.press(':segments vpc segment=vpc-x', 'enter');
  here.shows('There is no segment "vpc-x" by vpc.');
  await here.press(':segments colour', 'enter');
  here.shows('There are no segments by "colour".', 'Say :segments account, :segments vpc').hides('--by');
  await here.press(':segments vpc colour=red', 'enter');
  here.shows('Nothing can be narrowed by "colour".', 'Keys: segment, port').hides('--where');
});

test('the file is the one that the command writes', async () => {
  const world = peered();
  const here = await small(100, 30, world);
  await here.press(':segments subnet port=443', 'enter', 'x', ':export who.json', 'enter');
  const [csv, json] = here.done.filter((one) => one.do === 'export');
  const line = ['segments', '--by', 'subnet', '--where', 'port=443', '--store', await storeOf(world)];
  expect(csv).toMatchObject({ name: 'hopscope-segments.csv', text: (await hopscope([...line, '--csv'])).stdout });
  const { snapshot: _, ...said } = JSON.parse((await hopscope([...line, '--json'])).stdout);
  expect(json?.do === 'export' && JSON.parse(json.text)).toMatchObject(said);
});

test('a click chooses a place, and opens the one that is chosen', async () => {
  const here = await small();
  await here.press('W');
  const y = here.lines.findIndex((line) => line.includes('3 the internet') && !line.includes('from'));
  const x = here.lines.find((line) => line.includes('from ╲ to'))!.indexOf('2 vpc-b');
  await here.hear({ type: 'click', x, y });
  here.shows('the internet → vpc-b');
  await here.hear({ type: 'click', x, y });
  here.shows('Nothing passes from the internet to vpc-b.');
});

test('without colours the place is in brackets, and with --ascii nothing else is drawn', async () => {
  const here = await walk(80, 24, new Room(peered().snapshot()), { ...plain, ascii: true });
  await here.press('W', 'l');
  here.shows('[<', 'from \\ to');
  expect(here.text).toMatch(/^[ -~\n]*$/);
  expect(here.lines.slice(0, -1).join('')).not.toContain('?');
});

test('the values of a tag are counted as values', async () => {
  const here = await walk(100, 30);
  await here.press(':segments tag:env', 'enter');
  here.shows('4 values of tag env: ');
});
