import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Store } from '../../src/snapshot/store.ts';
import { hopscope, type Ran, scratch } from '../cli/context.ts';

const answers = fileURLToPath(new URL('./answers', import.meta.url));
const place = { account: '111122223333', region: 'eu-central-1' };

/** A copy of the folder that was written by hand. */
function folder(changes: Record<string, string | Uint8Array> = {}): string {
  const dir = join(scratch(), 'answers');
  cpSync(answers, dir, { recursive: true });
  for (const [path, text] of Object.entries(changes)) writeFileSync(join(dir, place.account, path), text);
  return dir;
}

const store = (): string => join(scratch(), 'store');
const take = (dir: string, kept = store(), flags = ''): Promise<Ran> => hopscope(`import ${dir} --store ${kept} ${flags}`);

test('pages, both forms of names, keys and who asked are read', async () => {
  const kept = store();
  const { code, stdout, stderr } = await take(answers, kept);
  expect(code).toBe(4);
  expect(stdout).toContain('as arn:aws:sts::111122223333:assumed-role/Operations/colleague');
  expect(stderr).toContain('111122223333/eu-central-1/describe-vpcs.txt was not imported: its name is not of the form');
  const snapshot = await (await Store.open(kept)).read('latest');
  expect(snapshot.resources('vpc', place).map(({ id }) => id)).toEqual(['vpc-0a1b2c3d4e5f60718', 'vpc-1b2c3d4e5f6071829']);
  expect(snapshot.resources('vpc-attribute', place).map(({ parent }) => parent)).toEqual([
    'vpc-0a1b2c3d4e5f60718/enableDnsSupport',
  ]);
  expect(snapshot.resources('region').map(({ id }) => id)).toEqual(['eu-central-1']);
});

test('a time is stored as a scan stores it, whatever clock wrote it', async () => {
  const kept = store();
  await take(answers, kept);
  const snapshot = await (await Store.open(kept)).read('latest');
  expect(snapshot.resources('nat-gateway')[0]?.data.CreateTime).toBe('2026-11-22T16:31:05.000Z');
  expect(snapshot.resources('core-network-detail')[0]?.data.CreatedAt).toBe(Date.parse('2026-03-02T09:15:30.250Z') / 1000);
});

test('what has no file is a gap that says which file', async () => {
  const kept = store();
  await take(answers, kept);
  const { gaps } = (await (await Store.open(kept)).read('latest')).manifest;
  expect(gaps.find(({ kind }) => kind === 'subnet')).toMatchObject({
    ...place,
    code: 'NotImported',
    message: 'describe-subnets.json was not in the folder',
  });
  expect(gaps.find(({ kind }) => kind === 'vpc-attribute')?.parents).toHaveLength(5);
});

test('--taken-at says when the answers are from, and no other time is made up', async () => {
  const kept = store();
  await take(answers, kept, '--taken-at 2026-11-20T10:00:00+01:00');
  await expect((await Store.open(kept)).resolve('latest')).resolves.toMatch(/^20261120T090000Z-/);
  expect(await take(answers, kept, '--taken-at yesterday')).toMatchObject({ code: 2, stdout: '' });
});

test('a folder of files alone is about the account and Region that are named', async () => {
  const kept = store();
  const dir = join(folder(), place.account, 'eu-central-1');
  cpSync(join(answers, place.account, 'global', 'DescribeRegions.json'), join(dir, 'DescribeRegions.json'));
  expect(await take(dir)).toMatchObject({ code: 2, stderr: expect.stringContaining('say which: --account ID --region REGION') });
  expect((await take(dir, kept, `--account ${place.account} --region ${place.region}`)).code).toBe(4);
  const { manifest } = await (await Store.open(kept)).read('latest');
  expect(manifest.places.map(({ region }) => region)).toEqual(['eu-central-1', 'global']);
  expect(manifest.shards.map(({ kind, region }) => `${region} ${kind}`)).toContain('global region');
});

const vpcs = 'eu-central-1/describe-vpcs.2.json';

describe('a list that is cut short is a gap', () => {
  test.each([
    ['by its token', vpcs, '{"Vpcs": [], "NextToken": "x"}', 'describe-vpcs.2.json ends with a NextToken'],
    ['by a page that is not there', 'eu-central-1/describe-vpcs.4.json', '{"Vpcs": []}', 'describe-vpcs.json lacks its page 3'],
    [
      'by its own word',
      'eu-central-1/describe-subnets.json',
      '{"Subnets": [], "NextToken": "x"}',
      'describe-subnets.json ends with',
    ],
  ])('%s', async (_, path, text, message) => {
    const kept = store();
    const changes: Record<string, string> = { [path]: text };
    if (path.includes('.4.')) changes[vpcs] = '{"Vpcs": [], "NextToken": "x"}';
    expect((await take(folder(changes), kept)).code).toBe(4);
    const { gaps } = (await (await Store.open(kept)).read('latest')).manifest;
    expect(gaps.map((gap) => gap.message)).toContainEqual(expect.stringContaining(message));
  });
});

