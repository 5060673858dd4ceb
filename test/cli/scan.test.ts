import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Fault, type ReplayOptions, serve } from '../../src/replay/serve.ts';
import { snapshotContent } from '../../src/snapshot/memory.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';
import { Store } from '../../src/snapshot/store.ts';
import { readBy } from '../../src/snapshot/taken-over.ts';
import { BUSY, HUB, SPOKE, smallEstate } from '../collect/small-estate.ts';
import { hopscope, type Ran, type Surroundings, scratch } from './context.ts';

/** An endpoint that replays the small estate, the environment that signs in to its first account, and a store to scan into. */
async function estate(options: ReplayOptions = {}) {
  const replay = await serve(smallEstate(), options);
  onTestFinished(async () => {
    await replay.close();
    // Whatever else a test is about: nothing but reads is ever asked.
    expect(replay.counts.mutations).toBe(0);
  });
  const store = join(scratch(), 'store');
  // The collecting thread has the environment of this process, not that of the test.
  const names = { AWS_ACCESS_KEY_ID: `AKIAREPLAY${HUB}`, AWS_SECRET_ACCESS_KEY: 'replay', AWS_REGION: BUSY };
  for (const [name, value] of Object.entries(names)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const scan = (flags = '', around: Surroundings = {}): Promise<Ran> =>
    hopscope(`scan --share 100 --store ${store} --endpoint-url ${replay.url} ${flags}`, around);
  const newest = async (): Promise<Snapshot> => (await Store.open(store)).read('latest');
  return { replay, store, scan, newest };
}

const DENIED: Fault[] = [{ match: { operation: 'DescribeSubnets' }, does: 'deny' }];

test('a scan stores a snapshot and shows what it holds', async () => {
  const { scan, newest } = await estate();
  const { code, stdout, stderr } = await scan();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`Account ${HUB}`);
  expect(stdout).toContain('✓ Everything that was asked for could be seen.');
  expect((await newest()).resources('subnet').length).toBeGreaterThan(0);
});

test('Regions and kinds can be chosen', async () => {
  const { scan, newest } = await estate();
  expect((await scan(`--region ${BUSY} --kind subnet`)).code).toBe(0);
  const { manifest } = await newest();
  expect(manifest.places.map(({ region }) => region)).toEqual([BUSY, 'global']);
  expect(manifest.kinds).toEqual(['region', 'subnet']);
});

test('--json gives the manifest on stdout and events on stderr', async () => {
  const { scan } = await estate();
  const { stdout, stderr } = await scan('--json');
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ schema: 'hopscope/scan/1', complete: true, manifest: { id: result.snapshot } });
  const events = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.at(-1)).toMatchObject({ event: 'progress', calls: { done: expect.any(Number) } });
});

test('a person at a terminal sees how far it is, on a line that is gone at the end', async () => {
  const { scan } = await estate({ latency: 5 });
  const { stderr } = await scan('', { terminal: 100 });
  const drawn = stderr.split('\r\u001B[2K');
  expect(drawn.length).toBeGreaterThan(2);
  expect(drawn.slice(1, -1).every((line) => line === '' || /^Scanning: .* calls?, \d+ to do/.test(line))).toBe(true);
  expect(drawn.at(-1)).toBe('');
  expect(drawn.every((line) => line.length < 100)).toBe(true);
});

test('a scan that was denied something ends with 4 and says what that means', async () => {
  const { scan } = await estate({ faults: DENIED });
  const { code, stdout, stderr } = await scan();
  expect(code).toBe(4);
  expect(stdout).toContain(`✗ ec2:DescribeSubnets · account ${HUB} · ${BUSY}`);
  expect(stderr).toContain('the scan is incomplete: 1 thing could not be seen, so exit code 4');
  expect(await scan('--allow-partial')).toMatchObject({ code: 0, stderr: '' });
});

