/** Segments in bulk beside those by tracing every pair: which services pass, arrive or are in doubt between which segments, and between how many pairs. */
import { expect, test } from 'vitest';
import { and, box, EPHEMERAL, only, sameTraffic, TCP, type Traffic, UDP } from '../../../src/net/index.ts';
import { type Between, betweenSegments } from '../../../src/reach/bulk/between.ts';
import { beginsConnections, ownRanges } from '../../../src/reach/exposure.ts';
import { buildNetwork, type Interface, type Network, trafficBetween } from '../../../src/reach/index.ts';
import { mergedPassing, NO_PASSING, type Passing, servicesOf, servicesPassing } from '../../../src/reach/passing.ts';
import { segmentsBy } from '../../../src/reach/segments.ts';
import { survey } from '../../../src/reach/survey.ts';
import { snapshotFor } from '../../oracle/agree.ts';
import { topology } from '../../oracle/topologies.ts';
import { fronted } from '../fronted.ts';
import { hybrid, office, peered, twoOffices } from '../worlds.ts';

const lots = ['passes', 'arrives', 'doubtful'] as const;

function inBulk(network: Network): ReadonlyMap<string, Between> {
  const segments = segmentsBy(network, 'subnet');
  const at = new Map(segments.flatMap(({ interfaces }, number) => interfaces.map((one) => [one, [number]] as const)));
  const cells = betweenSegments(network, (one) => at.get(one) ?? []);
  return new Map(cells.map((cell) => [`${segments[cell.from]!.id} → ${segments[cell.to]!.id}`, cell]));
}

type Traced = Passing & { readonly pairs: number };

/** The slow second reader: every sender's packets to every address of an interface. */
function traced(network: Network, services: readonly Service[]): ReadonlyMap<string, Traced> {
  const found = new Map<string, { all: Passing[]; pairs: Set<string> }>();
  const all = [...network.interfaces.values()];
  const addresses = new Map(all.flatMap((one) => ownRanges(one).map((range) => [`${range.lo} ${range.hi}`, range] as const)));
  const add = (from: Interface, to: Interface, passing: Passing): void => {
    if (from === to) return;
    const key = `${from.subnet.id} → ${to.subnet.id}`;
    const cell = found.get(key) ?? { all: [], pairs: new Set<string>() };
    found.set(key, cell);
    cell.all.push(passing);
    if (passing.passes.length > 0) cell.pairs.add(`${from.id} ${to.id}`);
  };
  for (const from of all.filter(beginsConnections)) {
    for (const [range, service] of [...addresses.values()].flatMap((one) => services.map((each) => [one, each] as const))) {
      const { landings, lost } = survey(network, { eni: from.id }, trafficBetween(ownRanges(from), [range], service));
      for (const { arrival, ...passing } of landings) if (arrival.interface) add(from, arrival.interface, passing);
      for (const { doubtful } of lost)
        for (const owner of network.ownersOf(range.lo)) add(from, owner, { ...NO_PASSING, doubtful });
    }
  }
  return new Map(
    [...found].map(([key, { all: passing, pairs }]) => [
      key,
      { ...mergedPassing(passing.map(servicesPassing)), pairs: pairs.size },
    ]),
  );
}

type Service = Parameters<typeof trafficBetween>[2];

/** What of some services is asked about, whatever the source port. */
const asked = (traffic: Traffic, services: readonly Service[] | undefined): Traffic =>
  services
    ? and(
        traffic,
        services.map(({ protocol, destinationPort }) => box({ protocol: protocol!, destinationPort: destinationPort! })),
      )
    : traffic;

function disagreements(network: Network, where: string, services?: readonly Service[]): string[] {
  const [bulk, slow] = [inBulk(network), traced(network, services ?? [{}])];
  return [...new Set([...bulk.keys(), ...slow.keys()])].flatMap((key) => {
    const [mine, other] = [bulk.get(key), slow.get(key)];
    const traffic = (one: Passing | undefined, lot: (typeof lots)[number]) => asked(servicesOf(one?.[lot] ?? []), services);
    const wrong: string[] = lots.filter((lot) => !sameTraffic(traffic(mine, lot), traffic(other, lot)));
    if (!services && mine?.pairs !== other?.pairs) wrong.push(`pairs ${mine?.pairs} ${other?.pairs}`);
    return wrong.length > 0 ? [`${where}: ${key}: ${wrong.join(', ')}`] : [];
  });
}

test.for([
  ['an office', office],
  ['two offices', twoOffices],
  ['peered VPCs', peered],
  ['a hybrid network', hybrid],
  ['a load balancer and its targets', fronted],
] as const)('segments in bulk are those of every pair traced, in %s', ([where, world]) => {
  const network = buildNetwork(world().snapshot());
  expect(disagreements(network, where)).toEqual([]);
  expect(inBulk(network).size).toBeGreaterThan(0);
});

/** The first packets of clients, one port each: a whole topology with every protocol and port is too much to trace. */
const questions = [
  { protocol: only(TCP), sourcePort: EPHEMERAL, destinationPort: only(22) },
  { protocol: only(TCP), sourcePort: EPHEMERAL, destinationPort: only(443) },
  { protocol: only(TCP), sourcePort: EPHEMERAL, destinationPort: only(3380) },
  { protocol: only(UDP), sourcePort: EPHEMERAL, destinationPort: only(80) },
  { protocol: only(47), sourcePort: only(0), destinationPort: only(0) },
];

test('segments in bulk are those of every pair traced, port by port, in topologies of every component', () => {
  const found = [2, 3, 4, 5].map((seed) => disagreements(buildNetwork(snapshotFor(topology(seed))), `${seed}`, questions));
  expect(found.flat()).toEqual([]);
});

test('the way of a cell is a trace of one of its pairs', () => {
  for (const { passes, path } of inBulk(buildNetwork(peered().snapshot())).values())
    if (passes.length > 0) expect(path().verdict.both).toBe('reachable');
});
