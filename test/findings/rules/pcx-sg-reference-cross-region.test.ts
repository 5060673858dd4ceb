import { test } from 'vitest';
import type { Data } from '../../reach/scenario.ts';
import { peered } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const naming = (pair: Data, direction = 'IpPermissions') =>
  peered().change('security-group', 'sg-app', (data) =>
    data[direction].push({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [pair] }),
  );
const far = (world = naming({ GroupId: 'sg-far2', UserId: '222222222222', VpcPeeringConnectionId: 'pcx-ab' })) =>
  world.change('vpc-peering-connection', 'pcx-ab', ({ AccepterVpcInfo }) =>
    Object.assign(AccepterVpcInfo, { Region: 'us-east-1' }),
  );

test('a rule that names a group beyond a peering with another Region is found', () => {
  const known = naming({ GroupId: 'sg-east' }, 'IpPermissionsEgress').group('sg-east', 'vpc-east', [], [], {
    region: 'us-east-1',
  });
  rule('pcx-sg-reference-cross-region')
    .flags(far(), { subject: 'sg-app', severity: 'medium', says: 'us-east-1', by: ['sg-far2'] })
    .flags(known, { subject: 'sg-app', says: 'sg-east of us-east-1' });
});

test('a group of the same Region may be named', () => {
  rule('pcx-sg-reference-cross-region')
    .ignores(peered(), naming({ GroupId: 'sg-far', VpcPeeringConnectionId: 'pcx-ab' }), far(peered()))
    .cannotJudge(far().denied('vpc-peering-connection'));
});