test('--resume asks only for what is missing, and ends with the bytes of a whole scan', async () => {
  const { scan, newest, replay, store } = await estate({ faults: DENIED });
  await scan();
  const calls = replay.calls.length;
  replay.inject([]);
  expect((await scan('--resume')).code).toBe(0);
  const again = replay.calls.slice(calls).map(({ operation }) => operation);
  expect(new Set(again)).toEqual(new Set(['GetCallerIdentity', 'DescribeSubnets', 'GetSubnetCidrReservations']));
  const resumed = await newest();
  expect((await hopscope(`snapshots verify --store ${store}`)).code).toBe(0);
  await scan();
  expect(snapshotContent(resumed)).toEqual(snapshotContent(await newest()));
});

test('a Region can be read again, and the new snapshot says that the rest is older', async () => {
  const { scan, newest, replay, store } = await estate();
  await scan();
  const first = await newest();
  const calls = replay.calls.length;
  expect((await scan(`--again --region ${BUSY}`)).code).toBe(0);
  const again = replay.calls.slice(calls);
  expect(new Set(again.map(({ region }) => region))).toEqual(new Set([BUSY]));
  expect(again.map(({ operation }) => operation)).toContain('DescribeVpcs');
  expect(again.map(({ operation }) => operation)).not.toContain('DescribeRegions');
  const { manifest } = await newest();
  expect(snapshotContent(await newest())).toEqual(snapshotContent(first));
  expect(manifest.earlier?.map(({ region }) => region)).not.toContain(BUSY);
  expect(new Set(manifest.earlier?.map(({ snapshot }) => snapshot))).toEqual(new Set([first.manifest.id]));
  expect((await hopscope(`snapshots show --store ${store}`)).stdout).toMatch(
    /Taken over, not read by this scan\n.*as of .*\n.*everything of/,
  );
});

test('a kind can be read again, with what is asked of each of its resources', async () => {
  const { scan, newest, replay } = await estate();
  await scan();
  const calls = replay.calls.length;
  expect((await scan('--again --kind vpc')).code).toBe(0);
  const operations = new Set(replay.calls.slice(calls).map(({ operation }) => operation));
  expect(operations).toContain('DescribeVpcAttribute');
  expect(operations).not.toContain('DescribeSubnets');
  const { manifest } = await newest();
  const busy = manifest.earlier?.find(({ region }) => region === BUSY);
  expect(busy?.kinds).toContain('subnet');
  expect(busy?.kinds).not.toContain('vpc');
});

test('what was read again twice is told with the times of all three scans', async () => {
  const { scan, newest } = await estate();
  await scan();
  const first = (await newest()).manifest.id;
  await scan('--again --kind vpc');
  const second = (await newest()).manifest.id;
  await scan('--again --kind subnet');
  const { manifest } = await newest();
  expect(readBy(manifest, 'route-table', { account: HUB, region: BUSY }).snapshot).toBe(first);
  expect(readBy(manifest, 'vpc', { account: HUB, region: BUSY }).snapshot).toBe(second);
  expect(readBy(manifest, 'subnet', { account: HUB, region: BUSY }).snapshot).toBe(manifest.id);
});

test('only what a snapshot has can be read again, and only by who opens its account', async () => {
  const { scan } = await estate();
  await scan(`--region ${BUSY} --kind subnet`);
  const refused = async (flags: string) => (await scan(flags)).stderr;
  expect(await refused('--again')).toContain('--again needs a --region or a --kind');
  expect(await refused('--again --region eu-west-3')).toContain('did not look at eu-west-3');
  expect(await refused('--again --kind vpc')).toContain('was not asked for vpc');
  expect(await refused('--again --resume')).toContain('choose one of them');
  vi.stubEnv('AWS_ACCESS_KEY_ID', `AKIAREPLAY${SPOKE}`);
  expect(await refused('--again --kind subnet')).toContain(`these credentials open ${SPOKE}, not ${HUB}`);
});

test('what is complete is not resumed, and neither is what has no end to reach', async () => {
  const { scan } = await estate();
  expect((await scan('--resume')).stderr).toContain('no snapshots yet');
  await scan();
  expect((await scan('--resume')).stderr).toContain('is complete: there is nothing to resume');
  expect((await scan('--resume --region eu-central-1')).stderr).toContain('--region has no place beside it');
});

