/** What people come with when something does not connect, in the keys that they press. */
import { expect, test } from 'vitest';
import { frame } from '../../src/tui/frame.ts';
import { bindings } from '../../src/tui/state/keys.ts';
import { update } from '../../src/tui/state/update.ts';
import { walk } from './walk.ts';

const sizes = [
  [80, 24],
  [200, 50],
] as const;

test.each(sizes)('the site at this name is unreachable (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press(':path internet dev-preview-6e2b535d3e.eu-central-1.elb.amazonaws.com:443', 'enter');
  here.shows('✗ blocked', /3\s+things\s+are\s+in\s+the\s+way/, 'no target is registered');
  await here.press('tab', 'tab', 'tab', 'tab');
  const hop = here.row;
  expect(hop).toContain('load balancer app/dev-preview');
  await here.press('enter');
  here.shows('Load balancer dev-preview');
  await here.press('esc');
  expect(here.row).toBe(hop);
});

test.each(sizes)('can the database be reached from the internet over IPv6 (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press(':path internet prod-data:5432', 'enter', 'v', 'v');
  here.shows('v IPv6', '"prod-data" has no IPv6 address').hides('Reading');
  await here.press(':path internet parcel-app-1:5432', 'enter');
  here.shows('v IPv6', '✗ blocked');
  await here.press('/', '✗ security group', 'enter');
  here.shows(/✗ security group\s+no ingress rule of sg-00898018b0ac60d53/);
});

test.each(sizes)('which subnets lose their way out if this NAT dies (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press(':nat', 'enter', '/', 'parcel-prod-a', 'enter', 'w', '/', 'lose', 'enter');
  here.shows('Subnets that lose their way out · 4');
  await here.press('esc', '/', 'prod-data-a', 'enter');
  here.shows('subnet “prod-data-a” · IPv4, by 0.0.0.0/0 → nat-0260997a2cd57f8a3');
});

test.each(sizes)(
  'what a path is without a thing that it goes through, and what else would break (%i×%i)',
  async (columns, rows) => {
    const here = await walk(columns, rows);
    await here.press(':path parcel-app-1 198.51.100.7:443', 'enter');
    here.shows('✓ reachable');
    await here.press('/', 'NAT gateway', 'enter', 'D');
    here.shows(
      '1 tried',
      'in AWS nothing has changed',
      '− NAT gateway nat-0260997a2cd57f8a3 “parcel-prod-a” is gone',
      '✗ blocked',
    );
    await here.press('/', 'lose', 'enter');
    here.shows('Subnets that lose their way out · 4');
    await here.press('U');
    here.shows('✓ reachable').hides('1 tried');
  },
);

test.each(sizes)('why does my private subnet reach S3 over NAT (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press(':subnet dev-app-a', 'enter', 'a', ':to com.amazonaws.eu-central-1.s3:443', 'enter');
  here.shows('✓ reachable', '0.0.0.0/0 →', 'nat-0aed25d9b1b5a0492: no other route matches');
  await here.press('G');
  here.shows('By gateway endpoint: three things', '✗ gateway endpoint  vpc-01bf0358cd80844c1 has none for');
  here.shows(/✗ route\s+rtb-0b5930c3f515e3a5d has no route to pl-6ea54007, so it\s+is\s+0\.0\.0\.0\/0/);
});

test.each(sizes)('compare the working and the failing instance (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press(':path parcel-app-1 10.21.65.105:5432', 'enter', ':dev-scratch', 'enter', 'V');
  here.shows('V beside from dev-scratch', '▶ The first difference is on the way there, hop 1', 'is stopped', '✓ reachable');
  await here.press('V');
  here.hides('The first difference').shows('✓ reachable');
  await here.press(':beside to 10.21.65.105:22', 'enter');
  here.shows('O beside to 10.21.65.105:22', /The first difference is on the way there, hop 5/, 'no ingress rule of');
  await here.press(':path internet bastion', 'enter', ':beside to bastion', 'enter');
  here.shows('That is the path itself: choose another end to compare it with.');
});

test('of two ladders side by side Enter and Tab lead into the left one, or after l into the right one', async () => {
  const here = await walk(200, 50);
  await here.press(':path parcel-app-1 10.21.65.105:5432', 'enter', 'l');
  here.shows('Not here: nothing stands side by side');
  await here.press(':beside dev-scratch', 'enter');
  here.shows('h l Enter leads into the left one');
  await here.press('12', 'g', 'enter');
  here.shows('Security group prod-app');
  await here.press('esc', 'j', 'enter');
  here.shows('Security group prod-app');
  await here.press('esc', 'k', 'l');
  here.shows('h l Enter leads into the right one', '▶  ▶✗ instance');
  await here.press('enter');
  here.shows('Instance dev-scratch');
  await here.press('esc', 'tab', 'enter');
  here.shows('sg-0f2f3693ef4f697da', 'Security group default');
});

test('turned round, what a path is compared with is at the other end too', async () => {
  const here = await walk(100, 40);
  await here.press(':path parcel-app-1 10.21.65.105:5432', 'enter', ':beside dev-scratch', 'enter', 'r');
  here.shows('a from 10.21.65.105', 'b to parcel-app-1', 'O beside to dev-scratch');
  await here.press('r');
  here.shows('a from parcel-app-1', 'b to 10.21.65.105', 'V beside from dev-scratch');
  await here.press('V', ':beside to 10.21.65.105:22', 'enter', 'r');
  here.shows('a from 10.21.65.105', 'b to parcel-app-1').hides('beside');
  await here.press(':beside to bastion:22/icmp', 'enter', 'r');
  here.shows('a from 10.21.65.105', 'only tcp and udp have ports');
});

