/**
 * Reachability at a thousand, ten thousand and a hundred thousand interfaces: the index, explained traces, memory, and how each grows,
 * beside loops over all resources, a solver (z3; a disagreement ends the run) and, if asked for, the engine of another checkout.
 * `npm run bench:reach [-- --sizes N,N --shapes regular,adversarial --traces N --rounds N --segments N --beside DIR]`: `--segments` up to which size.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { EstateSpec } from './reach/estate.ts';
import type { EngineFigures, Figures, Task } from './reach/steps.ts';
import type { Spent } from './reach/stopwatch.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    shapes: { type: 'string', default: 'regular,adversarial' },
    traces: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '5' },
    segments: { type: 'string', default: '10000' },
    beside: { type: 'string' },
  },
});

async function figures(interfaces: number, shape: EstateSpec['shape']): Promise<Figures> {
  const { traces, rounds, segments, beside } = values;
  const task: Task = {
    interfaces,
    shape,
    traces: Number(traces),
    rounds: Number(rounds),
    mostSegmented: Number(segments),
    ...(beside && { beside: resolve(beside) }),
  };
  const child = fork(new URL('./reach/steps.ts', import.meta.url), [JSON.stringify(task)], { execArgv: ['--expose-gc'] });
  let found: Figures | undefined;
  child.on('message', (message) => {
    found = message as Figures;
  });
  const [code] = await once(child, 'exit');
  if (!found || code !== 0) throw new Error(`the estate of ${interfaces} interfaces ended with ${code}`);
  return found;
}

const row = (name: string, cells: readonly string[]): void =>
  console.log(`  ${name.padEnd(30)}${cells.map((cell) => cell.padStart(22)).join('')}`);
/** Nothing is known of the growth of what the clock is too coarse for. */
const growth = (now: number, before: number | undefined): string =>
  before === undefined ? '' : `  × ${(before === 0 ? '?' : (now / before).toFixed(1)).padStart(4)}`;

/** One line: a figure for each size, and how it grew from the size before. */
function line<T>(name: string, all: readonly T[], read: (one: T) => number, text: (value: number) => string): void {
  const numbers = all.map(read);
  row(
    name,
    numbers.map((value, at) => `${text(value)}${growth(value, numbers[at - 1])}`),
  );
}

const ms = (seconds: number): string => `${(seconds * 1000).toFixed(0)} ms`;
const perSecond = (seconds: number): string => `${Math.round(1 / seconds / 1000)} k/s`;
const mb = (value: number): string => `${value.toFixed(0)} MB`;

function engineLines(title: string, all: readonly EngineFigures[]): void {
  for (const clock of ['cpu', 'wall'] as const) {
    const read = (spent: Spent): number => spent[clock];
    console.log(`  ${title}, ${clock === 'cpu' ? 'processor time of one thread' : 'wall clock'}`);
    line('  index', all, (one) => read(one.build), ms);
    line('  index, all that traces need', all, (one) => read(one.build) + read(one.lazily), ms);
    for (const way of Object.keys(all[0]!.trace) as (keyof EngineFigures['trace'])[])
      line(`  traces ${way}`, all, (one) => read(one.trace[way]), perSecond);
    const mean = ({ trace }: EngineFigures): number => {
      const each = Object.values(trace).map(read);
      return each.reduce((sum, one) => sum + one, 0) / each.length;
    };
    line('  traces, as many of each', all, mean, perSecond);
  }
}

for (const shape of values.shapes.split(',') as NonNullable<EstateSpec['shape']>[]) {
  const all: Figures[] = [];
  for (const size of values.sizes.split(',').map(Number)) all.push(await figures(size, shape));
  console.log(`\n${shape} estates; × is the growth of the time or memory from one size to the next`);
  row('interfaces', values.sizes.split(','));
  row(
    'resources',
    all.map((one) => String(one.resources)),
  );
  engineLines(
    'hopscope',
    all.map((one) => one.own),
  );
  if (values.beside)
    engineLines(
      `the engine of ${values.beside}`,
      all.map((one) => one.beside!),
    );
  line('one trace by loops', all, (one) => one.loops.spent.cpu, ms);
  row(
    '  verdicts that agree',
    all.map(({ loops }) => `${loops.agreed} of ${loops.asked}`),
  );
  const solvers = all.map((one) => one.solver);
  const aSecond = (seconds: number): string => `${Math.round(1 / seconds)} /s`;
  line('pairs asked of the engine', solvers, (one) => one.engine.cpu, aSecond);
  line('  and of z3', solvers, (one) => one.solver.cpu, aSecond);
  line('  z3, wall clock', solvers, (one) => one.solver.wall, aSecond);
  row(
    '  times as many',
    solvers.map(({ engine, solver }) => `× ${Math.round(solver.cpu / engine.cpu)}`),
  );
  row(
    '  all agree; some packet passes',
    solvers.map(({ asked, passing }) => `${passing} of ${asked}`),
  );
  const bulk = all.map((one) => one.bulk);
  line('index, all that exposure needs', bulk, (one) => one.index.cpu, ms);
  line('exposure of everything, first', bulk, (one) => one.exposure.cpu, ms);
  line('  index and exposure together', bulk, (one) => one.index.cpu + one.exposure.cpu, ms);
  line('  again, quickest of several', bulk, (one) => one.again.cpu, ms);
  line('  ports and sources of each', bulk, (one) => one.services.cpu, ms);
  line('  told, when it is there', bulk, (one) => one.told.cpu, ms);
  line('  after an edit of a rule', bulk, (one) => one.edits.rule.cpu, ms);
  line('  after an edit of an ACL', bulk, (one) => one.edits.entry.cpu, ms);
  line('  after an edit of a route', bulk, (one) => one.edits.route.cpu, ms);
  line('ways of all pairs charted', bulk, (one) => one.charted.cpu, ms);
  line('all pairs, 22 port classes', bulk, (one) => one.pairs.cpu, ms);
  row(
    '  of them pass',
    bulk.map((one) => one.passing.toExponential(3)),
  );
  for (const by of ['vpc', 'subnet'] as const) {
    const known = bulk.flatMap(({ segments }) => segments ?? []);
    line(`who may talk to whom by ${by}`, known, (one) => one[by].cpu, ms);
  }
  line(
    '  by single traces, extrapolated',
    bulk,
    (one) => one.loop.cpu / 3600,
    (hours) => `${hours.toFixed(1)} h`,
  );
  line('snapshot in memory', all, (one) => one.snapshotMb, mb);
  line('index in memory', all, (one) => one.indexMb, mb);
  line('  with all that exposure needs', all, (one) => one.crossingsMb, mb);
  line('peak of the process', all, (one) => one.peakMb, mb);
}
