import { expect, test } from 'vitest';
import { estateOf } from '../../bench/explore/estate.ts';
import { keyOf } from '../../src/tui/desk/questions.ts';
import type { Effect } from '../../src/tui/state/state.ts';
import { update } from '../../src/tui/state/update.ts';
import { plain, Room, sampleRoom } from './room.ts';
import { type Walk, walk } from './walk.ts';

test('back in the tree, the cursor is where it was', async () => {
  const here = await walk(80, 24);
  await here.press(':go bastion', 'enter');
  const { row } = here;
  expect(row).toContain('bastion');
  await here.press('o', 'j', 'j', 't');
  expect(here.row).toBe(row);
  await here.press('o');
  expect(here.lines.findIndex((line) => line.startsWith('▶'))).toBe(3);
});

test('Regions and accounts are one key apart', async () => {
  const here = await walk(80, 24);
  (await here.press('R')).shows('[✓] eu-central-1', 'Space put aside');
  (await here.press('P')).shows('[✓] haldenpost-network').hides('[✓] eu-central-1');
});

test('what is put aside is not judged, and the overview says how much that is', async () => {
  const here = await walk(100, 30);
  await here.press('f');
  const all = Number(/of (\d+) *$/.exec(here.lines.at(-2)!)![1]);
  await here.press(':region us-east-1', 'enter', 'o');
  here.shows(/Put aside \d+ findings and 3 things that could not be seen; R takes back/, 'Exposure, of what is put aside too');
  here.shows('✓ everything that was asked for could be seen', 'customs-relay').hides('bastion');
  const aside = Number(/Put aside (\d+) findings/.exec(here.text)![1]);
  const counted = [...here.lines[1]!.matchAll(/(\d+) (?:critical|high|medium|low|info)/g)];
  expect(counted.reduce((sum, [, count]) => sum + Number(count), aside)).toBe(all);
  await here.press('f');
  here.shows(`of ${all - aside}`);
  await here.press('K');
  here.shows(/^ +14 {2}Subnet {2}subnet/m).hides('?  Core network');
  await here.press('i');
  here.shows('This is of everything, also of what is put aside.', 'bastion');
  await here.press(':region', 'enter', 'o');
  here.shows(/Verdict +3 critical/).hides('Put aside', 'what is put aside too');
});

test('the tree counts at every node only what is to be seen of it', async () => {
  const here = await walk(100, 30);
  await here.press(':region us-east-1', 'enter', 'g');
  expect(here.row).toMatch(/haldenpost-network/);
  here.shows(/haldenpost-network .* M\d+ L\d+$/m).hides('geocoder-trial');
  expect(here.row).not.toMatch(/C\d/);
});

test('findings that would read alike are one row of the overview, and the list tells them apart', async () => {
  const here = await walk(100, 30);
  await here.press('o');
  const worst = here.lines.filter((line) => /^.{3}[CH] /.test(line));
  expect(new Set(worst).size).toBe(worst.length);
  while (!/\d × /.test(here.row)) await here.press('j');
  const [, count] = /(\d) × /.exec(here.row)!;
  await here.press('enter');
  here.shows(new RegExp(`1 of ${count} *$`, 'm'), /H haldenpost-wan +… Segments prod and shared/);
});

test('the room that a column left which found none is given to the ids before it', async () => {
  const here = await walk(80, 24);
  await here.press(':sg', 'enter');
  here.shows('sg-01a40497db38fbb21').hides('public-ip');
  for (const columns of [60, 72, 80, 97, 118]) {
    await here.hear({ type: 'size', columns, rows: 24 });
    for (const line of here.lines) expect([...line].length).toBe(columns);
  }
});

test('Ctrl-Z goes to the shell while a line is typed too, and what was typed stays', async () => {
  const here = await walk(80, 24);
  for (const line of ['/bast', ':path inter']) {
    await here.press(line, 'ctrl-z');
    expect(here.done.at(-1)).toEqual({ do: 'suspend' });
    here.shows(line);
    await here.press('esc');
  }
});

test('on a screen that is too small q leaves even while a line is typed, and no other key does anything', async () => {
  const here = await walk(80, 24);
  await here.press(':path inter');
  await here.hear({ type: 'size', columns: 40, rows: 10 });
  await here.press('x', 'esc', 'o');
  expect(here.done).toEqual([]);
  await here.press('q');
  expect(here.done).toEqual([{ do: 'quit' }]);
  await here.hear({ type: 'size', columns: 80, rows: 24 });
  here.shows(':path inter').hides(':path interx');
});

