import { DescribeRegionsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, onTestFinished, test } from 'vitest';
import type { Replay } from '../../src/replay/serve.ts';
import { configOf, ec2Of, HERE, HOME, OTHER, refusalOf, replaying, vpc, vpcIds } from './endpoint.ts';

const AUDIT = `arn:aws:iam::${OTHER}:role/security/Audit`;
const content = {
  resources: [vpc('vpc-home'), vpc('vpc-other', {}, { ...HERE, account: OTHER })],
  accounts: [
    { account: HOME, partition: 'aws', arn: `arn:aws:sts::${HOME}:assumed-role/Reader/hopscope` },
    { account: OTHER, partition: 'aws', arn: `arn:aws:iam::${OTHER}:user/auditor` },
  ],
};

function stsOf(replay: Replay, account = HOME): STSClient {
  const client = new STSClient(configOf(replay, account));
  onTestFinished(() => client.destroy());
  return client;
}

test('each account has its own resources', async () => {
  const replay = await replaying(content);
  expect(await vpcIds(ec2Of(replay, HOME))).toEqual(['vpc-home']);
  expect(await vpcIds(ec2Of(replay, OTHER))).toEqual(['vpc-other']);
});

test('a caller is who the scan was', async () => {
  const { Account, Arn } = await stsOf(await replaying(content), OTHER).send(new GetCallerIdentityCommand({}));
  expect({ Account, Arn }).toEqual({ Account: OTHER, Arn: `arn:aws:iam::${OTHER}:user/auditor` });
});

test('a role of the other account opens that account, for an hour', async () => {
  const replay = await replaying(content, { now: () => new Date('2026-11-22T10:00:00Z') });
  const role = new AssumeRoleCommand({ RoleArn: AUDIT, RoleSessionName: 'test-run' });
  const { Credentials, AssumedRoleUser } = await stsOf(replay).send(role);
  expect(AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${OTHER}:assumed-role/Audit/test-run`);
  expect(Credentials?.Expiration).toEqual(new Date('2026-11-22T11:00:00Z'));
  const credentials = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  const client = new EC2Client({ ...configOf(replay), credentials });
  onTestFinished(() => client.destroy());
  expect((await client.send(new DescribeVpcsCommand({}))).Vpcs?.[0]?.VpcId).toBe('vpc-other');
});

test('a role of an account outside the snapshot is denied', async () => {
  const role = new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::999999999999:role/Audit', RoleSessionName: 'test-run' });
  const refused = await refusalOf(stsOf(await replaying(content)).send(role));
  expect(refused).toMatchObject({
    code: 'AccessDenied',
    status: 403,
    message: expect.stringContaining('999999999999:role/Audit'),
  });
});

test('without Regions of its own, a snapshot has those that were scanned', async () => {
  const places = [HERE, { ...HERE, region: 'us-east-1' }, { ...HERE, region: 'global' }, { account: OTHER, region: 'sa-east-1' }];
  const { Regions } = await ec2Of(await replaying({ ...content, places })).send(new DescribeRegionsCommand({}));
  expect(Regions?.map((region) => region.RegionName)).toEqual(['eu-central-1', 'us-east-1']);
});

const region = (RegionName: string, OptInStatus: string) => ({
  account: HOME,
  region: 'global',
  kind: 'region',
  id: RegionName,
  data: { RegionName, OptInStatus },
});

test('Regions that are not opted into are listed only to those who ask for all', async () => {
  const resources = [region('eu-central-1', 'opt-in-not-required'), region('af-south-1', 'not-opted-in')];
  const client = ec2Of(await replaying({ resources }));
  const names = async (AllRegions?: boolean) =>
    (await client.send(new DescribeRegionsCommand({ AllRegions }))).Regions?.map((found) => found.RegionName);
  expect(await names()).toEqual(['eu-central-1']);
  expect(await names(true)).toEqual(['af-south-1', 'eu-central-1']);
});

test('a Region that is not opted into takes no credentials', async () => {
  const replay = await replaying({ resources: [region('af-south-1', 'not-opted-in'), vpc('vpc-1')] });
  expect(await refusalOf(vpcIds(ec2Of(replay, HOME, 'af-south-1')))).toMatchObject({ code: 'AuthFailure', status: 401 });
});
