import { test } from 'vitest';
import { type Data, World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

const core = 'core-network-1';
/** A core network with an edge, and an attachment there. */
const wan = (attachment: Data = {}): World =>
  new World()
    .add('core-network', core, { CoreNetworkId: core })
    .add('core-network-detail', core, { CoreNetworkId: core, Edges: [{ EdgeLocation: 'eu-west-1' }] }, { parent: core })
    .add('core-network-attachment', 'attachment-1', {
      CoreNetworkId: core,
      State: 'AVAILABLE',
      EdgeLocation: 'eu-west-1',
      ...attachment,
    });

test('an edge without an attachment is found', () => {
  const moved = () => wan({ EdgeLocation: 'us-east-1' });
  rule('cwan-edge-unused')
    .flags(moved(), { subject: core, key: 'eu-west-1', severity: 'low' })
    .flags(wan({ State: 'FAILED' }), core)
    .ignores(
      wan(),
      wan({ EdgeLocation: undefined, EdgeLocations: ['eu-west-1'] }),
      moved().add(
        'network-manager-peering',
        'peering-1',
        { CoreNetworkId: core, EdgeLocation: 'eu-west-1', State: 'AVAILABLE' },
        { region: 'global' },
      ),
    )
    .cannotJudge(moved().denied('core-network-attachment'));
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
