/** What else decides in a transit gateway: prefix lists in route tables, policy tables, multicast. */
import { under } from './filters.ts';
import { idInKey, isGoing, joined } from './ids.ts';
import { each, kind } from './kind.ts';
import { transitGatewayRouteTable } from './transit.ts';

export const transitGatewayPrefixListReference = kind({
  kind: 'transit-gateway-prefix-list-reference',
  title: 'Transit gateway prefix list reference',
  about: 'A prefix list whose every entry is a static route of a transit gateway route table.',
  call: {
    service: 'ec2',
    operation: 'GetTransitGatewayPrefixListReferences',
    items: 'TransitGatewayPrefixListReferences',
    pageSize: 1000,
    over: each(transitGatewayRouteTable, ({ TransitGatewayRouteTableId: id, State }) =>
      id && !isGoing(State) ? [{ key: id, input: { TransitGatewayRouteTableId: id } }] : [],
    ),
  },
  id: (item, parent) => item.PrefixListId && `${parent}/${item.PrefixListId}`,
  refs: {
    'transit-gateway-route-table': (_item, parent) => idInKey(parent),
    'prefix-list': (item) => item.PrefixListId,
    'transit-gateway-attachment': (item) => item.TransitGatewayAttachment?.TransitGatewayAttachmentId,
  },
  detailOf: 'transit-gateway-route-table',
  columns: {
    'prefix-list': (item) => item.PrefixListId,
    attachment: (item) => item.TransitGatewayAttachment?.TransitGatewayAttachmentId,
    blackhole: (item) => item.Blackhole,
    state: (item) => item.State,
    'prefix-list-owner': (item) => item.PrefixListOwnerId,
  },
  filters: [
    ...under('attachment', 'TransitGatewayAttachment', ['resource-id', 'resource-type', 'transit-gateway-attachment-id']),
    ['is-blackhole', 'Blackhole'],
    'prefix-list-id',
    'prefix-list-owner-id',
    'state',
  ],
});

export const transitGatewayPolicyTable = kind({
  kind: 'transit-gateway-policy-table',
  title: 'Transit gateway policy table',
  about: 'Chooses a route table by what a packet is and by the segment that it comes from.',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayPolicyTables',
    items: 'TransitGatewayPolicyTables',
    pageSize: 1000,
  },
  id: (item) => item.TransitGatewayPolicyTableId,
  refs: { 'transit-gateway': (item) => item.TransitGatewayId },
  onlyWith: ['transit-gateway'],
  columns: { 'transit-gateway': (item) => item.TransitGatewayId, state: (item) => item.State },
  filters: [],
});

interface PolicyTable {
  TransitGatewayPolicyTableId?: string;
  State?: string;
}

const ofTable = ({ TransitGatewayPolicyTableId: id, State }: PolicyTable) =>
  id && !isGoing(State) ? [{ key: id, input: { TransitGatewayPolicyTableId: id } }] : [];

export const transitGatewayPolicyTableEntry = kind({
  kind: 'transit-gateway-policy-table-entry',
  title: 'Transit gateway policy table entry',
  about: 'One numbered rule of a policy table: which packets go by which route table.',
  call: {
    service: 'ec2',
    operation: 'GetTransitGatewayPolicyTableEntries',
    items: 'TransitGatewayPolicyTableEntries',
    pageSize: 1000,
    over: each(transitGatewayPolicyTable, ofTable),
  },
  id: (item, parent) => item.PolicyRuleNumber && `${parent}/${item.PolicyRuleNumber}`,
  refs: {
    'transit-gateway-policy-table': (_item, parent) => idInKey(parent),
    'transit-gateway-route-table': (item) => item.TargetRouteTableId,
  },
  detailOf: 'transit-gateway-policy-table',
  columns: {
    number: (item) => item.PolicyRuleNumber,
    source: (item) => item.PolicyRule?.SourceCidrBlock,
    destination: (item) => item.PolicyRule?.DestinationCidrBlock,
    protocol: (item) => item.PolicyRule?.Protocol,
    segment: (item) => item.PolicyRule?.MetaData?.MetaDataValue,
    'route-table': (item) => item.TargetRouteTableId,
    state: (item) => item.State,
  },
  filters: [
    'policy-rule-number',
    'target-route-table-id',
    ...under('policy-rule', 'PolicyRule', [
      ['source-ip', 'SourceCidrBlock'],
      ['destination-ip', 'DestinationCidrBlock'],
      ['source-port', 'SourcePortRange'],
      ['destination-port', 'DestinationPortRange'],
      'protocol',
      ['meta-data.key', 'MetaData.MetaDataKey'],
      ['meta-data.value', 'MetaData.MetaDataValue'],
    ]),
  ],
});

