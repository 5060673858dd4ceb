import { expect, test } from 'vitest';
import { usualKinds } from '../../src/kinds/index.ts';
import type { World } from '../reach/scenario.ts';
import { office } from '../reach/worlds.ts';
import { hopscope, type Surroundings } from './context.ts';
import { storeOf } from './world-store.ts';

const complete = (world: World): World => world.asked(usualKinds.map(({ kind }) => kind));

const who = async (world: World, line: string | string[], around: Surroundings = {}) =>
  hopscope(['who', ...(typeof line === 'string' ? line.split(' ') : line), '--store', await storeOf(complete(world))], around);

const sample = (line: string, around: Surroundings = {}) => hopscope(`who --snapshot sample ${line}`, around);
const plain: Surroundings = { terminal: 80, env: { NO_COLOR: '1' } };

test('a NAT gateway is told by who would lose the way out without it', async () => {
  const { code, stdout } = await who(office(), 'nat-a', plain);
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
    "NAT gateway nat-a
    eu-west-1 · account 111111111111
    Lets hosts without a public address out, behind an address of its own. 1 thing
    uses it, and it uses 3.

    Its network interfaces · 1
      kind               id         by
      Network interface  eni-nat-a  10.0.1.5 203.0.113.5

    Used by · 1
      kind         id           by
      Route table  rtb-private  0.0.0.0/0 → nat-a

    Uses · 3
      kind               id
      VPC                vpc-a
      Subnet             subnet-public
      Network interface  eni-nat-a

    If it went
      Network interfaces that go with it · 1
        NAT gateway nat-a (eni-nat-a)
      Subnets that lose their way out · 1
        subnet subnet-private · IPv4, by 0.0.0.0/0 → nat-a of rtb-private
      No longer reach the internet by HTTPS · 2
        network interface eni-app · IPv4
        network interface eni-app2 · IPv4
      Routes that would lead nowhere · 1
        route table rtb-private · 0.0.0.0/0 → nat-a
      Public addresses that it would give up · 1
        NAT gateway nat-a (eni-nat-a) · 203.0.113.5, for good
    "
  `);
});

test('an interface is told by whose it is', async () => {
  const world = office().change('network-interface', 'eni-db', { Description: 'RDSNetworkInterface', RequesterManaged: true });
  const { stdout } = await who(world, 'eni-db', plain);
  expect(stdout.replaceAll('\n', ' ')).toContain(
    'It belongs to an RDS database, or to Aurora, DocumentDB or Neptune, which leave the same mark.',
  );
  const unknown = await who(office().change('network-interface', 'eni-db', { RequesterManaged: true }), 'eni-db');
  expect(unknown.stdout).toContain('A service or another account runs it, and nothing on it says which.');
  expect((await who(office(), 'eni-db')).stdout).toContain('Nobody is known to use it but itself.');
});

test.each([
  ['10.0.1.10', 'eni-web'],
  ['203.0.113.10', 'eni-web'],
  ['2600:a:0:1::10', 'eni-web'],
])('the address %s is that of its interface', async (address, id) => {
  const { stdout } = await who(office(), `${address} --json`);
  expect(JSON.parse(stdout).matches.map(({ subject }: { subject: { id: string } }) => subject.id)).toEqual([id]);
});

test('an address that nobody has is told by its subnet', async () => {
  const { code, stderr } = await who(office(), '10.0.1.77');
  expect(code).toBe(2);
  expect(stderr).toContain('No network interface that was seen has 10.0.1.77. It lies in subnet-public.');
  const elsewhere = await who(office(), '192.0.2.7');
  expect(elsewhere.stderr).toContain('has no id, name or address "192.0.2.7"');
});

test('an address that nobody has may be that of an interface which could not be seen', async () => {
  const world = office();
  for (const id of ['eni-web', 'eni-app', 'eni-app2', 'eni-db', 'eni-nat-a']) world.remove('network-interface', id);
  expect((await who(world.denied('network-interface'), '10.0.1.10')).code).toBe(4);
});

test('an unassociated Elastic IP is found by its address', async () => {
  const world = office().add('elastic-ip', 'eipalloc-1', { AllocationId: 'eipalloc-1', PublicIp: '198.51.100.9' });
  expect((await who(world, '198.51.100.9')).stdout).toMatch(/^Elastic IP address eipalloc-1\n/);
});

test('what services call a thing leads to its interfaces', async () => {
  const { stdout } = await sample('label-render');
  expect(stdout).toMatch(/^Network interface eni-\w+\n.*\nIt belongs to a Lambda function “label-render”\./);
});

test('a name that several things have is shown with all of them', async () => {
  const { code, stdout } = await sample('parcel-web', plain);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^2 resources have the name parcel-web; show one of them by its id\.\n/);
  expect(JSON.parse((await sample('parcel-web --json')).stdout).matches).toHaveLength(2);
});

test('what is only named is told by who names it, and is not fully known', async () => {
  const { code, stdout } = await who(office().group('sg-peer', 'vpc-a', ['tcp 22 sg-gone']), 'sg-gone');
  expect(code).toBe(4);
  expect(stdout).toContain('The snapshot names it and does not hold it');
  expect(stdout).toContain('in · tcp 22 from sg-gone');
  expect(stdout).not.toContain('If it went');
});

test('what could hide users is told, and is in the exit code', async () => {
  const denied = office().denied('load-balancer');
  const { code, stdout } = await who(denied, 'sg-web');
  expect(code).toBe(4);
  expect(stdout).toContain('More may use it there, and nobody could look.');
  expect(stdout).toContain('elbv2:DescribeLoadBalancers');
  expect((await who(office().denied('load-balancer'), 'sg-web --allow-partial')).code).toBe(0);
});

test('a word that means nothing is a mistake', async () => {
  const { code, stderr } = await who(office(), 'nobody');
  expect(code).toBe(2);
  expect(stderr).toContain('has no id, name or address "nobody"');
  expect((await hopscope('who')).code).toBe(2);
});

test('JSON says the same', async () => {
  const { schema, matches } = JSON.parse((await who(office(), 'nat-a --json')).stdout);
  expect(schema).toBe('hopscope/who/1');
  expect(matches).toHaveLength(1);
  expect(matches[0]).toMatchObject({
    subject: { kind: 'nat-gateway', id: 'nat-a' },
    known: true,
    interfaces: [{ id: 'eni-nat-a' }],
  });
  expect(matches[0].losses).toContainEqual({
    what: 'outbound',
    at: expect.objectContaining({ id: 'eni-app', owner: expect.objectContaining({ kind: 'network-interface' }) }),
    text: 'IPv4',
  });
});

test('long lists are shortened unless all is asked for', async () => {
  const world = office();
  for (let at = 20; at < 40; at += 1) world.eni(`eni-${at}`, 'subnet-private', `10.0.2.${at}`, ['sg-web']);
  expect((await who(world, 'sg-web')).stdout).toContain('and 13 more');
  expect((await who(world, 'sg-web --all')).stdout).toContain('eni-39');
});

test('names that are commands for a terminal stay text', async () => {
  const named = office().change('network-interface', 'eni-web', { TagSet: [{ Key: 'Name', Value: '\u001B]0;owned\u0007web' }] });
  named.change('network-interface', 'eni-db', { Description: 'ElastiCache \u001B[31mred' });
  for (const id of ['eni-web', 'eni-db', 'subnet-public', 'sg-web']) {
    const { stdout } = await who(named, id, plain);
    expect(stdout).not.toContain('\u001B');
  }
  expect((await who(named, 'eni-web', plain)).stdout).toContain('␛]0;owned␇web');
  const { stderr } = await who(office(), ['\u001B[2Jx']);
  expect(stderr).not.toContain('\u001B');
});

test('things of the sample fit 80 and 120 columns', async () => {
  const ids: string[] = [];
  for (const kind of ['vpc', 'subnet', 'transit-gateway', 'security-group', 'network-acl', 'load-balancer', 'vpc-endpoint']) {
    const { resources } = JSON.parse((await hopscope(`show ${kind} --json --snapshot sample`)).stdout);
    ids.push(resources[0].id);
  }
  for (const columns of [80, 120]) {
    for (const id of ids) {
      const { stdout } = await sample(id, { terminal: columns, env: { NO_COLOR: '1' } });
      expect(stdout.split('\n').filter((line) => [...line].length > columns && line.trim().includes(' '))).toEqual([]);
    }
  }
});
