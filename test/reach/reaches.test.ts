import { expect, test } from 'vitest';
import { buildNetwork, type Contact, resolve } from '../../src/reach/index.ts';
import { reachesFrom, reachesTo } from '../../src/reach/reaches.ts';
import { servicesText } from '../../src/report/traffic-text.ts';
import { fronted } from './fronted.ts';
import type { World } from './scenario.ts';
import { hybrid, office, peered } from './worlds.ts';

const line = ({ at, other, through, port, passes }: Contact): string =>
  [
    at,
    other.id,
    ...through.map(({ id }) => `through ${id}`),
    ...(port === undefined ? [] : [`at ${port}`]),
    servicesText(passes),
  ].join(' ');

const told = (contacts: readonly Contact[]): string[] =>
  contacts
    .filter(({ passes }) => passes.length > 0)
    .map(line)
    .sort();
const from = (world: World, text: string): string[] => {
  const network = buildNetwork(world.snapshot());
  return told(reachesFrom(network, resolve(network, text)).contacts);
};
const to = (world: World, text: string): string[] => {
  const network = buildNetwork(world.snapshot());
  return told(reachesTo(network, resolve(network, text)).contacts);
};

test('an app server reaches its neighbour, the database and the internet', () => {
  expect(from(office(), 'eni-app')).toEqual(
    [
      'interface eni-app2 all traffic',
      'interface eni-db tcp 5432',
      'interface eni-web tcp 443',
      'internet igw-a icmp, all tcp ports, all udp ports and icmpv6',
      'internet eigw-a all traffic',
    ].sort(),
  );
});

test('over a peering it reaches the other VPC too', () => {
  expect(from(peered(), 'eni-app')).toContain('interface eni-far all traffic');
  expect(from(office(), 'eni-app').join()).not.toContain('eni-far');
});

test('a network outside is reached where a route and a VPN lead there', () => {
  expect(from(hybrid(), 'eni-app')).toContain('on-premises vgw-a all traffic');
  expect(from(hybrid(), 'eni-web').join()).not.toContain('on-premises');
});

test('the internet reaches what has a public address', () => {
  expect(from(office(), 'internet')).toEqual(['interface eni-web tcp 443']);
});

test('the database is reached by app servers alone', () => {
  expect(to(office(), 'eni-db')).toEqual(['interface eni-app tcp 5432', 'interface eni-app2 tcp 5432']);
});

test('what stands behind a load balancer is reached by all who reach that', () => {
  const lines = to(fronted(), 'eni-app');
  expect(lines).toContain('internet internet through eni-front at 8080 tcp 443');
  expect(lines).toContain('interface eni-web through eni-front at 8080 tcp 443');
  expect(lines).toContain(`interface ${lines.find((one) => one.includes('loadbalancer'))?.split(' ')[1]} all traffic`);
});

test('a network outside reaches what lets its addresses in', () => {
  expect(to(hybrid(), 'eni-app')).toContain('on-premises vgw-a all traffic');
  expect(to(hybrid(), 'eni-db').join()).not.toContain('on-premises');
});

test('several interfaces of one end are one contact, which names them', () => {
  const network = buildNetwork(office().snapshot());
  const [db] = reachesFrom(network, resolve(network, 'sg-app')).contacts.filter(({ other }) => other.id === 'eni-db');
  expect(db?.own.map(({ id }) => id)).toEqual(['eni-app', 'eni-app2']);
});
