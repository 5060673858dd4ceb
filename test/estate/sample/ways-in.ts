/** The other ways into the hub of Haldenpost: two lines from Leipzig, VPN of depots, and Client VPN for people. */
import { type Company, EVERYWHERE, INSIDE } from './company.ts';
import { directConnectGateway, transitInterface } from './direct-connect.ts';
import type { Hub } from './hub.ts';

export const DRESDEN = '10.131.0.0/16';
/** The old data centre, beside the sorting centre. */
export const DATA_CENTRE = '10.132.0.0/16';
export const HALLE = '10.133.0.0/24';

export function waysIn(company: Company, hub: Hub) {
  const lines = leipzigLines(company, hub);
  const depots = depotVpn(company, hub);
  return { ...lines, ...depots, people: people(company, hub) };
}

/** Two ports at one location as one line, and a third elsewhere; both lead to the transit gateway. */
function leipzigLines({ estate, network: { account, frankfurt: region } }: Company, hub: Hub) {
  const common = { ownerAccount: account.id, region: region.name };
  const port = (connectionId: string, connectionName: string, location: string, more: object) => ({
    ...common,
    connectionId,
    connectionName,
    connectionState: 'available',
    location,
    bandwidth: '10Gbps',
    vlan: 0,
    jumboFrameCapable: true,
    awsLogicalDeviceId: `${location}-${connectionId.slice(-3)}`,
    hasLogicalRedundancy: 'unknown',
    macSecCapable: false,
    tags: [{ key: 'Name', value: connectionName }],
    ...more,
  });
  const lagId = 'dxlag-fg3x7k2p';
  const members = ['dxcon-fg1b8d4t', 'dxcon-fh7n2w9c'].map((id, index) => port(id, `leipzig-${index + 1}`, 'EqFA5', { lagId }));
  for (const member of members) region.describe('direct-connect-connection', member);
  const lag = region.describe('direct-connect-lag', {
    ...common,
    lagId,
    lagName: 'leipzig',
    lagState: 'available',
    location: 'EqFA5',
    connectionsBandwidth: '10Gbps',
    numberOfConnections: members.length,
    minimumLinks: members.length,
    awsLogicalDeviceId: 'EqFA5-1x7k2p',
    connections: members,
    allowsHostedConnections: false,
    jumboFrameCapable: true,
    hasLogicalRedundancy: 'unknown',
    macSecCapable: false,
    tags: [{ key: 'Name', value: 'leipzig' }],
  });
  estate.mistake('dx-lag-min-links', lag, 'when one of its two ports is lost it gives up the other, too');
  const third = port('dxcon-fh2m9s4t', 'leipzig-3', 'ITXFR', {
    macSecCapable: true,
    encryptionMode: 'no_encrypt',
    portEncryptionStatus: 'Encryption Down',
  });
  estate.mistake('dx-macsec-off', region.describe('direct-connect-connection', third), 'its port could encrypt and does not');

  const directConnectGatewayId = '3fa80c14-5d27-4b9e-a6f1-90c7d2e84b35';
  const gateway = { id: directConnectGatewayId, asn: 64641 };
  directConnectGateway(account, gateway.id, 'haldenpost-leipzig', gateway.asn);
  for (const [index, [virtualInterfaceId, connectionId, location, bgpStatus]] of (
    [
      ['dxvif-ffk2c8x1', lagId, 'EqFA5', 'up'],
      ['dxvif-fgw5t0m9', third.connectionId, 'ITXFR', 'down'],
    ] as const
  ).entries()) {
    const virtual = transitInterface(account, region, {
      id: virtualInterfaceId,
      name: `leipzig-transit-${index + 1}`,
      connectionId,
      location,
      vlan: 410 + index,
      mtu: 8500,
      gateway,
      peer: {
        id: `dxpeer-fg${index}d7c2b`,
        network: `169.254.97.${index * 4}`,
        asn: 65101,
        key: `PLANTED_bgp_md5_of_leipzig_${index + 1}`,
      },
      isDown: bgpStatus === 'down',
    });
    if (bgpStatus === 'down')
      estate.mistake('dx-bgp-down', virtual, 'the second way to Leipzig tells no routes, and nobody saw it');
  }
  const association = account.describe(
    'direct-connect-gateway-association',
    {
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: account.id,
      associationState: 'associated',
      associatedGateway: { id: hub.transit.id, type: 'transitGateway', ownerAccount: account.id, region: region.name },
      associationId: '60d9b1e7-2c48-4f35-8a1b-7e4f0c95d263',
      allowedPrefixesToDirectConnectGateway: ['10.20.0.0/16', '10.21.0.0/16', '10.22.0.0/16'].map((cidr) => ({ cidr })),
    },
    directConnectGatewayId,
  );
  estate.mistake(
    'dx-allowed-prefix-gap',
    association,
    'what came after 2022 was never added: Leipzig finds no way to it over the lines',
  );
  hub.transit
    .attachOther('leipzig-lines', { type: 'direct-connect-gateway', id: directConnectGatewayId, learned: [DATA_CENTRE] })
    .associate(hub.spokes)
    .propagate(hub.inspected);
  return { directConnectGatewayId };
}

