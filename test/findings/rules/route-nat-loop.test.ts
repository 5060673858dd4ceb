import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** The subnet of the NAT gateway shares the table that leads to it. */
const sharing = () =>
  office()
    .change('route-table', 'rtb-public', (data) => data.Associations.pop())
    .change('route-table', 'rtb-private', (data) => data.Associations.push({ Main: false, SubnetId: 'subnet-public' }));

test('a NAT gateway whose own subnet leads to it is found', () => {
  rule('route-nat-loop')
    .flags(sharing(), { subject: 'nat-a', severity: 'critical', says: 'rtb-private of that subnet', by: ['0.0.0.0/0 → nat-a'] })
    .flags(
      office().change('route-table', 'rtb-public', (data) => {
        data.Routes[2] = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-a', State: 'active', Origin: 'CreateRoute' };
      }),
      {
        subject: 'nat-a',
        fix: 'replace-route --route-table-id rtb-public --destination-cidr-block 0.0.0.0/0 --gateway-id igw-a',
      },
    );
});

test('a gateway whose subnet leads elsewhere, that is gone, or that has no subnet is fine', () => {
  rule('route-nat-loop').ignores(
    office(),
    sharing().change('nat-gateway', 'nat-a', { State: 'deleted' }),
    sharing().change('nat-gateway', 'nat-a', { AvailabilityMode: 'regional', SubnetId: undefined }),
  );
});

test('of a gateway whose subnet is not in the snapshot nobody knows', () => {
  rule('route-nat-loop').cannotJudge(sharing().change('nat-gateway', 'nat-a', { SubnetId: 'subnet-unseen' }), 'nat-a');
  rule('route-nat-loop').cannotJudge(sharing().denied('route-table'));
});
