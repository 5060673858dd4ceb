/** F6: credentials that run out in the middle of a scan. */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { collect } from '../../src/collect/collect.ts';
import { credentialsOf, type Fault, serve } from '../../src/replay/serve.ts';
import type { Manifest } from '../../src/snapshot/snapshot.ts';
import { Store } from '../../src/snapshot/store.ts';
import { plainRequest } from '../collect/scan-of.ts';
import { randomEstate } from '../estate/random.ts';
import { endpointFor, run, temporaryFolder } from '../program/hopscope.ts';
import { figure, size, spread } from './sizes.ts';
import { ACCOUNT, cleanScan, estate, REGION } from './trouble.ts';

const wide = randomEstate({ seed: 3, accounts: 1, regions: 7, vpcs: 30, interfaces: 0, gaps: 0, smooth: true });

/** Scans seven Regions at once as a role, every call in flight together, and counts how often the role was assumed. */
async function scanAsRole(faults: Fault[], latency: number) {
  const { account } = wide.manifest.accounts[0]!;
  const replay = await serve(wide, { faults, latency });
  onTestFinished(() => replay.close());
  const identities = [
    { credentials: credentialsOf(account), role: { arn: `arn:aws:iam::${account}:role/Audit`, sessionName: 'hopscope' } },
  ];
  const regions = [...new Set(wide.manifest.places.map(({ region }) => region))].filter((region) => region !== 'global');
  let together = 0;
  const result = await collect(
    { ...plainRequest(wide, replay.url), metrics: false, identities, regions, share: 1_000, concurrency: 1_000 },
    {
      progress({ calls }) {
        together = Math.max(together, calls.open);
      },
      shard() {},
    },
    { now: () => new Date(), monotonic: () => performance.now() },
    new AbortController().signal,
  );
  const signIns = replay.calls.filter(({ operation }) => operation === 'AssumeRole').length;
  return { result, signIns, together };
}

test('five hundred calls that are refused together cost one sign-in, and nothing is lost', async () => {
  const { result, signIns, together } = await scanAsRole(
    [{ match: { service: 'ec2', from: 40, to: 640 }, does: 'expired' }],
    1_000,
  );
  expect(together).toBeGreaterThan(500);
  expect(result.gaps).toEqual([]);
  expect(signIns).toBe(2);
  figure(`F6: ${together} calls open, 600 refused: ${signIns - 1} sign-in besides the first`);
});

test('credentials that cannot be renewed are asked for once, not by every call', async () => {
  const faults: Fault[] = [
    { match: { service: 'ec2', from: 40 }, does: 'expired' },
    { match: { operation: 'AssumeRole', from: 2 }, does: 'deny' },
  ];
  const { result, signIns } = await scanAsRole(faults, 200);
  expect(new Set(result.gaps.map(({ code }) => code))).toEqual(new Set(['CredentialsExpired']));
  expect(signIns).toBe(2);
});

/** What two stores must agree on, if the same was found: every object and where it belongs. */
const findings = ({ accounts, places, kinds, shards, gaps }: Manifest) => ({ accounts, places, kinds, shards, gaps });

test('a scan whose credentials end is kept, and a resumed one finishes it with the bytes of a clean scan', async () => {
  const { calls } = await cleanScan();
  const { replay, env } = await endpointFor(estate);
  const scan = ['scan', '--share', '100', '--region', REGION, '--store'];
  const cleanStore = await temporaryFolder();
  expect((await run([...scan, cleanStore], env)).code).toBe(0);
  const clean = await (await Store.open(cleanStore)).manifest('latest');
  const role = ['--role', `arn:aws:iam::${ACCOUNT}:role/Audit`];
  const endings: [last: Fault[], as: string[]][] = [
    [[], []],
    [[{ match: { operation: 'AssumeRole', from: 2 }, does: 'deny' }], role],
  ];
  const asked = calls.filter(({ service }) => service === 'ec2').map((_, at) => at + 1);
  const cuts = spread(asked.slice(4), size(2, 100));
  for (const [at, from] of cuts.entries()) {
    const [last, as] = endings[at % endings.length]!;
    const store = join(await temporaryFolder(), 'store');
    await mkdir(store, { mode: 0o700 });
    // Secrets are hashed with the store's key: only with the same one are they the same bytes.
    await cp(join(cleanStore, 'key'), join(store, 'key'));
    replay.inject([{ match: { service: 'ec2', from }, does: 'expired' }, ...last]);
    const cut = await run([...scan, store, ...as], env);
    expect([from, cut.code]).toEqual([from, 4]);
    expect(cut.stdout).toContain('CredentialsExpired');
    replay.inject([]);
    const resumed = await run(['scan', '--share', '100', '--resume', '--store', store], env);
    expect(resumed).toMatchObject({ code: 0, stderr: '' });
    expect(findings(await (await Store.open(store)).manifest('latest'))).toEqual(findings(clean));
    expect((await run(['snapshots', 'verify', '--store', store])).code).toBe(0);
  }
  figure(`F6: ${cuts.length} scans cut by expiry, resumed to the same digests as a clean scan`);
}, 3_600_000);
