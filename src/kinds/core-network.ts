/** The rest of Cloud WAN: attachments in detail, peerings, Connect peers, policy versions and changes, routes with their BGP attributes. */
import { idInArn, idInKey, joined } from './ids.ts';
import { each, kind } from './kind.ts';
import { coreNetwork, coreNetworkAttachment, coreNetworkDetail } from './network-manager.ts';

const ofNetwork = ({ CoreNetworkId }: { CoreNetworkId?: string }) =>
  CoreNetworkId ? [{ key: CoreNetworkId, input: { CoreNetworkId } }] : [];

interface Attachment {
  AttachmentId?: string;
  AttachmentType?: string;
}

/** Asks for what is particular to one type of attachment. */
const ofType =
  (type: string) =>
  ({ AttachmentId, AttachmentType }: Attachment) =>
    AttachmentId && AttachmentType === type ? [{ key: AttachmentId, input: { AttachmentId } }] : [];

export const coreNetworkVpcAttachment = kind({
  kind: 'core-network-vpc-attachment',
  title: 'Core network VPC attachment',
  about: 'The subnets by which a VPC meets a core network, and whether it keeps flows in one zone.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetVpcAttachment',
    items: 'VpcAttachment',
    over: each(coreNetworkAttachment, ofType('VPC')),
  },
  id: (_item, parent) => parent,
  refs: {
    'core-network-attachment': (_item, parent) => parent,
    vpc: (item) => idInArn(item.Attachment?.ResourceArn),
    subnet: (item) => item.SubnetArns?.map(idInArn),
  },
  detailOf: 'core-network-attachment',
  columns: {
    vpc: (item) => idInArn(item.Attachment?.ResourceArn),
    subnets: (item) => item.SubnetArns?.map(idInArn),
    'appliance-mode': (item) => item.Options?.ApplianceModeSupport,
    ipv6: (item) => item.Options?.Ipv6Support,
  },
});

export const coreNetworkConnectAttachment = kind({
  kind: 'core-network-connect-attachment',
  title: 'Core network Connect attachment',
  about: 'Tunnels between a core network and appliances, carried by another attachment.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetConnectAttachment',
    items: 'ConnectAttachment',
    over: each(coreNetworkAttachment, ofType('CONNECT')),
  },
  id: (_item, parent) => parent,
  refs: { 'core-network-attachment': (item, parent) => [parent, item.TransportAttachmentId] },
  detailOf: 'core-network-attachment',
  columns: { transport: (item) => item.TransportAttachmentId, protocol: (item) => item.Options?.Protocol },
});

export const coreNetworkVpnAttachment = kind({
  kind: 'core-network-vpn-attachment',
  title: 'Core network VPN attachment',
  about: 'The VPN connection that an attachment stands for.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetSiteToSiteVpnAttachment',
    items: 'SiteToSiteVpnAttachment',
    over: each(coreNetworkAttachment, ofType('SITE_TO_SITE_VPN')),
  },
  id: (_item, parent) => parent,
  refs: {
    'core-network-attachment': (_item, parent) => parent,
    'vpn-connection': (item) => idInArn(item.VpnConnectionArn),
  },
  detailOf: 'core-network-attachment',
  columns: { 'vpn-connection': (item) => idInArn(item.VpnConnectionArn) },
});

export const coreNetworkTransitAttachment = kind({
  kind: 'core-network-transit-attachment',
  title: 'Core network transit gateway attachment',
  about: 'The transit gateway route table that an attachment stands for, and the peering below it.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetTransitGatewayRouteTableAttachment',
    items: 'TransitGatewayRouteTableAttachment',
    over: each(coreNetworkAttachment, ofType('TRANSIT_GATEWAY_ROUTE_TABLE')),
  },
  id: (_item, parent) => parent,
  refs: {
    'core-network-attachment': (_item, parent) => parent,
    'network-manager-peering': (item) => item.PeeringId,
    'transit-gateway-route-table': (item) => idInArn(item.TransitGatewayRouteTableArn),
  },
  detailOf: 'core-network-attachment',
  columns: { peering: (item) => item.PeeringId, table: (item) => idInArn(item.TransitGatewayRouteTableArn) },
});

export const coreNetworkDirectConnectAttachment = kind({
  kind: 'core-network-direct-connect-attachment',
  title: 'Core network Direct Connect attachment',
  about: 'The Direct Connect gateway that an attachment stands for.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetDirectConnectGatewayAttachment',
    items: 'DirectConnectGatewayAttachment',
    over: each(coreNetworkAttachment, ofType('DIRECT_CONNECT_GATEWAY')),
  },
  id: (_item, parent) => parent,
  refs: {
    'core-network-attachment': (_item, parent) => parent,
    'direct-connect-gateway': (item) => idInArn(item.DirectConnectGatewayArn),
  },
  detailOf: 'core-network-attachment',
  columns: { gateway: (item) => idInArn(item.DirectConnectGatewayArn), edges: (item) => item.Attachment?.EdgeLocations },
});

