import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { and, box, describe as inWords, lowestOf, type Traffic } from '../../src/net/index.ts';
import { exposureIn, exposuresOf } from '../../src/reach/bulk/index.ts';
import { buildNetwork, type Exposure, theInternet, tracePoint } from '../../src/reach/index.ts';
import { Store } from '../../src/snapshot/store.ts';
import { fronted } from './fronted.ts';
import type { World } from './scenario.ts';
import { hybrid, office } from './worlds.ts';

const exposure = (world: World): Exposure => exposureIn(exposuresOf(buildNetwork(world.snapshot())));
const ports = (traffic: Traffic): string[] =>
  [...new Set(traffic.map(({ destinationPort: { lo, hi } }) => `${lo}-${hi}`))].sort();
const inbound = (world: World): string[] =>
  exposure(world)
    .inbound.flatMap(({ interface: one, family, through, port, passes }) =>
      passes.length ? [`${one.id} v${family} ${[...through.map(({ id }) => id), port].join(':')} ${ports(passes)}`] : [],
    )
    .sort();
const outbound = (world: World): string[] =>
  exposure(world)
    .outbound.flatMap(({ interface: one, family, exit, passes }) => (passes.length ? [`${one.id} v${family} ${exit.by.id}`] : []))
    .sort();

test('what has a public address and a rule is exposed, over IPv4 and IPv6', () => {
  expect(inbound(office())).toEqual(['eni-web v4  443-443', 'eni-web v6  443-443']);
});

test('without a gateway nothing is exposed and nothing gets out', () => {
  const world = office().remove('internet-gateway', 'igw-a');
  expect(inbound(world)).toEqual([]);
  expect(outbound(world).filter((line) => !line.includes('eigw-a'))).toEqual([]);
});

test('a rule for one office exposes to that office alone', () => {
  const narrow = office().change('security-group', 'sg-web', (data) => {
    data.IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '198.51.100.0/24' }] }];
  });
  const [web] = exposure(narrow).inbound;
  expect(inWords(web!.passes)).toContain('tcp 22 from 198.51.100.0/24 to 203.0.113.10');
});

test('each target behind a load balancer is exposed at its own port, and the load balancer too', () => {
  expect(inbound(fronted())).toEqual([
    'eni-app v4 eni-front:8080 443-443',
    'eni-app2 v4 eni-front:8080 443-443',
    'eni-front v4  443-443,80-80',
    'eni-web v4  443-443',
    'eni-web v6  443-443',
  ]);
});

test('a target whose groups refuse the load balancer is not exposed, the load balancer still is', () => {
  const world = fronted().change('security-group', 'sg-app', { IpPermissions: [] });
  expect(inbound(world)).toEqual(['eni-front v4  443-443,80-80', 'eni-web v4  443-443', 'eni-web v6  443-443']);
});

test('where listeners could not be read, whether the load balancer is exposed is not known', () => {
  const { inbound: entries } = exposure(
    fronted().remove('listener', 'listener-443').remove('listener', 'listener-80').denied('listener'),
  );
  const [node] = entries.filter(({ interface: one }) => one.id === 'eni-front');
  expect([node?.passes, node?.doubtful.length]).toEqual([[], expect.any(Number)]);
  expect(node!.doubtful.length).toBeGreaterThan(0);
  expect(node!.path().unknowns[0]?.missing?.text).toContain('DescribeListeners');
});

test('a place where interfaces could not be read is said to be unseen', () => {
  expect(exposure(office()).unseen).toEqual([]);
  expect(exposure(office().denied('network-interface')).unseen.map(({ text }) => text)).toEqual([
    expect.stringContaining('ec2:DescribeNetworkInterfaces in account 111111111111, eu-west-1'),
  ]);
});

test('who may get out by a route table that could not be read is told as not known', () => {
  const doubtful = exposure(office().denied('route-table')).outbound.filter((one) => one.doubtful.length > 0);
  expect([...new Set(doubtful.map(({ interface: one, exit }) => `${one.id} ${exit.to}`))].sort()).toEqual([
    'eni-app unknown',
    'eni-app2 unknown',
    'eni-db unknown',
    'eni-web unknown',
  ]);
  expect(doubtful[0]!.path().unknowns[0]?.missing?.operation).toBe('ec2:DescribeRouteTables');
});

test('each sender is told with its way out: NAT, egress-only or its own address', () => {
  expect(outbound(office())).toEqual([
    'eni-app v4 nat-a',
    'eni-app v6 eigw-a',
    'eni-app2 v4 nat-a',
    'eni-app2 v6 eigw-a',
    'eni-web v4 igw-a',
    'eni-web v6 igw-a',
  ]);
});

test('a default route to a network outside is a way of its own', () => {
  const world = hybrid()
    .change('vpn-connection', 'vpn-1', { Routes: [{ DestinationCidrBlock: '0.0.0.0/0', State: 'available' }] })
    .change('route-table', 'rtb-private', (data) => {
      data.Routes = data.Routes.filter((one: { DestinationCidrBlock?: string }) => one.DestinationCidrBlock !== '0.0.0.0/0');
    })
    .route('rtb-private', '0.0.0.0/0 vgw-a propagated');
  const found = exposure(world).outbound.filter(({ exit }) => exit.to === 'on-premises');
  expect([...new Set(found.map(({ interface: one, exit }) => `${one.id} ${exit.by.id}`))]).toEqual([
    'eni-app vgw-a',
    'eni-app2 vgw-a',
  ]);
});

test('what is told of the sample is what single packets say', async () => {
  const store = await Store.open(fileURLToPath(new URL('../../snapshots/sample', import.meta.url)));
  const network = buildNetwork(await store.read(await store.resolve('latest')));
  const { inbound: into, outbound: out } = exposureIn(exposuresOf(network));
  const asked = [
    ...into
      .filter(({ through }) => through.length === 0)
      .map((one) => ({ from: { internet: true } as const, one, side: 'src' as const })),
    ...out.map((one) => ({ from: { eni: one.interface.id }, one, side: 'dst' as const })),
  ];
  const world = theInternet(network);
  const wrong = asked.flatMap(({ from, one, side }) =>
    (
      [
        ['passes', 'reachable'],
        ['doubtful', 'unknown'],
        ['arrives', 'blocked'],
      ] as const
    ).flatMap(([lot, verdict]) =>
      and(
        one[lot].slice(0, 3),
        world.filter(({ lo }) => typeof lo === (one.family === 4 ? 'number' : 'bigint')).map((range) => box({ [side]: range })),
      )
        .slice(0, 3)
        .filter((each) => tracePoint(network, from, { ...lowestOf(each), sourcePort: 40_000 }).verdict.both !== verdict),
    ),
  );
  expect(asked.length).toBeGreaterThan(40);
  expect(wrong).toEqual([]);
});
