/**
 * How close a scan comes to the fastest that the request buckets allow, beside what a script around the SDK does, all in one run.
 * `npm run bench:scan [-- --interfaces N --vpcs N --tables N --latency MS --only NAME]`
 */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Bucket, services } from '../src/kinds/services.ts';
import type { Seen } from './scan/endpoint.ts';
import { names, questions } from './scan/strategies.ts';

const { values } = parseArgs({
  options: {
    interfaces: { type: 'string', default: '100' },
    vpcs: { type: 'string', default: '4' },
    balancers: { type: 'string', default: '20' },
    tables: { type: 'string', default: '300' },
    latency: { type: 'string', default: '100' },
    only: { type: 'string' },
  },
});
const latency = Number(values.latency);
const size = {
  interfaces: Number(values.interfaces),
  vpcs: Number(values.vpcs),
  tables: Number(values.tables),
  balancers: Number(values.balancers),
};

interface Run {
  resources: number;
  lost: number;
  seconds: number;
  cpuMs: number;
  rssMb: number;
}

const BOTO = 'boto3 loop, Region by Region';

/** Needs the environment that `npm run test:moto` makes; the questions are those of the SDK loop. */
async function boto(url: string): Promise<Run> {
  const python = spawn(fileURLToPath(here('../.venv/bin/python')), [fileURLToPath(here('./scan/loop.py'))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  python.stdin.end(JSON.stringify(questions(size, url)));
  return JSON.parse(await text(python.stdout)) as Run;
}

const here = (file: string) => new URL(file, import.meta.url);
/** Megabytes for young objects: of the endpoint, because its collector shares two cores with those that are measured; and of those. */
const young = (mb: number) => ({ execArgv: [`--max-semi-space-size=${mb}`] });
const endpoint = fork(here('./scan/endpoint.ts'), [JSON.stringify({ size, latency })], young(128));
let [{ url }] = (await once(endpoint, 'message')) as [{ url: string }];

/** Round trips before the last of a fan-out can be sent: sign in, Regions, gateways, tables; then its own. */
const CHAIN = 4;

/** Seconds below which no client can come: the longest chain of round trips, and the slowest bucket at its full rate. */
function bound(answered: Seen['answered']): number {
  const buckets = new Map<string, Bucket & { calls: number }>();
  for (const [name, calls] of Object.entries(answered)) {
    const [region, signs, operation] = name.split(' ') as [string, string, string];
    const budget = Object.values(services).find((service) => service.signs === signs)?.budget;
    if (!budget) continue;
    const shared = { action: name, service: `${region} ${signs}`, account: signs }[budget.per];
    const bucket = buckets.get(shared) ?? { ...(budget.actions?.[operation] ?? budget.bucket), calls: 0 };
    buckets.set(shared, { ...bucket, calls: bucket.calls + calls });
  }
  const waits = [...buckets.values()].map(({ calls, capacity, refill }) => Math.max(0, calls - capacity) / refill);
  return ((CHAIN + 1) * latency) / 1000 + Math.max(...waits);
}

console.log(
  `17 Regions, each ${size.interfaces} interfaces and ${size.vpcs} VPCs; ${size.tables} transit gateway route tables; ${size.balancers} load balancers in three Regions; ${latency} ms a call\n`,
);
console.log('strategy                     wall s  × bound    calls     lost  throttled  CPU ms/call   peak MB');
let limit: number | undefined;
const took = new Map<string, number>();
for (const name of [...names, BOTO].filter((each) => !values.only || each.includes(values.only))) {
  const run =
    name === BOTO
      ? await boto(url)
      : ((await once(fork(here('./scan/strategies.ts'), [name, url], young(32)), 'message')) as [Run])[0];
  endpoint.send('report');
  const [report] = (await once(endpoint, 'message')) as [{ seen: Seen; url: string }];
  url = report.url;
  const calls = Object.values(report.seen.answered).reduce((sum, count) => sum + count, 0);
  // The first strategy loses nothing and asks nothing twice: its calls are the work to be done.
  limit ??= bound(report.seen.answered);
  took.set(name, run.seconds);
  const cells = [
    run.seconds.toFixed(1).padStart(7),
    (run.seconds / limit).toFixed(2).padStart(8),
    String(calls).padStart(8),
    String(run.lost).padStart(8),
    String(report.seen.throttles).padStart(10),
    (run.cpuMs / calls).toFixed(2).padStart(12),
    run.rssMb.toFixed(0).padStart(9),
  ];
  console.log(`${name.padEnd(27)} ${cells.join(' ')}`);
}
console.log(`\nbound: ${limit?.toFixed(2)} s`);
const ours = took.get(names[0]!);
for (const loop of [...took.keys()].filter((name) => ours && name.includes('loop'))) {
  const times = (took.get(loop)! / ours!).toFixed(1);
  console.log(`${names[0]} takes one ${times}th of the time of the ${loop}, which asks EC2 alone`);
}
endpoint.kill();
