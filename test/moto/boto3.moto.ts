import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemsOf } from '../../src/kinds/answer.ts';
import { kinds } from '../../src/kinds/index.ts';
import { credentialsOf, type Replay, serve } from '../../src/replay/serve.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';
import { gapsFor } from '../../src/snapshot/snapshot.ts';
import { Store } from '../../src/snapshot/store.ts';

const path = (from: string) => fileURLToPath(new URL(from, import.meta.url));

let sample: Snapshot;
let replay: Replay;

beforeAll(async () => {
  sample = await (await Store.open(path('../../snapshots/sample'))).read('latest');
  replay = await serve(sample);
});
afterAll(() => replay.close());

/** Kinds that one question answers whole, where the sample has no gap. */
const rows = kinds.filter(({ call, scope }) => call.service === 'ec2' && !call.over && scope !== 'global');

test('boto3, which nobody here wrote, reads every resource of the sample from the replay endpoint, field by field', async () => {
  const places = sample.manifest.places.filter(({ region }) => region !== 'global');
  const asked = places.flatMap((place) =>
    rows
      .filter(({ kind }) => gapsFor(sample.manifest, kind, place).length === 0)
      .map((row) => ({ row, place, expected: sample.resources(row.kind, place).map(({ data }) => data) })),
  );
  const questions = asked.map(({ row, place }) => ({
    service: 'ec2',
    region: place.region,
    key: credentialsOf(place.account).accessKeyId,
    endpoint: replay.url,
    operation: row.call.operation,
    input: row.call.input ?? {},
  }));
  const python = spawn(path('../../.venv/bin/python'), [path('./ask.py')]);
  python.stdin.end(JSON.stringify(questions));
  const [stdout, stderr] = await Promise.all([text(python.stdout), text(python.stderr)]);
  expect(stderr).toBe('');
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>[]);
  asked.forEach(({ row, place, expected }, at) => {
    const got = answers[at]!.flatMap((page) => itemsOf(row, page));
    expect(got, `${row.kind} in ${place.account} ${place.region}`).toEqual(expected);
  });
});