test('where not all of the way here has room at the top, where the reader is has', async () => {
  const here = await walk(80, 24);
  await here.press('i', ':segments account', 'enter', ':reach parcel-app-1', 'enter');
  expect(here.lines[0]).toMatch(/^ hopscope {2}what parcel-app-1 reaches +C\d/);
  await here.press('o');
  expect(here.lines[0]).toMatch(/^ hopscope {2}what parcel-app-1 reaches › overview +C\d/);
});

test.each([
  [60, 15],
  [80, 24],
  [200, 50],
])(
  'at %i×%i the counts of what is wrong stand at the top, and the keys that a newcomer needs at the bottom',
  async (columns, rows) => {
    const here = await walk(columns, rows);
    expect(here.lines[0]).toMatch(/C\d+ H\d+ M\d+ L\d+/);
    expect(here.lines.at(-1)).toMatch(/\? help.*\/ filter.*: command.*q quit/);
  },
);

test('an account and a Region tell what is in them, the worst of it, and whether all of it could be seen', async () => {
  const here = await walk(100, 40);
  await here.press(':go 806214937720', 'enter', 'd');
  here.shows(
    'Account haldenpost-parcel',
    '✗ Not everything below it could be seen.',
    'Findings below it  C',
    'F lists them all.',
  );
  here.shows(/\d+ {2}VPCs/, /\d+ {2}subnets/, 'other kinds');
  while (!here.row.endsWith('VPCs')) await here.press('j');
  const count = here.row.trim().split(' ')[0]!;
  await here.press('enter');
  here.shows('VPCs', '/account:806214937720', `of ${count}`, 'parcel-prod').hides('partners');
});

test('a filter that is taken up again takes another term', async () => {
  const here = await walk(100, 30);
  await here.press('/', 'sev:high', 'enter', '/', 'kind:subnet', 'enter');
  here.shows('/sev:high kind:subnet', 'subnet guests-a').hides('virtual interface');
  await here.press('esc');
  here.hides('/sev:high');
});

test('keys that are pressed before an answer is there are not lost', async () => {
  const room = await sampleRoom();
  const here = await walk(100, 30);
  await here.press(':go bastion', 'enter');
  const asked = update(here.state, { type: 'key', key: { name: 'J' } });
  const question = asked.effects.flatMap((effect) =>
    effect.do === 'ask' && effect.question.ask === 'json' ? [effect.question] : [],
  )[0]!;
  here.state = update(asked.state, { type: 'key', key: { name: 'G' } }).state;
  here.shows('Reading …');
  await here.hear({ type: 'answer', key: keyOf(question), answer: await room.answer(question) });
  expect(here.row).toBe('}');
});

test('Enter before a list is there opens what the cursor is on when it comes', async () => {
  const here = await walk(100, 30);
  await here.hold().press('i', 'j', 'enter');
  here.shows('What the internet reaches is being worked out', 'It is being read, and opens when it is there.');
  await here.release();
  here.shows('› proof', 'The internet reaches').hides('being read');
  await here.press('esc');
  here.shows('what the internet reaches');
  expect(here.row).not.toBe('');
});

test('Enter before anything is judged opens the gravest when all is judged, and not what came first', async () => {
  const room = await sampleRoom();
  const here = await walk(100, 30, Object.assign(Object.create(room), { first: room.first.slice(0, 1) }) as Room);
  await here.press('f', 'enter');
  here.shows('Judging: 0 of 0 files of rules', 'It is being read, and opens when it is there.');
  const severities = new Set<string>();
  for (const news of room.first.slice(1)) {
    here.shows('› findings ');
    if (news.news === 'findings') for (const { severity } of news.findings) severities.add(severity);
    await here.hear({ type: 'news', news });
  }
  expect(severities.size).toBeGreaterThan(1);
  here.shows('critical PostgreSQL or Redshift is reachable from the internet').hides('being read');
});

test('Enter before a list is there is forgotten with the next key, and where nothing comes', async () => {
  const here = await walk(100, 30);
  await here.hold().press(':exposure', 'enter', 'enter', 'esc');
  await here.release();
  expect(here.lines[0]).not.toContain('what the internet reaches');
  await here.hold().press(':exposure port=abc', 'enter', 'enter');
  await here.release();
  here.shows('"abc" is no port.', 'Nothing is named in this line.');
  await here.press(':sg zzzz', 'enter', 'enter');
  here.shows('No security groups hold zzzz.', 'Nothing is here to open.');
});

test('a window that is moved before an answer is there is where it was moved to when it comes', async () => {
  const room = await sampleRoom();
  const here = await walk(80, 24);
  await here.press(':nat', 'enter', '4g');
  const asked = update(here.state, { type: 'key', key: { name: 'w' } });
  const question = asked.effects.flatMap((effect) =>
    effect.do === 'ask' && effect.question.ask === 'who' ? [effect.question] : [],
  )[0]!;
  here.state = update(asked.state, { type: 'key', key: { name: 'ctrl-d' } }).state;
  here.shows('Reading …');
  await here.hear({ type: 'answer', key: keyOf(question), answer: await room.answer(question) });
  here.shows('Subnets that lose their way out · 4');
});

