/** Segments in bulk beside those by tracing every pair: which services pass, arrive or are in doubt between which segments, and between how many pairs. */
import { expect, test } from 'vitest';
import { sameTraffic } from '../../../src/net/index.ts';
import { buildNetwork, type Cell, type Network, type Options, type Segments } from '../../../src/reach/index.ts';
import { segmentsIn } from '../../../src/reach/segments.ts';
import { snapshotFor } from '../../oracle/agree.ts';
import { topology } from '../../oracle/topologies.ts';
import { fronted } from '../fronted.ts';
import { surveyedSegments } from '../surveyed-segments.ts';
import { hybrid, office, peered, transit, twoOffices } from '../worlds.ts';

const lots = ['passes', 'arrives', 'doubtful'] as const;

const byEnds = ({ cells }: Segments): ReadonlyMap<string, Cell> =>
  new Map(cells.map((cell) => [`${cell.from.id} → ${cell.to.id}`, cell]));

function disagreements(network: Network, options: Options = {}): string[] {
  const bulk = byEnds(segmentsIn(network, 'subnet', options));
  const slow = byEnds(surveyedSegments(network, 'subnet', options));
  expect(slow.size).toBeGreaterThan(0);
  return [...new Set([...bulk.keys(), ...slow.keys()])].flatMap((key) => {
    const [mine, other] = [bulk.get(key), slow.get(key)];
    const wrong: string[] = lots.filter((lot) => !sameTraffic(mine?.[lot] ?? [], other?.[lot] ?? []));
    if (mine?.pairs !== other?.pairs) wrong.push(`pairs ${mine?.pairs} ${other?.pairs}`);
    return wrong.length > 0 ? [`${key}: ${wrong.join(', ')}`] : [];
  });
}

const worlds = [
  ['an office', office],
  ['two offices', twoOffices],
  ['peered VPCs', peered],
  ['a hybrid network', hybrid],
  ['a load balancer and its targets', fronted],
] as const;

test.for(worlds)('segments in bulk are those of every pair traced, in %s', ([, world]) => {
  expect(disagreements(buildNetwork(world().snapshot()))).toEqual([]);
});

// 12: an ACL lets one reply back and not another. 58: a middlebox. 109: replies come nowhere.
test.for([12, 58, 109])('segments in bulk are those of every pair traced, in topology %i of every component', (seed) => {
  expect(disagreements(buildNetwork(snapshotFor(topology(seed))))).toEqual([]);
});

const proven = { passes: 'reachable', arrives: 'reachable', doubtful: 'unknown' } as const;

test.for(worlds)('the way of a cell is a trace of its best traffic, in %s', ([, world]) => {
  for (const cell of segmentsIn(buildNetwork(world().snapshot()), 'subnet').cells) {
    const best = (['passes', 'doubtful', 'arrives'] as const).find((lot) => cell[lot].length > 0)!;
    expect(cell.path().verdict[best === 'arrives' ? 'forward' : 'both']).toBe(proven[best]);
  }
});

/** Over a transit gateway the far group lets in whom the office's group names; one of the two who have it is of another account. */
const acrossAccounts = () =>
  transit()
    .remove('security-group', 'sg-far')
    .group('sg-far', 'vpc-b', ['tcp 22 sg-app'])
    .change('transit-gateway', 'tgw-1', { Options: { SecurityGroupReferencingSupport: 'enable' } })
    .change('transit-gateway-vpc-attachment', 'att-a', { SubnetIds: ['subnet-private'] })
    .change('transit-gateway-vpc-attachment', 'att-b', { SubnetIds: ['subnet-far'] })
    .change('network-interface', 'eni-app2', { OwnerId: '222222222222' });

test('in strict answers what rules that name groups say across accounts is in doubt, as when every pair is traced', () => {
  const network = buildNetwork(acrossAccounts().snapshot());
  expect(disagreements(network, { strict: true })).toEqual([]);
  const pairs = (options: Options) => byEnds(segmentsIn(network, 'subnet', options)).get('subnet-private → subnet-far')?.pairs;
  expect([pairs({}), pairs({ strict: true })]).toEqual([2, 1]);
});
