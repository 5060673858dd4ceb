import { test } from 'vitest';
import { type Data, World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

const core = 'core-network-1';
const byTag = {
  'rule-number': 100,
  conditions: [{ type: 'tag-value', operator: 'equals', key: 'segment', value: 'prod' }],
  action: { 'association-method': 'constant', segment: 'prod' },
};
const rest = {
  'rule-number': 200,
  conditions: [{ type: 'any' }],
  action: { 'association-method': 'tag', 'tag-value-of-key': 'segment' },
};
const wan = (policy: Data = {}, attachment: Data = {}): World => {
  const segments = ['prod', 'dev', 'sites'].map((name) => ({ name }));
  const PolicyDocument = JSON.stringify({ segments, 'attachment-policies': [rest, byTag], ...policy });
  return new World()
    .add('core-network', core, { CoreNetworkId: core })
    .add('core-network-detail', core, { CoreNetworkId: core, Edges: [{ EdgeLocation: 'eu-west-1' }] }, { parent: core })
    .add('core-network-policy', `${core}/LIVE`, { PolicyDocument }, { parent: `${core}/LIVE` })
    .add('core-network-attachment', 'attachment-1', {
      AttachmentId: 'attachment-1',
      CoreNetworkId: core,
      AttachmentType: 'VPC',
      State: 'AVAILABLE',
      EdgeLocation: 'eu-west-1',
      SegmentName: 'prod',
      Tags: [{ Key: 'segment', Value: 'prod' }],
      ...attachment,
    });
};
const tagged = (Value: string, more: Data = {}) => wan({}, { Tags: [{ Key: 'segment', Value }], ...more });

test('an attachment that is not where its tags and the policy say is found', () => {
  const proposed = tagged('dev', { ProposedSegmentChange: { SegmentName: 'dev' } });
  rule('cwan-attachment-wrong-segment')
    .flags(proposed, { subject: 'attachment-1', severity: 'high', says: 'waits to be moved to dev', fix: 'accept-attachment' })
    .flags(tagged('dev'), { subject: 'attachment-1', says: 'the policy says dev' })
    .ignores(
      wan(),
      tagged('dev', { SegmentName: 'dev' }),
      tagged('dev', { State: 'REJECTED' }),
      wan({ 'attachment-policies': [] }),
    );
});

test('every kind of condition is judged, and one that nobody knows is said', () => {
  const asks = (conditions: Data[], logic = 'and') =>
    wan({
      'attachment-policies': [{ 'rule-number': 1, 'condition-logic': logic, conditions, action: { segment: 'dev' } }, rest],
    });
  const vpc = { type: 'attachment-type', operator: 'equals', value: 'vpc' };
  const away = { type: 'region', operator: 'begins-with', value: 'us-' };
  rule('cwan-attachment-wrong-segment')
    .flags(asks([vpc]), 'attachment-1')
    .flags(asks([vpc, away], 'or'), 'attachment-1')
    .flags(
      asks([
        { type: 'tag-exists', key: 'segment' },
        { ...away, operator: 'not-equals' },
      ]),
      'attachment-1',
    )
    .ignores(asks([vpc, away]), asks([{ ...away, operator: 'contains' }]))
    .cannotJudge(asks([{ type: 'tag-value', operator: 'sounds-like', key: 'segment', value: 'prod' }]), 'attachment-1')
    .cannotJudge(asks([{ type: 'moon' }]), 'attachment-1')
    .cannotJudge(wan().remove('core-network-policy', `${core}/LIVE`), 'attachment-1');
});

const sharing = (share: Data, more: Data = {}) =>
  wan({
    'segment-actions': [
      { action: 'share', mode: 'attachment-route', segment: 'sites', 'share-with': share },
      ...(more.actions ?? []),
    ],
    ...more.policy,
  });

test('a segment that knows all others is found', () => {
  rule('cwan-segment-open')
    .flags(sharing('*'), { subject: core, key: 'sites', severity: 'high' })
    .flags(sharing(['*']), core)
    .flags(sharing(['prod', 'dev']), core)
    .flags(sharing({ except: [] }), core)
    .ignores(
      wan(),
      sharing(['prod']),
      sharing({ except: ['dev'] }),
      wan({
        segments: [{ name: 'prod' }, { name: 'dev' }],
        'segment-actions': [{ action: 'share', segment: 'dev', 'share-with': '*' }],
      }),
    );
});

test('an edge without an attachment is found', () => {
  const moved = () => wan({}, { EdgeLocation: 'us-east-1' });
  rule('cwan-edge-unused')
    .flags(moved(), { subject: core, key: 'eu-west-1', severity: 'low' })
    .flags(wan({}, { State: 'FAILED' }), core)
    .ignores(
      wan(),
      wan({}, { EdgeLocation: undefined, EdgeLocations: ['eu-west-1'] }),
      moved().add(
        'network-manager-peering',
        'peering-1',
        { CoreNetworkId: core, EdgeLocation: 'eu-west-1', State: 'AVAILABLE' },
        { region: 'global' },
      ),
    )
    .cannotJudge(moved().denied('core-network-attachment'));
});

test('segments that speak past the inspection are found', () => {
  const policy = { 'network-function-groups': [{ name: 'inspection' }] };
  const via = (...segments: string[]) => ({
    action: 'send-via',
    segment: 'prod',
    'when-sent-to': { segments },
    via: { 'network-function-groups': ['inspection'] },
  });
  rule('cwan-no-inspection')
    .flags(sharing(['prod', 'dev'], { policy, actions: [via('sites')] }), { subject: core, key: 'dev sites', severity: 'high' })
    .flags(wan(policy), { subject: core, key: 'inspection', says: 'No action' })
    .ignores(wan(), sharing('*'), sharing(['prod'], { policy, actions: [via('*')] }));
});

test('a peering that carries nothing is found', () => {
  const peering = (State: string) =>
    wan().add(
      'network-manager-peering',
      'peering-1',
      {
        CoreNetworkId: core,
        State,
        PeeringType: 'TRANSIT_GATEWAY',
        ResourceArn: 'arn:aws:ec2:eu-west-1:1:transit-gateway/tgw-1',
      },
      { region: 'global' },
    );
  const attached = peering('AVAILABLE').add(
    'core-network-transit-attachment',
    'attachment-2',
    { PeeringId: 'peering-1' },
    { parent: 'attachment-2' },
  );
  rule('cwan-peering-bad')
    .flags(peering('FAILED'), { subject: 'peering-1', severity: 'high', says: 'has failed', fix: 'delete-peering' })
    .flags(peering('AVAILABLE'), { subject: 'peering-1', says: 'no route table' })
    .ignores(attached, peering('CREATING'));
});