test('an interrupted scan ends with 130 and leaves the store as it was', async () => {
  const { scan, store, replay } = await estate({ latency: 20 });
  expect((await scan()).code).toBe(0);
  const before = readdirSync(join(store, 'manifests'));
  const stop = new AbortController();
  const calls = replay.calls.length;
  const running = scan('', { interrupted: stop.signal });
  await vi.waitFor(() => expect(replay.calls.length).toBeGreaterThan(calls + 5), { timeout: 20_000 });
  stop.abort();
  expect(await running).toMatchObject({ code: 130, stdout: '' });
  expect(readdirSync(join(store, 'manifests'))).toEqual(before);
  expect(readdirSync(store)).not.toContain('lock');
  expect((await scan()).code).toBe(0);
});

test('a second scan into the same store waits for nobody: it says who is there', async () => {
  const { scan, store } = await estate();
  const writer = await (await Store.open(store, { create: true, self: process })).begin(new Date());
  onTestFinished(() => writer.abandon());
  const { code, stdout, stderr } = await scan();
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(`process ${process.pid}`);
});

test('a Region that the account does not have is named, and nothing is kept', async () => {
  const { scan, store } = await estate();
  const { code, stderr } = await scan('--region eu-south-9');
  expect(code).toBe(2);
  expect(stderr).toContain('eu-south-9');
  expect(readdirSync(join(store, 'manifests'))).toEqual([]);
});

test('who cannot sign in learns where credentials are looked for', async () => {
  const { scan } = await estate({ faults: [{ match: { operation: 'GetCallerIdentity' }, does: 'bad-keys' }] });
  const { code, stdout, stderr } = await scan();
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('--profile NAME or AWS_PROFILE');
  expect(stderr).toContain('hopscope demo');
});

test('who signs in by a profile that needs a code learns how to be asked for it', async () => {
  const { scan, replay } = await estate();
  const config = join(scratch(), 'config');
  const role = ['[profile audit]', `role_arn = arn:aws:iam::${HUB}:role/Audit`, 'source_profile = me'];
  const device = [
    `mfa_serial = arn:aws:iam::${HUB}:mfa/ada`,
    '[profile me]',
    'aws_access_key_id = a',
    'aws_secret_access_key = b',
  ];
  writeFileSync(config, [...role, ...device].join('\n'));
  vi.stubEnv('AWS_CONFIG_FILE', config);
  const { code, stderr } = await scan('--profile audit');
  expect(code).toBe(2);
  expect(stderr).toContain('could not sign in with profile audit: Profile audit requires multi-factor authentication');
  expect(stderr).toContain(
    '--profile with that profile’s source_profile, --role with its role_arn, --mfa-serial with its mfa_serial',
  );
  expect(replay.calls).toEqual([]);
});

test('--plan says what would be called, and calls nothing', async () => {
  const { scan, replay, store } = await estate();
  const { code, stdout } = await scan('--plan --profile prod --exclude-region us-east-1');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Would sign in with profile prod, and ask every enabled Region but us-east-1:/);
  expect(stdout).toMatch(/^vpc-attribute +ec2:DescribeVpcAttribute +each Region +for each VPC\b/m);
  expect(replay.calls).toHaveLength(0);
  expect(existsSync(store)).toBe(false);
});

test('metrics are asked for only when they are wanted', async () => {
  const { scan } = await estate();
  const called = async (flags: string) => (await scan(`--plan ${flags}`)).stdout;
  expect(await called('')).not.toContain('GetMetricData');
  expect(await called('--metrics')).toContain('GetMetricData');
});

test('the plan for some kinds holds what they build on', async () => {
  const { scan } = await estate();
  const { schema, calls } = JSON.parse((await scan('--plan --json --kind transit-gateway-route')).stdout);
  expect(schema).toBe('hopscope/scan-plan/1');
  expect(calls.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
    'region',
    'transit-gateway-route',
    'transit-gateway-route-table',
  ]);
});
