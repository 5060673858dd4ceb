/**
 * hopscope beside Prowler and ScoutSuite, each in its own process, on the same accounts: one of the emulator, full of mistakes that are made
 * through boto3, and those of the sample on the replay endpoint. Says who found what, what each cost, and writes bench/peers/results.md.
 * Ends with 1 where a difference is not explained in bench/peers/checks.ts. `npm run bench:peers [-- --compare]`: with `--compare` from
 * the reports of the last run. Needs Python ≥ 3.11 and the environment of `npm run test:moto`; installs the peers from PyPI at first.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { credentialsOf, serve } from '../src/replay/serve.ts';
import { Store } from '../src/snapshot/store.ts';
import { alone, compare } from './peers/compare.ts';
import { door, emulated } from './peers/emulator.ts';
import { type Compared, results, unexplained } from './peers/results.ts';
import { type Account, hopscope, lastSpent, look, outOf, prowler, scoutsuite } from './peers/tools.ts';

const { values } = parseArgs({ options: { compare: { type: 'boolean', default: false } } });
const at = (path: string): URL => new URL(path, import.meta.url);
const peers = [prowler, scoutsuite];
const tools = [hopscope, ...peers];

/** Lets every tool look at an account, unless their last reports do, and compares what they say. */
async function compared(title: string, account: Account, names: Record<string, string>, calls?: () => number): Promise<Compared> {
  const costs: Compared['costs'] = [];
  for (const tool of tools) {
    const label = `${title}-${account.account}/${tool.name}`;
    calls?.();
    const spent = values.compare ? await lastSpent(label) : await look(tool, account, label);
    costs.push({ tool: `${tool.name} ${await tool.version()}`, spent, calls: calls?.() });
    console.log(`${label}: ${spent.wall.toFixed(1)} s, ended with ${spent.code}`);
  }
  const told = async (tool: (typeof tools)[number]) => tool.read(account, outOf(`${title}-${account.account}/${tool.name}`));
  const ours = await told(hopscope);
  const others = await Promise.all(peers.map(told));
  return {
    title: `${title}, account ${account.account}`,
    costs,
    found: ours.said.length,
    peers: peers.map(({ name }, index) => ({ name, rows: compare(others[index]!.said, others[index]!.asked, ours.said, names) })),
    alone: alone(
      others.flatMap(({ said }) => said),
      ours.said,
      names,
    ),
  };
}

const NAMES = `${outOf('names')}.json`;
const EMULATED: Omit<Account, 'url'> = {
  account: '123456789012',
  key: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'emulated' },
  regions: ['us-east-1', 'eu-west-1'],
};

async function onEmulator(): Promise<Compared> {
  if (values.compare) return compared('emulator', { ...EMULATED, url: '' }, JSON.parse(await readFile(NAMES, 'utf8')));
  const moto = await emulated(47_311);
  try {
    const all = await compared('emulator', { ...EMULATED, url: moto.url }, moto.names, moto.calls);
    await writeFile(NAMES, JSON.stringify(moto.names));
    return all;
  } finally {
    await moto.close();
  }
}

async function onReplay(): Promise<Compared[]> {
  const sample = await (await Store.open(at('../snapshots/sample').pathname)).read('latest');
  const replay = await serve(sample);
  const front = await door(replay.url);
  const all: Compared[] = [];
  try {
    for (const { account } of sample.manifest.accounts) {
      const places = sample.manifest.places.filter((place) => place.account === account && place.region !== 'global');
      const regions = [...new Set(places.map(({ region }) => region))].sort();
      const { accessKeyId, secretAccessKey } = credentialsOf(account);
      all.push(
        await compared('replay', { url: front.url, account, key: { accessKeyId, secretAccessKey }, regions }, {}, front.calls),
      );
    }
    return all;
  } finally {
    await front.close();
    await replay.close();
  }
}

const all = [await onEmulator(), ...(await onReplay())];
await writeFile(at('./peers/results.md'), results(all, !values.compare));
const open = all.flatMap(unexplained);
console.log(open.length ? `not explained:\n${open.join('\n')}` : 'every difference is explained');
process.exitCode = open.length ? 1 : 0;
