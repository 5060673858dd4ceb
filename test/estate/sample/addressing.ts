/** Where the addresses of Haldenpost are planned, named and lent out; what it may have of each thing; and doors by name. */
import type { Company } from './company.ts';
import type { Hub } from './hub.ts';
import type { Parcel } from './parcel.ts';
import type { Workshop } from './workshop.ts';

export function addressing(company: Company, hub: Hub, prod: Parcel, workshop: Workshop): void {
  planned(company);
  lent(company, hub, prod, workshop);
  lattice(company, hub);
}

/** The plan: one pool for each Region out of 10.0.0.0/8, of which IPAM knows and not everybody asks. */
function planned({ network: { account, frankfurt: region, ireland }, parcel }: Company): void {
  const [IpamId, publicScope, privateScope] = ['ipam', 'ipam-scope', 'ipam-scope'].map((prefix, index) =>
    region.id(prefix, `haldenpost ${index}`),
  ) as [string, string, string];
  const arn = (rest: string) => `arn:aws:ec2::${account.id}:${rest}`;
  const common = { OwnerId: account.id, IpamRegion: region.name, Tags: [] };
  region.describe('ipam', {
    ...common,
    IpamId,
    IpamArn: arn(`ipam/${IpamId}`),
    PublicDefaultScopeId: publicScope,
    PrivateDefaultScopeId: privateScope,
    ScopeCount: 2,
    Description: 'Plan of 2024',
    OperatingRegions: [region, ireland].map(({ name }) => ({ RegionName: name })),
    State: 'create-complete',
    ResourceDiscoveryAssociationCount: 1,
    Tier: 'free',
  });
  const pools = [
    { name: 'everything', locale: undefined, depth: 1 },
    { name: 'frankfurt', locale: region.name, depth: 2 },
  ];
  for (const [IpamScopeId, IpamScopeType, PoolCount] of [
    [publicScope, 'public', 0],
    [privateScope, 'private', pools.length],
  ] as const) {
    const of = { IpamScopeId, IpamScopeArn: arn(`ipam-scope/${IpamScopeId}`), IpamArn: arn(`ipam/${IpamId}`), IpamScopeType };
    region.describe('ipam-scope', { ...common, ...of, IsDefault: true, PoolCount, State: 'create-complete' });
  }
  const poolId = (name: string) => region.id('ipam-pool', name);
  for (const { name, locale, depth } of pools)
    region.describe('ipam-pool', {
      ...common,
      IpamPoolId: poolId(name),
      IpamPoolArn: arn(`ipam-pool/${poolId(name)}`),
      ...(depth > 1 ? { SourceIpamPoolId: poolId('everything') } : {}),
      IpamScopeArn: arn(`ipam-scope/${privateScope}`),
      IpamScopeType: 'private',
      IpamArn: arn(`ipam/${IpamId}`),
      Locale: locale ?? 'None',
      PoolDepth: depth,
      State: 'create-complete',
      Description: name,
      AutoImport: false,
      AddressFamily: 'ipv4',
    });
  parcel.frankfurt.describe('public-ipv4-pool', {
    PoolId: parcel.frankfurt.id('ipv4pool-ec2', 'brought'),
    Description: 'of the old data centre',
    PoolAddressRanges: [
      { FirstAddress: '198.51.100.192', LastAddress: '198.51.100.255', AddressCount: 64, AvailableAddressCount: 64 },
    ],
    TotalAddressCount: 64,
    TotalAvailableAddressCount: 64,
    NetworkBorderGroup: parcel.frankfurt.name,
    Tags: [],
  });
}

