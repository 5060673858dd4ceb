import { expect, test } from 'vitest';
import type { World } from '../reach/scenario.ts';
import { hybrid, office } from '../reach/worlds.ts';
import { hopscope, type Surroundings } from './context.ts';
import { storeOf } from './world-store.ts';

const reach = async (world: World, line: string, around: Surroundings = {}) =>
  hopscope([...`reach ${line}`.split(' '), '--store', await storeOf(world)], around);

test('all that an app server reaches, grouped by VPC, then what is outside', async () => {
  const { code, stdout } = await reach(hybrid(), 'eni-app', { terminal: 80, env: { NO_COLOR: '1' } });
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
    "Network interface eni-app reaches 6 things.

    VPC vpc-a · eu-west-1 111111111111 · 3 things
      what                        ports
      network interface eni-app2  all traffic
      network interface eni-db    tcp 5432
      network interface eni-web   tcp 443

    The internet · 2 things
      what                               ports                              way
      egress-only internet gateway eig…  all traffic
      internet gateway igw-a             icmp, all tcp ports, all udp por…  by nat-a

    Networks outside AWS · 1 thing
      what                           ports
      virtual private gateway vgw-a  all traffic
    "
  `);
});

test('all that reaches the database', async () => {
  const { code, stdout } = await reach(office(), '--to eni-db --by subnet', { terminal: 80, env: { NO_COLOR: '1' } });
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
    "2 things reach network interface eni-db.

    subnet subnet-private · eu-west-1 111111111111 · 2 things
      what                        ports
      network interface eni-app   tcp 5432
      network interface eni-app2  tcp 5432
    "
  `);
});

test('nothing is an answer too', async () => {
  const { code, stdout } = await reach(office(), '--to eni-db --where port=22');
  expect([code, stdout]).toEqual([0, 'Nothing reaches network interface eni-db.\n']);
});

test('a public range that nothing here has is a part of the internet', async () => {
  const { code, stdout } = await reach(office(), '8.8.8.0/24');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^8\.8\.8\.0\/24 reaches \d+ thing/);
});

test.each([
  ['', 'Say where it starts or where it ends'],
  ['eni-app --to eni-db', 'Say where it starts or where it ends'],
  ['nobody', 'nothing called "nobody"'],
  ['192.168.77.0/24', 'starts at "192.168.77.0/24"'],
])('reach %s is a mistake', async (line, says) => {
  const { code, stderr } = await reach(office(), line);
  expect(code).toBe(2);
  expect(stderr).toContain(says);
});

test('CSV and JSON tell the same contacts', async () => {
  const rows = (await reach(office(), 'eni-app --csv')).stdout.trim().split('\r\n');
  const { contacts, schema, from } = JSON.parse((await reach(office(), 'eni-app --json')).stdout);
  expect([schema, from]).toEqual(['hopscope/reach/1', 'eni-app']);
  expect(rows.length - 1).toBe(contacts.length);
  expect(contacts.map(({ other }: { other: { id: string } }) => other.id).sort()).toEqual([
    'eigw-a',
    'eni-app2',
    'eni-db',
    'eni-web',
    'igw-a',
  ]);
});

test('where a route table could not be read, what is reached is not known, and that is not zero', async () => {
  const { code, stdout } = await reach(office().denied('route-table'), 'eni-app --where id=eni-db');
  expect(code).toBe(4);
  expect(stdout).toContain('Not known');
});

test('a name with control characters does not steer the terminal', async () => {
  const world = office().change('network-interface', 'eni-db', { TagSet: [{ Key: 'Name', Value: '\u001B[2Jdb\u202Egnp' }] });
  const { stdout } = await reach(world, 'eni-app');
  for (const steering of ['\u001B', '\u202E']) expect(stdout).not.toContain(steering);
  expect(stdout).toContain('␛[2Jdb‹U+202E›gnp');
});
