import {
  DescribeFlowLogsCommand,
  DescribeNatGatewaysCommand,
  DescribeRegionsCommand,
  DescribeSecurityGroupsCommand,
  DescribeTransitGatewayRouteTablesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { ec2Of, HERE, HOME, refusalOf, replaying, vpcIds, vpcs } from './endpoint.ts';

test('a list of ids is answered with those', async () => {
  const client = ec2Of(await replaying({ resources: vpcs(10) }));
  expect(await vpcIds(client, { VpcIds: ['vpc-0007', 'vpc-0002'] })).toEqual(['vpc-0002', 'vpc-0007']);
});

test('ids and filters both count', async () => {
  const client = ec2Of(await replaying({ resources: vpcs(10) }));
  expect(await vpcIds(client, { VpcIds: ['vpc-0007'], Filters: [{ Name: 'vpc-id', Values: ['vpc-0002'] }] })).toEqual([]);
});

describe('an id of nothing has the code of AWS', () => {
  test.each([
    ['InvalidGroup.NotFound', new DescribeSecurityGroupsCommand({ GroupIds: ['sg-1'] })],
    ['InvalidGroup.NotFound', new DescribeSecurityGroupsCommand({ GroupNames: ['web'] })],
    ['NatGatewayNotFound', new DescribeNatGatewaysCommand({ NatGatewayIds: ['nat-1'] })],
    ['InvalidFlowLogId.NotFound', new DescribeFlowLogsCommand({ FlowLogIds: ['fl-1'] })],
    [
      'InvalidRouteTableID.NotFound',
      new DescribeTransitGatewayRouteTablesCommand({ TransitGatewayRouteTableIds: ['tgw-rtb-1'] }),
    ],
  ])('%s', async (code, command) => {
    const kinds = ['security-group', 'nat-gateway', 'flow-log', 'transit-gateway-route-table'];
    const client = ec2Of(await replaying({ resources: [], places: [HERE], kinds }));
    expect(await refusalOf(client.send(command as DescribeSecurityGroupsCommand))).toMatchObject({ code, status: 400 });
  });
});

test('a Region is asked for by its name', async () => {
  const region = (RegionName: string) => ({
    account: HOME,
    region: 'global',
    kind: 'region',
    id: RegionName,
    data: { RegionName, OptInStatus: 'opt-in-not-required' },
  });
  const client = ec2Of(await replaying({ resources: [region('eu-central-1'), region('eu-west-1')] }));
  const { Regions } = await client.send(new DescribeRegionsCommand({ RegionNames: ['eu-west-1'] }));
  expect(Regions?.map((found) => found.RegionName)).toEqual(['eu-west-1']);
  const refused = await refusalOf(client.send(new DescribeRegionsCommand({ RegionNames: ['mars-1'] })));
  expect(refused.code).toBe('InvalidParameterValue');
});