export const networkManagerPeering = kind({
  kind: 'network-manager-peering',
  title: 'Core network peering',
  about: 'Joins a core network and a transit gateway.',
  scope: 'global',
  call: { service: 'networkmanager', operation: 'ListPeerings', items: 'Peerings', pageSize: 500 },
  id: (item) => item.PeeringId,
  owner: (item) => item.OwnerAccountId,
  refs: {
    'core-network': (item) => item.CoreNetworkId,
    'transit-gateway': (item) => (item.PeeringType === 'TRANSIT_GATEWAY' ? idInArn(item.ResourceArn) : undefined),
  },
  columns: {
    type: (item) => item.PeeringType,
    resource: (item) => idInArn(item.ResourceArn),
    edge: (item) => item.EdgeLocation,
    state: (item) => item.State,
    owner: (item) => item.OwnerAccountId,
  },
});

export const networkManagerPeeringDetail = kind({
  kind: 'network-manager-peering-detail',
  title: 'Core network peering detail',
  about: 'The attachment of the transit gateway by which a peering runs.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetTransitGatewayPeering',
    items: 'TransitGatewayPeering',
    over: each(networkManagerPeering, ({ PeeringId, PeeringType }) =>
      PeeringId && PeeringType === 'TRANSIT_GATEWAY' ? [{ key: PeeringId, input: { PeeringId } }] : [],
    ),
  },
  id: (_item, parent) => parent,
  refs: {
    'network-manager-peering': (_item, parent) => parent,
    'transit-gateway': (item) => idInArn(item.TransitGatewayArn),
    'transit-gateway-attachment': (item) => item.TransitGatewayPeeringAttachmentId,
  },
  detailOf: 'network-manager-peering',
  columns: {
    'transit-gateway': (item) => idInArn(item.TransitGatewayArn),
    attachment: (item) => item.TransitGatewayPeeringAttachmentId,
  },
});

export const connectPeer = kind({
  kind: 'connect-peer',
  title: 'Core network Connect peer',
  about: 'An appliance that tells a core network its routes over a Connect attachment.',
  scope: 'global',
  call: { service: 'networkmanager', operation: 'ListConnectPeers', items: 'ConnectPeers', pageSize: 500 },
  id: (item) => item.ConnectPeerId,
  refs: {
    'core-network': (item) => item.CoreNetworkId,
    'core-network-attachment': (item) => item.ConnectAttachmentId,
    subnet: (item) => idInArn(item.SubnetArn),
  },
  columns: {
    attachment: (item) => item.ConnectAttachmentId,
    edge: (item) => item.EdgeLocation,
    state: (item) => item.ConnectPeerState,
  },
});

export const connectPeerDetail = kind({
  kind: 'connect-peer-detail',
  title: 'Core network Connect peer detail',
  about: 'Addresses and BGP numbers of a Connect peer.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetConnectPeer',
    items: 'ConnectPeer',
    over: each(connectPeer, ({ ConnectPeerId }) => (ConnectPeerId ? [{ key: ConnectPeerId, input: { ConnectPeerId } }] : [])),
  },
  id: (_item, parent) => parent,
  refs: { 'connect-peer': (_item, parent) => parent, 'core-network-attachment': (item) => item.ConnectAttachmentId },
  detailOf: 'connect-peer',
  columns: {
    state: (item) => item.State,
    address: (item) => item.Configuration?.CoreNetworkAddress,
    peer: (item) => item.Configuration?.PeerAddress,
    asn: (item) => item.Configuration?.BgpConfigurations?.map((session) => session.PeerAsn),
    protocol: (item) => item.Configuration?.Protocol,
  },
});

export const coreNetworkPolicyVersion = kind({
  kind: 'core-network-policy-version',
  title: 'Core network policy version',
  about: 'A version of the policy of a core network: live, latest or of before, and how far its changes have come.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'ListCoreNetworkPolicyVersions',
    items: 'CoreNetworkPolicyVersions',
    pageSize: 500,
    over: each(coreNetwork, ofNetwork),
  },
  id: (item, parent) => (item.PolicyVersionId === undefined ? undefined : joined(parent, item.PolicyVersionId)),
  refs: { 'core-network': (_item, parent) => idInKey(parent) },
  detailOf: 'core-network',
  columns: {
    version: (item) => item.PolicyVersionId,
    alias: (item) => item.Alias,
    'change-set': (item) => item.ChangeSetState,
    description: (item) => item.Description,
  },
});

