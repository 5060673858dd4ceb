/** What hangs on the core network besides VPCs: a Connect attachment, a VPN, a transit gateway, Stockholm's lines, and who watches it. */
import type { CoreNetwork } from '../build.ts';
import { idOf } from '../names.ts';
import type { Company } from './company.ts';
import type { farTransit } from './far-transit.ts';
import type { Hub } from './hub.ts';
import { cameraLines, stockholm } from './stockholm.ts';

const STOCKHOLM = '10.137.0.0/16';
const PRAGUE = '10.138.0.0/24';
const LOCKERS = '10.139.0.0/16';
const made = 1_741_600_800;

export function wanReach(company: Company, hub: Hub, wan: CoreNetwork, far: ReturnType<typeof farTransit>): void {
  const {
    estate,
    network: { account, frankfurt, ireland },
  } = company;
  const region = frankfurt;
  /** One attachment in the words of Network Manager, and what it is in particular. */
  const attach = (
    name: string,
    type: string,
    kind: string,
    ResourceArn: string,
    particular: object,
    edge = frankfurt.name,
    more: object = {},
  ) => {
    const AttachmentId = idOf('attachment', account.id, name);
    const Attachment = {
      CoreNetworkId: wan.id,
      CoreNetworkArn: wan.arn,
      AttachmentId,
      OwnerAccountId: account.id,
      AttachmentType: type,
      State: 'AVAILABLE',
      EdgeLocation: edge,
      ResourceArn,
      AttachmentPolicyRuleNumber: 300,
      SegmentName: 'sites',
      Tags: [
        { Key: 'Name', Value: name },
        { Key: 'segment', Value: 'sites' },
      ],
      ...more,
      CreatedAt: made,
      UpdatedAt: made + 900,
    };
    const described = account.describe('core-network-attachment', Attachment);
    account.describe(kind, { Attachment, ...particular }, AttachmentId);
    return described;
  };

  // Tunnels to the lockers, carried by the attachment of the shared VPC ---------------------------------------------------------
  const transport = wan.attachments.find(({ name }) => name === 'shared-wan')!;
  const transportArn = `arn:aws:networkmanager::${account.id}:attachment/${transport.id}`;
  const connect = attach('lockers', 'CONNECT', 'core-network-connect-attachment', transportArn, {
    TransportAttachmentId: transport.id,
    Options: { Protocol: 'GRE' },
  });
  wan.hear({
    id: connect.id,
    segment: 'sites',
    edge: region.name,
    type: 'connect',
    resource: transport.id,
    blocks: [LOCKERS],
  });
  const ConnectPeerId = idOf('connect-peer', account.id, 'lockers');
  const peer = {
    CoreNetworkId: wan.id,
    ConnectAttachmentId: connect.id,
    ConnectPeerId,
    EdgeLocation: region.name,
    CreatedAt: made,
    Tags: [],
  };
  account.describe('connect-peer', { ...peer, ConnectPeerState: 'AVAILABLE' });
  const session = { CoreNetworkAsn: 64700, PeerAsn: 65120, CoreNetworkAddress: '169.254.130.2', PeerAddress: '169.254.130.1' };
  const Configuration = {
    CoreNetworkAddress: '10.250.0.14',
    PeerAddress: hub.labelDoor.interfaces[0]!.addresses[0]!.address.replace(/\d+$/, '200'),
    InsideCidrBlocks: ['169.254.130.0/29'],
    Protocol: 'GRE',
    BgpConfigurations: [session, { ...session, CoreNetworkAddress: '169.254.130.3' }],
  };
  account.describe('connect-peer-detail', { ...peer, State: 'AVAILABLE', Configuration }, ConnectPeerId);

  // A VPN to Prague, which was to become production ----------------------------------------------------------------------------
  const prague = region.vpnConnection('prague', {
    from: region.customerGateway('prague', { address: '198.51.100.38', asn: 65107, device: 'prg-edge-2' }),
    on: { id: wan.id, on: 'core-network', arn: wan.arn },
    tunnels: [
      { up: true, routes: 1, since: new Date('2026-10-02T04:00:31Z') },
      { up: true, routes: 1, since: new Date('2026-10-02T04:00:40Z') },
    ],
    ike: ['ikev2'],
    logs: '/vpn/prague',
  });
  const pragueArn = region.arn('ec2', `vpn-connection/${prague.id}`);
  const wanted = [{ Key: 'segment', Value: 'prod' }];
  const vpn = attach(
    'prague',
    'SITE_TO_SITE_VPN',
    'core-network-vpn-attachment',
    pragueArn,
    { VpnConnectionArn: pragueArn },
    region.name,
    {
      Tags: [{ Key: 'Name', Value: 'prague' }, ...wanted],
      ProposedSegmentChange: { Tags: wanted, AttachmentPolicyRuleNumber: 100, SegmentName: 'prod' },
    },
  );
  estate.mistake('cwan-attachment-wrong-segment', vpn, 'its tag says production, and it is still among the sites');
  const vpnHeard = { segment: 'sites', edge: region.name, type: 'site-to-site-vpn' } as const;
  wan.hear({ id: vpn.id, ...vpnHeard, resource: prague.id, blocks: [PRAGUE] });

  // The transit gateway of the cameras, and the one whose peering came to nothing ----------------------------------------------
  const peering = (name: string, at: typeof region, transitId: string, more: object) => {
    const PeeringId = idOf('peering', account.id, name);
    const Peering = {
      CoreNetworkId: wan.id,
      CoreNetworkArn: wan.arn,
      PeeringId,
      OwnerAccountId: account.id,
      PeeringType: 'TRANSIT_GATEWAY',
      EdgeLocation: at.name,
      ResourceArn: at.arn('ec2', `transit-gateway/${transitId}`),
      Tags: [{ Key: 'Name', Value: name }],
      CreatedAt: made,
      ...more,
    };
    const described = account.describe('network-manager-peering', Peering);
    return { described, Peering, TransitGatewayArn: Peering.ResourceArn };
  };
  const cameras = peering('west', ireland, far.west.id, { State: 'AVAILABLE' });
  account.describe(
    'network-manager-peering-detail',
    { Peering: cameras.Peering, TransitGatewayArn: cameras.TransitGatewayArn, TransitGatewayPeeringAttachmentId: far.toWan.id },
    cameras.described.id,
  );
  const failure = { Code: 'INTERNAL_ERROR', Message: 'The peering could not be created.' };
  const hubs = peering('hub', frankfurt, hub.transit.id, { State: 'FAILED', LastModificationErrors: [failure] });
  const { Peering, TransitGatewayArn } = hubs;
  account.describe('network-manager-peering-detail', { Peering, TransitGatewayArn }, hubs.described.id);
  estate.mistake('cwan-peering-bad', hubs.described, 'it failed a year ago and nobody tried again');
  const tableArn = ireland.arn('ec2', `transit-gateway-route-table/${far.table.id}`);
  const table = attach(
    'cameras',
    'TRANSIT_GATEWAY_ROUTE_TABLE',
    'core-network-transit-attachment',
    tableArn,
    { PeeringId: cameras.described.id, TransitGatewayRouteTableArn: tableArn },
    ireland.name,
  );
  wan.hear({
    id: table.id,
    segment: 'sites',
    edge: ireland.name,
    type: 'transit-gateway-route-table',
    resource: far.table.id,
    blocks: far.cameras.cidrs,
  });

  // Two lines to Stockholm -----------------------------------------------------------------------------------------------------
  const gateway = stockholm(company);
  cameraLines(company, far);
  const gatewayArn = `arn:aws:directconnect::${account.id}:dx-gateway/${gateway}`;
  const particular = { DirectConnectGatewayArn: gatewayArn };
  const lines = attach('stockholm', 'DIRECT_CONNECT_GATEWAY', 'core-network-direct-connect-attachment', gatewayArn, particular);
  const linesHeard = { segment: 'sites', edge: region.name, type: 'direct-connect-gateway' } as const;
  wan.hear({ id: lines.id, ...linesHeard, resource: gateway, blocks: [STOCKHOLM] });
  account.describe(
    'direct-connect-gateway-association',
    {
      directConnectGatewayId: gateway,
      directConnectGatewayOwnerAccount: account.id,
      associationState: 'associated',
      associationId: '1f7a93d2-0b64-4c8e-b25d-8e6c01f4a97b',
      associatedCoreNetwork: { id: wan.id, ownerAccount: account.id, attachmentId: lines.id },
    },
    gateway,
  );

  // What BGP says of it, what is told it, and who watches ----------------------------------------------------------------------
  const where = (segment: string, edge: string) => `${wan.id}/${segment}/${edge}`;
  for (const [Prefix, attachment, resource, AsPath] of [
    [STOCKHOLM, lines.id, gateway, ['64642', '65108']],
    [LOCKERS, connect.id, transport.id, ['65120']],
    [PRAGUE, vpn.id, prague.id, ['65107']],
  ] as const) {
    const NextHop = {
      CoreNetworkAttachmentId: attachment,
      ResourceId: resource,
      SegmentName: 'sites',
      EdgeLocation: region.name,
    };
    const route = { Prefix, NextHop, LocalPreference: '100', Med: '0', AsPath, Communities: [] };
    account.describe('core-network-route', route, where('sites', region.name));
  }
  const policy = { AttachmentId: lines.id, AssociatedRoutingPolicies: ['only-stockholm'], RoutingPolicyLabel: 'lines' };
  account.describe('attachment-routing-policy', policy, wan.id);
  const PrefixListArn = region.arn('ec2', `prefix-list/${hub.centres.id}`);
  account.describe('core-network-prefix-list', { CoreNetworkId: wan.id, PrefixListArn, PrefixListAlias: 'centres' }, wan.id);
  const Health = { Type: 'BGP', Status: 'UP', Timestamp: made };
  const watched = {
    RegisteredGatewayArn: region.arn('ec2', `transit-gateway/${hub.transit.id}`),
    AwsRegion: region.name,
    AccountId: account.id,
    ResourceType: 'vpn-connection',
    ResourceId: hub.vpn.id,
    ResourceArn: region.arn('ec2', `vpn-connection/${hub.vpn.id}`),
    Address: '192.0.2.59',
    Health,
  };
  account.describe('network-telemetry', watched, wan.globalId);
}
