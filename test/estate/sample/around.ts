/** What lies around the network of Haldenpost: the line to Dublin, what is shared, mirrored, asked and prepared. */
import type { abroad } from './abroad.ts';
import { CONTRACTOR, type Company } from './company.ts';
import type { Hub } from './hub.ts';
import type { Parcel } from './parcel.ts';
import type { Workshop } from './workshop.ts';

export function around(company: Company, hub: Hub, prod: Parcel, workshop: Workshop, far: ReturnType<typeof abroad>): void {
  line(company, far);
  shares(company, hub);
  watched(company, prod, workshop);
  sites(company, hub, far);
}

/** The line from the sorting centre to AWS, one of each. */
function line({ estate, parcel: { account, ireland: region } }: Company, far: ReturnType<typeof abroad>): void {
  const common = { ownerAccount: account.id, region: region.name, location: 'EqDB2' };
  const connection = region.describe('direct-connect-connection', {
    ...common,
    connectionId: 'dxcon-fgk4t0zq',
    connectionName: 'dublin-1',
    connectionState: 'available',
    bandwidth: '1Gbps',
    vlan: 0,
    partnerName: 'Example Carrier',
    loaIssueTime: '2024-09-17T13:22:05.000Z',
    jumboFrameCapable: true,
    hasLogicalRedundancy: 'unknown',
    macSecCapable: false,
    tags: [{ key: 'Name', value: 'dublin-1' }],
  });
  estate.mistake('dx-single-location', connection, 'one line in one building');
  const directConnectGatewayId = '7c1f0b52-9a3e-4d68-8b70-2f5e61d9ac04';
  const gateway = account.describe('direct-connect-gateway', {
    directConnectGatewayId,
    directConnectGatewayName: 'haldenpost-dublin',
    amazonSideAsn: 64640,
    ownerAccount: account.id,
    directConnectGatewayState: 'available',
  });
  estate.mistake('dx-single-vif', gateway, 'one virtual interface leads to it');
  const authKey = 'PLANTED_bgp_md5_of_dublin';
  const ends = {
    addressFamily: 'ipv4',
    amazonAddress: '169.254.96.1/30',
    customerAddress: '169.254.96.2/30',
    asn: 65102,
    authKey,
  };
  const virtualInterfaceId = 'dxvif-fh0q7r2m';
  region.describe('direct-connect-virtual-interface', {
    ...common,
    ...ends,
    virtualInterfaceId,
    connectionId: 'dxcon-fgk4t0zq',
    virtualInterfaceType: 'private',
    virtualInterfaceName: 'dublin-private',
    virtualInterfaceState: 'available',
    vlan: 312,
    amazonSideAsn: 64640,
    mtu: 1500,
    directConnectGatewayId,
    bgpPeers: [{ ...ends, bgpPeerId: 'dxpeer-fgx1c9ab', bgpPeerState: 'available', bgpStatus: 'up' }],
    tags: [{ key: 'Name', value: 'dublin-private' }],
  });
  const depot = far.depot.id;
  const association = {
    directConnectGatewayId,
    directConnectGatewayOwnerAccount: account.id,
    associationState: 'associated',
    associatedGateway: { id: depot, type: 'virtualPrivateGateway', ownerAccount: account.id, region: region.name },
    associationId: 'b8d0c7f4-61a2-4e39-95c4-0a7d3e52f1b6',
    allowedPrefixesToDirectConnectGateway: [{ cidr: '10.30.0.0/16' }],
    virtualGatewayId: depot,
    virtualGatewayRegion: region.name,
    virtualGatewayOwnerAccount: account.id,
  };
  account.describe('direct-connect-gateway-association', association, directConnectGatewayId);
  const attachment = {
    directConnectGatewayId,
    virtualInterfaceId,
    virtualInterfaceRegion: region.name,
    virtualInterfaceOwnerAccount: account.id,
    attachmentState: 'attached',
    attachmentType: 'PrivateVirtualInterface',
  };
  account.describe('direct-connect-gateway-attachment', attachment, directConnectGatewayId);
}