test('Escape and a letter right after it are two keys, though they look like Alt and the letter', async () => {
  const here = await walk(80, 24);
  await here.press('o');
  await here.hear({ type: 'key', key: { name: 'alt-j' } });
  const apart = await walk(80, 24);
  await apart.press('o', 'esc', 'j');
  expect(here.lines).toEqual(apart.lines);
});

test('who has gone to the end of a path sees what would open it when that is found', async () => {
  const here = await walk(80, 24);
  await here.press(':path dc-1 ci-runner-1:22');
  // What is asked of the other thread is answered after the key.
  const asked = update(here.state, { type: 'key', key: { name: 'enter' } });
  const room = await sampleRoom();
  let later: readonly Effect[] = asked.effects;
  here.state = asked.state;
  for (const effect of asked.effects) {
    if (effect.do !== 'ask') continue;
    const then = update(here.state, { type: 'answer', key: keyOf(effect.question), answer: await room.answer(effect.question) });
    here.state = then.state;
    later = then.effects;
  }
  here.state = update(here.state, { type: 'key', key: { name: 'G' } }).state;
  here.shows('Looking for what would open it');
  for (const effect of later) {
    if (effect.do !== 'ask') continue;
    await here.hear({ type: 'answer', key: keyOf(effect.question), answer: await room.answer(effect.question) });
  }
  here.shows('Allow tcp 22 from 10.20.16.10/32');
});

test('a column in which nothing stands gives its place to one in which something does', async () => {
  const here = await walk(300, 24, new Room(estateOf(100)));
  let left = 0;
  for (const kind of ['vpc', 'subnet', 'instance', 'network-interface']) {
    await here.press(`:${kind}`, 'enter');
    const cells = here.state.answers.get(keyOf({ ask: 'cells', kind }));
    if (cells?.is !== 'cells') throw new Error(`the table of ${kind} has no cells`);
    const titles = here.lines[1]!.split('│')[0]!
      .trim()
      .split(/\s{2,}/);
    const empty = cells.columns.filter((_, column) => !cells.filled[column]);
    for (const title of empty) expect(titles, kind).not.toContain(title);
    left += empty.length;
  }
  expect(left).toBeGreaterThan(0);
});

test('on the smallest screen the verdict is in words, and a message is told whole, beside the place in the list', async () => {
  const here = await walk(60, 15);
  (await here.press('o')).shows(/Verdict +\d+ critical, \d+ high, \d+ medium, \d+ low, \d+ info$/m);
  await here.press('t', ':nosuch', 'enter');
  here.shows(/^ :nosuch is no command, kind or name here\. \? *\n lists the commands\. +\d+ of \d+$/m);
  await here.press(':go Account-wide', 'enter', 'd');
  here.shows('Account-wide').hides('Region Account-wide');
});

test.each([60, 72, 80, 97, 118])(
  'at %i columns the titles of a table stand above what they name, and none above nothing',
  async (columns) => {
    const here = await walk(columns, 24);
    for (const kind of ['vpn', 'sg', 'subnet', 'vpc', 'eni', 'rtb', 'instance']) {
      await here.press(`:${kind}`, 'enter');
      const [, header = '', row = ''] = here.lines;
      const starts = [...header.matchAll(/(?<=\s\s|^\s\s?)\S/g)].map(({ index }) => index);
      expect(header, kind).not.toContain('…');
      for (const at of starts)
        expect(
          row
            .slice(at - 2, at)
            .trim()
            .replace('▶', ''),
          `${kind} ${header} ${row}`,
        ).toBe('');
    }
  },
);

test('every sign that a screen uses has a plain one for a terminal that knows no others', async () => {
  const [here, bare] = [await walk(120, 50), await walk(120, 50, undefined, { ...plain, ascii: true })];
  const questions = (one: Walk): number => one.text.split('?').length;
  for (const keys of [
    ['t'],
    ['o'],
    ['f'],
    ['f', 'enter'],
    ['K'],
    ['c'],
    ['s'],
    ['R'],
    ['i'],
    ['?'],
    [':sg', 'enter'],
    [':path internet bastion', 'enter'],
  ]) {
    await here.press(...keys);
    await bare.press(...keys);
    expect(bare.text, keys.join(' ')).toMatch(/^[\n -~]*$/);
    expect(questions(bare), keys.join(' ')).toBe(questions(here));
  }
});
