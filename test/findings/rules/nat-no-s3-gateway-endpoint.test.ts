import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const endpoint = (service: string, type = 'Gateway') => ({
  VpcId: 'vpc-a',
  VpcEndpointType: type,
  ServiceName: `com.amazonaws.eu-west-1.${service}`,
  State: 'available',
  RouteTableIds: ['rtb-private'],
});

const both = () => office().add('vpc-endpoint', 'vpce-1', endpoint('s3')).add('vpc-endpoint', 'vpce-2', endpoint('dynamodb'));

test('a VPC behind a NAT gateway without the endpoints is found, for each service', () => {
  const command = /create-vpc-endpoint --vpc-id vpc-a --service-name com.amazonaws.eu-west-1.s3 --route-table-ids rtb-private/;
  rule('nat-no-s3-gateway-endpoint').flags(
    office(),
    { subject: 'vpc-a', key: 's3', severity: 'medium', by: ['rtb-private'], fix: command },
    { subject: 'vpc-a', key: 'dynamodb' },
  );
});

test('an interface endpoint is none of these', () => {
  const world = office()
    .add('vpc-endpoint', 'vpce-1', endpoint('s3', 'Interface'))
    .add('vpc-endpoint', 'vpce-2', endpoint('dynamodb'));
  rule('nat-no-s3-gateway-endpoint').flags(world, { subject: 'vpc-a', key: 's3' });
});

test('with both, or without a NAT gateway in the way, all is well', () => {
  rule('nat-no-s3-gateway-endpoint')
    .ignores(
      both(),
      office().change('route-table', 'rtb-private', (data) => data.Routes.splice(2, 1)),
    )
    .cannotJudge(office().denied('vpc-endpoint'));
});
