import { test } from 'vitest';
import { usualSettings } from '../../../src/findings/settings.ts';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const OTHER = '999999999999';
const takenAt = Date.parse(transit().snapshot().manifest.takenAt);
const inState = (State: string, days = 3, more: object = {}) =>
  transit().change('transit-gateway-attachment', 'att-b', {
    State,
    CreationTime: new Date(takenAt - days * 86_400_000).toISOString(),
    ...more,
  });

test('what has waited for days, was rejected or has failed is found', () => {
  rule('tgw-attachment-bad-state')
    .flags(inState('pendingAcceptance'), {
      subject: 'att-b',
      severity: 'high',
      says: /^att-b \(vpc vpc-b\) has waited since \d{4}-\d\d-\d\d for tgw-1 to accept it\.$/,
      fix: 'accept-transit-gateway-vpc-attachment --transit-gateway-attachment-id att-b',
    })
    .flags(inState('rejected'), { subject: 'att-b', says: 'was rejected', fix: 'delete-transit-gateway-vpc-attachment' })
    .flags(inState('failed'), { subject: 'att-b', says: 'has failed', by: ['failed'] })
    .flags(inState('failing'), 'att-b')
    .flags(inState('rejecting'), 'att-b');
});

test('a peering attachment is accepted as one, and what comes with a VPN has no command of its own', () => {
  rule('tgw-attachment-bad-state')
    .flags(inState('pendingAcceptance', 3, { ResourceType: 'peering', ResourceId: 'tgw-2' }), {
      subject: 'att-b',
      fix: 'accept-transit-gateway-peering-attachment',
    })
    .flags(inState('failed', 3, { ResourceType: 'vpn', ResourceId: 'vpn-1' }), 'att-b');
});

test('either owner sees the state, and the one that was scanned is told', () => {
  rule('tgw-attachment-bad-state')
    .flags(inState('failed', 3, { ResourceOwnerId: OTHER }), 'att-b')
    .flags(inState('failed', 3, { TransitGatewayOwnerId: OTHER }), 'att-b');
});

test('what is up, or waits for hours, is fine', () => {
  rule('tgw-attachment-bad-state')
    .ignores(inState('available'), inState('pendingAcceptance', 0.5), inState('deleted'))
    .cannotJudge(inState('pendingAcceptance', 3, { CreationTime: undefined }), 'att-b')
    .cannotJudge(inState('failed').denied('transit-gateway-attachment'));
});

test('how long is too long can be set', () => {
  rule('tgw-attachment-bad-state')
    .where({ thresholds: { ...usualSettings.thresholds, pending_hours: 100 } })
    .ignores(inState('pendingAcceptance'));
});