/** VPN: Dresden on its own, small depots over a concentrator, and a device that is no more. */
function depotVpn({ estate, network: { frankfurt: region } }: Company, hub: Hub) {
  const dresden = region.vpnConnection('dresden', {
    from: region.customerGateway('dresden', { address: '198.51.100.22', asn: 65104, device: 'drs-edge-1' }),
    on: hub.transit,
    tunnels: [
      { up: true, routes: 2, since: new Date('2026-08-12T06:10:44Z') },
      { up: true, routes: 2, since: new Date('2026-08-12T06:10:51Z') },
    ],
    ike: ['ikev2'],
    logs: '/vpn/dresden',
  });
  hub.transit.attachVpn('dresden', dresden, [DRESDEN]).associate(hub.spokes).propagate(hub.inspected);
  estate.mistake('tgw-vpn-ecmp-off', hub.transit, 'a second VPN connection to a site would add nothing to the first');

  const VpnConcentratorId = region.id('vcn', 'depots');
  const depots = hub.transit
    .attachOther('depots', { type: 'vpn-concentrator', id: VpnConcentratorId, learned: [HALLE] })
    .associate(hub.spokes)
    .propagate(hub.inspected);
  region.describe('vpn-concentrator', {
    VpnConcentratorId,
    State: 'available',
    TransitGatewayId: hub.transit.id,
    TransitGatewayAttachmentId: depots.id,
    Type: 'ipsec.1',
    Tags: [{ Key: 'Name', Value: 'depots' }],
  });
  const halle = region.vpnConnection('depot-halle', {
    from: region.customerGateway('depot-halle', { address: '198.51.100.26', asn: 65105, device: 'hal-edge-1' }),
    on: { id: VpnConcentratorId, on: 'vpn-concentrator' },
    tunnels: [
      { up: true, routes: 1, since: new Date('2026-05-30T19:02:17Z') },
      { up: true, routes: 1, since: new Date('2026-05-30T19:02:20Z') },
    ],
    ike: ['ikev2'],
    weak: true,
    logs: '/vpn/depots',
  });
  estate.mistake('vpn-weak-crypto', halle, 'its old router knows nothing better than SHA-1 and group 2');
  estate.mistake('vpn-single-connection', halle, 'when its router fails the depot is cut off');
  const prague = region.customerGateway('prague-old', { address: '198.51.100.30', asn: 65106, device: 'prg-edge-1' });
  estate.mistake('vpn-dangling-cgw', prague, 'the depot in Prague was sold');
  return { dresden, halle };
}

/** For people at home, since 2020. */
function people({ estate, network: { account, frankfurt: region } }: Company, { shared, sharedA }: Hub) {
  const ClientVpnEndpointId = region.id('cvpn-endpoint', 'people');
  const group = shared.group('client-vpn', 'People at home').closed().to('all', [-1, -1], INSIDE, 'everything inside');
  const where = sharedA.interface('client vpn', {
    description: `ClientVPN Endpoint resource ${ClientVpnEndpointId}`,
    groups: [group],
    by: { id: 'amazon-aws', attachedFor: 'amazon-aws', elastic: true },
    sourceDestCheck: false,
  });
  const endpoint = region.describe('client-vpn-endpoint', {
    ClientVpnEndpointId,
    Description: 'People at home',
    Status: { Code: 'available' },
    CreationTime: '2023-03-19T07:44:03',
    DnsName: `*.${ClientVpnEndpointId}.prod.clientvpn.${region.name}.amazonaws.com`,
    ClientCidrBlock: '10.251.0.0/22',
    DnsServers: ['10.20.16.10', '10.20.17.10'],
    SplitTunnel: true,
    VpnProtocol: 'openvpn',
    TransportProtocol: 'udp',
    VpnPort: 443,
    ServerCertificateArn: region.arn('acm', 'certificate/2c1f7d60-58ab-4e39-b7d4-1a90c3e65f82'),
    AuthenticationOptions: [
      {
        Type: 'federated-authentication',
        FederatedAuthentication: { SamlProviderArn: `arn:aws:iam::${account.id}:saml-provider/haldenpost` },
      },
    ],
    ConnectionLogOptions: { Enabled: false },
    Tags: [{ Key: 'Name', Value: 'people' }],
    SecurityGroupIds: [group.id],
    VpcId: shared.id,
    ClientConnectOptions: { Enabled: false, Status: { Code: 'applied' } },
    SessionTimeoutHours: 24,
    ClientLoginBannerOptions: { Enabled: false },
    DisconnectOnSessionTimeout: false,
  });
  estate.mistake('clientvpn-no-logging', endpoint, 'who was in when is written down nowhere');
  const active = { Status: { Code: 'active' }, ClientVpnEndpointId };
  const network = {
    AssociationId: region.id('cvpn-assoc', 'people-a'),
    VpcId: shared.id,
    TargetNetworkId: where.subnet.id,
    ClientVpnEndpointId,
    Status: { Code: 'associated' },
    SecurityGroups: [group.id],
  };
  region.describe('client-vpn-target-network', network, ClientVpnEndpointId);
  for (const [DestinationCidr, Origin] of [
    ['10.20.16.0/20', 'associate'],
    ['10.21.0.0/16', 'add-route'],
  ] as const) {
    const route = { ...active, DestinationCidr, TargetSubnet: where.subnet.id, Type: 'Nat', Origin, Description: '' };
    region.describe('client-vpn-route', route, ClientVpnEndpointId);
  }
  const rule = (DestinationCidr: string, Description: string, group?: string) => ({
    ...active,
    Description,
    ...(group ? { GroupId: group, AccessAll: false } : { GroupId: '', AccessAll: true }),
    DestinationCidr,
  });
  region.describe('client-vpn-authorization-rule', rule(EVERYWHERE, 'everyone, for now'), ClientVpnEndpointId);
  estate.mistake('clientvpn-authorize-all', endpoint, 'whoever can sign in may go everywhere');
  region.describe('client-vpn-authorization-rule', rule('10.23.0.0/20', 'analysts', 'S-1-5-21-1104'), ClientVpnEndpointId);
  estate.mistake('clientvpn-no-route', endpoint, 'the analysts may go to a network to which it has no route');
  return endpoint;
}
