import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const door = (State: string, StateMessage?: string) =>
  office().add('instance-connect-endpoint', 'eice-1', { VpcId: 'vpc-a', State, StateMessage });

test('an endpoint that failed is found, with what AWS says of it', () => {
  rule('eice-failed').flags(door('create-failed', 'No free address.'), {
    subject: 'eice-1',
    severity: 'medium',
    says: 'eice-1 of vpc-a is create-failed: No free address.',
    fix: 'delete-instance-connect-endpoint',
  });
  rule('eice-failed').flags(door('update-failed'), { subject: 'eice-1', says: 'is update-failed.' });
  rule('eice-failed').flags(door('delete-failed'), { subject: 'eice-1', by: ['State delete-failed'] });
});

test('one that works, comes or goes is fine', () => {
  rule('eice-failed')
    .ignores(office(), door('create-complete'), door('create-in-progress'), door('delete-complete'), door('update-complete'))
    .cannotJudge(door('create-failed').denied('instance-connect-endpoint'));
});
