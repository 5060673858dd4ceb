/**
 * How long a person waits for an answer: whole processes of the built command, one after the other, on the sample.
 * `npm run bench:why [-- --runs N]` builds it first.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '20' } } });
const runs = Number(values.runs);
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const program = at('../bin/hopscope.js');
const built = at('../dist/hopscope.js');

function leave(why: string): never {
  console.error(why);
  process.exit(2);
}

if (!Number.isInteger(runs) || runs < 1) leave(`--runs ${values.runs} is not a number of runs.`);
if (!existsSync(built)) leave(`${built} is not there: npm run bench:why builds it first.`);

const lines = [
  '--version',
  'show vpc --snapshot sample',
  'why internet bastion:22 --snapshot sample',
  'why parcel-app-1 internet:443 --snapshot sample',
  'why dev-scratch 10.21.65.105:5432 --snapshot sample',
];

const quantile = (sorted: readonly number[], part: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(0).padStart(5);

for (const line of lines) {
  const wall: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [program, ...line.split(' ')], { encoding: 'utf8' });
    wall.push(performance.now() - start);
    if (stderr || ![0, 3, 4].includes(status ?? 1)) leave(`hopscope ${line} ended with ${status}: ${stderr}`);
  }
  wall.sort((a, b) => a - b);
  console.log(`${line.padEnd(54)} min ${quantile(wall, 0)}  median ${quantile(wall, 0.5)}  95 % ${quantile(wall, 0.95)} ms`);
}
