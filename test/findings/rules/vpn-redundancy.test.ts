import { test } from 'vitest';
import type { Data } from '../../reach/scenario.ts';
import { hybrid } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const tunnel = (options: Data, agreed?: Data) => {
  const world = hybrid().change('vpn-connection', 'vpn-1', {
    Options: { TunnelOptions: [{ OutsideIpAddress: '1.1.1.1', ...options }] },
  });
  return agreed ? world.add('vpn-tunnel-status', 'vpn-1/1.1.1.1', agreed, { parent: 'vpn-1/1.1.1.1' }) : world;
};
const values = (...all: (string | number)[]) => all.map((Value) => ({ Value }));

test('a tunnel that may use weak algorithms is found', () => {
  rule('vpn-weak-crypto')
    .flags(tunnel({ Phase1IntegrityAlgorithms: values('SHA1', 'SHA2-256') }), {
      subject: 'vpn-1',
      severity: 'medium',
      says: 'SHA1',
      by: ['1.1.1.1: SHA1'],
      fix: '--vpn-tunnel-outside-ip-address 1.1.1.1',
    })
    .flags(tunnel({ Phase2DHGroupNumbers: values(2, 14) }), { subject: 'vpn-1', says: 'group 2' })
    .flags(tunnel({ Phase1EncryptionAlgorithms: values('AES128', 'AES128-GCM-16') }), { subject: 'vpn-1', says: 'AES128 only' })
    .flags(tunnel({}, { Phase1DHGroup: 2 }), { subject: 'vpn-1', says: 'group 2' });
});

test('strong lists are fine, and what was never set where the ends agreed on something strong', () => {
  rule('vpn-weak-crypto')
    .ignores(
      tunnel({}),
      tunnel({ Phase1IntegrityAlgorithms: values('SHA2-256'), Phase1DHGroupNumbers: values(14) }, { Phase1DHGroup: 2 }),
      tunnel(
        { Phase1EncryptionAlgorithms: values('AES128', 'AES256') },
        { Phase1IntegrityAlgorithm: 'SHA2-256', Phase2DHGroup: 20 },
      ),
    )
    .cannotJudge(tunnel({}).denied('vpn-tunnel-status'));
});

test('a connection with static routes is found', () => {
  rule('vpn-static-routing')
    .flags(hybrid(), { subject: 'vpn-1', severity: 'low', by: ['192.168.0.0/16'] })
    .ignores(tunnel({}), hybrid().change('vpn-connection', 'vpn-1', { State: 'deleted' }));
});

test('the only connection of a gateway is found, unless Direct Connect leads there too', () => {
  const virtual = hybrid().add('direct-connect-virtual-interface', 'dxvif-1', { virtualGatewayId: 'vgw-a' });
  const associated = hybrid().add(
    'direct-connect-gateway-association',
    'a-1',
    { associatedGateway: { id: 'vgw-a' } },
    { parent: 'dxgw' },
  );
  const ofCore = hybrid()
    .change('vpn-connection', 'vpn-1', {
      VpnGatewayId: undefined,
      CoreNetworkArn: 'arn:aws:networkmanager::1:core-network/core-1',
    })
    .add(
      'direct-connect-gateway-association',
      'a-1',
      { virtualGatewayId: '', associatedCoreNetwork: { id: 'core-1' } },
      { parent: 'dxgw' },
    );
  const on = (data: Data) => hybrid().change('vpn-connection', 'vpn-1', { VpnGatewayId: undefined, ...data });
  rule('vpn-single-connection')
    .flags(hybrid(), { subject: 'vpn-1', severity: 'low', says: 'vgw-a', fix: '--vpn-gateway-id vgw-a' })
    .flags(on({ VpnConcentratorId: 'vcn-1' }), { subject: 'vpn-1', fix: '--vpn-concentrator-id vcn-1' })
    .flags(on({ TransitGatewayId: 'tgw-1' }), { subject: 'vpn-1', fix: '--transit-gateway-id tgw-1' })
    .flags(on({ CoreNetworkArn: 'arn:aws:networkmanager::1:core-network/core-1' }), { subject: 'vpn-1', says: 'core-1' })
    .ignores(
      virtual,
      associated,
      ofCore,
      hybrid().add('vpn-connection', 'vpn-2', { VpnConnectionId: 'vpn-2', VpnGatewayId: 'vgw-a', State: 'available' }),
      on({ TransitGatewayId: 'tgw-1' }).tgw('tgw-1').attachment('att-dx', 'tgw-1', 'direct-connect-gateway', 'dxgw'),
    )
    .cannotJudge(hybrid().denied('direct-connect-gateway-association'));
});

test('a customer gateway that no connection uses is found', () => {
  const device = (State = 'available') =>
    hybrid().add('customer-gateway', 'cgw-1', { CustomerGatewayId: 'cgw-1', IpAddress: '8.8.8.8', State });
  rule('vpn-dangling-cgw')
    .flags(device(), { subject: 'cgw-1', severity: 'info', fix: 'delete-customer-gateway' })
    .ignores(device('deleted'), device().change('vpn-connection', 'vpn-1', { CustomerGatewayId: 'cgw-1' }));
});
