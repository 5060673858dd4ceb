import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const door = (RouteTableIds: string[], more: object = {}) => ({
  VpcId: 'vpc-a',
  VpcEndpointType: 'Gateway',
  ServiceName: 'com.amazonaws.eu-west-1.s3',
  State: 'available',
  RouteTableIds,
  ...more,
});
const withDoor = (RouteTableIds: string[], more: object = {}) =>
  office().add('vpc-endpoint', 'vpce-1', door(RouteTableIds, more));

test('a gateway endpoint without a table is found', () => {
  rule('vpce-gateway-no-route-table')
    .flags(withDoor([]), { subject: 'vpce-1', severity: 'medium', says: 'vpce-1 (s3) in vpc-a', fix: 'delete-vpc-endpoints' })
    .ignores(
      office(),
      withDoor(['rtb-public']),
      withDoor([], { VpcEndpointType: 'Interface' }),
      withDoor([], { State: 'deleting' }),
    )
    .cannotJudge(withDoor([]).denied('vpc-endpoint'));
});

test('a table behind the NAT gateway that the endpoint leaves out is found', () => {
  rule('vpce-gateway-partial').flags(withDoor(['rtb-public']), {
    subject: 'vpce-1',
    severity: 'low',
    key: 'rtb-private',
    says: 'leads to nat-a',
    by: ['0.0.0.0/0 → nat-a', 'rtb-public'],
    fix: 'modify-vpc-endpoint --vpc-endpoint-id vpce-1 --add-route-table-ids rtb-private',
  });
});

test('tables that lead elsewhere, or that another endpoint for the service has, are not left out', () => {
  rule('vpce-gateway-partial').ignores(
    office(),
    withDoor(['rtb-private']),
    withDoor([]),
    withDoor(['rtb-public']).add('vpc-endpoint', 'vpce-2', door(['rtb-private'])),
    withDoor(['rtb-public']).change('route-table', 'rtb-private', (data) => data.Routes.splice(2, 1)),
  );
});

test('without the tables nobody knows what it leaves out', () => {
  rule('vpce-gateway-partial')
    .cannotJudge(withDoor(['rtb-public']).denied('route-table'))
    .cannotJudge(withDoor(['rtb-public'], { VpcId: 'vpc-lost' }), 'vpce-1')
    .cannotJudge(withDoor(['rtb-public']).remove('route-table', 'rtb-main'), 'vpce-1');
});
