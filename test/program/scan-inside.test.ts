import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Fault, type Replay, serve } from '../../src/replay/serve.ts';
import { BUSY, EMPTY, HUB, smallEstate } from '../collect/small-estate.ts';
import { temporaryFolder } from './hopscope.ts';
import { type InTerminal, inTerminal } from './in-terminal.ts';

/** The built program where there is no snapshot yet, before an endpoint that takes its time. */
async function before(faults: Fault[], latency = 40): Promise<{ here: InTerminal; replay: Replay; store: string }> {
  const replay = await serve(smallEstate(), { latency, faults });
  onTestFinished(() => replay.close());
  const store = join(await temporaryFolder(), 'store');
  const signsIn = { AWS_ACCESS_KEY_ID: `AKIAREPLAY${HUB}`, AWS_SECRET_ACCESS_KEY: 'replay', AWS_REGION: BUSY };
  const here = await inTerminal([], { env: { ...signsIn, AWS_ENDPOINT_URL: replay.url, HOPSCOPE_STORE: store } });
  await here.until('Scan now');
  expect(replay.calls).toEqual([]);
  return { here, replay, store };
}

const manifests = (store: string): string[] => readdirSync(join(store, 'manifests'));

test('the scan was denied in one Region: four keys show it while the rest is read, and the snapshot keeps it', async () => {
  const { here, store, replay } = await before([{ match: { region: EMPTY }, does: 'deny' }]);
  here.press('N').press('\r');
  await here.until(new RegExp(`${EMPTY}.*✗ \\d+ refused or lost`), 60);
  here.press('t');
  await here.until(() => here.text.includes('scanning') && here.text.includes(`${BUSY}  reading`));
  await here.until('could not be answered', 90);
  here.press('c');
  await here.until(/ec2:Describe\w+ and \d+ more/);
  here.press('q');
  expect(await here.ended).toBe(0);
  expect(manifests(store)).toHaveLength(1);
  expect(replay.counts.mutations).toBe(0);
}, 180_000);

test('who leaves while a scan runs leaves the store unlocked and without a snapshot', async () => {
  const { here, store } = await before([], 400);
  here.press('N').press('\r');
  await here.until('Scanning:', 60);
  here.press('q');
  expect(await here.ended).toBe(0);
  expect(manifests(store)).toEqual([]);
  expect(readdirSync(store)).not.toContain('lock');
}, 120_000);

test('expired keys are told with what to do, and another scan can begin at once', async () => {
  const { here } = await before([{ match: { operation: 'GetCallerIdentity' }, does: 'bad-keys' }]);
  here.press('N').press('\r');
  await here.until('✗ SignInFailed', 60);
  expect(here.text).toContain('aws sso login');
  here.press('N').press('\r');
  await here.until('Signing in');
  await here.until('✗ SignInFailed', 60);
  here.press('q');
  expect(await here.ended).toBe(0);
}, 120_000);