test.each(sizes)('which fix opens this and nothing else (%i×%i)', async (columns, rows) => {
  const here = await walk(columns, rows);
  await here.press(':path dev-scratch 10.21.65.105:5432', 'enter', '/', 'opens nothing', 'enter', '+');
  here.shows(
    '1 tried',
    'Tried on a copy of the snapshot; in AWS nothing has changed',
    '→ Start i-01ba768a6a915c4c0',
    '? unknown',
  );
  await here.press('G');
  here.shows('Beyond what was asked', 'Of the same service this opens nothing else.');
  await here.press('U');
  here.shows('✗ blocked').hides('1 tried');
  await here.press('2', '+', 'G');
  here.shows(/This would also open the way to/, 'eni-0160dcf82cca9f678');
  await here.press('U', '+');
  here.shows('Which of the 2? 1+ tries the first, or + on a line of it.');
});

test('what would close an open path is tried as well, and what it cuts off is told', async () => {
  const here = await walk(100, 60);
  await here.press(':path internet bastion:22', 'enter', '+');
  here.shows('Not here: no changes are listed that could be tried.');
  await here.press('C', '3', '+');
  here.shows('1 tried', '✗ blocked');
  await here.press('G');
  here.shows('This would also cut off');
});

test('while the answer to a changed port is read the old one stays to be seen, marked as old', async () => {
  const here = await walk(100, 30);
  await here.press(':path internet bastion:22', 'enter');
  const pressed = update(here.state, { type: 'key', key: { name: 'n' } });
  expect(pressed.effects.map((one) => one.do)).toEqual(['ask']);
  const text = frame(pressed.state).join('\n');
  expect(text).toContain('Reading …, and below is still the answer for tcp 22');
  expect(text).toContain('✓ reachable');
  const again = update(pressed.state, { type: 'key', key: { name: 'v' } });
  expect(frame(again.state).join('\n')).toContain('Reading …, and below is still the answer for tcp 22');
  await here.press('n');
  here.hides('Reading').shows('S n all udp ports');
});

test('only the remedies of the question that is asked last are looked for, one at a time', async () => {
  const here = await walk(100, 30);
  await here.press(':path internet prod-data:5432', 'enter');
  const looked = here.asked.filter(({ ask }) => ask === 'remedies');
  expect(looked).toHaveLength(1);
  const sheet = (unfinished?: string) => ({ is: 'sheet', sections: [], ...(unfinished && { unfinished }) }) as const;
  const state = { ...here.state, answers: new Map(), asked: new Set<string>() };
  const first = update(state, { type: 'key', key: { name: 'S' } });
  const [asked] = first.effects.flatMap((one) => (one.do === 'ask' ? [one.question] : []));
  const known = update(first.state, { type: 'answer', key: JSON.stringify(asked), answer: sheet('Looking …') });
  expect(known.effects).toMatchObject([{ do: 'ask', question: { ask: 'remedies' } }]);
  const next = update(known.state, { type: 'key', key: { name: 'S' } });
  const [other] = next.effects.flatMap((one) => (one.do === 'ask' ? [one.question] : []));
  expect(update(next.state, { type: 'answer', key: JSON.stringify(other), answer: sheet('Looking …') }).effects).toEqual([]);
});

test('the question is typed anew from the one that is asked, and means the same', async () => {
  const here = await walk(120, 30);
  for (const line of [
    'dev-scratch 10.21.65.105:5432',
    'internet bastion:53/udp',
    'parcel-app-1 [2001:db8::7]:443',
    'parcel-app-1 internet/icmp',
    'parcel-app-1 bastion/any',
  ]) {
    await here.press(`:path ${line}`, 'enter', 'E');
    here.shows(`:path ${line}`);
    const before = here.state.history[here.state.at]?.path;
    await here.press('enter');
    expect(here.state.history[here.state.at]?.path).toEqual(before);
  }
});

test('addresses, names of hosts and services are completed where an end is typed', async () => {
  const here = await walk(100, 30);
  await here.press(':path 10.21.65');
  here.shows(':path 10.21.65.105');
  await here.press('esc', ':to ldap.h');
  here.shows(':to ldap.hub.haldenpost.internal');
  await here.press('esc', ':path bastion aws.eu-central-1.s', 'tab', 'enter');
  here.shows('bastion → com.amazonaws.eu-central-1.s3', '✓ reachable');
  await here.press(':table resource-record-set', 'enter', '/', 'ldap', 'enter', 'b', ':from parcel-app-1', 'enter');
  here.shows('a from parcel-app-1  b to ldap.hub.haldenpost.internal');
});

test('without a path there is none to compare with', async () => {
  const here = await walk(100, 30);
  await here.press(':bastion', 'enter', 'V');
  here.shows('Not here: no path has been asked for yet.');
  await here.press(':beside bastion', 'enter');
  here.shows('There is no path yet to compare with');
  await here.press(':beside', 'enter');
  here.shows('Beside which? :beside NAME, or :beside to NAME');
});

test('no key does two things in one view', () => {
  const meet = (a?: readonly string[], b?: readonly string[]): boolean => !a || !b || a.some((view) => b.includes(view));
  const twice = bindings.flatMap(({ does, keys, only }, at) =>
    bindings
      .slice(at + 1)
      .filter((other) => other.does !== does && meet(only, other.only) && other.keys.some((key) => keys.includes(key)))
      .map((other) => [does, other.does]),
  );
  expect(bindings.length).toBeGreaterThan(40);
  expect(twice).toEqual([]);
});
