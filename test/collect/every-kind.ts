/** An account with something of every kind in the catalogue: each fan-out has its answer. Small, and not meant to make sense. */
import type { Kind } from '../../src/kinds/index.ts';
import { inOrder, kinds } from '../../src/kinds/index.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Resource, Snapshot } from '../../src/snapshot/snapshot.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-central-1';

type Data = Record<string, unknown>;

const elb = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:`;
const firewall = `arn:aws:network-firewall:${REGION}:${ACCOUNT}:`;
const cloudWan = `arn:aws:networkmanager::${ACCOUNT}:`;
const when = '2026-11-20T08:15:00.000Z';
/** What keys end in, to make up ids from. */
const last = (key: string): string => key.split(/[/:]/).at(-1)!;

const ec2: Record<string, Data[] | ((key: string) => Data[])> = {
  region: [{ RegionName: REGION, Endpoint: `ec2.${REGION}.amazonaws.com`, OptInStatus: 'opt-in-not-required' }],
  'availability-zone': [{ ZoneName: `${REGION}a`, ZoneId: 'euc1-az2', RegionName: REGION, State: 'available' }],
  'account-attribute': [{ AttributeName: 'supported-platforms', AttributeValues: [{ AttributeValue: 'VPC' }] }],
  'account-alias': [{ AccountAliases: ['everything'], IsTruncated: false }],
  vpc: [
    { VpcId: 'vpc-1', OwnerId: ACCOUNT, CidrBlock: '10.0.0.0/16', DhcpOptionsId: 'dopt-1' },
    { VpcId: 'vpc-2', OwnerId: ACCOUNT, CidrBlock: '10.1.0.0/16' },
    { VpcId: 'vpc-shared', OwnerId: '999999999999', CidrBlock: '10.9.0.0/16' },
  ],
  'vpc-attribute': (key) => [{ VpcId: key.split('/')[0], [last(key)[0]!.toUpperCase() + last(key).slice(1)]: { Value: true } }],
  subnet: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', OwnerId: ACCOUNT, AvailableIpAddressCount: 250 }],
  'dhcp-options': [{ DhcpOptionsId: 'dopt-1', DhcpConfigurations: [{ Key: 'domain-name', Values: [{ Value: 'corp' }] }] }],
  'vpc-encryption-control': [{ VpcEncryptionControlId: 'vpcec-1', VpcId: 'vpc-1', Mode: 'monitor', State: 'available' }],
  'subnet-cidr-reservation': (key) => [
    { SubnetCidrReservationId: 'scr-4', SubnetId: key, Cidr: '10.0.0.16/28', ReservationType: 'prefix' },
    { SubnetCidrReservationId: 'scr-6', SubnetId: key, Cidr: '2001:db8::/80', ReservationType: 'explicit' },
  ],
  ipam: [{ IpamId: 'ipam-1', IpamArn: 'arn:ipam/ipam-1', OperatingRegions: [{ RegionName: REGION }], ScopeCount: 2 }],
  'ipam-scope': [{ IpamScopeId: 'ipam-scope-1', IpamArn: 'arn:ipam/ipam-1', IsDefault: true }],
  'ipam-pool': [{ IpamPoolId: 'ipam-pool-1', IpamScopeArn: 'arn:ipam-scope/ipam-scope-1', AddressFamily: 'ipv4' }],
  'address-attribute': [{ AllocationId: 'eipalloc-1', PublicIp: '198.51.100.1', PtrRecord: 'mail.example.com.' }],
  'public-ipv4-pool': [
    {
      PoolId: 'ipv4pool-ec2-1',
      PoolAddressRanges: [{ FirstAddress: '203.0.113.0', LastAddress: '203.0.113.255', AvailableAddressCount: 250 }],
      TotalAvailableAddressCount: 250,
    },
  ],
  'network-interface': [{ NetworkInterfaceId: 'eni-1', SubnetId: 'subnet-1', VpcId: 'vpc-1', OwnerId: ACCOUNT }],
  instance: [{ InstanceId: 'i-1', VpcId: 'vpc-1', Reservation: { ReservationId: 'r-1', OwnerId: ACCOUNT } }],
  'elastic-ip': [{ AllocationId: 'eipalloc-1', PublicIp: '198.51.100.1' }],
  'launch-template-version': [
    {
      LaunchTemplateId: 'lt-1',
      LaunchTemplateName: 'web',
      VersionNumber: 3,
      CreateTime: when,
      LaunchTemplateData: {
        UserData: 'c2VjcmV0',
        NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: 'subnet-1', Groups: ['sg-1'], AssociatePublicIpAddress: true }],
      },
    },
  ],
  'security-group': [
    { GroupId: 'sg-1', GroupName: 'web', VpcId: 'vpc-1', OwnerId: ACCOUNT },
    { GroupId: 'sg-2', GroupName: 'db', VpcId: 'vpc-1', OwnerId: ACCOUNT },
    { GroupId: 'sg-shared', GroupName: 'theirs', VpcId: 'vpc-shared', OwnerId: '999999999999' },
  ],
  'security-group-rule': [{ SecurityGroupRuleId: 'sgr-1', GroupId: 'sg-1', IsEgress: false, IpProtocol: '-1' }],
  'network-acl': [{ NetworkAclId: 'acl-1', VpcId: 'vpc-1', IsDefault: true, OwnerId: ACCOUNT }],
  'security-group-vpc-association': [{ GroupId: 'sg-1', VpcId: 'vpc-2', State: 'associated', GroupOwnerId: ACCOUNT }],
  'security-group-reference': (key) => [{ GroupId: key, ReferencingVpcId: 'vpc-2', VpcPeeringConnectionId: 'pcx-1' }],
  'stale-security-group': (key) => (key === 'vpc-1' ? [{ GroupId: 'sg-1', GroupName: 'web', VpcId: key }] : []),
  'network-interface-permission': [
    { NetworkInterfacePermissionId: 'eni-perm-1', NetworkInterfaceId: 'eni-1', AwsAccountId: '999999999999' },
  ],
  'route-table': [{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', OwnerId: ACCOUNT }],
  'prefix-list': [{ PrefixListId: 'pl-1', PrefixListName: 'com.amazonaws.eu-central-1.s3', OwnerId: 'AWS' }],
  'prefix-list-entry': () => [{ Cidr: '3.5.0.0/16' }, { Cidr: '52.219.0.0/16' }],
  'route-server': [{ RouteServerId: 'rs-1', State: 'available', AmazonSideAsn: 65000 }],
  'route-server-endpoint': [{ RouteServerEndpointId: 'rse-1', RouteServerId: 'rs-1', SubnetId: 'subnet-1' }],
  'route-server-peer': [{ RouteServerPeerId: 'rsp-1', RouteServerId: 'rs-1', BgpStatus: { Status: 'up' } }],
  'route-server-association': (key) => [{ RouteServerId: key, VpcId: 'vpc-1', State: 'associated' }],
  'route-server-propagation': (key) => [{ RouteServerId: key, RouteTableId: 'rtb-1', State: 'available' }],
  'route-server-route': () => [
    { Prefix: '10.50.0.0/16', RouteServerPeerId: 'rsp-1', RouteServerEndpointId: 'rse-1', AsPaths: ['65002 65001', '65001'] },
  ],
  'internet-gateway': [{ InternetGatewayId: 'igw-1', OwnerId: ACCOUNT }],
  'egress-only-internet-gateway': [{ EgressOnlyInternetGatewayId: 'eigw-1' }],
  'nat-gateway': [
    { NatGatewayId: 'nat-1', State: 'available' },
    { NatGatewayId: 'nat-2', State: 'available' },
    { NatGatewayId: 'nat-gone', State: 'deleted' },
  ],
  'carrier-gateway': [{ CarrierGatewayId: 'cagw-1', VpcId: 'vpc-1', OwnerId: ACCOUNT }],
  'local-gateway': [{ LocalGatewayId: 'lgw-1', OwnerId: ACCOUNT, State: 'available' }],
  'local-gateway-route-table': [
    { LocalGatewayRouteTableId: 'lgw-rtb-1', LocalGatewayId: 'lgw-1', OwnerId: ACCOUNT, State: 'available' },
    { LocalGatewayRouteTableId: 'lgw-rtb-theirs', LocalGatewayId: 'lgw-9', OwnerId: '999999999999', State: 'available' },
  ],
  'local-gateway-vpc-association': [{ LocalGatewayRouteTableVpcAssociationId: 'lgw-vpc-assoc-1', VpcId: 'vpc-1' }],
  'local-gateway-route': (key) => [{ DestinationCidrBlock: '192.168.0.0/16', LocalGatewayRouteTableId: key, State: 'active' }],
  'vpc-endpoint': [
    { VpcEndpointId: 'vpce-1', OwnerId: ACCOUNT, VpcId: 'vpc-1', ServiceName: 'com.amazonaws.s3', VpcEndpointType: 'Interface' },
    { VpcEndpointId: 'vpce-2', OwnerId: ACCOUNT, VpcId: 'vpc-1', ServiceName: 'com.amazonaws.s3', VpcEndpointType: 'Gateway' },
  ],
  'endpoint-service': [{ ServiceId: 'vpce-svc-1', ServiceName: 'svc', ServiceState: 'Available', AcceptanceRequired: true }],
  'endpoint-service-permission': (key) => [{ ServicePermissionId: 'vpce-svc-perm-1', Principal: '*', ServiceId: key }],
  'endpoint-connection': [{ ServiceId: 'vpce-svc-1', VpcEndpointId: 'vpce-9', CreationTimestamp: when }],
  'vpc-endpoint-association': [{ Id: 'vpce-rsc-asc-1', VpcEndpointId: 'vpce-1' }],
  'vpc-peering-connection': [{ VpcPeeringConnectionId: 'pcx-1', Status: { Code: 'active' } }],
  'transit-gateway': [{ TransitGatewayId: 'tgw-1', OwnerId: ACCOUNT, State: 'available' }],
  'transit-gateway-attachment': [{ TransitGatewayAttachmentId: 'tgw-attach-1', ResourceOwnerId: ACCOUNT, ResourceType: 'vpc' }],
  'transit-gateway-vpc-attachment': [{ TransitGatewayAttachmentId: 'tgw-attach-1', VpcId: 'vpc-1', VpcOwnerId: ACCOUNT }],
  'transit-gateway-route-table': [{ TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1', State: 'available' }],
  'transit-gateway-association': () => [{ TransitGatewayAttachmentId: 'tgw-attach-1', ResourceType: 'vpc' }],
  'transit-gateway-propagation': () => [{ TransitGatewayAttachmentId: 'tgw-attach-1', ResourceType: 'vpc' }],
  'transit-gateway-route': () => [{ DestinationCidrBlock: '10.0.0.0/16', State: 'active', Type: 'propagated' }],
  'transit-gateway-connect': [
    { TransitGatewayAttachmentId: 'tgw-attach-2', TransportTransitGatewayAttachmentId: 'tgw-attach-1' },
  ],
  'transit-gateway-connect-peer': [{ TransitGatewayConnectPeerId: 'tgw-connect-peer-1', CreationTime: when }],
  'transit-gateway-peering-attachment': [{ TransitGatewayAttachmentId: 'tgw-attach-3', Status: { Code: 'available' } }],
  'transit-gateway-route-table-announcement': [{ TransitGatewayRouteTableAnnouncementId: 'tgw-rtb-ann-1', CreationTime: when }],
  'transit-gateway-prefix-list-reference': () => [{ PrefixListId: 'pl-1', Blackhole: true, State: 'available' }],
  'transit-gateway-policy-table': [{ TransitGatewayPolicyTableId: 'tgw-ptb-1', State: 'available' }],
  'transit-gateway-policy-table-entry': () => [{ PolicyRuleNumber: '100', TargetRouteTableId: 'tgw-rtb-1', State: 'active' }],
  'transit-gateway-policy-table-association': () => [{ TransitGatewayAttachmentId: 'tgw-attach-3', State: 'associated' }],
  'transit-gateway-multicast-domain': [{ TransitGatewayMulticastDomainId: 'tgw-mcast-domain-1', OwnerId: ACCOUNT }],
  'transit-gateway-multicast-association': () => [
    { TransitGatewayAttachmentId: 'tgw-attach-1', Subnet: { SubnetId: 'subnet-1' } },
  ],
  'transit-gateway-multicast-group': () => [{ GroupIpAddress: '224.0.0.9', NetworkInterfaceId: 'eni-1', GroupMember: true }],
  'vpn-gateway': [{ VpnGatewayId: 'vgw-1', State: 'available' }],
  'customer-gateway': [{ CustomerGatewayId: 'cgw-1', IpAddress: '192.0.2.1' }],
  'vpn-connection': [
    { VpnConnectionId: 'vpn-1', State: 'available', VgwTelemetry: [{ OutsideIpAddress: '192.0.2.5', Status: 'UP' }] },
    { VpnConnectionId: 'vpn-gone', State: 'deleted', VgwTelemetry: [{ OutsideIpAddress: '192.0.2.6', Status: 'DOWN' }] },
  ],
  'vpn-tunnel-status': () => [{ IkeVersion: 'ikev2', Phase1DHGroup: 14, ProvisioningStatus: 'available' }],
  'vpn-concentrator': [{ VpnConcentratorId: 'vcn-1', TransitGatewayId: 'tgw-1', State: 'available' }],
  'client-vpn-endpoint': [{ ClientVpnEndpointId: 'cvpn-endpoint-1', DnsServers: ['10.0.0.2', '10.0.0.1'] }],
  'client-vpn-route': (key) => [{ ClientVpnEndpointId: key, DestinationCidr: '10.0.0.0/16', TargetSubnet: 'subnet-1' }],
  'client-vpn-target-network': () => [{ AssociationId: 'cvpn-assoc-1', TargetNetworkId: 'subnet-1' }],
  'client-vpn-authorization-rule': () => [{ DestinationCidr: '0.0.0.0/0', AccessAll: true }],
  'flow-log': [{ FlowLogId: 'fl-1', ResourceId: 'vpc-1' }],
  'traffic-mirror-session': [{ TrafficMirrorSessionId: 'tms-1', SessionNumber: 1 }],
  'traffic-mirror-target': [{ TrafficMirrorTargetId: 'tmt-1', NetworkInterfaceId: 'eni-1' }],
  'traffic-mirror-filter': [{ TrafficMirrorFilterId: 'tmf-1', IngressFilterRules: [{ RuleNumber: 100, Protocol: 6 }] }],
  'traffic-mirror-filter-rule': [{ TrafficMirrorFilterRuleId: 'tmfr-1', TrafficMirrorFilterId: 'tmf-1', RuleNumber: 100 }],
  'network-insights-path': [{ NetworkInsightsPathId: 'nip-1', CreatedDate: when, Source: 'eni-1', Protocol: 'tcp' }],
  'network-insights-analysis': [
    {
      NetworkInsightsAnalysisId: 'nia-1',
      NetworkInsightsPathId: 'nip-1',
      ForwardPathComponents: [{ SequenceNumber: 2 }, { SequenceNumber: 1 }],
    },
  ],
  'network-insights-access-scope': [{ NetworkInsightsAccessScopeId: 'nis-1', CreatedDate: when }],
  'instance-connect-endpoint': [{ InstanceConnectEndpointId: 'eice-1', OwnerId: ACCOUNT }],
  'block-public-access-options': [{ InternetGatewayBlockMode: 'off', State: 'default-state' }],
  'block-public-access-exclusion': [{ ExclusionId: 'vpcbpa-exclude-1', ResourceArn: 'arn:vpc/vpc-1' }],
  'serial-console-access': [{ SerialConsoleAccessEnabled: true, ManagedBy: 'account' }],
  'instance-metadata-defaults': [{ HttpTokens: 'required', HttpPutResponseHopLimit: 2 }],
};

const balancing: typeof ec2 = {
  'load-balancer': [
    { LoadBalancerArn: `${elb}loadbalancer/app/web/1`, LoadBalancerName: 'web', CreatedTime: when, Type: 'application' },
    { LoadBalancerArn: `${elb}loadbalancer/net/tcp/2`, LoadBalancerName: 'tcp', CreatedTime: when, Type: 'network' },
  ],
  listener: (key) =>
    ['HTTPS', 'TCP'].map((Protocol, at) => ({
      ListenerArn: `${key.replace(':loadbalancer/', ':listener/')}/${at}`,
      LoadBalancerArn: key,
      Protocol,
      Port: 443 + at,
      DefaultActions: [
        { Type: 'authenticate-oidc', Order: 2 },
        { Type: 'forward', Order: 1, TargetGroupArn: `${elb}targetgroup/web/1` },
      ],
    })),
  'target-group': [{ TargetGroupArn: `${elb}targetgroup/web/1`, TargetGroupName: 'web', Port: 80, HealthCheckEnabled: true }],
  'load-balancer-attributes': () => [{ Attributes: [{ Key: 'deletion_protection.enabled', Value: 'false' }] }],
  'target-group-attributes': () => [{ Attributes: [{ Key: 'stickiness.enabled', Value: '' }] }],
  'listener-rule': (key) => [
    {
      RuleArn: `${key.replace(':listener/', ':listener-rule/')}/1`,
      Priority: '10',
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }],
      IsDefault: false,
    },
  ],
  'load-balancer-tags': (key) => [{ ResourceArn: key, Tags: [{ Key: 'Name', Value: last(key) }] }],
  'target-group-tags': (key) => [{ ResourceArn: key, Tags: [] }],
  'target-health': () => [
    { Target: { Id: 'i-1', Port: 80 }, TargetHealth: { State: 'healthy' }, AnomalyDetection: { Result: 'normal' } },
    { Target: { Id: 'i-2', Port: 80 }, TargetHealth: { State: 'unhealthy', Reason: 'Target.Timeout' } },
  ],
  'classic-load-balancer': [{ LoadBalancerName: 'old', Instances: [{ InstanceId: 'i-1' }], CreatedTime: when }],
  'classic-load-balancer-attributes': () => [{ CrossZoneLoadBalancing: { Enabled: true } }],
  'classic-load-balancer-tags': (key) => [{ LoadBalancerName: key, Tags: [{ Key: 'team', Value: 'a&b' }] }],
  'classic-instance-health': () => [{ InstanceId: 'i-1', State: 'InService' }],
};

const firewalls: typeof ec2 = {
  'firewall-listing': [{ FirewallArn: `${firewall}firewall/edge`, FirewallName: 'edge' }],
  firewall: (key) => [
    {
      UpdateToken: 'token-1',
      Firewall: { FirewallArn: key, FirewallName: 'edge', FirewallId: '1', FirewallPolicyArn: `${firewall}firewall-policy/edge` },
      FirewallStatus: {
        Status: 'READY',
        SyncStates: { [`${REGION}a`]: { Attachment: { EndpointId: 'vpce-1', Status: 'READY' } } },
        CapacityUsageSummary: { CIDRs: { UtilizedCIDRCount: 3 } },
      },
    },
  ],
  'firewall-logging': (key) => [{ FirewallArn: key, LoggingConfiguration: { LogDestinationConfigs: [{ LogType: 'ALERT' }] } }],
  'firewall-endpoint-listing': [{ VpcEndpointAssociationArn: `${firewall}vpc-endpoint-association/1` }],
  'firewall-endpoint': (key) => [{ VpcEndpointAssociation: { VpcEndpointAssociationArn: key, VpcId: 'vpc-1' } }],
  'firewall-policy-listing': [{ Arn: `${firewall}firewall-policy/edge`, Name: 'edge' }],
  'firewall-policy': (key) => [
    {
      UpdateToken: 'token-2',
      FirewallPolicyResponse: { FirewallPolicyArn: key, FirewallPolicyName: 'edge', LastModifiedTime: when },
      FirewallPolicy: {
        StatelessDefaultActions: ['aws:forward_to_sfe'],
        StatefulRuleGroupReferences: [
          { ResourceArn: `${firewall}stateful-rulegroup/own` },
          { ResourceArn: `arn:aws:network-firewall:${REGION}:aws-managed:stateful-rulegroup/Threats` },
        ],
      },
    },
  ],
  'firewall-rule-group-listing': [{ Arn: `${firewall}stateful-rulegroup/own`, Name: 'own' }],
  'firewall-rule-group': (key) => [ruleGroup(key)],
  'firewall-rule-group-of-others': (key) => [ruleGroup(key)],
};

const ruleGroup = (arn: string): Data => ({
  UpdateToken: 'token-3',
  RuleGroupResponse: { RuleGroupArn: arn, RuleGroupName: last(arn), RuleGroupId: '1' },
  RuleGroup: {
    RulesSource: {
      StatefulRules: [
        { Action: 'PASS', RuleOptions: [{ Keyword: 'sid', Settings: ['2'] }] },
        { Action: 'DROP', RuleOptions: [{ Keyword: 'sid', Settings: ['1'] }] },
      ],
    },
  },
});

const lines: typeof ec2 = {
  'direct-connect-connection': [{ connectionId: 'dxcon-1', connectionName: 'line', ownerAccount: ACCOUNT, loaIssueTime: when }],
  'direct-connect-lag': [{ lagId: 'dxlag-1', numberOfConnections: 2, ownerAccount: ACCOUNT }],
  'direct-connect-virtual-interface': [
    {
      virtualInterfaceId: 'dxvif-1',
      ownerAccount: ACCOUNT,
      authKey: 'secret',
      bgpPeers: [{ bgpPeerId: 'dxpeer-1', authKey: 'secret', bgpStatus: 'up' }],
      tags: [{ key: 'Name', value: 'vif' }],
    },
  ],
  'direct-connect-gateway': [
    { directConnectGatewayId: 'dxgw-1', ownerAccount: ACCOUNT, amazonSideAsn: 64512 },
    { directConnectGatewayId: 'dxgw-9', ownerAccount: '999999999999' },
  ],
  'direct-connect-gateway-association': (key) => [{ associationId: 'assoc-1', directConnectGatewayId: key }],
  'direct-connect-gateway-attachment': (key) => [{ virtualInterfaceId: 'dxvif-1', directConnectGatewayId: key }],
};

const names: typeof ec2 = {
  'hosted-zone-listing': [
    { Id: '/hostedzone/ZPRIVATE', Name: 'corp.', Config: { PrivateZone: true }, ResourceRecordSetCount: 2 },
    { Id: '/hostedzone/ZPUBLIC', Name: 'example.com.', Config: { PrivateZone: false }, ResourceRecordSetCount: 9 },
  ],
  'hosted-zone': (key) => [
    { HostedZone: { Id: `/hostedzone/${key}`, Name: 'corp.' }, VPCs: [{ VPCId: 'vpc-1', VPCRegion: REGION }] },
  ],
  'resource-record-set': (key) =>
    key === 'ZPUBLIC'
      ? [
          { Name: 'example.com.', Type: 'NS', TTL: 172800, ResourceRecords: [{ Value: 'ns-0.awsdns-00.com.' }] },
          {
            Name: 'www.example.com.',
            Type: 'A',
            AliasTarget: {
              HostedZoneId: 'Z32O12XQLNTSW2',
              DNSName: 'front-1.eu-west-1.elb.amazonaws.com.',
              EvaluateTargetHealth: false,
            },
          },
        ]
      : [
          { Name: 'a.corp.', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '10.0.0.5' }] },
          { Name: '\\052.corp.', Type: 'A', SetIdentifier: 'blue', Weight: 1, TTL: 60, ResourceRecords: [{ Value: '10.0.0.6' }] },
        ],
  'vpc-hosted-zone': (key) =>
    key === 'vpc-1' ? [{ HostedZoneId: 'ZPRIVATE', Name: 'corp.', Owner: { OwningAccount: ACCOUNT } }] : [],
  'resolver-endpoint': [{ Id: 'rslvr-in-1', Name: 'in', Direction: 'INBOUND', Status: 'OPERATIONAL', Dns64Enabled: true }],
  'resolver-endpoint-address': () => [{ IpId: 'rni-1', SubnetId: 'subnet-1', Ip: '10.0.0.53' }],
  'resolver-rule': [{ Id: 'rslvr-rr-1', OwnerId: ACCOUNT, DomainName: 'corp.', RuleType: 'FORWARD' }],
  'resolver-rule-association': [{ Id: 'rslvr-rrassoc-1', ResolverRuleId: 'rslvr-rr-1', VPCId: 'vpc-1' }],
  'dns-firewall-rule-group': [{ Id: 'rslvr-frg-1', OwnerId: ACCOUNT }],
  'dns-firewall-rule': (key) => [{ FirewallRuleGroupId: key, Priority: 0, Action: 'BLOCK', Status: 'COMPLETE' }],
  'dns-firewall-domain-list': [{ Id: 'rslvr-fdl-1', Name: 'bad', Category: 'new' }],
  'dns-firewall-rule-group-association': [{ Id: 'rslvr-frgassoc-1', VpcId: 'vpc-1', Priority: 101 }],
  'dns-firewall-config': [{ Id: 'rslvr-fc-1', ResourceId: 'vpc-1', FirewallFailOpen: 'DISABLED' }],
  'query-log-config': [{ Id: 'rqlc-1', OwnerId: ACCOUNT, AssociationCount: 1 }],
  'query-log-config-association': [{ Id: 'rqlca-1', ResolverQueryLogConfigId: 'rqlc-1', ResourceId: 'vpc-1' }],
};

const around: typeof ec2 = {
  'resource-share': (key) => [{ resourceShareArn: `arn:aws:ram:::resource-share/${key}`, name: key, creationTime: when }],
  'shared-resource': (key) => [{ arn: 'arn:aws:ec2:::subnet/subnet-1', resourceShareArn: `arn:resource-share/${key}` }],
  'shared-with': (key) => [{ id: '999999999999', resourceShareArn: `arn:resource-share/${key}`, external: true }],
  'service-quota': (key) =>
    key === 'ram'
      ? []
      : [
          {
            ServiceCode: key,
            QuotaCode: 'L-1',
            QuotaName: 'Things',
            Value: 5.5,
            UsageMetric: { MetricDimensions: { Class: 'None' } },
          },
        ],
  'nat-gateway-metric': (key) =>
    ['BytesOutToDestination', 'ErrorPortAllocation'].map((metric) => ({
      Id: `${key.replace('-', '_')}_${metric}`,
      Label: metric,
      Timestamps: ['2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
      Values: [7, 3.5],
      StatusCode: 'Complete',
    })),
  'vpc-endpoint-metric': (key) => [{ Id: `${key.replace('-', '_')}_BytesProcessed`, Timestamps: [], Values: [] }],
};

const wan: typeof ec2 = {
  'global-network': [{ GlobalNetworkId: 'global-network-1', State: 'AVAILABLE' }],
  'core-network': [
    { CoreNetworkId: 'core-network-1', CoreNetworkArn: `${cloudWan}core-network/core-network-1`, OwnerAccountId: ACCOUNT },
  ],
  'core-network-detail': (key) => [
    {
      CoreNetworkId: key,
      GlobalNetworkId: 'global-network-1',
      Segments: [{ Name: 'prod', EdgeLocations: [REGION] }, { Name: 'dev' }],
      Edges: [{ EdgeLocation: REGION }],
    },
  ],
  'core-network-policy': (key) => [{ CoreNetworkId: 'core-network-1', Alias: last(key), PolicyVersionId: 2 }],
  'core-network-attachment': ['VPC', 'CONNECT', 'SITE_TO_SITE_VPN', 'TRANSIT_GATEWAY_ROUTE_TABLE', 'DIRECT_CONNECT_GATEWAY'].map(
    (AttachmentType, at) => ({ AttachmentId: `attachment-${at}`, AttachmentType, OwnerAccountId: ACCOUNT, State: 'AVAILABLE' }),
  ),
  'core-network-route-table': () => [
    { RouteTableTimestamp: 1763829065, NetworkRoutes: [{ DestinationCidrBlock: '10.0.0.0/8' }] },
  ],
  'core-network-vpc-attachment': (key) => [{ Attachment: { AttachmentId: key }, SubnetArns: ['arn:subnet/subnet-1'] }],
  'core-network-connect-attachment': (key) => [{ Attachment: { AttachmentId: key }, TransportAttachmentId: 'attachment-0' }],
  'core-network-vpn-attachment': (key) => [{ Attachment: { AttachmentId: key }, VpnConnectionArn: 'arn:vpn-connection/vpn-1' }],
  'core-network-transit-attachment': (key) => [{ Attachment: { AttachmentId: key }, PeeringId: 'peering-1' }],
  'core-network-direct-connect-attachment': (key) => [
    { Attachment: { AttachmentId: key }, DirectConnectGatewayArn: `arn:aws:directconnect::${ACCOUNT}:dx-gateway/dxgw-1` },
  ],
  'network-manager-peering': [{ PeeringId: 'peering-1', PeeringType: 'TRANSIT_GATEWAY', OwnerAccountId: ACCOUNT }],
  'network-manager-peering-detail': (key) => [{ Peering: { PeeringId: key }, TransitGatewayArn: 'arn:transit-gateway/tgw-1' }],
  'connect-peer': [{ ConnectPeerId: 'connect-peer-1', ConnectAttachmentId: 'attachment-1' }],
  'connect-peer-detail': (key) => [{ ConnectPeerId: key, Configuration: { PeerAddress: '10.9.0.1' } }],
  'core-network-policy-version': (key) => [
    { CoreNetworkId: key, PolicyVersionId: 1, ChangeSetState: 'EXECUTION_SUCCEEDED' },
    { CoreNetworkId: key, PolicyVersionId: 2, ChangeSetState: 'READY_TO_EXECUTE', Alias: 'LATEST' },
  ],
  'core-network-change-set': () => [{ Type: 'CORE_NETWORK_SEGMENT', Action: 'ADD', Identifier: 'dev' }],
  'core-network-route': (key) => [
    {
      Prefix: '10.0.0.0/16',
      NextHop: { CoreNetworkAttachmentId: 'attachment-0', SegmentName: key.split('/')[1] },
      AsPath: ['65002', '65001'],
      Communities: ['64512:1'],
    },
  ],
  'attachment-routing-policy': () => [
    { AttachmentId: 'attachment-0', RoutingPolicyLabel: 'edge', AssociatedRoutingPolicies: ['p'] },
  ],
  'core-network-prefix-list': (key) => [{ CoreNetworkId: key, PrefixListArn: 'arn:prefix-list/pl-1', PrefixListAlias: 's3' }],
  'core-network-resource-policy': () => [{ PolicyDocument: '{"Version":"2012-10-17"}' }],
  'transit-gateway-registration': (key) => [{ GlobalNetworkId: key, TransitGatewayArn: 'arn:transit-gateway/tgw-1' }],
  site: (key) => [{ SiteId: 'site-1', GlobalNetworkId: key, Location: { Address: 'Unter den Linden 1', Latitude: '52.5' } }],
  device: (key) => [{ DeviceId: 'device-1', GlobalNetworkId: key, Vendor: 'Router & Sons' }],
  link: (key) => [{ LinkId: 'link-1', GlobalNetworkId: key, Bandwidth: { UploadSpeed: 100 } }],
  'link-association': () => [{ DeviceId: 'device-1', LinkId: 'link-1' }],
  'customer-gateway-association': () => [{ CustomerGatewayArn: 'arn:customer-gateway/cgw-1', DeviceId: 'device-1' }],
  'network-manager-connection': (key) => [{ ConnectionId: 'connection-1', GlobalNetworkId: key }],
  'network-telemetry': () => [
    { ResourceId: 'vpn-1', Address: '192.0.2.5', Health: { Type: 'BGP', Status: 'UP', Timestamp: 1.5 } },
  ],
};

const templates: typeof ec2 = { ...ec2, ...balancing, ...firewalls, ...lines, ...names, ...around, ...wan };

/** The kinds that the account lacks. */
export const missing = (): string[] => kinds.map(({ kind }) => kind).filter((kind) => !templates[kind]);

/** All that the account has, secrets and all. */
export function oneOfEvery(): Resource[] {
  const made = new Map<string, Resource[]>();
  for (const row of inOrder(kinds)) made.set(row.kind, resourcesOf(row, made));
  return [...made.values()].flat();
}

/** The account, with the secrets hashed by `key`, as a scan would hash them. */
export function everyKind(key: Uint8Array): Snapshot {
  return memorySnapshot({
    resources: oneOfEvery(),
    accounts: [{ account: ACCOUNT, partition: 'aws', arn: `arn:aws:iam::${ACCOUNT}:root`, alias: 'everything' }],
    places: [REGION, 'global'].map((region) => ({ account: ACCOUNT, region })),
    kinds: kinds.map(({ kind }) => kind),
    key,
  });
}

function resourcesOf(row: Kind, made: ReadonlyMap<string, Resource[]>): Resource[] {
  const template = templates[row.kind] ?? [];
  const region = row.scope === 'global' ? 'global' : REGION;
  const resource = (data: Data, parent?: string): Resource => ({
    kind: row.kind,
    account: ACCOUNT,
    region,
    id: row.id(data, parent ?? '')!,
    ...(parent !== undefined && { parent }),
    data,
  });
  if (Array.isArray(template)) return template.map((data) => resource(data));
  return keysOf(row, region, made).flatMap((key) => template(key).map((data) => resource(data, key)));
}

/** The keys of the points that a scan asks. */
function keysOf(row: Kind, region: string, made: ReadonlyMap<string, Resource[]>): string[] {
  const over = row.call.over!;
  const parents = over.kind ? made.get(over.kind)! : [{ kind: '', data: {} }];
  const owner = over.shared ? undefined : kinds.find(({ kind }) => kind === over.kind)?.owner;
  const mine = parents.filter(({ data }) => (owner?.(data) ?? ACCOUNT) === ACCOUNT);
  return [...new Set(mine.flatMap(({ data }) => over.points(data, region)).map(({ key }) => key))];
}
