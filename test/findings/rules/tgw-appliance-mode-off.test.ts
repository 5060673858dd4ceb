import { test } from 'vitest';
import type { Data } from '../../reach/scenario.ts';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const OTHER = '999999999999';

/** vpc-b inspects: packets come in by two zones, and the table of each leads to an appliance of its own zone. */
const inspection = (one: string, two: string, options: Data = {}) =>
  transit()
    .subnet('subnet-attach-b2', 'vpc-b', '10.1.9.16/28', 'euw1-az2')
    .table('rtb-in-1', 'vpc-b', ['subnet-attach-b'], ['10.1.0.0/16 local', one])
    .table('rtb-in-2', 'vpc-b', ['subnet-attach-b2'], ['10.1.0.0/16 local', two])
    .change('transit-gateway-vpc-attachment', 'att-b', {
      SubnetIds: ['subnet-attach-b', 'subnet-attach-b2'],
      Options: { ApplianceModeSupport: 'disable', ...options },
    })
    .add('vpc-endpoint', 'vpce-1', endpoint('vpce-1', 'subnet-far'))
    .add('vpc-endpoint', 'vpce-2', endpoint('vpce-2', 'subnet-far2'))
    .add('vpc-endpoint', 'vpce-s3', { VpcEndpointId: 'vpce-s3', VpcEndpointType: 'Gateway', VpcId: 'vpc-b' })
    .eni('eni-wall', 'subnet-far2', '10.1.2.20', ['sg-far'], { SourceDestCheck: false });

const endpoint = (id: string, subnet: string) => ({
  VpcEndpointId: id,
  VpcId: 'vpc-b',
  VpcEndpointType: 'GatewayLoadBalancer',
  State: 'available',
  SubnetIds: [subnet],
});

test('endpoints in two zones without appliance mode are found, for either family', () => {
  rule('tgw-appliance-mode-off')
    .flags(inspection('0.0.0.0/0 vpce-1', '0.0.0.0/0 vpce-2'), {
      subject: 'att-b',
      severity: 'high',
      says: 'att-b (vpc vpc-b) leads to appliances in euw1-az1 and euw1-az2',
      by: ['rtb-in-1', '0.0.0.0/0 → vpce-1 in euw1-az1', '0.0.0.0/0 → vpce-2 in euw1-az2'],
      fix: 'modify-transit-gateway-vpc-attachment --transit-gateway-attachment-id att-b --options ApplianceModeSupport=enable',
    })
    .flags(inspection('::/0 vpce-1', '::/0 vpce-2'), { subject: 'att-b', by: ['::/0 → vpce-2 in euw1-az2'] });
});

test('an interface that a route leads to is an appliance, too', () => {
  rule('tgw-appliance-mode-off').flags(inspection('0.0.0.0/0 vpce-1', '0.0.0.0/0 eni-wall'), {
    subject: 'att-b',
    by: ['0.0.0.0/0 → eni-wall in euw1-az2'],
  });
});

test('appliance mode, one zone of either, gateway endpoints, or no appliance are fine', () => {
  const oneWayIn = inspection('0.0.0.0/0 vpce-1', '0.0.0.0/0 vpce-2').change('transit-gateway-vpc-attachment', 'att-b', {
    SubnetIds: ['subnet-attach-b'],
  });
  rule('tgw-appliance-mode-off').ignores(
    transit(),
    inspection('0.0.0.0/0 vpce-1', '0.0.0.0/0 vpce-2', { ApplianceModeSupport: 'enable' }),
    inspection('0.0.0.0/0 vpce-1', '0.0.0.0/0 vpce-1'),
    inspection('0.0.0.0/0 vpce-1', '10.9.0.0/16 vpce-s3'),
    inspection('0.0.0.0/0 vpce-1', '0.0.0.0/0 vpce-2 blackhole'),
    oneWayIn,
  );
});

test('of a VPC that nobody sees it is not known', () => {
  const world = () => inspection('0.0.0.0/0 vpce-1', '0.0.0.0/0 vpce-2');
  const foreign = world().change('transit-gateway-attachment', 'att-b', { ResourceOwnerId: OTHER });
  rule('tgw-appliance-mode-off')
    .cannotJudge(foreign, 'att-b')
    .cannotJudge(world().remove('vpc-endpoint', 'vpce-2'), 'att-b')
    .cannotJudge(inspection('0.0.0.0/0 vpce-1', '0.0.0.0/0 eni-gone'), 'att-b')
    .cannotJudge(world().remove('transit-gateway-vpc-attachment', 'att-b'), 'att-b')
    .cannotJudge(world().remove('subnet', 'subnet-attach-b2'), 'att-b')
    .cannotJudge(world().denied('vpc-endpoint'));
});