export const transitGatewayPolicyTableAssociation = kind({
  kind: 'transit-gateway-policy-table-association',
  title: 'Transit gateway policy table association',
  about: 'An attachment for whose packets a policy table decides.',
  call: {
    service: 'ec2',
    operation: 'GetTransitGatewayPolicyTableAssociations',
    items: 'Associations',
    pageSize: 1000,
    over: each(transitGatewayPolicyTable, ofTable),
  },
  id: (item, parent) => item.TransitGatewayAttachmentId && `${parent}/${item.TransitGatewayAttachmentId}`,
  refs: {
    'transit-gateway-policy-table': (_item, parent) => idInKey(parent),
    'transit-gateway-attachment': (item) => item.TransitGatewayAttachmentId,
  },
  detailOf: 'transit-gateway-policy-table',
  columns: {
    attachment: (item) => item.TransitGatewayAttachmentId,
    type: (item) => item.ResourceType,
    resource: (item) => item.ResourceId,
    state: (item) => item.State,
  },
  filters: [],
});

export const transitGatewayMulticastDomain = kind({
  kind: 'transit-gateway-multicast-domain',
  title: 'Transit gateway multicast domain',
  about: 'A part of the network in which packets go from one sender to many hosts, own or shared.',
  call: {
    service: 'ec2',
    operation: 'DescribeTransitGatewayMulticastDomains',
    items: 'TransitGatewayMulticastDomains',
    pageSize: 1000,
  },
  id: (item) => item.TransitGatewayMulticastDomainId,
  owner: (item) => item.OwnerId,
  refs: { 'transit-gateway': (item) => item.TransitGatewayId },
  columns: {
    'transit-gateway': (item) => item.TransitGatewayId,
    igmp: (item) => item.Options?.Igmpv2Support,
    'static-sources': (item) => item.Options?.StaticSourcesSupport,
    'auto-accept': (item) => item.Options?.AutoAcceptSharedAssociations,
    state: (item) => item.State,
    owner: (item) => item.OwnerId,
  },
  filters: ['state', 'transit-gateway-id', 'transit-gateway-multicast-domain-id'],
});

interface Domain {
  TransitGatewayMulticastDomainId?: string;
  State?: string;
}

const ofDomain = ({ TransitGatewayMulticastDomainId: id, State }: Domain) =>
  id && !isGoing(State) ? [{ key: id, input: { TransitGatewayMulticastDomainId: id } }] : [];

export const transitGatewayMulticastAssociation = kind({
  kind: 'transit-gateway-multicast-association',
  title: 'Transit gateway multicast association',
  about: 'A subnet of an attachment that takes part in a multicast domain.',
  call: {
    service: 'ec2',
    operation: 'GetTransitGatewayMulticastDomainAssociations',
    items: 'MulticastDomainAssociations',
    pageSize: 1000,
    over: each(transitGatewayMulticastDomain, ofDomain),
  },
  id: (item, parent) => item.TransitGatewayAttachmentId && joined(parent, item.TransitGatewayAttachmentId, item.Subnet?.SubnetId),
  refs: {
    'transit-gateway-multicast-domain': (_item, parent) => idInKey(parent),
    'transit-gateway-attachment': (item) => item.TransitGatewayAttachmentId,
    subnet: (item) => item.Subnet?.SubnetId,
  },
  detailOf: 'transit-gateway-multicast-domain',
  columns: {
    attachment: (item) => item.TransitGatewayAttachmentId,
    subnet: (item) => item.Subnet?.SubnetId,
    resource: (item) => item.ResourceId,
    state: (item) => item.Subnet?.State,
  },
  filters: [
    'resource-id',
    'resource-type',
    ['state', 'Subnet.State'],
    ['subnet-id', 'Subnet.SubnetId'],
    'transit-gateway-attachment-id',
  ],
});

export const transitGatewayMulticastGroup = kind({
  kind: 'transit-gateway-multicast-group',
  title: 'Transit gateway multicast group',
  about: 'An interface that sends to, or listens to, a multicast address.',
  call: {
    service: 'ec2',
    operation: 'SearchTransitGatewayMulticastGroups',
    items: 'MulticastGroups',
    pageSize: 1000,
    over: each(transitGatewayMulticastDomain, ofDomain),
  },
  id: (item, parent) =>
    item.GroupIpAddress &&
    joined(
      parent,
      item.GroupIpAddress,
      item.NetworkInterfaceId ?? item.TransitGatewayAttachmentId,
      item.GroupSource ? 'source' : '',
    ),
  refs: {
    'transit-gateway-multicast-domain': (_item, parent) => idInKey(parent),
    'transit-gateway-attachment': (item) => item.TransitGatewayAttachmentId,
    'network-interface': (item) => item.NetworkInterfaceId,
    subnet: (item) => item.SubnetId,
  },
  detailOf: 'transit-gateway-multicast-domain',
  columns: {
    group: (item) => item.GroupIpAddress,
    interface: (item) => item.NetworkInterfaceId,
    listens: (item) => item.GroupMember,
    sends: (item) => item.GroupSource,
  },
  filters: [
    'group-ip-address',
    ['is-group-member', 'GroupMember'],
    ['is-group-source', 'GroupSource'],
    'member-type',
    'resource-id',
    'resource-type',
    'source-type',
    'subnet-id',
    'transit-gateway-attachment-id',
  ],
});
