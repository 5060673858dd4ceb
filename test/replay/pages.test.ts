import {
  DescribeInstancesCommand,
  DescribeRouteTablesCommand,
  DescribeVpcsCommand,
  DescribeVpnConnectionsCommand,
  type EC2Client,
  paginateDescribeVpcs,
  SearchTransitGatewayRoutesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { boundsOf } from '../../src/replay/pages.ts';
import { ec2Of, HERE, HOME, raw, refusalOf, replaying, vpcs } from './endpoint.ts';

async function pagesOf(client: EC2Client, pageSize: number, input = {}): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const page of paginateDescribeVpcs({ client, pageSize }, input)) pages.push(page.Vpcs!.map((vpc) => vpc.VpcId!));
  return pages;
}

test.each([
  [23, 5, [5, 5, 5, 5, 3]],
  [20, 5, [5, 5, 5, 5]],
  [4, 5, [4]],
  [23, 1000, [23]],
  [0, 5, [0]],
])('%i resources come in pages of %i', async (count, size, sizes) => {
  const replay = await replaying({ resources: vpcs(count), places: [HERE], kinds: ['vpc'] });
  const pages = await pagesOf(ec2Of(replay), size);
  expect(pages.map((page) => page.length)).toEqual(sizes);
  expect(pages.flat()).toEqual(vpcs(count).map((vpc) => vpc.id));
});

test('without a size everything comes at once', async () => {
  const { Vpcs, NextToken } = await ec2Of(await replaying({ resources: vpcs(1500) })).send(new DescribeVpcsCommand({}));
  expect([Vpcs?.length, NextToken]).toEqual([1500, undefined]);
});

test('the size may change from page to page', async () => {
  const client = ec2Of(await replaying({ resources: vpcs(20) }));
  const { NextToken } = await client.send(new DescribeVpcsCommand({ MaxResults: 5 }));
  const { Vpcs } = await client.send(new DescribeVpcsCommand({ MaxResults: 7, NextToken }));
  expect(Vpcs?.map((vpc) => vpc.VpcId)).toEqual(
    vpcs(20)
      .slice(5, 12)
      .map((vpc) => vpc.id),
  );
});

test('filters hold for every page', async () => {
  const replay = await replaying({ resources: vpcs(30) });
  const pages = await pagesOf(ec2Of(replay), 5, { Filters: [{ Name: 'vpc-id', Values: ['vpc-000*'] }] });
  expect(pages.map((page) => page.length)).toEqual([5, 5]);
});

describe('a token continues only the request that it was given for', () => {
  const wrong = async (input: object, region?: string) => {
    const places = [HERE, { ...HERE, region: 'eu-west-1' }];
    const replay = await replaying({ resources: vpcs(20), places });
    const { NextToken } = await ec2Of(replay).send(new DescribeVpcsCommand({ MaxResults: 5 }));
    return refusalOf(ec2Of(replay, HOME, region).send(new DescribeVpcsCommand({ MaxResults: 5, NextToken, ...input })));
  };
  test.each([
    ['another filter', { Filters: [{ Name: 'state', Values: ['available'] }] }, undefined],
    ['another Region', {}, 'eu-west-1'],
    ['a token that was never given', { NextToken: 'bm9uc2Vuc2U' }, undefined],
    ['a token of hostile bytes', { NextToken: '\u0000.__proto__' }, undefined],
  ])('%s', async (_what, input, region) => {
    expect(await wrong(input, region)).toMatchObject({ code: 'InvalidNextToken', status: 400 });
  });
});

describe('the size of a page has the bounds of AWS', () => {
  test.each([
    [new DescribeVpcsCommand({ MaxResults: 4 }), 'greater than or equal to 5'],
    [new DescribeVpcsCommand({ MaxResults: 1001 }), 'less than or equal to 1000'],
    [new DescribeRouteTablesCommand({ MaxResults: 101 }), 'less than or equal to 100'],
  ])('%#', async (command, message) => {
    const replay = await replaying({ resources: vpcs(1), kinds: ['vpc', 'route-table'] });
    const refused = await refusalOf(ec2Of(replay).send(command as DescribeVpcsCommand));
    expect(refused).toMatchObject({ code: 'InvalidParameterValue', message: expect.stringContaining(message) });
  });

  test.each(kinds.filter((row) => row.call.pageSize).map((row) => [row.kind, row] as const))(
    '%s asks within them',
    (_kind, row) => {
      const { least, most } = boundsOf(row.call.service, row.call.operation);
      expect(row.call.pageSize).toBeGreaterThanOrEqual(least);
      expect(row.call.pageSize).toBeLessThanOrEqual(most);
    },
  );
});

