/** The steps of the reachability benchmark on one estate, in a process of their own, so that memory is the estate's own. */
import { formatAddress } from '../../src/net/index.ts';
import { crossingsOf } from '../../src/reach/bulk/index.ts';
import * as own from '../../src/reach/index.ts';
import type { Resource, Snapshot } from '../../src/snapshot/snapshot.ts';
import { evaluate } from '../../test/oracle/evaluate.ts';
import { type BulkFigures, bulk } from './bulk.ts';
import { type EstateSpec, estate } from './estate.ts';
import { type Question, questions, type WayName, ways } from './questions.ts';
import { besideSolver, type SolverFigures } from './solver.ts';
import { quickest, type Spent, timed } from './stopwatch.ts';

export interface Task extends EstateSpec {
  /** How many traces a round has. */
  traces: number;
  rounds: number;
  /** Above so many interfaces segments are left out. */
  mostSegmented: number;
  /** The folder of another checkout, whose engine is asked the same beside this one. */
  beside?: string;
}

export interface EngineFigures {
  build: Spent;
  /** What more the first trace of every interface costs than the second. */
  lazily: Spent;
  /** Seconds for one trace. */
  trace: Record<WayName, Spent>;
}

export interface Figures {
  resources: number;
  own: EngineFigures;
  beside?: EngineFigures;
  /** Seconds for one trace by loops over all resources, and how many verdicts were compared and agreed. */
  loops: { spent: Spent; asked: number; agreed: number };
  bulk: BulkFigures;
  /** Of the heap: what the snapshot takes, and what the index adds; the same with all that exposure needs of it. */
  snapshotMb: number;
  indexMb: number;
  crossingsMb: number;
  peakMb: number;
  /** Asked last: the solver's own memory is not the estate's. */
  solver: SolverFigures;
}

type Engine = Pick<typeof own, 'buildNetwork' | 'tracePoint'>;

const heapMb = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
};

const each = ({ cpu, wall }: Spent, count: number): Spent => ({ cpu: cpu / count, wall: wall / count });

function measure(engine: Engine, snapshot: Snapshot, task: Task): EngineFigures {
  const { value: network, spent: build } = timed(() => engine.buildNetwork(snapshot));
  const names = Object.keys(ways) as WayName[];
  const everybody = [...network.interfaces.values()].flatMap((one): Question[] => {
    const src = one.addresses.find((address) => typeof address === 'number');
    if (src === undefined) return [];
    return [{ from: { eni: one.id }, point: { src, dst: 0x0a00_0005, protocol: 6, sourcePort: 49152, destinationPort: 443 } }];
  });
  const ask = (asked: readonly Question[]): void => {
    for (const { from, point } of asked) engine.tracePoint(network, from, point);
  };
  const first = timed(() => ask(everybody)).spent;
  const second = quickest(2, () => ask(everybody));
  const trace = names.map((way) => {
    const asked = questions(network, way, task.traces, 7);
    return [
      way,
      each(
        quickest(task.rounds, () => ask(asked)),
        asked.length,
      ),
    ] as const;
  });
  return {
    build,
    lazily: { cpu: first.cpu - second.cpu, wall: first.wall - second.wall },
    trace: Object.fromEntries(trace) as EngineFigures['trace'],
  };
}

/** The second opinion of the tests, which looks everything up by loops: the same packets, as many as a few seconds allow. */
function loops(snapshot: Snapshot, resources: readonly Resource[]): Figures['loops'] {
  const network = own.buildNetwork(snapshot);
  const asked = questions(network, 'random pairs', 1000, 11);
  let [count, agreed] = [0, 0];
  const { spent } = timed(() => {
    for (const end = performance.now() + 3000; count < asked.length && (count === 0 || performance.now() < end); count++) {
      const { from, point } = asked[count]!;
      const { src, dst, protocol, sourcePort, destinationPort } = point;
      const packet = {
        src: formatAddress(src),
        dst: formatAddress(dst),
        protocol,
        srcPort: sourcePort,
        dstPort: destinationPort,
      };
      const said = evaluate(resources, [], 'eni' in from ? from.eni : 'internet', packet);
      const { verdict } = own.tracePoint(network, from, point);
      if (said.forward === verdict.forward && (verdict.forward !== 'reachable' || said.reply === verdict.reply)) agreed++;
    }
  });
  return { spent: each(spent, count), asked: count, agreed };
}

/** What an index holds, which nobody keeps afterwards. */
function memory(snapshot: Snapshot, { interfaces }: Task): Pick<Figures, 'indexMb' | 'crossingsMb'> {
  const before = heapMb();
  const network = own.buildNetwork(snapshot);
  const indexMb = heapMb() - before;
  const { outbound, inbound } = crossingsOf(network);
  const crossingsMb = heapMb() - before;
  if (outbound.length + inbound.length === 0) throw new Error('the estate has no interfaces');
  if (network.interfaces.size !== interfaces) throw new Error(`the index has ${network.interfaces.size} interfaces`);
  return { indexMb, crossingsMb };
}

async function run(task: Task): Promise<Figures> {
  const empty = heapMb();
  const snapshot = estate(task);
  const resources = snapshot.manifest.kinds.flatMap((kind) => snapshot.resources(kind));
  const snapshotMb = heapMb() - empty;
  const held = memory(snapshot, task);
  const engine = task.beside ? ((await import(`${task.beside}/src/reach/index.ts`)) as Engine) : undefined;
  return {
    resources: resources.length,
    own: measure(own, snapshot, task),
    ...(engine && { beside: measure(engine, snapshot, task) }),
    loops: loops(snapshot, resources),
    bulk: bulk(snapshot, task.rounds, task.mostSegmented),
    snapshotMb,
    ...held,
    peakMb: process.resourceUsage().maxRSS / 1024,
    solver: await besideSolver(snapshot, task.rounds),
  };
}

// The solver may leave a timer of ten minutes behind, which nothing waits for.
process.send!(await run(JSON.parse(process.argv[2]!)), () => process.exit());
