import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { kebab, keyInName, readName } from '../../src/import/names.ts';
import { Store } from '../../src/snapshot/store.ts';
import { hopscope, sample, scratch } from '../cli/context.ts';
import { writtenFrom } from './written.ts';

interface Listed {
  commands: { account: string; file: string; words: string[] }[];
}

test.each([
  ['DescribeVpcs', 'describe-vpcs'],
  ['SearchTransitGatewayRoutes', 'search-transit-gateway-routes'],
  ['VPCId', 'vpc-id'],
  ['ResourceArns', 'resource-arns'],
  ['ListWebACLs', 'list-web-acls'],
  ['DescribeVpcBlockPublicAccessOptions', 'describe-vpc-block-public-access-options'],
])('the AWS CLI calls %s %s', (name, called) => expect(kebab(name)).toBe(called));

test.each([
  ['vpc-1/enableDnsSupport', 'vpc-1+enableDnsSupport'],
  ['arn:aws:x:eu-central-1:1:y/z', 'arn%3Aaws%3Ax%3Aeu-central-1%3A1%3Ay+z'],
  ['example.com.', 'example%2Ecom%2E'],
  ['a+b', 'a%2Bb'],
])('the key %s is %s in a name, and is read back', (key, written) => {
  expect(keyInName(key)).toBe(written);
  expect(readName(`describe-vpc-attribute.${written}.2.json`)).toEqual({ stem: 'describe-vpc-attribute', key: written, page: 2 });
});

test('asked again and again, the commands bring all that the account has', async () => {
  const source = await (await Store.open(sample)).read('latest');
  const printed = await writtenFrom(source);
  const [dir, account] = [join(scratch(), 'answers'), '471830295516'];
  const rounds: number[] = [];
  for (;;) {
    const asked = `import ${dir} --commands --json --account ${account} --region eu-central-1`;
    const { commands }: Listed = JSON.parse((await hopscope(asked)).stdout);
    if (!commands.length) break;
    rounds.push(commands.length);
    for (const { file, words } of commands) {
      expect(words.slice(0, 2)).not.toContain(undefined);
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), printed.get(file)!);
    }
  }
  expect(rounds.length).toBeGreaterThan(1);
  expect(rounds.length).toBeLessThan(5);
  expect((await hopscope(`import ${dir} --store ${join(scratch(), 'store')}`)).code).toBe(0);
});

test('inputs are written as the AWS CLI takes them', async () => {
  const { stdout } = await hopscope(`import ${join(scratch(), 'none')} --commands --account 111122223333 --region eu-central-1`);
  const global = '111122223333/global';
  expect(stdout).toContain(`save ${global}/get-caller-identity.json aws sts get-caller-identity\n`);
  expect(stdout).toContain(`save ${global}/describe-regions.json aws ec2 describe-regions --region us-east-1 --all-regions\n`);
  expect(stdout).toContain(`save ${global}/list-core-networks.json aws networkmanager list-core-networks --region us-west-2\n`);
  expect(stdout).toContain('aws ec2 describe-vpcs --region eu-central-1\n');
});

test('the script keeps what a command prints, and nothing of one that fails', async () => {
  const dir = scratch();
  const { stdout } = await hopscope(`import ${dir} --commands --account 111122223333 --region eu-central-1`);
  writeFileSync(join(dir, 'aws'), '#!/bin/sh\ncase "$*" in *describe-subnets*) exit 254;; esac\necho "{\\"said\\": \\"$*\\"}"\n');
  chmodSync(join(dir, 'aws'), 0o755);
  const { status, stderr } = spawnSync('sh', ['-c', stdout], {
    cwd: dir,
    env: { PATH: `${dir}:${process.env.PATH}` },
    encoding: 'utf8',
  });
  const region = join(dir, '111122223333', 'eu-central-1');
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'not asked: 111122223333/eu-central-1/describe-subnets.json\n' });
  const kept = JSON.parse(readFileSync(join(region, 'describe-vpcs.json'), 'utf8'));
  expect(kept.said).toBe('ec2 describe-vpcs --region eu-central-1 --output json');
  expect(existsSync(join(region, 'describe-subnets.json'))).toBe(false);
});
