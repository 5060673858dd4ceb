/** Who is alike is put through the filters once: what is found for one holds for the others, and for nobody who differs. */
import { expect, test } from 'vitest';
import { formatAddress } from '../../../src/net/index.ts';
import { crossingsOf, type Entry, exposureIn, exposuresAfterChange, exposuresOf } from '../../../src/reach/bulk/index.ts';
import { buildNetwork, type Change, type Options } from '../../../src/reach/index.ts';
import type { World } from '../scenario.ts';
import { office } from '../worlds.ts';
import { compareWhole } from './whole.ts';

const place = { account: '111111111111', region: 'eu-west-1' };

const ports = ({ passes }: Entry): string =>
  passes
    .filter(({ protocol }) => protocol.lo <= 6 && protocol.hi >= 6)
    .map(({ destinationPort: { lo, hi } }) => (lo === hi ? `${lo}` : `${lo}-${hi}`))
    .sort()
    .join();

const told = (entries: readonly Entry[]): string[] =>
  entries.flatMap((one) => (one.family === 4 ? `${one.interface.id} ${formatAddress(one.address.lo)} ${ports(one)}` : [])).sort();

const inbound = (exposures: ReturnType<typeof exposuresOf>): string[] => told(exposureIn(exposures).inbound);
const agrees = (world: World): void => expect(compareWhole(buildNetwork(world.snapshot()), 'office').disagreements).toEqual([]);

/** A second web server, in a VPC of its own, whose group and ACL say what the first one's say. */
const twins = (): World =>
  office()
    .vpc('vpc-b', '10.1.0.0/16')
    .subnet('subnet-b', 'vpc-b', '10.1.1.0/24')
    .group('sg-twin', 'vpc-b', ['tcp 443 0.0.0.0/0', 'tcp 443 ::/0'])
    .acl('acl-b', 'vpc-b', ['subnet-b'])
    .table('rtb-b', 'vpc-b', ['main'], ['10.1.0.0/16 local', '0.0.0.0/0 igw-b'])
    .igw('igw-b', 'vpc-b')
    .eni('eni-twin', 'subnet-b', '10.1.1.10', ['sg-twin'], { publicIp: '203.0.113.20' });

test('groups of two VPCs that say the same let the same in, each to its own address', () => {
  const network = buildNetwork(twins().snapshot());
  expect(inbound(exposuresOf(network))).toEqual(['eni-twin 203.0.113.20 443', 'eni-web 203.0.113.10 443']);
  agrees(twins());
});

test('an edit of one of two groups that say the same leaves the other as it is', () => {
  const before = exposuresOf(buildNetwork(twins().snapshot()));
  const service = { protocol: 'tcp', from: 22, to: 22 };
  const change: Change = { ...place, do: 'authorize', groupId: 'sg-web', direction: 'ingress', service, peer: '0.0.0.0/0' };
  const after = exposuresAfterChange(before, change);
  expect(inbound(after)).toEqual(['eni-twin 203.0.113.20 443', 'eni-web 203.0.113.10 22,443']);
  expect(inbound(before)).toEqual(['eni-twin 203.0.113.20 443', 'eni-web 203.0.113.10 443']);
});

test('an ACL of one of two subnets that are alike but for it keeps back what comes there', () => {
  const world = twins().change('network-acl', 'acl-b', (data) =>
    data.Entries.push({ Egress: false, RuleNumber: 9, RuleAction: 'deny', Protocol: '6', CidrBlock: '0.0.0.0/0' }),
  );
  expect(inbound(exposuresOf(buildNetwork(world.snapshot())))).toEqual(['eni-web 203.0.113.10 443']);
  agrees(world);
});

test('an ACL at the NAT gateway that names one of two subnets keeps that one alone from the internet', () => {
  const world = office()
    .subnet('subnet-late', 'vpc-a', '10.0.4.0/24')
    .acl('acl-late', 'vpc-a', ['subnet-late'])
    .change('route-table', 'rtb-private', (data) => data.Associations.push({ Main: false, SubnetId: 'subnet-late' }))
    .change('network-acl', 'acl-public', (data) =>
      data.Entries.push({ Egress: false, RuleNumber: 9, RuleAction: 'deny', Protocol: '-1', CidrBlock: '10.0.4.0/24' }),
    )
    .eni('eni-late', 'subnet-late', '10.0.4.10', ['sg-app']);
  const leaving = told(exposureIn(exposuresOf(buildNetwork(world.snapshot()))).outbound).map((one) => one.split(' ')[0]);
  expect(leaving).toEqual(['eni-app', 'eni-app2', 'eni-web']);
  agrees(world);
});

test('neighbours in a prefix list are let in as what they are together', () => {
  const world = office()
    .prefixList('pl-offices', ['10.9.0.0/24', '10.9.1.0/24', '8.8.8.0/24', '8.8.9.0/24', '9.9.9.0/24'])
    .group('sg-list', 'vpc-a', [])
    .change('security-group', 'sg-list', (data) =>
      data.IpPermissions.push({ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: 'pl-offices' }] }),
    )
    .eni('eni-listed', 'subnet-public', '10.0.1.30', ['sg-list'], { publicIp: '203.0.113.30' });
  const { inbound: all } = exposureIn(exposuresOf(buildNetwork(world.snapshot())));
  const sources = all.find((one) => one.interface.id === 'eni-listed')!.passes.map(({ src }) => formatAddress(src.lo));
  expect(sources.sort()).toEqual(['8.8.8.0', '9.9.9.0']);
  agrees(world);
});

test('the ways of a network are found once, those of strict answers apart from others', () => {
  const network = buildNetwork(office().unasked('block-public-access-options').snapshot());
  const asked = (options: Options): string[] => {
    const { inbound: all } = exposureIn(exposuresOf(network, options));
    return all.map((one) => `${one.interface.id} ${one.passes.length} ${one.doubtful.length}`);
  };
  const [lenient, strict] = [asked({}), asked({ strict: true })];
  expect(asked({})).toEqual(lenient);
  expect(asked({ strict: true })).toEqual(strict);
  expect(strict).not.toEqual(lenient);
  expect(crossingsOf(network).inbound).toBe(crossingsOf(network).inbound);
  expect(crossingsOf(network, { strict: true }).inbound).not.toBe(crossingsOf(network).inbound);
});
