import { test } from 'vitest';
import { twoOffices } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const inState = (State: string) =>
  twoOffices().add('security-group-vpc-association', 'sg-web/vpc-b', {
    GroupId: 'sg-web',
    VpcId: 'vpc-b',
    State,
    StateReason: 'the VPC is being deleted.',
  });

test('an association that failed is found, and one that could not be ended', () => {
  rule('sg-shared-vpc-association-failed')
    .flags(inState('association-failed'), {
      subject: 'sg-web/vpc-b',
      severity: 'low',
      says: 'could not be associated with vpc-b: the VPC is being deleted.',
      fix: 'associate-security-group-vpc --group-id sg-web --vpc-id vpc-b',
    })
    .flags(inState('disassociation-failed'), { subject: 'sg-web/vpc-b', says: 'disassociated from', fix: 'disassociate-' })
    .ignores(twoOffices(), inState('associated'), inState('associating'), inState('disassociated'))
    .cannotJudge(inState('association-failed').denied('security-group-vpc-association'));
});
