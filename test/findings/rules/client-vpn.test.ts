import { test } from 'vitest';
import type { Data } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const parent = 'cvpn-endpoint-1';
const people = (data: Data = {}) =>
  office()
    .add('client-vpn-endpoint', parent, { ClientVpnEndpointId: parent, Status: { Code: 'available' }, ...data })
    .add(
      'client-vpn-target-network',
      'cvpn-assoc-1',
      { TargetNetworkId: 'subnet-private', Status: { Code: 'associated' } },
      { parent },
    )
    .add('client-vpn-route', `${parent}/10.0.0.0/16`, { DestinationCidr: '10.0.0.0/16', Status: { Code: 'active' } }, { parent });
const may = (DestinationCidr: string, AccessAll = true, Code = 'active') =>
  people().add(
    'client-vpn-authorization-rule',
    `${parent}/${DestinationCidr}`,
    { DestinationCidr, AccessAll, Status: { Code } },
    { parent },
  );

test('an endpoint that does not log is found', () => {
  rule('clientvpn-no-logging')
    .flags(people(), { subject: parent, severity: 'low', fix: 'Enabled=true' })
    .ignores(people({ ConnectionLogOptions: { Enabled: true } }), people({ Status: { Code: 'deleted' } }));
});

test('an authorization of everybody for everything is found, IPv4 and IPv6', () => {
  rule('clientvpn-authorize-all')
    .flags(may('0.0.0.0/0'), { subject: parent, key: '0.0.0.0/0', severity: 'medium', fix: 'revoke-client-vpn-ingress' })
    .flags(may('::/0'), { subject: parent, key: '::/0' })
    .ignores(may('0.0.0.0/0', false), may('10.0.0.0/16'), may('0.0.0.0/0', true, 'revoking'))
    .cannotJudge(may('0.0.0.0/0').denied('client-vpn-authorization-rule'));
});

test('an endpoint without a network, or a route to what people may reach, is found', () => {
  const apart = () => people().remove('client-vpn-target-network', 'cvpn-assoc-1');
  rule('clientvpn-no-route')
    .flags(may('10.9.0.0/16', false), {
      subject: parent,
      key: '10.9.0.0/16',
      severity: 'medium',
      fix: '--destination-cidr-block 10.9.0.0/16',
    })
    .flags(may('2600:b::/56'), { subject: parent, key: '2600:b::/56' })
    .flags(apart(), { subject: parent, says: 'Nothing is associated', fix: 'associate-client-vpn-target-network' })
    .ignores(
      may('10.0.2.0/24'),
      may('10.0.0.0/8'),
      may('0.0.0.0/0'),
      apart().change('client-vpn-endpoint', parent, { TransitGatewayConfiguration: { TransitGatewayId: 'tgw-1' } }),
    )
    .cannotJudge(may('10.9.0.0/16').denied('client-vpn-route'));
});
