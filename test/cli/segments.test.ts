import { expect, test } from 'vitest';
import type { World } from '../reach/scenario.ts';
import { hybrid, office, peered } from '../reach/worlds.ts';
import { hopscope, type Surroundings } from './context.ts';
import { storeOf } from './world-store.ts';

const segments = async (world: World, line = '', around: Surroundings = {}) =>
  hopscope([...`segments ${line}`.split(' ').filter(Boolean), '--store', await storeOf(world)], around);

test('two peered VPCs and the world around them are a grid', async () => {
  const { code, stdout } = await segments(peered(), '', { terminal: 80, env: { NO_COLOR: '1' } });
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
    "2 VPCs: 4 ways open between segments.

      from \\ to       1      2      3
      1 vpc-a         ● all  ⇄ all  ⇄ all
      2 vpc-b         ⇄ all  ·      ·
      3 the internet  ⇄ 443  ·      ·

      ⇄ both may open connections to each other · · nothing passes · ● among
      themselves
    "
  `);
});

test('a grid that is wider than the screen is a list, and says so', async () => {
  const wide = await segments(hybrid(), '--by subnet', { terminal: 80, env: { NO_COLOR: '1' } });
  expect(wide.stdout).toContain('from \\ to');
  const narrow = await segments(hybrid(), '--by subnet', { terminal: 50, env: { NO_COLOR: '1' } });
  expect(narrow.stdout).not.toContain('from \\ to');
  expect(narrow.stdout).toContain('the grid is wider');
  expect(narrow.stdout.split('\n').filter((line) => [...line].length > 50)).toEqual([]);
});

test('--by takes a tag, and a word that it does not know is a mistake', async () => {
  const world = office().change('vpc', 'vpc-a', { Tags: [{ Key: 'env', Value: 'prod' }] });
  expect((await segments(world, '--by tag:env')).stdout).toContain('prod');
  const { code, stderr } = await segments(office(), '--by vcp');
  expect(code).toBe(2);
  expect(stderr).toContain('Did you mean vpc?');
});

test('CSV tells two-way from one-way', async () => {
  const { stdout } = await segments(office(), '--by subnet --csv');
  const rows = stdout
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  const direction = (from: string, to: string) => rows.find((row) => row[0] === from && row[2] === to)?.[4];
  expect(direction('subnet-private', 'subnet-other')).toBe('two-way');
  expect(direction('subnet-other', 'subnet-public')).toBe('one-way');
  expect(direction('subnet-public', 'subnet-other')).toBe(undefined);
});

test('JSON has each cell with its services and a path', async () => {
  const { schema, by, cells } = JSON.parse((await segments(office(), '--by account --json')).stdout);
  expect([schema, by]).toEqual(['hopscope/segments/1', 'account']);
  const into = cells.find(({ from }: { from: string }) => from === 'internet');
  expect(into).toMatchObject({ to: '111111111111', twoWay: true, pairs: 1 });
  expect(into.passes.map(({ dstPort }: { dstPort: number[] }) => dstPort)).toEqual([[443, 443]]);
  expect(into.path.forward.length).toBeGreaterThan(0);
});

test('what is not known is a mark of its own, and ends with 4', async () => {
  const { code, stdout } = await segments(office().denied('route-table'), '--by subnet');
  expect(code).toBe(4);
  expect(stdout).toContain('? not known');
});

test('tag values with control characters do not steer the terminal, nor are they formulas', async () => {
  const world = () => office().change('vpc', 'vpc-a', { Tags: [{ Key: 'env', Value: '=1+1\u001B[31m' }] });
  expect((await segments(world(), '--by tag:env')).stdout).toContain('=1+1␛[31m');
  expect((await segments(world(), '--by tag:env --csv')).stdout).toContain("'=1+1␛[31m");
});
