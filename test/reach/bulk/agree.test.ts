/** Answers for everything at once are those of single packets. `run.ts` asks about as many as wanted. */
import { expect, test } from 'vitest';
import { estate } from '../../../bench/reach/estate.ts';
import { exposureIn, exposuresAfterChange, exposuresOf } from '../../../src/reach/bulk/index.ts';
import { applyChange, buildNetwork } from '../../../src/reach/index.ts';
import { snapshotFor } from '../../oracle/agree.ts';
import { dice } from '../../oracle/random.ts';
import { topology } from '../../oracle/topologies.ts';
import { office } from '../worlds.ts';
import { editOf } from './edits.ts';
import { compareExposure } from './exposed.ts';
import { comparePairs } from './paired.ts';

const seeds = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);

test('what the internet reaches in bulk is what a trace of each packet says, in topologies of every component', () => {
  const found = seeds(1, 60).map((seed) =>
    compareExposure(exposuresOf(buildNetwork(snapshotFor(topology(seed)))), dice(seed), 40, `${seed}`),
  );
  expect(found.flatMap((one) => one.disagreements)).toEqual([]);
  expect(found.reduce((sum, one) => sum + one.landed, 0)).toBeGreaterThan(300);
});

test('after an edit of a group, an ACL or a route the exposure is that of the edited network', () => {
  const found = seeds(1, 40).flatMap((seed) => {
    const random = dice(seed);
    const network = buildNetwork(snapshotFor(topology(seed)));
    let exposures = exposuresOf(network);
    let { snapshot } = network;
    return seeds(1, 3).flatMap(() => {
      const change = editOf(random, network);
      if (!change) return [];
      exposures = exposuresAfterChange(exposures, change);
      snapshot = applyChange(snapshot, change);
      return [compareExposure({ ...exposures, network: buildNetwork(snapshot) }, random, 20, `${seed} ${change.do}`)];
    });
  });
  expect(found.flatMap((one) => one.disagreements)).toEqual([]);
  expect(found.reduce((sum, one) => sum + one.landed, 0)).toBeGreaterThan(150);
});

test('an edit leaves the exposure before it as it was', () => {
  const network = buildNetwork(office().snapshot());
  const before = exposuresOf(network);
  const told = (): string[] => exposureIn(before).inbound.map(({ interface: { id }, passes }) => `${id} ${passes.length}`);
  const first = told();
  const after = exposuresAfterChange(before, {
    account: '111111111111',
    region: 'eu-west-1',
    do: 'revoke',
    groupId: 'sg-web',
    direction: 'ingress',
    service: { protocol: 'tcp', from: 443, to: 443 },
    peer: '0.0.0.0/0',
  });
  expect(exposureIn(after).inbound.map(({ family }) => family)).toEqual([6]);
  expect(told()).toEqual(first);
});

test('an entry of the exposure proves itself by a trace', () => {
  const { inbound } = exposureIn(exposuresOf(buildNetwork(office().snapshot())));
  expect(inbound.map(({ interface: { id }, family }) => `${id} ${family}`)).toEqual(['eni-web 4', 'eni-web 6']);
  for (const entry of inbound) expect(entry.path().verdict.both).toBe('reachable');
});

test.for([
  ['topologies of every component', seeds(1, 40).map((seed) => () => snapshotFor(topology(seed)))],
  ['a regular estate', [() => estate({ interfaces: 300 })]],
  ['an adversarial estate', [() => estate({ interfaces: 300, shape: 'adversarial' as const })]],
] as const)('all pairs in bulk are what a trace of each pair says, in %s', ([, snapshots]) => {
  const found = snapshots.flatMap((make, at) => {
    const network = buildNetwork(make());
    const count = snapshots.length > 1 ? 40 : 500;
    return ([4, 6] as const).map((family) => comparePairs(network, family, dice(at), count, `${at + 1}`));
  });
  expect(found.flatMap((one) => one.disagreements)).toEqual([]);
  expect(found.reduce((sum, one) => sum + one.landed, 0)).toBeGreaterThan(40);
});