export const coreNetworkChangeSet = kind({
  kind: 'core-network-change-set',
  title: 'Core network change',
  about: 'One thing that a new version of the policy changes, while it waits or is being made.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetCoreNetworkChangeSet',
    items: 'CoreNetworkChanges',
    pageSize: 500,
    over: each(coreNetworkPolicyVersion, ({ CoreNetworkId, PolicyVersionId, ChangeSetState }) =>
      PolicyVersionId !== undefined && (ChangeSetState === 'READY_TO_EXECUTE' || ChangeSetState === 'EXECUTING')
        ? [{ key: `${CoreNetworkId}/${PolicyVersionId}`, input: { CoreNetworkId, PolicyVersionId } }]
        : [],
    ),
  },
  id: (item, parent) => joined(parent, item.Type, item.Action, item.IdentifierPath ?? item.Identifier),
  refs: { 'core-network-policy-version': (_item, parent) => parent, 'core-network': (_item, parent) => idInKey(parent) },
  detailOf: 'core-network-policy-version',
  columns: {
    type: (item) => item.Type,
    action: (item) => item.Action,
    what: (item) => item.IdentifierPath ?? item.Identifier,
  },
});

export const coreNetworkRoute = kind({
  kind: 'core-network-route',
  title: 'Core network route',
  about: 'A route that a segment knows at an edge, chosen or not, with the attributes by which BGP chooses.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'ListCoreNetworkRoutingInformation',
    items: 'CoreNetworkRoutingInformation',
    pageSize: 500,
    over: each(coreNetworkDetail, ({ CoreNetworkId, Segments = [], Edges = [] }) =>
      Segments.flatMap(({ Name, EdgeLocations }) =>
        (EdgeLocations ?? Edges.map((edge) => edge.EdgeLocation)).map((EdgeLocation) => ({
          key: `${CoreNetworkId}/${Name}/${EdgeLocation}`,
          input: { CoreNetworkId, SegmentName: Name, EdgeLocation },
        })),
      ),
    ),
  },
  id: (item, parent) =>
    item.Prefix &&
    joined(
      parent,
      item.Prefix,
      item.NextHop?.CoreNetworkAttachmentId ?? item.NextHop?.ResourceId,
      item.NextHop?.IpAddress,
      item.NextHop?.SegmentName,
      item.NextHop?.EdgeLocation,
    ),
  refs: {
    'core-network': (_item, parent) => idInKey(parent),
    'core-network-attachment': (item) => item.NextHop?.CoreNetworkAttachmentId,
  },
  detailOf: 'core-network',
  ordered: ['AsPath'],
  columns: {
    prefix: (item) => item.Prefix,
    'next-hop': (item) => item.NextHop?.CoreNetworkAttachmentId ?? item.NextHop?.ResourceId,
    'as-path': (item) => item.AsPath,
    'local-preference': (item) => item.LocalPreference,
    communities: (item) => item.Communities,
  },
});

export const attachmentRoutingPolicy = kind({
  kind: 'attachment-routing-policy',
  title: 'Attachment routing policy',
  about: 'The routing policies that hold for an attachment of a core network, by its label.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'ListAttachmentRoutingPolicyAssociations',
    items: 'AttachmentRoutingPolicyAssociations',
    pageSize: 500,
    over: each(coreNetwork, ofNetwork),
  },
  id: (item, parent) => item.AttachmentId && joined(parent, item.AttachmentId, item.RoutingPolicyLabel),
  refs: {
    'core-network': (_item, parent) => idInKey(parent),
    'core-network-attachment': (item) => item.AttachmentId,
  },
  detailOf: 'core-network',
  columns: {
    attachment: (item) => item.AttachmentId,
    label: (item) => item.RoutingPolicyLabel,
    policies: (item) => item.AssociatedRoutingPolicies,
    pending: (item) => item.PendingRoutingPolicies,
  },
});

export const coreNetworkPrefixList = kind({
  kind: 'core-network-prefix-list',
  title: 'Core network prefix list',
  about: 'A prefix list that the policy of a core network names by an alias.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'ListCoreNetworkPrefixListAssociations',
    items: 'PrefixListAssociations',
    pageSize: 500,
    over: each(coreNetwork, ofNetwork),
  },
  id: (item, parent) => item.PrefixListArn && joined(parent, idInArn(item.PrefixListArn)),
  refs: { 'core-network': (_item, parent) => idInKey(parent), 'prefix-list': (item) => idInArn(item.PrefixListArn) },
  detailOf: 'core-network',
  columns: { 'prefix-list': (item) => idInArn(item.PrefixListArn), alias: (item) => item.PrefixListAlias },
});

export const coreNetworkResourcePolicy = kind({
  kind: 'core-network-resource-policy',
  title: 'Core network resource policy',
  about: 'Which other accounts may do what with a core network.',
  scope: 'global',
  call: {
    service: 'networkmanager',
    operation: 'GetResourcePolicy',
    items: '.',
    over: each(coreNetwork, ({ CoreNetworkId, CoreNetworkArn }) =>
      CoreNetworkId && CoreNetworkArn ? [{ key: CoreNetworkId, input: { ResourceArn: CoreNetworkArn } }] : [],
    ),
    absent: ['ResourceNotFoundException'],
  },
  id: (_item, parent) => parent,
  refs: { 'core-network': (_item, parent) => parent },
  detailOf: 'core-network',
  columns: { policy: (item) => item.PolicyDocument?.toString() },
});
