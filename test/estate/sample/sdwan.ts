/** The appliances of the carrier in Frankfurt, which speak BGP with a transit gateway and with a route server. */
import type { Company } from './company.ts';
import { INSIDE } from './company.ts';
import type { Hub } from './hub.ts';

/** Branch offices behind the appliances. */
export const BRANCHES = '10.135.0.0/16';
export const KIOSKS = '10.134.0.0/16';
export const SHOPS = '10.136.0.0/16';

export function sdwan({ estate, network: { frankfurt: region } }: Company, hub: Hub) {
  const vpc = region.vpc('sdwan', { cidr: '10.24.0.0/22', tags: { env: 'prod' } });
  vpc.defaultGroup.remove(() => true);
  const [innerA, innerB, transitA, transitB] = [
    vpc.subnet('sdwan-a', { cidr: '10.24.0.0/26', zone: 'a' }),
    vpc.subnet('sdwan-b', { cidr: '10.24.0.64/26', zone: 'b' }),
    vpc.subnet('sdwan-transit-a', { cidr: '10.24.1.0/28', zone: 'a' }),
    vpc.subnet('sdwan-transit-b', { cidr: '10.24.1.16/28', zone: 'b' }),
  ];
  const group = vpc
    .group('sdwan', 'Appliances of the carrier')
    .allow('all', [-1, -1], '10.20.0.0/14', 'VPCs')
    .allow('all', [-1, -1], '10.128.0.0/12', 'centres and branches')
    .closed()
    .to('all', [-1, -1], INSIDE, 'branches and VPCs');
  const [first, second] = [innerA, innerB].map((subnet, index) =>
    subnet.instance(`sdwan-${index + 1}`, { type: 'c6i.xlarge', groups: [group], sourceDestCheck: false }),
  ) as [ReturnType<typeof innerA.instance>, ReturnType<typeof innerA.instance>];
  vpc.table('sdwan', [innerA, innerB]).route(INSIDE, hub.transit);
  const table = vpc
    .table('sdwan-transit', [transitA, transitB])
    .advertised(BRANCHES, first.interface)
    .route(KIOSKS, second.interface);
  const attachment = hub.transit
    .attach('sdwan', vpc, [transitA, transitB], { ApplianceModeSupport: 'enable' })
    .associate(hub.spokes)
    .propagate(hub.inspected);
  hub.inspected.route(BRANCHES, attachment).route(KIOSKS, attachment);
  region.flowLog('sdwan', { of: vpc, to: { bucket: 'arn:aws:s3:::haldenpost-flow-logs-euc1' } });

  // Connect: the same appliance, straight to the transit gateway -------------------------------------------------------------
  const connect = hub.transit
    .attachOther('sdwan-connect', { type: 'connect', id: attachment.id, learned: [SHOPS] })
    .associate(hub.spokes)
    .propagate(hub.inspected);
  const made = '2024-09-03T08:21:36.000Z';
  region.describe('transit-gateway-connect', {
    TransitGatewayAttachmentId: connect.id,
    TransportTransitGatewayAttachmentId: attachment.id,
    TransitGatewayId: hub.transit.id,
    State: 'available',
    CreationTime: made,
    Options: { Protocol: 'gre' },
    Tags: [],
  });
  region.describe('transit-gateway-connect-peer', {
    TransitGatewayAttachmentId: connect.id,
    TransitGatewayConnectPeerId: region.id('tgw-connect-peer', 'sdwan-1'),
    State: 'available',
    CreationTime: made,
    ConnectPeerConfiguration: {
      TransitGatewayAddress: '10.252.0.11',
      PeerAddress: first.interface.addresses[0]!.address,
      InsideCidrBlocks: ['169.254.120.0/29'],
      Protocol: 'gre',
      BgpConfigurations: ['169.254.120.2', '169.254.120.3'].map((TransitGatewayAddress) => ({
        TransitGatewayAsn: 64600,
        PeerAsn: 65110,
        TransitGatewayAddress,
        PeerAddress: '169.254.120.1',
        BgpStatus: 'up',
      })),
    },
    Tags: [],
  });

  // The route server, which was to replace all that --------------------------------------------------------------------------
  const server = region.describe('route-server', {
    RouteServerId: region.id('rs', 'sdwan'),
    AmazonSideAsn: 65111,
    State: 'available',
    PersistRoutesState: 'disabled',
    SnsNotificationsEnabled: false,
    Tags: [{ Key: 'Name', Value: 'sdwan' }],
  });
  const RouteServerId = server.id;
  region.describe('route-server-association', { RouteServerId, VpcId: vpc.id, State: 'associated' }, RouteServerId);
  const propagation = { RouteServerId, RouteTableId: table.id, State: 'available' };
  region.describe('route-server-propagation', propagation, RouteServerId);
  for (const [appliance, up] of [
    [first, true],
    [second, false],
  ] as const) {
    const { subnet, name } = appliance;
    const RouteServerEndpointId = region.id('rse', name);
    const place = { RouteServerId, RouteServerEndpointId, VpcId: vpc.id, SubnetId: subnet.id };
    const door = subnet.interface(`route server ${name}`, {
      description: `Route Server Endpoint ${RouteServerEndpointId}`,
      groups: [group],
      by: { id: 'amazon-aws', attachedFor: 'amazon-aws', elastic: true },
    });
    const [EniId, EniAddress] = [door.id, door.addresses[0]!.address];
    const tags = { Tags: [{ Key: 'Name', Value: name }] };
    region.describe('route-server-endpoint', { ...place, EniId, EniAddress, State: 'available', ...tags });
    const RouteServerPeerId = region.id('rsp', name);
    const PeerAddress = appliance.interface.addresses[0]!.address;
    const peer = region.describe('route-server-peer', {
      ...place,
      RouteServerPeerId,
      EndpointEniId: EniId,
      EndpointEniAddress: EniAddress,
      PeerAddress,
      State: 'available',
      BgpOptions: { PeerAsn: 65110, PeerLivenessDetection: 'bfd' },
      BgpStatus: { Status: up ? 'up' : 'down' },
      BfdStatus: { Status: up ? 'up' : 'down' },
      ...tags,
    });
    if (!up) {
      estate.mistake('routeserver-peer-down', peer, 'since its last update the second appliance says nothing');
      continue;
    }
    const route = {
      RouteServerEndpointId,
      RouteServerPeerId,
      RouteInstallationDetails: [{ RouteTableId: table.id, RouteInstallationStatus: 'installed' }],
      RouteStatus: 'in-fib',
      Prefix: BRANCHES,
      AsPaths: ['65110'],
      Med: 0,
      NextHopIp: PeerAddress,
    };
    region.describe('route-server-route', route, RouteServerId);
  }
  const trial = region.describe('route-server', {
    RouteServerId: region.id('rs', 'trial'),
    AmazonSideAsn: 65112,
    State: 'available',
    PersistRoutesState: 'disabled',
    SnsNotificationsEnabled: false,
    Tags: [{ Key: 'Name', Value: 'trial' }],
  });
  region.describe('route-server-association', { RouteServerId: trial.id, VpcId: hub.shared.id, State: 'associated' }, trial.id);
  estate.mistake('routeserver-no-propagation', trial, 'a trial: no table takes what it learns');
  return { vpc, attachment, first };
}
