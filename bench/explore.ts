/**
 * What the explorer costs its reader at 200×50: CPU time of the screen's thread and bytes from a key to its frame, memory of that thread; and
 * of the built program in a pseudo-terminal how long until something is seen, and from key to frame while it judges.
 * `npm run bench:tui [-- --sizes 1000,100000 --keys N --resources N --scan INTERFACES --seconds N]`; sizes are network interfaces.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pty from '@lydell/node-pty';
import { build } from 'rolldown';
import { Store } from '../src/snapshot/store.ts';
import { estateOf, keep } from './explore/estate.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '260,26000,131000' },
    keys: { type: 'string', default: '200' },
    interfaces: { type: 'string', default: '6500' },
    runs: { type: 'string', default: '5' },
    scan: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '30' },
  },
});
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'hopscope-bench-'));

const told = (numbers: readonly number[], digits = 1): string => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return [0.5, 0.95, 0.99]
    .map((part) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(digits))
    .join(' / ');
};

interface Measured {
  nodes: number;
  runs: Record<string, [cpu: number, bytes: number][]>;
  memory: number;
}

/** What the screen's thread was away for: a key up to its frame, and what a scan told it. */
interface During {
  nodes: number;
  growths: number;
  keys: { cpu: number; wall: number }[];
  taken: { what: string; cpu: number; wall: number }[];
}

// As the program is built: React's production build, none of its tools for developers.
await build({
  input: Object.fromEntries(['screen', 'answers', 'during', 'scanning'].map((name) => [name, at(`explore/${name}.ts`)])),
  platform: 'node',
  logLevel: 'silent',
  transform: { target: 'node22', define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' } },
  external: ['react-devtools-core'],
  output: { dir: folder, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
});

console.log(`200×50, ${values.keys} keys each; p50 / p95 / p99`);
for (const size of values.sizes!.split(',')) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', join(folder, 'screen.js'), size, values.keys!], {
    encoding: 'utf8',
    maxBuffer: 2 ** 27,
  });
  if (status !== 0) throw new Error(`the screen of ${size} interfaces ended with ${status}: ${stderr}`);
  const { nodes, runs, memory } = JSON.parse(stdout) as Measured;
  console.log(`\n${nodes.toLocaleString('en')} nodes: the screen's thread holds ${memory.toFixed(0)} MB`);
  for (const [what, all] of Object.entries(runs))
    console.log(
      `  ${what.padEnd(15)} ${told(all.map(([cpu]) => cpu)).padEnd(20)} ms CPU   ${told(
        all.map(([, bytes]) => bytes),
        0,
      )} bytes`,
    );
}

/** The screen's thread while a scan of that many interfaces runs: the first into an empty store, then one over what it found. */
for (const again of values.scan === '0' ? [] : ['', 'again']) {
  const args = [join(folder, 'during.js'), values.scan!, values.seconds!, again];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 27 });
  if (status !== 0) throw new Error(`the scan of ${values.scan} interfaces ended with ${status}: ${stderr}`);
  const { nodes, growths, keys, taken } = JSON.parse(stdout) as During;
  const what = `${again ? 'scanned again' : 'scanned'} while keys are pressed`;
  console.log(`\n${what}: ${nodes.toLocaleString('en')} nodes in ${growths} trees; the most by CPU and by the clock`);
  const parts = { key: keys, slice: toldOf('slice'), tree: toldOf('tree'), progress: toldOf('scan') };
  for (const [part, all] of Object.entries(parts)) {
    const most = (by: 'cpu' | 'wall'): string => Math.max(...all.map((one) => one[by])).toFixed(1);
    console.log(`  ${part.padEnd(15)} ${told(all.map(({ cpu }) => cpu)).padEnd(20)} ms CPU   ${most('cpu')}, ${most('wall')}`);
  }
  function toldOf(kind: string): During['keys'] {
    return taken.filter((one) => one.what === kind);
  }
}

/** The built program, from its start: the first frame, the tree, and keys while the network is judged. */
async function inTerminal(store: string): Promise<{ first: number; tree: number; moves: number[] }> {
  const begun = performance.now();
  const env = { PATH: process.env.PATH ?? '', HOME: folder, XDG_STATE_HOME: folder, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
  const terminal = pty.spawn(process.execPath, [at('../bin/hopscope.js'), 'explore', '--store', store], {
    cols: 200,
    rows: 50,
    env,
  });
  let [text, last, first] = ['', 0, 0];
  terminal.onData((more) => {
    text += more;
    last = performance.now();
    if (first === 0 && text.includes('hopscope')) first = last - begun;
  });
  let hasEnded = false;
  const ended = new Promise<void>((resolve) =>
    terminal.onExit(() => {
      hasEnded = true;
      resolve();
    }),
  );
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) {
      if (hasEnded) throw new Error(`the built program ended: ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  await until(() => / of \d/.test(text));
  const tree = last - begun;
  const moves: number[] = [];
  for (let key = 0; key < 30; key += 1) {
    text = '';
    const pressed = performance.now();
    terminal.write('j');
    await until(() => text !== '');
    const answered = last;
    moves.push(answered - pressed);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  terminal.write('q');
  await ended;
  return { first, tree, moves };
}

const dir = join(folder, 'store');
const store = await Store.open(dir, { create: true, self: process });
const snapshot = estateOf(Number(values.interfaces));
await keep(store, snapshot);
const resources = snapshot.manifest.shards.reduce((sum, { count }) => sum + count, 0);
const ran = [];
for (let run = 0; run < Number(values.runs); run += 1) ran.push(await inTerminal(dir));
console.log(`\nbuilt program, ${resources.toLocaleString('en')} resources, ${values.runs} starts: least and p50 / p95 / p99`);
for (const what of ['first', 'tree'] as const) {
  const times = ran.map((one) => one[what]);
  console.log(
    `  ${{ first: 'first frame', tree: 'tree' }[what].padEnd(15)} ${Math.min(...times)
      .toFixed(0)
      .padStart(5)}   ${told(times, 0)} ms`,
  );
}
const moves = ran.flatMap((one) => one.moves);
console.log(
  `  key to frame    ${Math.min(...moves)
    .toFixed(1)
    .padStart(5)}   ${told(moves)} ms`,
);
await rm(folder, { recursive: true, force: true });
