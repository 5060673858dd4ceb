import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** As `office`, and a Lambda function in the subnet that leads nowhere. */
const withFunction = () =>
  office().eni('eni-fn', 'subnet-other', '10.0.3.20', ['sg-app'], {
    InterfaceType: 'lambda',
    Description: 'AWS Lambda VPC ENI-resize-01234567-89ab-cdef-0123-456789abcdef',
  });
const endpoint = { VpcEndpointId: 'vpce-1', VpcId: 'vpc-a', VpcEndpointType: 'Interface', State: 'available' };

test('a subnet with machines and no way out is found', () => {
  rule('subnet-no-default-route').flags(office(), {
    subject: 'subnet-other',
    severity: 'info',
    says: 'with 1 interface in it',
    by: ['rtb-main'],
    fix: 'create-route --route-table-id rtb-main --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-a',
  });
});

test('functions that reach no service of AWS either make it worse', () => {
  rule('subnet-no-default-route')
    .flags(withFunction(), { subject: 'subnet-other', severity: 'medium', says: 'eni-fn of functions or tasks is in it' })
    .flags(withFunction().add('vpc-endpoint', 'vpce-1', endpoint), { subject: 'subnet-other', severity: 'info' });
});

test('a way out over either family, or nothing that sends, is fine', () => {
  rule('subnet-no-default-route').ignores(
    office().route('rtb-main', '0.0.0.0/0 nat-a'),
    office().route('rtb-main', '::/0 eigw-a'),
    office().remove('network-interface', 'eni-db'),
    office().change('network-interface', 'eni-db', { InterfaceType: 'transit_gateway' }),
  );
});

test('where the entries of prefix lists are not known nothing is said', () => {
  rule('subnet-no-default-route').cannotJudge(office().denied('prefix-list-entry'));
});
