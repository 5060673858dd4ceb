/** What lies around the network of Haldenpost: what is shared, mirrored, asked and prepared. */
import { CONTRACTOR, type Company } from './company.ts';
import type { Hub } from './hub.ts';
import type { Parcel } from './parcel.ts';
import type { Workshop } from './workshop.ts';

export function around(company: Company, hub: Hub, prod: Parcel, workshop: Workshop): void {
  shares(company, hub);
  watched(company, prod, workshop);
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