/** The transit gateway is shared with more than one should. */
function shares({ estate, network, parcel }: Company, hub: Hub): void {
  const { account, frankfurt } = network;
  const arn = frankfurt.arn('ram', 'resource-share/5e0b7c19-83d4-4f6a-9c21-b7d05a3e64f8');
  const resource = frankfurt.arn('ec2', `transit-gateway/${hub.transit.id}`);
  const times = { creationTime: '2023-06-14T12:02:31.000Z', lastUpdatedTime: '2025-02-03T15:40:09.000Z' };
  const share = { resourceShareArn: arn, name: 'haldenpost-hub', owningAccountId: account.id, status: 'ACTIVE', ...times };
  const shared = { arn: resource, type: 'ec2:TransitGateway', resourceShareArn: arn, status: 'AVAILABLE', ...times };
  for (const [region, side] of [
    [frankfurt, 'SELF'],
    [parcel.frankfurt, 'OTHER-ACCOUNTS'],
  ] as const) {
    region.describe('resource-share', { ...share, allowExternalPrincipals: true, featureSet: 'STANDARD' }, side);
    region.describe('shared-resource', { ...shared, resourceRegionScope: 'REGIONAL' }, side);
  }
  const principal = (id: string, external: boolean) => ({ id, resourceShareArn: arn, external, ...times });
  frankfurt.describe('shared-with', principal(parcel.account.id, false), 'SELF');
  frankfurt.describe('shared-with', principal(CONTRACTOR, true), 'SELF');
  parcel.frankfurt.describe('shared-with', principal(account.id, false), 'OTHER-ACCOUNTS');
  estate.mistake('tgw-shared-external', hub.transit, 'the contractor may still attach to it');
}

/** Mirrored packets, a question to Reachability Analyzer, a template, and small print. */
function watched(
  { estate, parcel: { account, frankfurt: region } }: Company,
  prod: Parcel,
  { dev, server, build, publicA }: Workshop,
): void {
  const target = region.id('tmt', 'dev-build');
  const common = { OwnerId: account.id, Tags: [] };
  region.describe('traffic-mirror-target', {
    ...common,
    TrafficMirrorTargetId: target,
    NetworkInterfaceId: server.interface.id,
    Type: 'network-interface',
    Description: 'capture on the build server',
  });
  const TrafficMirrorFilterId = region.id('tmf', 'everything');
  const rules = (['ingress', 'egress'] as const).map((TrafficDirection) => ({
    TrafficMirrorFilterRuleId: region.id('tmfr', TrafficDirection),
    TrafficMirrorFilterId,
    TrafficDirection,
    RuleNumber: 100,
    RuleAction: 'accept',
    DestinationCidrBlock: '0.0.0.0/0',
    SourceCidrBlock: '0.0.0.0/0',
  }));
  const [IngressFilterRules, EgressFilterRules] = rules.map((rule) => [rule]);
  const filter = { TrafficMirrorFilterId, IngressFilterRules, EgressFilterRules, NetworkServices: [], Description: '', Tags: [] };
  const everything = region.describe('traffic-mirror-filter', filter);
  for (const rule of rules) region.describe('traffic-mirror-filter-rule', rule);
  const session = region.describe('traffic-mirror-session', {
    ...common,
    TrafficMirrorSessionId: region.id('tms', 'parcel-app-1'),
    TrafficMirrorTargetId: target,
    TrafficMirrorFilterId,
    NetworkInterfaceId: prod.apps[0]!.interface.id,
    SessionNumber: 1,
    VirtualNetworkId: 7314082,
    Description: 'NET-388, for a day',
  });
  estate.mistake('traffic-mirror-session-active', session, 'bookings are still copied to the build server');
  estate.mistake('traffic-mirror-all-traffic', everything, 'nothing is left out');

  const path = region.id('nip', 'ssh-to-bastion');
  const [from, to] = [prod.internet.id, prod.bastion.interface.id];
  region.describe('network-insights-path', {
    NetworkInsightsPathId: path,
    NetworkInsightsPathArn: region.arn('ec2', `network-insights-path/${path}`),
    CreatedDate: '2026-10-28T13:05:00.000Z',
    Source: from,
    Destination: to,
    Protocol: 'tcp',
    DestinationPort: 22,
    Tags: [],
  });
  const analysis = region.id('nia', 'ssh-to-bastion');
  const hop = (SequenceNumber: number, id: string, what: string) => ({
    SequenceNumber,
    Component: { Id: id, Arn: region.arn('ec2', `${what}/${id}`) },
  });
  const [inward, outward] = [
    [hop(1, from, 'internet-gateway'), hop(2, to, 'network-interface')],
    [hop(1, to, 'network-interface'), hop(2, from, 'internet-gateway')],
  ];
  region.describe('network-insights-analysis', {
    NetworkInsightsAnalysisId: analysis,
    NetworkInsightsAnalysisArn: region.arn('ec2', `network-insights-analysis/${analysis}`),
    NetworkInsightsPathId: path,
    StartDate: '2026-10-28T13:05:41.000Z',
    Status: 'succeeded',
    NetworkPathFound: true,
    ForwardPathComponents: inward,
    ReturnPathComponents: outward,
    Tags: [],
  });

  const template = region.describe('launch-template-version', {
    LaunchTemplateId: region.id('lt', 'dev-build'),
    LaunchTemplateName: 'dev-build',
    VersionNumber: 4,
    DefaultVersion: true,
    CreateTime: '2025-11-19T09:48:12.000Z',
    CreatedBy: `arn:aws:iam::${account.id}:user/build`,
    LaunchTemplateData: {
      InstanceType: 't3.large',
      UserData: 'PLANTED_in_user_data',
      MetadataOptions: { HttpTokens: 'optional' },
      NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: publicA.id, Groups: [build.id], AssociatePublicIpAddress: true }],
    },
  });
  estate.mistake('launch-template-public-ip', template, 'every build server gets a public address');
  const permission = {
    IpProtocol: 'tcp',
    FromPort: 22,
    ToPort: 22,
    UserIdGroupPairs: [
      {
        GroupId: 'sg-0f3a6b81c7d2e4950',
        UserId: CONTRACTOR,
        PeeringStatus: 'deleted',
        VpcPeeringConnectionId: workshopPeering(region),
      },
    ],
  };
  const stale = { GroupId: build.id, GroupName: build.name, Description: 'Build server', VpcId: dev.id };
  region.describe('stale-security-group', { ...stale, StaleIpPermissions: [permission], StaleIpPermissionsEgress: [] }, dev.id);
  region.describe(
    'subnet-cidr-reservation',
    {
      SubnetCidrReservationId: region.id('scr', 'prod-app-a'),
      SubnetId: prod.appA.id,
      Cidr: '10.21.31.240/28',
      ReservationType: 'explicit',
      OwnerId: account.id,
      Description: 'kept for appliances',
      Tags: [],
    },
    prod.appA.id,
  );
  region.describe('vpc-encryption-control', {
    VpcEncryptionControlId: region.id('vpcec', 'parcel-prod'),
    VpcId: prod.vpc.id,
    Mode: 'monitor',
    State: 'available',
    Tags: [],
  });
}

