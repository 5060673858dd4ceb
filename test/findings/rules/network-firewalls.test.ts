import { test } from 'vitest';
import type { Data } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';
import { WALL, walled } from '../walled.ts';

const logging = (LogDestinationConfigs: Data[]) =>
  walled().add('firewall-logging', WALL, { LoggingConfiguration: { LogDestinationConfigs } }, { parent: WALL });

test('a firewall that logs nothing is found', () => {
  rule('nfw-no-logging')
    .flags(logging([]), { subject: WALL, severity: 'medium', fix: 'update-logging-configuration' })
    .ignores(logging([{ LogType: 'ALERT', LogDestinationType: 'S3' }]))
    .cannotJudge(walled(), WALL)
    .cannotJudge(logging([]).denied('firewall-logging'));
});

test('a firewall that may be deleted or moved by a slip is found', () => {
  const guarded = (said: Data) => walled().change('firewall', WALL, ({ Firewall }) => Object.assign(Firewall, said));
  rule('nfw-unprotected')
    .flags(walled(), { subject: WALL, says: 'deleted and moved', fix: '--delete-protection' })
    .flags(guarded({ DeleteProtection: true }), { subject: WALL, says: 'moved', fix: '--subnet-change-protection' })
    .flags(guarded({ SubnetChangeProtection: true }), { subject: WALL, says: 'deleted' })
    .ignores(
      guarded({ DeleteProtection: true, SubnetChangeProtection: true }),
      guarded({ DeleteProtection: true, VpcId: undefined, TransitGatewayAttachmentId: 'att-w' }),
    );
});

/** No route leads to the firewall any more. */
const past = () =>
  walled()
    .change('route-table', 'rtb-private', (data) => data.Routes.pop())
    .change('route-table', 'rtb-public', (data) => data.Routes.pop());

const toOthers = () => walled().table('rtb-other', 'vpc-a', ['subnet-other'], ['10.0.0.0/16 local', '0.0.0.0/0 vpce-w']);

test('a firewall of one zone that serves another is found', () => {
  const both = toOthers().change('firewall', WALL, ({ FirewallStatus: { SyncStates } }) => {
    SyncStates.b = { Attachment: { EndpointId: 'vpce-w2', SubnetId: 'subnet-other' } };
  });
  rule('nfw-single-az')
    .flags(toOthers(), { subject: WALL, says: 'euw1-az2', by: ['subnet-other'] })
    .ignores(walled(), both, past())
    .cannotJudge(toOthers().remove('subnet', 'subnet-wall'), WALL);
});

test('a firewall that no active route leads to is found', () => {
  const associated = (known: boolean) => {
    const world = past().change('firewall', WALL, ({ Firewall }) => Object.assign(Firewall, { NumberOfAssociations: 1 }));
    return known
      ? world.route('rtb-main', '0.0.0.0/0 vpce-more').add('firewall-endpoint', 'association', {
          VpcEndpointAssociation: { FirewallArn: WALL },
          VpcEndpointAssociationStatus: {
            AssociationSyncState: { b: { Attachment: { EndpointId: 'vpce-more', SubnetId: 'subnet-other' } } },
          },
        })
      : world;
  };
  rule('nfw-not-in-path')
    .flags(past(), { subject: WALL, severity: 'high', by: ['vpce-w'] })
    .flags(past().route('rtb-private', '0.0.0.0/0 vpce-w blackhole'), WALL)
    .ignores(walled(), associated(true))
    .cannotJudge(associated(false), WALL)
    .cannotJudge(past().denied('route-table'));
});
