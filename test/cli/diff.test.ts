import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { keyText } from '../../src/snapshot/store-key.ts';
import { hopscope, storeOfTwo } from './context.ts';

const json = async (line: string) => JSON.parse((await hopscope(`${line} --json`)).stdout);
const IDS = [/^20261116T053002Z-/, /^20261117T053001Z-/] as const;

describe('what is compared', () => {
  test.each([
    ['by default, the last two', 'diff'],
    ['the older one named, the newest', 'diff latest~1'],
    ['both named', 'diff latest~1 latest'],
    ['the newer one as everywhere, the one before', 'diff --snapshot latest'],
    ['both of the sample', 'diff sample~1 sample'],
    ['the older one of the sample, its newest', 'diff sample~1'],
  ])('%s', async (_, line) => {
    const { before, after } = await json(`${line} --store ${storeOfTwo()}`);
    expect(before.snapshot).toMatch(IDS[0]);
    expect(after.snapshot).toMatch(IDS[1]);
  });

  test('needs two snapshots', async () => {
    const store = storeOfTwo();
    const { code, stderr } = await hopscope(`diff --snapshot latest~1 --store ${store}`);
    expect(code).toBe(2);
    expect(stderr).toMatch(/There is no snapshot before 20261116T\S+ in the store .*\n.*\n.*hopscope diff sample~1 sample/);
  });

  test('is no secret, where two stores hash them with keys of their own', async () => {
    const store = storeOfTwo();
    const line = `diff sample~1 latest --store ${store}`;
    expect(await json(line)).toMatchObject({ secrets: true });
    writeFileSync(`${store}/key`, keyText('5'.repeat(64)));
    expect(await json(line)).toMatchObject({ secrets: false });
    expect((await hopscope(line)).stdout).toMatch(/Secrets are not compared: the two\s+stores hash them with keys of their own/);
  });

  test('is refused for a snapshot or a kind that does not exist', async () => {
    expect(await hopscope('diff sample~7')).toMatchObject({ code: 2, stdout: '' });
    const { code, stderr } = await hopscope('diff sample~1 sample --kind subent');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('Did you mean subnet?') });
  });
});

describe('for people', () => {
  test('counts, places, edits and what could not be compared', async () => {
    const { stdout, stderr } = await hopscope('diff sample~1 sample --no-color', { terminal: 100 });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^From snapshot 20261116T\S+ \(16 Nov 2026 05:30 UTC\)\n {2}to snapshot 20261117T/m);
    expect(stdout).toMatch(/^\d+ new, \d+ gone, \d+ changed and [\d,]+ the same; 3 things could not be compared$/m);
    expect(stdout).toMatch(
      /^ {2}~ Route table rtb-\w+ “prod-app-a”\n {6}Routes\[::\/0\]\.EgressOnlyInternetGatewayId: eigw-\w+ → –$/m,
    );
    expect(stdout).toMatch(/^ {2}✗ ec2:DescribeVpnConnections · account \d+ · eu-west-1$/m);
  });

  test('one kind alone', async () => {
    const { stdout } = await hopscope('diff sample~1 sample --kind flow-log');
    expect(stdout).toContain('1 new, 0 gone, 0 changed');
    expect(stdout).toContain('✓ Both snapshots could look everywhere');
  });
});

describe('for programs', () => {
  test('one JSON value with a schema, one difference a line', async () => {
    const { stdout } = await hopscope('diff sample~1 sample --json');
    const { schema, differences, notCompared, counts, volatile } = JSON.parse(stdout);
    expect({ schema, volatile }).toEqual({ schema: 'hopscope/diff/1', volatile: false });
    expect(differences).toHaveLength(counts.new + counts.gone + counts.changed);
    expect(stdout.split('\n').filter((line) => line.startsWith('    {'))).toHaveLength(differences.length);
    expect(notCompared).toHaveLength(3);
    expect(differences).toContainEqual(
      expect.objectContaining({
        kind: 'instance',
        name: 'scan-feed',
        change: 'changed',
        edits: [{ at: ['Tags', { Key: 'patch-group' }], after: { Key: 'patch-group', Value: 'november' } }],
      }),
    );
    expect(differences.find((each: { change: string }) => each.change === 'gone').data).toMatchObject({
      AllocationId: /^eipalloc-/,
    });
  });

  test('nothing is still a whole value', async () => {
    const { differences, counts } = await json('diff sample sample');
    expect(differences).toEqual([]);
    expect(counts).toMatchObject({ new: 0, gone: 0, changed: 0, 'first seen': 0, 'not seen': 0 });
    expect(counts.same).toBeGreaterThan(400);
  });

  test('--volatile compares what moves as well', async () => {
    const steady = await json('diff sample~1 sample --kind vpn-connection');
    const all = await json('diff sample~1 sample --kind vpn-connection --volatile');
    const edits = (value: typeof all): string[] =>
      value.differences.flatMap((each: { edits: object[] }) => each.edits).map(String);
    expect(all).toMatchObject({ volatile: true, kinds: ['vpn-connection'] });
    expect(edits(all).length).toBeGreaterThan(edits(steady).length);
  });
});

test.each([
  ['diff sample~1 sample', 4],
  ['diff sample~1 sample --allow-partial', 0],
  ['diff sample~1 sample --exit-code', 5],
  ['diff sample sample --exit-code', 4],
  ['diff sample sample --exit-code --allow-partial', 0],
  ['diff sample~1 sample --kind flow-log --exit-code --json', 5],
  ['diff sample~1 sample --kind nat-gateway --exit-code', 0],
])('hopscope %s ends with %i', async (line, code) => {
  expect((await hopscope(line)).code).toBe(code);
});