test('an operation without pages knows no size', async () => {
  const replay = await replaying({ resources: [], places: [HERE], kinds: ['vpn-connection'] });
  const reply = await raw(replay, { body: 'Action=DescribeVpnConnections&MaxResults=5' });
  expect(reply.text).toContain('<Code>UnknownParameter</Code>');
  expect((await ec2Of(replay).send(new DescribeVpnConnectionsCommand({}))).VpnConnections).toEqual([]);
});

test('ids and a page size do not go together where AWS says so', async () => {
  const replay = await replaying({ resources: [], places: [HERE], kinds: ['instance'] });
  const refused = await refusalOf(ec2Of(replay).send(new DescribeInstancesCommand({ InstanceIds: ['i-1'], MaxResults: 5 })));
  expect(refused.code).toBe('InvalidParameterCombination');
});

test('a search for routes says whether there are more', async () => {
  const at = { ...HERE, parent: 'tgw-rtb-1', kind: 'transit-gateway-route' };
  const routes = Array.from({ length: 7 }, (_, n) => ({ ...at, id: `${n}`, data: { DestinationCidrBlock: `10.${n}.0.0/16` } }));
  const table = {
    ...HERE,
    kind: 'transit-gateway-route-table',
    id: 'tgw-rtb-1',
    data: { TransitGatewayRouteTableId: 'tgw-rtb-1' },
  };
  const client = ec2Of(await replaying({ resources: [table, ...routes] }));
  const search = (more: object) =>
    client.send(
      new SearchTransitGatewayRoutesCommand({ TransitGatewayRouteTableId: 'tgw-rtb-1', Filters: [], MaxResults: 5, ...more }),
    );
  const any = { Filters: [{ Name: 'route-search.subnet-of-match', Values: ['0.0.0.0/0'] }] };
  const first = await search(any);
  const second = await search({ ...any, NextToken: first.NextToken });
  expect([first.Routes?.length, first.AdditionalRoutesAvailable]).toEqual([5, true]);
  expect([second.Routes?.length, second.AdditionalRoutesAvailable, second.NextToken]).toEqual([2, false, undefined]);
});

test('IAM cuts its lists by Marker and says whether they go on', async () => {
  const alias = {
    account: HOME,
    region: 'global',
    kind: 'account-alias',
    id: 'aliases',
    data: { AccountAliases: ['acme'], IsTruncated: false },
  };
  const reply = await raw(await replaying({ resources: [alias] }), {
    service: 'iam',
    region: 'us-east-1',
    body: 'Action=ListAccountAliases&MaxItems=1',
  });
  expect(reply.text).toContain('<IsTruncated>false</IsTruncated>');
  expect(reply.text).toContain('<member>acme</member>');
});

test('Network Manager takes up to 500 a page, and its token in the query', async () => {
  const at = { account: HOME, region: 'global', kind: 'core-network' };
  const resources = Array.from({ length: 3 }, (_, n) => ({
    ...at,
    id: `core-network-${n}`,
    data: { CoreNetworkId: `core-network-${n}` },
  }));
  const replay = await replaying({ resources });
  const ask = (query: string) =>
    raw(replay, { service: 'networkmanager', region: 'us-west-2', method: 'GET', path: `/core-networks${query}` });
  const first = JSON.parse((await ask('?maxResults=2')).text);
  const second = JSON.parse((await ask(`?maxResults=2&nextToken=${first.NextToken}`)).text);
  expect([first.CoreNetworks.length, second.CoreNetworks.length, second.NextToken]).toEqual([2, 1, undefined]);
  expect((await ask('?maxResults=501')).headers.get('x-amzn-errortype')).toBe('ValidationException');
});
