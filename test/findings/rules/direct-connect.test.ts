import { test } from 'vitest';
import { type Data, World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

/** A Direct Connect gateway with a virtual interface on each of these lines: `dxcon-1 EqFA5`. */
const lines = (...all: string[]): World => {
  const world = new World().add('direct-connect-gateway', 'dxgw', { directConnectGatewayId: 'dxgw' }, { region: 'global' });
  for (const [at, line] of all.entries()) {
    const [connectionId, location] = line.split(' ');
    if (!world.resources.some(({ id }) => id === connectionId))
      world.add(connectionId!.startsWith('dxlag') ? 'direct-connect-lag' : 'direct-connect-connection', connectionId!, {
        connectionId,
        location,
      });
    world.add('direct-connect-virtual-interface', `dxvif-${at}`, {
      connectionId,
      location,
      virtualInterfaceState: 'available',
      directConnectGatewayId: 'dxgw',
      bgpPeers: [{ bgpPeerId: `dxpeer-${at}`, bgpStatus: 'up', customerAddress: '169.254.1.2/30' }],
    });
  }
  return world;
};

test('lines that all end in one location are found, each', () => {
  rule('dx-single-location')
    .flags(
      lines('dxcon-1 EqFA5', 'dxlag-2 EqFA5'),
      { subject: 'dxcon-1', key: 'dxgw', severity: 'medium', says: 'EqFA5' },
      'dxlag-2',
    )
    .ignores(
      lines('dxcon-1 EqFA5', 'dxcon-2 EqDB2'),
      lines('dxcon-1 EqFA5').change('direct-connect-virtual-interface', 'dxvif-0', { virtualInterfaceState: 'deleted' }),
    )
    .cannotJudge(lines('dxcon-1 EqFA5').denied('direct-connect-virtual-interface'));
});

test('a gateway that depends on one line is found', () => {
  const attached = { virtualInterfaceId: 'dxvif-9', virtualInterfaceOwnerAccount: '999999999999', attachmentState: 'attached' };
  const elsewhere = lines('dxcon-1 EqFA5').add('direct-connect-gateway-attachment', 'dxgw/dxvif-9', attached, {
    region: 'global',
    parent: 'dxgw',
  });
  const toVpc = lines('dxcon-1 EqFA5')
    .add('vpn-gateway', 'vgw-1', { VpnGatewayId: 'vgw-1' })
    .change('direct-connect-virtual-interface', 'dxvif-0', { directConnectGatewayId: undefined, virtualGatewayId: 'vgw-1' });
  rule('dx-single-vif')
    .flags(lines('dxcon-1 EqFA5'), { subject: 'dxgw', severity: 'medium', says: 'dxcon-1', fix: 'directConnectGatewayId=dxgw' })
    .flags(lines('dxcon-1 EqFA5', 'dxcon-1 EqFA5'), 'dxgw')
    .flags(toVpc, { subject: 'vgw-1', fix: 'virtualGatewayId=vgw-1' })
    .ignores(lines('dxcon-1 EqFA5', 'dxcon-2 EqFA5'), lines())
    .cannotJudge(elsewhere, 'dxgw')
    .cannotJudge(toVpc.denied('direct-connect-virtual-interface'), 'vgw-1');
});

test('a session that is down is found, of either family', () => {
  const peer = (more: Data) =>
    lines('dxcon-1 EqFA5').change('direct-connect-virtual-interface', 'dxvif-0', ({ bgpPeers }) =>
      Object.assign(bgpPeers[0], more),
    );
  rule('dx-bgp-down')
    .flags(peer({ bgpStatus: 'down' }), { subject: 'dxvif-0', severity: 'high', says: '169.254.1.2/30' })
    .flags(peer({ bgpStatus: 'down', addressFamily: 'ipv6', customerAddress: '2600::2/125' }), {
      subject: 'dxvif-0',
      by: ['ipv6'],
    })
    .ignores(lines('dxcon-1 EqFA5'), peer({ bgpStatus: 'unknown' }));
});

test('a line that could encrypt and does not is found', () => {
  const line = (more: Data) => lines('dxcon-1 EqFA5').change('direct-connect-connection', 'dxcon-1', more);
  rule('dx-macsec-off')
    .flags(line({ macSecCapable: true, encryptionMode: 'no_encrypt' }), {
      subject: 'dxcon-1',
      severity: 'info',
      fix: 'associate-mac-sec-key',
    })
    .ignores(
      line({ macSecCapable: true, encryptionMode: 'must_encrypt' }),
      line({ macSecCapable: false, encryptionMode: 'no_encrypt' }),
    );
});

test('a LAG that one lost line takes down is found', () => {
  const lag = (minimumLinks: number, numberOfConnections: number, lagState = 'available') =>
    new World().add('direct-connect-lag', 'dxlag-1', { minimumLinks, numberOfConnections, lagState });
  rule('dx-lag-min-links')
    .flags(lag(2, 2), { subject: 'dxlag-1', severity: 'low', fix: '--minimum-links 1' })
    .ignores(lag(1, 2), lag(1, 1), lag(2, 2, 'deleted'));
});
