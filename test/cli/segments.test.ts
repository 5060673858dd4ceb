import { stripVTControlCharacters } from 'node:util';
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

const cellsOf = async (line: string, world = office()) =>
  JSON.parse((await segments(world, `--by subnet --json ${line}`)).stdout).cells as {
    from: string;
    to: string;
    passes: { dstPort: number[]; protocol: number[] }[];
  }[];

test('--where narrows to what one segment opens and what is opened to it', async () => {
  const all = await cellsOf('');
  const touching = all.filter(({ from, to }) => from === 'internet' || to === 'internet');
  expect(await cellsOf('--where segment=internet')).toEqual(touching);
  expect(touching.length).toBeGreaterThan(0);
  expect(touching.length).toBeLessThan(all.length);
  const between = await cellsOf('--where segment=internet --where segment=subnet-public');
  expect(between.map(({ from, to }) => [from, to].sort().join(' '))).toContain('internet subnet-public');
  const { stdout } = await segments(office(), '--by subnet --where segment=internet --list');
  expect(stdout).not.toMatch(/subnet-other.*subnet-private/);
});

test('--where narrows to a port, a protocol, a class of ports', async () => {
  const into = (cells: Awaited<ReturnType<typeof cellsOf>>) => cells.filter(({ from }) => from === 'internet');
  const [web] = into(await cellsOf('--where port=443'));
  expect(web?.passes.map(({ dstPort }) => dstPort)).toEqual([[443, 443]]);
  expect(into(await cellsOf('--where port=22'))).toEqual([]);
  expect(into(await cellsOf('--where class=web'))).toHaveLength(1);
  expect(into(await cellsOf('--where class=admin'))).toEqual([]);
  const udp = await cellsOf('--where protocol=udp');
  expect(new Set(udp.flatMap(({ passes }) => passes.map(({ protocol }) => protocol.join())))).toEqual(new Set(['17,17']));
});

test('a family is told apart before services are added up', async () => {
  const open = (port: number, peer: object) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...peer });
  const four = open(443, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] });
  const six = open(8443, { Ipv6Ranges: [{ CidrIpv6: '::/0' }] });
  const world = () => office().change('security-group', 'sg-web', { IpPermissions: [four, six] });
  const into = async (family: 4 | 6) =>
    (await cellsOf(`--where family=${family}`, world())).find(({ from }) => from === 'internet');
  expect((await into(4))?.passes.map(({ dstPort }) => dstPort)).toEqual([[443, 443]]);
  expect((await into(6))?.passes.map(({ dstPort }) => dstPort)).toEqual([[8443, 8443]]);
});

test.each([
  ['--where colour=red', 'no key "colour"'],
  ['--where tag:env=prod', 'no key "tag:env"'],
  ['--where protocol=tpc', 'is no protocol'],
  ['--where port=70000', 'is no port'],
  ['--where segment=subnet-publik', 'Did you mean subnet-public?'],
])('%s is a mistake that says what would be right', async (line, says) => {
  const { code, stderr } = await segments(office(), `--by subnet ${line}`);
  expect(code).toBe(2);
  expect(stderr).toContain(says);
});

test('a person sees how far it is, on a line that goes away; a file does not', async () => {
  const { stderr } = await segments(peered(), '', { terminal: 80, env: { NO_COLOR: '1' } });
  expect(stripVTControlCharacters(stderr)).toMatch(/^\rWho may talk to whom is being worked out: \d+ %\r$/);
  expect((await segments(peered())).stderr).toBe('');
});