describe('what is doubtful is refused, with its place, and nothing is kept', () => {
  test.each<[string, string, string | Uint8Array, string, string]>([
    ['no JSON', vpcs, '{"Vpcs": [}', 'line 1, column 11', 'this is not JSON'],
    ['an empty file', vpcs, '', 'line 1, column 1', 'the file is empty'],
    ['half a file', vpcs, '{"Vpcs": [\n  {"VpcId"', 'line 2, column 11', 'the file ends before the JSON does'],
    ['two values', vpcs, '{"Vpcs": []}\n{"Vpcs": []}', 'line 2, column 1', 'something follows'],
    ['a member twice', vpcs, '{"Vpcs": [], "Vpcs": []}', 'line 1, column 14', 'the member "Vpcs" is there twice'],
    ['a number that would change', vpcs, '{"Vpcs": [{"X": 9007199254740993}]}', 'line 1, column 17', 'is beyond 2^53'],
    ['bytes that are no text', vpcs, new Uint8Array([0x7b, 0xff]), 'line 1, column 1', 'is not text in UTF-8'],
    ['a list', vpcs, '[]', 'the answer as a whole', 'an object should be here'],
    ['the answer of another operation', vpcs, '{"Subnets": []}', 'Subnets', 'it looks like an answer of DescribeSubnets'],
    ['no answer', vpcs, '{}', 'the answer as a whole', 'DescribeVpcs answers with Vpcs'],
    ['text where a list is', vpcs, '{"Vpcs": "none"}', 'Vpcs', 'a list should be here, and it is a string'],
    [
      'text where a truth is',
      vpcs,
      '{"Vpcs": [{"VpcId": "vpc-1", "IsDefault": "no"}]}',
      'Vpcs[0].IsDefault',
      'a boolean should be here',
    ],
    ['a resource without an id', vpcs, '{"Vpcs": [{"CidrBlock": "10.0.0.0/8"}]}', 'Vpcs[0]', 'a VPC without an id'],
    [
      'a time without an offset',
      'eu-central-1/describe-nat-gateways.json',
      '{"NatGateways": [{"NatGatewayId": "nat-1", "CreateTime": "2026-11-22T17:31:05"}]}',
      'NatGateways[0].CreateTime',
      'nobody knows which hour',
    ],
    [
      'a page after the last',
      'eu-central-1/describe-vpcs.3.json',
      '{"Vpcs": []}',
      'describe-vpcs.2.json has no NextToken',
      'there is a further one',
    ],
    [
      'two of one page',
      'eu-central-1/DescribeVpcs.json',
      '{"Vpcs": []}',
      'DescribeVpcs.json',
      'is page 1 of the same answer, too',
    ],
    [
      'the answers of another account',
      'global/get-caller-identity.json',
      '{"Account": "999999999999", "Arn": "arn:aws:iam::999999999999:root"}',
      'Account',
      'are of account 999999999999',
    ],
    [
      "another service's list",
      'global/list-core-networks.json',
      '{"Vpcs": []}',
      'Vpcs',
      'it looks like an answer of DescribeVpcs',
    ],
  ])('%s', async (_, path, text, at, why) => {
    const kept = store();
    const { code, stdout, stderr } = await take(folder({ [path]: text }), kept);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Nothing was imported');
    for (const said of [at, why]) expect(stderr).toContain(said);
    expect(await (await Store.open(kept)).list()).toEqual([]);
  });
});

test('what PowerShell writes is read', async () => {
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{"Vpcs": []}', 'utf16le')]);
  expect((await take(folder({ [vpcs]: wide }))).code).toBe(4);
});

test('a deep file is refused, not followed', async () => {
  const { code, stderr } = await take(folder({ [vpcs]: `{"Vpcs": ${'['.repeat(200_000)}` }));
  expect(code).toBe(2);
  expect(stderr).toContain('nested deeper than 100 levels');
});

test('files that answer nothing are named with the reason', async () => {
  const dir = folder({
    'eu-central-1/describe-regions.json': '{"Regions": []}',
    'eu-central-1/describe-vpc-attribute.vpc-9+enableDnsSupport.json': '{}',
    'eu-central-1/describe-subnets.subnet-1.json': '{}',
    'eu-central-1/delete-vpc.json': '{}',
  });
  const { stderr } = await take(dir);
  expect(stderr).toContain('describe-regions is asked once an account: it belongs in 111122223333/global');
  expect(stderr).toContain('nothing that was imported is asked about by that key');
  expect(stderr).toContain('describe-subnets is asked once, and the name has a key (subnet-1)');
  expect(stderr).toContain('no kind is read by an operation delete-vpc');
});

test('--json says what was kept and what was not', async () => {
  const { stdout } = await take(answers, store(), '--json');
  const said = JSON.parse(stdout);
  expect(said).toMatchObject({ schema: 'hopscope/import/1', complete: false, snapshot: said.manifest.id });
  expect(said.notImported.map(({ file }: { file: string }) => file)).toEqual(['111122223333/eu-central-1/describe-vpcs.txt']);
});

test('partitions are not mixed', async () => {
  const dir = folder();
  cpSync(join(dir, place.account, 'eu-central-1'), join(dir, place.account, 'cn-north-1'), { recursive: true });
  expect(await take(dir)).toMatchObject({ code: 2, stderr: expect.stringContaining('one snapshot never mixes partitions') });
});
