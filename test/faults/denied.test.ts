/** F1: each action is denied in turn. */
import { expect, test } from 'vitest';
import { diffSnapshots } from '../../src/diff/diff.ts';
import { kinds } from '../../src/kinds/index.ts';
import { services } from '../../src/kinds/services.ts';
import type { Fault } from '../../src/replay/serve.ts';
import { scanOf } from '../collect/scan-of.ts';
import { endpointFor, run, temporaryFolder } from '../program/hopscope.ts';
import { figure, size, soaking, spread } from './sizes.ts';
import { cleanScan, each, estate, outcome, REGION, request } from './trouble.ts';

const denial = (service: string, operation: string): Fault[] => [{ match: { service, operation }, does: 'deny' }];

/** Every action that a scan asks for, by the service that signs it. */
const actions = [...new Set(kinds.map(({ call }) => `${services[call.service].signs} ${call.operation}`))].map((name) => {
  const [service = '', operation = ''] = name.split(' ');
  return { service, operation };
});
const kindsAskedBy = (service: string, operation: string): string[] =>
  kinds.filter(({ call }) => services[call.service].signs === service && call.operation === operation).map(({ kind }) => kind);

const wasAsked = async (): Promise<typeof actions> => {
  const { calls } = await cleanScan();
  return actions.filter(({ service, operation }) =>
    calls.some((call) => call.service === service && call.operation === operation),
  );
};

test('the estate makes a scan use more than a hundred actions', async () => {
  expect((await wasAsked()).length).toBeGreaterThan(100);
});

test('an action that is denied is one gap of its kind, and nothing else changes', async () => {
  const { snapshot: clean } = await cleanScan();
  const runs = await wasAsked();
  await each(runs, 4, async ({ service, operation }) => {
    const { snapshot, result, replay } = await scanOf(estate, { request, faults: denial(service, operation) });
    expect(outcome(clean, snapshot), operation).toBe('incomplete');
    expect(diffSnapshots(clean, snapshot).counts, operation).toMatchObject({ new: 0, gone: 0, changed: 0, 'first seen': 0 });
    expect([...new Set(result.gaps.map((gap) => `${gap.operation} ${gap.kind}`))].sort(), operation).toEqual(
      kindsAskedBy(service, operation)
        .filter((kind) => result.gaps.some((gap) => gap.kind === kind))
        .map((kind) => `${operation} ${kind}`)
        .sort(),
    );
    expect(new Set(result.gaps.map(({ code }) => code)).size, operation).toBe(1);
    expect(replay.counts.mutations).toBe(0);
  });
  figure(`F1: ${runs.length} of ${actions.length} actions denied in turn, each one gap and nothing else`);
}, 180_000);

test('a scan that was denied anything ends with 4, whatever the service', async () => {
  const asked = await wasAsked();
  const firsts = [...Map.groupBy(asked, ({ service }) => service).values()].map(([first]) => first!);
  const runs = soaking ? spread(asked, size(0, 1000)) : firsts;
  const { replay, env } = await endpointFor(estate);
  const store = await temporaryFolder();
  const scan = ['scan', '--store', store, '--share', '100', '--region', REGION];
  expect((await run(scan, env)).code).toBe(0);
  for (const { service, operation } of runs) {
    replay.inject(denial(service, operation));
    const { code, stdout } = await run(scan, env);
    expect([operation, code]).toEqual([operation, 4]);
    expect(stdout).toContain(`:${operation} `);
  }
  figure(`F1: ${runs.length} scans of the built program ended with 4`);
}, 600_000);
