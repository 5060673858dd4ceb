import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, expect, test } from 'vitest';
import { collect } from '../../src/collect/collect.ts';
import type { ScanRequest } from '../../src/collect/request.ts';

const sts = mockClient(STSClient);
afterEach(() => sts.reset());

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'never sent' };
const scan = (request: Partial<ScanRequest>) =>
  collect(
    { identities: [{ credentials }], share: 1, key: new Uint8Array(32), userAgent: [['hopscope', 'test']], ...request },
    { progress() {}, shard() {} },
    { now: () => new Date(), monotonic: () => performance.now() },
    new AbortController().signal,
  );

test('accounts of two partitions are never one snapshot', async () => {
  sts
    .on(GetCallerIdentityCommand)
    .resolvesOnce({ Account: '111111111111', Arn: 'arn:aws:iam::111111111111:user/a' })
    .resolvesOnce({ Account: '222222222222', Arn: 'arn:aws-cn:iam::222222222222:user/b' });
  await expect(scan({ identities: [{ credentials }, { credentials }] })).rejects.toThrow(
    /never mixes partitions.*111111111111 in aws, 222222222222 in aws-cn/,
  );
});

test("a Region of another partition than the caller's is refused before it is asked", async () => {
  sts.on(GetCallerIdentityCommand).resolves({ Account: '222222222222', Arn: 'arn:aws-cn:iam::222222222222:user/b' });
  await expect(scan({ regions: ['eu-central-1'] })).rejects.toThrow(/"eu-central-1" is not in partition aws-cn/);
});

test('a sign-in that names no account is no sign-in', async () => {
  sts.on(GetCallerIdentityCommand).resolves({});
  await expect(scan({})).rejects.toThrow(/GetCallerIdentity did not name an account/);
});
