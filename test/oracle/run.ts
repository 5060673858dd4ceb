/** Compares over a range of seeds from the shell: `npx node test/oracle/run.ts FIRST LAST PACKETS [SHOWN] [shrink]`. */
import { compare, type Disagreement, shrink } from './agree.ts';
import { tableOf } from './components.ts';

const [first = '1', last = '100', packets = '15', shown = '3', small] = process.argv.slice(2);
const { asked, verdicts, disagreements, cover } = compare(Number(first), Number(last), Number(packets));

const listing = (found: Disagreement): string =>
  [
    `seed ${found.seed} ${JSON.stringify(found.question)}: engine ${found.engine}, second opinion ${found.oracle}`,
    ...(small ? found.topology.resources.map((it) => `  ${it.account} ${it.region} ${it.kind} ${JSON.stringify(it.data)}`) : []),
    ...found.topology.gaps.map((it) => `  gap ${it.account} ${it.region} ${it.kind}`),
    ...found.trail.map((line) => `  opinion  ${line}`),
    ...found.steps.map((line) => `  engine   ${line}`),
  ].join('\n');

for (const found of disagreements.slice(0, Number(shown))) console.log(listing(small ? shrink(found) : found));
console.log(`${'component'.padEnd(50)}     IPv4: reachable, blocked, unknown · IPv6: the same`);
console.log(tableOf(cover));
console.log(`${asked} packets, ${JSON.stringify(verdicts)}, ${disagreements.length} disagreements`);
