import { beforeAll, expect, test } from 'vitest';
import type { World } from '../reach/scenario.ts';
import { hybrid, office, peered, transit } from '../reach/worlds.ts';
import { batch, type Compared, difference, tell } from './agree.ts';
import type { Probe } from './draw.ts';

type Case = [title: string, world: World, probe: Omit<Probe, 'tag'>, outcome: string, arrives: boolean];

const tcp = (from: string, src: string, dst: string, port = 443) => ({ from, src, dst, protocol: 6, port });
const openWeb = (world: World): World =>
  world.change('security-group', 'sg-web', (data) =>
    data.IpPermissions.push({ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
  );
const withoutAnswers = (world: World, acl: string): World =>
  world.change('network-acl', acl, (data) => {
    data.Entries = data.Entries.filter((one: { Egress: boolean }) => !one.Egress);
  });

const webByName = (): World =>
  office().change('security-group', 'sg-db', (data) => {
    data.IpPermissions[0].FromPort = 443;
  });

const CASES: Case[] = [
  [
    'A listener behind an open group answers the internet',
    office(),
    tcp('internet', '198.51.100.7', '203.0.113.10'),
    'open',
    true,
  ],
  [
    'A port without a listener refuses',
    openWeb(office()),
    tcp('internet', '198.51.100.7', '203.0.113.10', 8080),
    'refused',
    true,
  ],
  ['A port that no group admits is dropped', office(), tcp('internet', '198.51.100.7', '203.0.113.10', 22), 'dropped', false],
  [
    'An ACL that lets nothing out lets the first packet in and drops the answer',
    withoutAnswers(office(), 'acl-public'),
    tcp('internet', '198.51.100.7', '203.0.113.10'),
    'dropped',
    true,
  ],
  [
    'Neighbours in a subnet meet no ACL',
    withoutAnswers(office(), 'acl-private'),
    tcp('eni-app', '10.0.2.10', '10.0.2.11'),
    'open',
    true,
  ],
  [
    'A NAT gateway carries a private host to the internet and back',
    office(),
    tcp('eni-app', '10.0.2.10', '198.51.100.7'),
    'open',
    true,
  ],
  ['A member of a group that a rule names is admitted', webByName(), tcp('eni-app', '10.0.2.10', '10.0.3.10'), 'open', true],
  [
    'An egress-only gateway carries IPv6 out and the answers back',
    office(),
    tcp('eni-app', '2600:a:0:2::10', '2a00::7'),
    'open',
    true,
  ],
  ['A peered VPC is reached', peered(), tcp('eni-app', '10.0.2.10', '10.1.1.10'), 'open', true],
  ['A VPC on the same transit gateway is reached', transit(), tcp('eni-app', '10.0.2.10', '10.1.1.10'), 'open', true],
  ['An office behind a VPN reaches a private host', hybrid(), tcp('vgw-a', '192.168.7.7', '10.0.2.10'), 'open', true],
];

let all: Compared[];
beforeAll(async () => {
  all = await batch(CASES.map(([, world, probe], seed) => ({ seed, world, probes: [{ ...probe, tag: 40_000 }] })));
});

test.each(CASES.map(([title, , , outcome, arrives], at) => ({ title, outcome, arrives, at })))(
  '$title',
  ({ outcome, arrives, at }) => {
    const one = all[at]!;
    expect(one.seen.outcome, tell(one)).toBe(outcome);
    expect(one.seen.arrived.length > 0).toBe(arrives);
    expect(difference(one)).toBe(undefined);
  },
);
