/** How names are resolved at Haldenpost: a private zone, the way to the name servers of Leipzig, what is logged and blocked. */
import { listId } from '../given-names.ts';
import type { Company } from './company.ts';
import type { Hub } from './hub.ts';
import type { Parcel } from './parcel.ts';
import type { Workshop } from './workshop.ts';

const ZONE = 'Z04417326P1KQ8Y5HALDN';

export function naming({ estate, network, parcel }: Company, hub: Hub, prod: Parcel, workshop: Workshop) {
  const { account, frankfurt: region } = network;
  const Config = { PrivateZone: true, Comment: 'Names of the hub' };
  const zone = { Id: `/hostedzone/${ZONE}`, Name: 'hub.haldenpost.internal.', CallerReference: 'hub-2023', Config };
  account.describe('hosted-zone-listing', { ...zone, ResourceRecordSetCount: 5 });
  const VPCs = [{ VPCRegion: region.name, VPCId: hub.shared.id }];
  account.describe('hosted-zone', { HostedZone: { ...zone, ResourceRecordSetCount: 5 }, VPCs }, ZONE);
  const seen = { HostedZoneId: ZONE, Name: zone.Name, Owner: { OwningAccount: account.id } };
  region.describe('vpc-hosted-zone', seen, hub.shared.id);
  for (const [name, Type, TTL, values] of [
    ['', 'NS', 172_800, ['ns-0.awsdns-00.com.', 'ns-512.awsdns-00.net.']],
    ['', 'SOA', 900, ['ns-0.awsdns-00.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400']],
    ['dc.', 'A', 300, ['10.20.16.10', '10.20.17.10']],
    ['ldap.', 'CNAME', 300, ['dc.hub.haldenpost.internal']],
    ['old-tracking.', 'A', 300, ['10.20.17.77']],
  ] as const) {
    const record = { Name: `${name}${zone.Name}`, Type, TTL, ResourceRecords: values.map((Value) => ({ Value })) };
    const described = account.describe('resource-record-set', record, ZONE);
    if (name === 'old-tracking.')
      estate.mistake(
        'r53-dangling-record',
        described,
        'its server was taken down, and whoever gets the address gets the questions',
      );
  }

  // To Leipzig ---------------------------------------------------------------------------------------------------------------
  const Id = 'rslvr-out-4b1d0c7e92a64f38b';
  const resolver = (rest: string) => region.arn('route53resolver', rest);
  const asking = hub.shared.group('resolver', 'Asks the name servers of Leipzig');
  const cards = [1, 2].map((n) => ({
    IpId: `rni-${n}7c20e5a94d3b4f6a`,
    made: hub.sharedA.interface(`resolver ${n}`, {
      description: `Route 53 Resolver: ${Id}:rni-${n}7c20e5a94d3b4f6a`,
      groups: [asking],
      by: { id: '178579023202', attachedFor: '178579023202' },
    }),
  }));
  const outward = region.describe('resolver-endpoint', {
    Id,
    CreatorRequestId: 'leipzig-2024',
    Arn: resolver(`resolver-endpoint/${Id}`),
    Name: 'leipzig',
    SecurityGroupIds: [asking.id],
    Direction: 'OUTBOUND',
    IpAddressCount: cards.length,
    HostVPCId: hub.shared.id,
    Status: 'OPERATIONAL',
    StatusMessage: 'This Resolver Endpoint is operational.',
    CreationTime: '2024-05-02T07:11:52.114Z',
    ResolverEndpointType: 'IPV4',
    Protocols: ['Do53'],
  });
  for (const { IpId, made } of cards) {
    const address = { IpId, SubnetId: made.subnet.id, Ip: made.addresses[0]!.address, Status: 'ATTACHED' };
    region.describe('resolver-endpoint-address', address, Id);
  }
  estate.mistake('resolver-endpoint-single-az', outward, 'both of its addresses are in one subnet');
  const rule = {
    Id: 'rslvr-rr-9d1c5e70ab2f4c83',
    RuleType: 'FORWARD',
    Status: 'COMPLETE',
    OwnerId: account.id,
    ShareStatus: 'NOT_SHARED',
  };
  const TargetIps = [{ Ip: '10.128.0.10', Port: 53, Protocol: 'Do53' }];
  const Arn = resolver(`resolver-rule/${rule.Id}`);
  region.describe('resolver-rule', {
    ...{ ...rule, Arn, TargetIps },
    Name: 'leipzig',
    DomainName: 'lej.haldenpost.internal.',
    ResolverEndpointId: Id,
  });
  const association = { Id: 'rslvr-rrassoc-51e0c7b29d4f4a6e', ResolverRuleId: rule.Id, VPCId: hub.shared.id, Status: 'COMPLETE' };
  region.describe('resolver-rule-association', association);

  const gone = { ...rule, Id: 'rslvr-rr-4b7e92d0c15a4f68' };
  const dead = region.describe('resolver-rule', {
    ...{ ...gone, Arn: resolver(`resolver-rule/${gone.Id}`), TargetIps: [{ Ip: '10.99.0.53', Port: 53, Protocol: 'Do53' }] },
    Name: 'pharma',
    DomainName: 'pharma.haldenpost.internal.',
    ResolverEndpointId: Id,
  });
  const still = { Id: 'rslvr-rrassoc-8d2f61a94c7b4e05', ResolverRuleId: gone.Id, VPCId: hub.shared.id, Status: 'COMPLETE' };
  region.describe('resolver-rule-association', still);
  estate.mistake('resolver-rule-dead-target', dead, 'the VPC of its name server was detached');

  // Logged and blocked -------------------------------------------------------------------------------------------------------
  const log = {
    Id: 'rqlc-3f7a1be0c25d4968',
    OwnerId: account.id,
    Status: 'CREATED',
    ShareStatus: 'NOT_SHARED',
    AssociationCount: 1,
  };
  const DestinationArn = 'arn:aws:s3:::haldenpost-query-logs-euc1';
  region.describe('query-log-config', {
    ...log,
    Name: 'hub',
    DestinationArn,
    Arn: resolver(`resolver-query-log-config/${log.Id}`),
  });
  const logged = { ResolverQueryLogConfigId: log.Id, ResourceId: hub.shared.id, Status: 'ACTIVE' };
  region.describe('query-log-config-association', { Id: 'rqlca-8a2c60f1d97b4e35', ...logged });
  const at = parcel.frankfurt;
  const FirewallRuleGroupId = 'rslvr-frg-6c0b93d7e18f4a52';
  at.describe('dns-firewall-rule-group', {
    Id: FirewallRuleGroupId,
    Arn: at.arn('route53resolver', `firewall-rule-group/${FirewallRuleGroupId}`),
    Name: 'bad-names',
    OwnerId: parcel.account.id,
    ShareStatus: 'NOT_SHARED',
  });
  const FirewallDomainListId = listId(at, 'AWSManagedDomainsMalwareDomainList');
  const block = {
    FirewallRuleGroupId,
    FirewallDomainListId,
    Name: 'malware',
    Priority: 1,
    Action: 'BLOCK',
    BlockResponse: 'NXDOMAIN',
  };
  at.describe('dns-firewall-rule', block, FirewallRuleGroupId);
  at.describe('dns-firewall-rule-group-association', {
    Id: 'rslvr-frgassoc-2e7d40b8c61f4953',
    FirewallRuleGroupId,
    VpcId: prod.vpc.id,
    Name: 'parcel-prod',
    Priority: 101,
    MutationProtection: 'DISABLED',
    Status: 'COMPLETE',
  });
  estate.mistake('dnsfw-fail-open', prod.vpc, 'where DNS Firewall does not answer every name resolves');
  estate.mistake('resolver-query-log-missing', prod.vpc, 'which names production asks for is written down nowhere');
  estate.mistake('dnsfw-missing', workshop.dev, 'only production was given the rules');
}
