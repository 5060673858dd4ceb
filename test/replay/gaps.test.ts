import { DescribeVpcAttributeCommand, DescribeVpcsCommand, SearchTransitGatewayRoutesCommand } from '@aws-sdk/client-ec2';
import { GetCoreNetworkPolicyCommand, ListCoreNetworksCommand, NetworkManagerClient } from '@aws-sdk/client-networkmanager';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Replay } from '../../src/replay/serve.ts';
import { configOf, ec2Of, gap, HERE, HOME, raw, refusalOf, replaying, vpc, vpcIds, vpcs } from './endpoint.ts';

function managerOf(replay: Replay): NetworkManagerClient {
  const client = new NetworkManagerClient(configOf(replay, HOME, 'us-west-2'));
  onTestFinished(() => client.destroy());
  return client;
}

test.each([
  ['UnauthorizedOperation', 403],
  ['Blocked', 403],
  ['OptInRequired', 401],
  ['InternalError', 500],
  ['RequestLimitExceeded', 503],
  ['SomethingNew', 400],
])('what failed with %s fails so again', async (code, status) => {
  const message = 'You may not: <User> & "all" others.';
  const replay = await replaying({ resources: [], gaps: [gap('vpc', 'DescribeVpcs', { code, message })] });
  expect(await refusalOf(vpcIds(ec2Of(replay)))).toEqual({ code, message, status });
});

test('what was read before the failure is answered, then comes the failure', async () => {
  const replay = await replaying({ resources: vpcs(7), gaps: [gap('vpc', 'DescribeVpcs')] });
  const client = ec2Of(replay);
  expect((await vpcIds(client, { MaxResults: 5 }))?.length).toBe(5);
  const { text } = await raw(replay, { body: 'Action=DescribeVpcs&MaxResults=5' });
  const second = encodeURIComponent(/<nextToken>(.*?)</.exec(text)![1]!);
  const rest = await raw(replay, { body: `Action=DescribeVpcs&MaxResults=5&NextToken=${second}` });
  const third = /<nextToken>(.*?)</.exec(rest.text)![1]!;
  expect((await refusalOf(vpcIds(client, { MaxResults: 5, NextToken: third }))).code).toBe('UnauthorizedOperation');
});

test('only the points of a fan-out fail that failed', async () => {
  const key = 'vpc-1/enableDnsSupport';
  const failed = gap('vpc-attribute', 'DescribeVpcAttribute', { parents: ['vpc-2/enableDnsSupport'] });
  const answered = {
    ...HERE,
    kind: 'vpc-attribute',
    id: key,
    parent: key,
    data: { VpcId: 'vpc-1', EnableDnsSupport: { Value: true } },
  };
  const replay = await replaying({ resources: [vpc('vpc-1'), vpc('vpc-2'), answered], gaps: [failed] });
  const ask = (VpcId: string) => ec2Of(replay).send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' }));
  expect((await ask('vpc-1')).EnableDnsSupport).toEqual({ Value: true });
  expect((await refusalOf(ask('vpc-2'))).code).toBe('UnauthorizedOperation');
});

test('a gap in another Region does no harm', async () => {
  const elsewhere = gap('vpc', 'DescribeVpcs', { region: 'us-east-1' });
  expect(await vpcIds(ec2Of(await replaying({ resources: [vpc('vpc-1')], gaps: [elsewhere] })))).toEqual(['vpc-1']);
});

test('Network Manager fails in its own form', async () => {
  const failed = gap('core-network', 'ListCoreNetworks', {
    region: 'global',
    code: 'AccessDeniedException',
    message: 'Not you.',
  });
  const refused = await refusalOf(
    managerOf(await replaying({ resources: [], gaps: [failed] })).send(new ListCoreNetworksCommand({})),
  );
  expect(refused).toEqual({ code: 'AccessDeniedException', message: 'Not you.', status: 403 });
});

test('what is known not to exist is not found', async () => {
  const network = {
    account: HOME,
    region: 'global',
    kind: 'core-network',
    id: 'core-network-1',
    data: { CoreNetworkId: 'core-network-1' },
  };
  const replay = await replaying({ resources: [network], kinds: ['core-network', 'core-network-policy'] });
  const command = new GetCoreNetworkPolicyCommand({ CoreNetworkId: 'core-network-1', Alias: 'LIVE' });
  expect(await refusalOf(managerOf(replay).send(command))).toMatchObject({ code: 'ResourceNotFoundException', status: 404 });
});

describe("the scanner's own codes come back as what causes them", () => {
  const second = async (code: string) => {
    const client = ec2Of(await replaying({ resources: vpcs(1), gaps: [gap('vpc', 'DescribeVpcs', { code })] }));
    const { NextToken } = await client.send(new DescribeVpcsCommand({ MaxResults: 5 }));
    return client.send(new DescribeVpcsCommand({ MaxResults: 5, NextToken }));
  };
  test('ThrottledOut is throttling', async () => {
    expect((await refusalOf(second('ThrottledOut'))).code).toBe('RequestLimitExceeded');
  });
  test('NetworkError is a cut connection', async () => {
    expect((await refusalOf(second('NetworkError'))).message).toMatch(/ECONNRESET|socket hang up/);
  });
  test('MalformedReply is a web page, which the stock client takes for an answer without a set', async () => {
    expect((await second('MalformedReply')).Vpcs).toBeUndefined();
  });
  test('CredentialsExpired is expired credentials', async () => {
    expect((await refusalOf(second('CredentialsExpired'))).code).toBe('RequestExpired');
  });
  test('PaginationLoop is the same token again', async () => {
    const { Vpcs, NextToken } = await second('PaginationLoop');
    expect([Vpcs?.length, NextToken]).toEqual([1, 'always-the-same']);
  });
  test('TruncatedReply is more without a token', async () => {
    const table = { TransitGatewayRouteTableId: 'tgw-rtb-1' };
    const above = { ...HERE, kind: 'transit-gateway-route-table', id: 'tgw-rtb-1', data: table };
    const gaps = [gap('transit-gateway-route', 'SearchTransitGatewayRoutes', { code: 'TruncatedReply' })];
    const command = new SearchTransitGatewayRoutesCommand({ ...table, Filters: [{ Name: 'state', Values: ['active'] }] });
    const answer = await ec2Of(await replaying({ resources: [above], gaps })).send(command);
    expect([answer.AdditionalRoutesAvailable, answer.NextToken]).toEqual([true, undefined]);
  });
});
