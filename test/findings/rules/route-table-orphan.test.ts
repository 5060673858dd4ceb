import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const spare = () => office().table('rtb-spare', 'vpc-a', [], ['10.0.0.0/16 local']);

test('a table that nothing has is found', () => {
  rule('route-table-orphan')
    .flags(spare(), { subject: 'rtb-spare', severity: 'low', fix: 'delete-route-table --route-table-id rtb-spare' })
    .flags(
      spare().change('route-table', 'rtb-spare', {
        Associations: [{ SubnetId: 'subnet-other', AssociationState: { State: 'disassociated' } }],
      }),
      'rtb-spare',
    );
});

test('a main table, and those of subnets, gateways and regional NAT gateways are in use', () => {
  rule('route-table-orphan').ignores(
    office(),
    office().table('rtb-edge', 'vpc-a', ['igw-a'], ['10.0.0.0/16 local']),
    spare().change('nat-gateway', 'nat-a', { AvailabilityMode: 'regional', RouteTableId: 'rtb-spare' }),
  );
});

test('without the NAT gateways nobody knows', () => rule('route-table-orphan').cannotJudge(spare().denied('nat-gateway')));
