/**
 * What a changed port of a path costs the thread that answers, from the question to the lines of the sheet: CPU time of each answer, and of
 * what would open it, which is another question in another thread. A frame is 16 ms.
 * `node bench/path.ts [--sizes sample,1000,100000 --pairs N]`; sizes are network interfaces.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { usualConfig } from '../src/findings/config.ts';
import type { Snapshot } from '../src/snapshot/snapshot.ts';
import { Store } from '../src/snapshot/store.ts';
import { Analyst } from '../src/tui/desk/analyst.ts';
import { Desk } from '../src/tui/desk/desk.ts';
import type { Asked } from '../src/tui/desk/questions.ts';
import { grow } from '../src/tui/model/grow.ts';
import { noEnds } from '../src/tui/state/state.ts';
import { estateOf } from './explore/estate.ts';

const { values } = parseArgs({
  options: { sizes: { type: 'string', default: 'sample,1000,100000' }, pairs: { type: 'string', default: '12' } },
});
const PORTS = [22, 80, 443, 3306, 3389, 5432];

const snapshotOf = async (size: string): Promise<Snapshot> =>
  size === 'sample'
    ? (await Store.open(fileURLToPath(new URL('../snapshots/sample', import.meta.url)))).read('latest')
    : estateOf(Number(size));

/** Interfaces spread over the whole, each with another one; and each with the internet, both ways. */
function pairsOf(snapshot: Snapshot, many: number): [string, string][] {
  const all = snapshot.resources('network-interface').map(({ id }) => id);
  const step = Math.max(1, Math.floor(all.length / many));
  return Array.from({ length: many }, (_, at) => all[(at * step) % all.length]!).flatMap((one, at, some): [string, string][] => [
    [one, some[(at + 1) % some.length]!],
    ['internet', one],
    [one, 'internet'],
  ]);
}

const told = (numbers: readonly number[]): string => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return [0.5, 0.95, 1]
    .map((part) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1))
    .join(' / ');
};

for (const size of values.sizes!.split(',')) {
  const snapshot = await snapshotOf(size);
  const desk = new Desk(snapshot, grow(snapshot), async () => []);
  const analyst = new Analyst(snapshot, usualConfig, new Set(), new Date(snapshot.manifest.takenAt));
  const cpu = async (act: () => unknown): Promise<number> => {
    const before = process.cpuUsage();
    await act();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const asking = (from: string, to: string, port: number): Asked => ({
    ...noEnds,
    from,
    to,
    service: { protocol: 6, ports: [{ lo: port, hi: port }] },
  });
  const pairs = pairsOf(snapshot, Number(values.pairs));
  const first: number[] = [];
  const changed: number[] = [];
  const remedies: number[] = [];
  for (const [from, to] of pairs) {
    for (const [at, port] of PORTS.entries()) {
      const asked = asking(from, to, port);
      let unfinished = false;
      const spent = await cpu(async () => {
        const answer = await desk.answer({ ask: 'path', asked, width: 118 });
        unfinished = answer.is === 'sheet' && answer.unfinished !== undefined;
      });
      (at === 0 ? first : changed).push(spent);
      if (unfinished && at === 0) remedies.push(await cpu(() => analyst.answer({ ask: 'remedies', asked, width: 118 })));
    }
  }
  const many = snapshot.resources('network-interface').length;
  console.log(`\n${size}: ${many.toLocaleString('en')} network interfaces, ${pairs.length} pairs; p50 / p95 / most, ms CPU`);
  console.log(`  a path            ${told(first)}`);
  console.log(`  a changed port    ${told(changed)}`);
  console.log(`  what would open   ${told(remedies)}   (${remedies.length} asked, in the other thread)`);
}