const workshopPeering = (region: { id(prefix: string, name: string): string }): string =>
  region.id('pcx', 'dev-to-design-agency');

/** What Network Manager was told of the sorting centre in Leipzig. */
function sites({ network: { account, frankfurt } }: Company, hub: Hub, { wan }: ReturnType<typeof abroad>): void {
  const GlobalNetworkId = wan.globalId;
  const CreatedAt = 1_718_350_000;
  const told = (kind: string, data: object) => account.describe(kind, { ...data, GlobalNetworkId }, GlobalNetworkId);
  const [SiteId, DeviceId, LinkId] = [
    frankfurt.id('site', 'leipzig'),
    frankfurt.id('device', 'lej'),
    frankfurt.id('link', 'lej'),
  ];
  const arn = (rest: string) => `arn:aws:networkmanager::${account.id}:${rest}`;
  const common = { State: 'AVAILABLE', CreatedAt, Tags: [] };
  const Location = { Address: 'Handelsring 1, Leipzig', Latitude: '51.42', Longitude: '12.22' };
  told('site', { ...common, SiteId, SiteArn: arn(`site/${GlobalNetworkId}/${SiteId}`), Description: 'Leipzig', Location });
  const router = { Type: 'router', Vendor: 'Example', Model: 'edge-1', SiteId };
  told('device', {
    ...common,
    ...router,
    DeviceId,
    DeviceArn: arn(`device/${GlobalNetworkId}/${DeviceId}`),
    Description: 'lej-edge-1',
  });
  const Bandwidth = { UploadSpeed: 500, DownloadSpeed: 500 };
  told('link', { ...common, LinkId, LinkArn: arn(`link/${GlobalNetworkId}/${LinkId}`), SiteId, Type: 'broadband', Bandwidth });
  const second = frankfurt.id('device', 'lej 2');
  told('device', {
    ...common,
    ...router,
    DeviceId: second,
    DeviceArn: arn(`device/${GlobalNetworkId}/${second}`),
    Description: 'lej-edge-2',
  });
  const ConnectionId = frankfurt.id('connection', 'lej');
  const between = { ConnectionId, ConnectionArn: arn(`connection/${GlobalNetworkId}/${ConnectionId}`), DeviceId, LinkId };
  told('network-manager-connection', { ...common, ...between, ConnectedDeviceId: second, Description: 'cross-connect' });
  told('link-association', { DeviceId, LinkId, LinkAssociationState: 'AVAILABLE' });
  const CustomerGatewayArn = frankfurt.arn('ec2', `customer-gateway/${hub.leipzig.id}`);
  told('customer-gateway-association', { CustomerGatewayArn, DeviceId, LinkId, State: 'AVAILABLE' });
  const TransitGatewayArn = frankfurt.arn('ec2', `transit-gateway/${hub.transit.id}`);
  told('transit-gateway-registration', { TransitGatewayArn, State: { Code: 'AVAILABLE', Message: '' } });
}