/** What others may use of it, what names it has, and what was asked of AWS. */
function lent(
  { estate, network, parcel: { account, frankfurt: region } }: Company,
  hub: Hub,
  prod: Parcel,
  workshop: Workshop,
): void {
  region.describe('network-interface-permission', {
    NetworkInterfacePermissionId: region.id('eni-perm', 'standby'),
    NetworkInterfaceId: prod.standby.id,
    AwsAccountId: network.account.id,
    Permission: 'INSTANCE-ATTACH',
    PermissionState: { State: 'GRANTED' },
  });
  const { edi } = prod;
  region.describe('address-attribute', {
    PublicIp: edi.address,
    AllocationId: edi.id,
    PtrRecord: 'edi.haldenpost.example.',
  });
  const association = region.describe('security-group-vpc-association', {
    GroupId: prod.functionGroup.id,
    VpcId: workshop.dev.id,
    VpcOwnerId: account.id,
    State: 'association-failed',
    StateReason: 'The VPC has reached the limit of security group associations.',
    GroupOwnerId: account.id,
  });
  estate.mistake('sg-shared-vpc-association-failed', association, 'the functions were to run in development, too');
  region.describe(
    'security-group-reference',
    { GroupId: workshop.build.id, ReferencingVpcId: hub.shared.id, VpcPeeringConnectionId: workshop.toShared.id },
    workshop.build.id,
  );
  network.frankfurt.describe('block-public-access-exclusion', {
    ExclusionId: network.frankfurt.id('vpcbpa-exclude', 'inspection'),
    InternetGatewayExclusionMode: 'allow-egress',
    ResourceArn: network.frankfurt.arn('ec2', `vpc/${hub.inspection.id}`),
    State: 'create-complete',
    Reason: '',
    CreationTimestamp: '2025-01-14T11:08:20.000Z',
    LastUpdateTimestamp: '2025-01-14T11:08:51.000Z',
    Tags: [],
  });
  const scope = network.frankfurt.id('nis', 'internet');
  network.frankfurt.describe('network-insights-access-scope', {
    NetworkInsightsAccessScopeId: scope,
    NetworkInsightsAccessScopeArn: network.frankfurt.arn('ec2', `network-insights-access-scope/${scope}`),
    CreatedDate: '2025-07-02T08:40:00.000Z',
    UpdatedDate: '2025-07-02T08:40:00.000Z',
    Tags: [{ Key: 'Name', Value: 'internet' }],
  });
}

/** A service network of VPC Lattice, by which runners reach the registry. */
function lattice({ network: { account, frankfurt: region } }: Company, hub: Hub): void {
  const network = `arn:aws:vpc-lattice:${region.name}:${account.id}:servicenetwork/sn-0c41e7b93d5f28a60`;
  const VpcEndpointId = region.id('vpce', 'shared', 'registry');
  const cards = [hub.sharedA, hub.sharedB].map((subnet) =>
    subnet.interface('vpce registry', {
      description: `VPC Endpoint Interface ${VpcEndpointId}`,
      groups: [hub.doors],
      type: 'vpc_endpoint',
      by: { id: '727180483921', attachedFor: 'amazon-aws', elastic: true },
    }),
  );
  region.describe('vpc-endpoint', {
    VpcEndpointId,
    VpcEndpointType: 'ServiceNetwork',
    VpcId: hub.shared.id,
    State: 'available',
    RouteTableIds: [],
    SubnetIds: [hub.sharedA.id, hub.sharedB.id],
    Groups: [{ GroupId: hub.doors.id, GroupName: hub.doors.name }],
    IpAddressType: 'ipv4',
    PrivateDnsEnabled: true,
    RequesterManaged: false,
    NetworkInterfaceIds: cards.map(({ id }) => id),
    DnsEntries: [],
    CreationTimestamp: '2025-06-11T13:31:02.000Z',
    Tags: [{ Key: 'Name', Value: 'registry' }],
    OwnerId: account.id,
    ServiceNetworkArn: network,
    ServiceRegion: region.name,
  });
  const Id = region.id('vpce-rsc-asc', 'registry');
  const resource = `arn:aws:vpc-lattice:${region.name}:${account.id}:service/svc-0e93b1d7f4a52c680`;
  const DnsEntry = { DnsName: `${VpcEndpointId}-registry.${region.name}.on.aws`, HostedZoneId: 'Z0617734EXAMPLELATTICE' };
  region.describe('vpc-endpoint-association', {
    Id,
    VpcEndpointId,
    ServiceNetworkArn: network,
    ServiceNetworkName: 'tools',
    AssociatedResourceAccessibility: 'Accessible',
    DnsEntry,
    AssociatedResourceArn: resource,
    Tags: [],
  });
}
