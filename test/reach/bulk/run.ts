/**
 * Answers in bulk beside single traces, on as many samples as wanted, over topologies with every component and estates of the benchmark:
 * `node test/reach/bulk/run.ts --seeds 1-500 --packets 100`. Ends with 1 on any disagreement.
 */
import { parseArgs } from 'node:util';
import { estate } from '../../../bench/reach/estate.ts';
import { exposuresAfterChange, exposuresOf } from '../../../src/reach/bulk/index.ts';
import { applyChange, buildNetwork } from '../../../src/reach/index.ts';
import { snapshotFor } from '../../oracle/agree.ts';
import { dice as seeded } from '../../oracle/random.ts';
import { topology } from '../../oracle/topologies.ts';
import { compareContacts } from './contacted.ts';
import { editOf } from './edits.ts';
import { compareExposure, type Sampled } from './exposed.ts';
import { comparePairs } from './paired.ts';

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '1-200' }, packets: { type: 'string', default: '100' } },
});
const [first, last] = values.seeds.split('-').map(Number) as [number, number];
const packets = Number(values.packets);

const totals: Record<string, Sampled> = {};
function add(what: string, { asked, landed, disagreements }: Sampled): void {
  totals[what] ??= { asked: 0, landed: 0, disagreements: [] };
  const total = totals[what];
  total.asked += asked;
  total.landed += landed;
  total.disagreements.push(...disagreements);
}

for (let seed = first; seed <= last; seed++) {
  const dice = seeded(seed);
  const shape = seed % 50 === 1 ? 'adversarial' : seed % 50 === 26 ? 'regular' : undefined;
  const network = buildNetwork(shape ? estate({ interfaces: 300, seed, shape }) : snapshotFor(topology(seed)));
  let exposures = exposuresOf(network);
  add('exposure', compareExposure(exposures, dice, packets, `seed ${seed}`));
  for (const family of [4, 6] as const) add(`pairs IPv${family}`, comparePairs(network, family, dice, packets, `seed ${seed}`));
  if (!shape) {
    const ids = [dice.pick([...network.interfaces.keys()]), 'internet'];
    add('contacts', compareContacts(network, ids, `seed ${seed}`, { strict: dice.chance(30) }));
  }
  let { snapshot } = network;
  for (let n = 0; n < 3; n++) {
    const change = editOf(dice, network);
    if (!change) continue;
    exposures = exposuresAfterChange(exposures, change);
    snapshot = applyChange(snapshot, change);
    const fresh = { ...exposures, network: buildNetwork(snapshot) };
    const where = `seed ${seed} after ${JSON.stringify(change)}`;
    add('exposure after edits', compareExposure(fresh, dice, packets / 4, where));
    add('pairs after edits', comparePairs(exposures.network, dice.chance(50) ? 4 : 6, dice, packets / 4, where));
  }
}

for (const [what, { asked, landed, disagreements }] of Object.entries(totals)) {
  console.log(`${what}: ${asked} packets, ${landed} of them not blocked, ${disagreements.length} disagreements`);
  for (const one of disagreements.slice(0, 10)) console.log(`  ${one}`);
}
process.exitCode = Object.values(totals).some(({ disagreements }) => disagreements.length > 0) ? 1 : 0;
