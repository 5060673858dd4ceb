/** By hand: `node test/kernel/run.ts FIRST LAST [SHOWN]`. Prints figures, and the first differences in full. */
import { compare, difference, tell } from './agree.ts';

const [first = 1, last = 20, shown = 1] = process.argv.slice(2).map(Number);
const began = Date.now();
const all = await compare(Array.from({ length: last - first + 1 }, (_, index) => first + index));
const differ = all.filter((one) => difference(one));
const count = (outcome: string): number => all.filter((one) => one.seen.outcome === outcome).length;
for (const one of differ)
  console.log(
    `seed ${one.scenario.seed}: ${difference(one)}: ${JSON.stringify(one.probe)} [${one.path.blockers.map((step) => `${step.direction} ${step.label} ${step.code}`)}]`,
  );
for (const one of differ.slice(0, shown)) console.log(tell(one));
console.log(
  `${last - first + 1} scenarios, ${all.length} packets: ${count('open')} open, ${count('refused')} refused, ${count('dropped')} dropped; ` +
    `${all.filter((one) => !one.expected).length} unknown to the engine; ${differ.length} differ; ${((Date.now() - began) / 1000).toFixed(1)} s`,
);
