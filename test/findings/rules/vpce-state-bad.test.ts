import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const LONG_AGO = '2020-01-01T00:00:00.000Z';
const LATER = '2999-01-01T00:00:00.000Z';

const door = (State: string, more: object = {}) =>
  office().add('vpc-endpoint', 'vpce-1', {
    VpcId: 'vpc-a',
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1',
    State,
    CreationTimestamp: LONG_AGO,
    ...more,
  });

test('an endpoint that failed, was turned away or came up in part is found, with the reason', () => {
  const found = rule('vpce-state-bad').flags(door('failed', { LastError: { Code: 'X', Message: 'No free addresses.' } }), {
    subject: 'vpce-1',
    severity: 'high',
    says: 'is failed: No free addresses.',
    fix: 'delete-vpc-endpoints',
  });
  found.flags(door('Rejected'), { subject: 'vpce-1', says: 'vpce-1 (vpce-svc-1) in vpc-a is rejected.' });
  found.flags(door('expired', { FailureReason: 'nobody answered' }), { subject: 'vpce-1', says: 'nobody answered' });
  found.flags(door('partial'), { subject: 'vpce-1', by: ['State partial'] });
});

test('one that waits is found after a while, and who can accept it is told how', () => {
  const waiting = door('pendingAcceptance').add('endpoint-service', 'vpce-svc-1', { ServiceId: 'vpce-svc-1' });
  rule('vpce-state-bad')
    .flags(waiting, {
      subject: 'vpce-1',
      says: 'still waits',
      fix: 'accept-vpc-endpoint-connections --service-id vpce-svc-1 --vpc-endpoint-ids vpce-1',
    })
    .ignores(door('pendingAcceptance', { CreationTimestamp: LATER }))
    .cannotJudge(door('pendingAcceptance', { CreationTimestamp: undefined }), 'vpce-1');
});

test('one that works, or comes or goes, is fine', () => {
  rule('vpce-state-bad')
    .ignores(office(), door('available'), door('Available'), door('pending'), door('deleting'))
    .cannotJudge(door('failed').denied('vpc-endpoint'));
});
