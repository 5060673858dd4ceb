/** Firewalls between subnets: AWS Network Firewall with its policies, rule groups and logs. */
import { idInArn } from './ids.ts';
import { each, kind } from './kind.ts';

export const firewallListing = kind({
  kind: 'firewall-listing',
  title: 'Listed firewall',
  about: 'The name of a firewall; what it is says the firewall itself.',
  call: { service: 'networkfirewall', operation: 'ListFirewalls', items: 'Firewalls', pageSize: 100 },
  id: (item) => item.FirewallArn,
  name: (item) => item.FirewallName,
  // A firewall has endpoints in a VPC, or is attached to a transit gateway.
  onlyWith: ['vpc', 'vpc-endpoint', 'transit-gateway-attachment'],
  columns: { name: (item) => item.FirewallName, attachment: (item) => item.TransitGatewayAttachmentId },
});

const ofFirewall = ({ FirewallArn }: { FirewallArn?: string }) =>
  FirewallArn ? [{ key: FirewallArn, input: { FirewallArn } }] : [];

export const firewall = kind({
  kind: 'firewall',
  title: 'Network firewall',
  about: 'Inspects the packets that route tables send through its endpoints, and whether it is in step with its policy.',
  call: { service: 'networkfirewall', operation: 'DescribeFirewall', items: '.', over: each(firewallListing, ofFirewall) },
  id: (_item, parent) => parent,
  name: (item) => item.Firewall?.FirewallName,
  refs: {
    'firewall-listing': (_item, parent) => parent,
    vpc: (item) => item.Firewall?.VpcId,
    subnet: (item) => item.Firewall?.SubnetMappings?.map((mapping) => mapping.SubnetId),
    'firewall-policy': (item) => item.Firewall?.FirewallPolicyArn,
    'vpc-endpoint': (item) => endpointsOf(item.FirewallStatus?.SyncStates),
    'transit-gateway': (item) => item.Firewall?.TransitGatewayId,
    'transit-gateway-attachment': (item) => item.FirewallStatus?.TransitGatewayAttachmentSyncState?.AttachmentId,
  },
  detailOf: 'firewall-listing',
  volatile: ['UpdateToken', 'FirewallStatus.CapacityUsageSummary'],
  keyed: { 'Firewall.SubnetMappings': ['SubnetId'], 'Firewall.AvailabilityZoneMappings': ['AvailabilityZone'] },
  columns: {
    status: (item) => item.FirewallStatus?.Status,
    'in-step': (item) => item.FirewallStatus?.ConfigurationSyncStateSummary,
    vpc: (item) => item.Firewall?.VpcId,
    policy: (item) => idInArn(item.Firewall?.FirewallPolicyArn),
    endpoints: (item) => endpointsOf(item.FirewallStatus?.SyncStates),
    'delete-protection': (item) => item.Firewall?.DeleteProtection,
  },
});

type SyncStates = Record<string, { Attachment?: { EndpointId?: string } }>;

const endpointsOf = (states: SyncStates = {}): (string | undefined)[] =>
  Object.values(states).map((state) => state.Attachment?.EndpointId);

export const firewallLogging = kind({
  kind: 'firewall-logging',
  title: 'Firewall logging configuration',
  about: 'What a firewall writes down of flows, alerts and TLS, and where to.',
  call: {
    service: 'networkfirewall',
    operation: 'DescribeLoggingConfiguration',
    items: '.',
    over: each(firewallListing, ofFirewall),
  },
  id: (_item, parent) => parent,
  refs: { firewall: (_item, parent) => parent },
  detailOf: 'firewall',
  keyed: { 'LoggingConfiguration.LogDestinationConfigs': ['LogType', 'LogDestinationType'] },
  columns: {
    logs: (item) => item.LoggingConfiguration?.LogDestinationConfigs?.map((log) => `${log.LogType} to ${log.LogDestinationType}`),
    dashboard: (item) => item.EnableMonitoringDashboard,
  },
});

export const firewallEndpointListing = kind({
  kind: 'firewall-endpoint-listing',
  title: 'Listed firewall endpoint association',
  about: 'The name of an endpoint by which another VPC or zone uses a firewall.',
  call: {
    service: 'networkfirewall',
    operation: 'ListVpcEndpointAssociations',
    items: 'VpcEndpointAssociations',
    pageSize: 100,
  },
  id: (item) => item.VpcEndpointAssociationArn,
  onlyWith: ['vpc', 'vpc-endpoint'],
  columns: { association: (item) => idInArn(item.VpcEndpointAssociationArn) },
});

export const firewallEndpoint = kind({
  kind: 'firewall-endpoint',
  title: 'Firewall endpoint association',
  about: 'An endpoint by which another VPC or zone uses a firewall, and whether it works.',
  call: {
    service: 'networkfirewall',
    operation: 'DescribeVpcEndpointAssociation',
    items: '.',
    over: each(firewallEndpointListing, ({ VpcEndpointAssociationArn: arn }) =>
      arn ? [{ key: arn, input: { VpcEndpointAssociationArn: arn } }] : [],
    ),
  },
  id: (_item, parent) => parent,
  refs: {
    'firewall-endpoint-listing': (_item, parent) => parent,
    firewall: (item) => item.VpcEndpointAssociation?.FirewallArn,
    vpc: (item) => item.VpcEndpointAssociation?.VpcId,
    subnet: (item) => item.VpcEndpointAssociation?.SubnetMapping?.SubnetId,
    'vpc-endpoint': (item) => endpointsOf(item.VpcEndpointAssociationStatus?.AssociationSyncState),
  },
  detailOf: 'firewall-endpoint-listing',
  columns: {
    firewall: (item) => idInArn(item.VpcEndpointAssociation?.FirewallArn),
    vpc: (item) => item.VpcEndpointAssociation?.VpcId,
    subnet: (item) => item.VpcEndpointAssociation?.SubnetMapping?.SubnetId,
    status: (item) => item.VpcEndpointAssociationStatus?.Status,
  },
});

export const firewallPolicyListing = kind({
  kind: 'firewall-policy-listing',
  title: 'Listed firewall policy',
  about: 'The name of a firewall policy; what it says is in the policy itself.',
  call: { service: 'networkfirewall', operation: 'ListFirewallPolicies', items: 'FirewallPolicies', pageSize: 100 },
  id: (item) => item.Arn,
  name: (item) => item.Name,
  columns: { name: (item) => item.Name },
});

export const firewallPolicy = kind({
  kind: 'firewall-policy',
  title: 'Firewall policy',
  about: 'Which rule groups a firewall applies, in which order, and what it does with the rest.',
  call: {
    service: 'networkfirewall',
    operation: 'DescribeFirewallPolicy',
    items: '.',
    over: each(firewallPolicyListing, ({ Arn }) => (Arn ? [{ key: Arn, input: { FirewallPolicyArn: Arn } }] : [])),
  },
  id: (_item, parent) => parent,
  name: (item) => item.FirewallPolicyResponse?.FirewallPolicyName,
  refs: {
    'firewall-policy-listing': (_item, parent) => parent,
    'firewall-rule-group': (item) => groupsOf(item).filter((arn) => ownerIn(arn) === ownerOf(item)),
    'firewall-rule-group-of-others': (item) => groupsOf(item).filter((arn) => ownerIn(arn) !== ownerOf(item)),
  },
  detailOf: 'firewall-policy-listing',
  volatile: ['UpdateToken'],
  keyed: {
    'FirewallPolicy.StatelessRuleGroupReferences': ['ResourceArn'],
    'FirewallPolicy.StatefulRuleGroupReferences': ['ResourceArn'],
    'FirewallPolicy.StatelessCustomActions': ['ActionName'],
  },
  columns: {
    status: (item) => item.FirewallPolicyResponse?.FirewallPolicyStatus,
    stateless: (item) => item.FirewallPolicy?.StatelessRuleGroupReferences?.length ?? 0,
    'stateless-default': (item) => item.FirewallPolicy?.StatelessDefaultActions,
    stateful: (item) => item.FirewallPolicy?.StatefulRuleGroupReferences?.length ?? 0,
    'stateful-default': (item) => item.FirewallPolicy?.StatefulDefaultActions,
    order: (item) => item.FirewallPolicy?.StatefulEngineOptions?.RuleOrder,
    firewalls: (item) => item.FirewallPolicyResponse?.NumberOfAssociations,
  },
});

interface Policy {
  FirewallPolicyResponse?: { FirewallPolicyArn?: string };
  FirewallPolicy?: {
    StatelessRuleGroupReferences?: { ResourceArn?: string }[];
    StatefulRuleGroupReferences?: { ResourceArn?: string }[];
  };
}

const groupsOf = ({ FirewallPolicy: policy }: Policy): (string | undefined)[] =>
  [...(policy?.StatelessRuleGroupReferences ?? []), ...(policy?.StatefulRuleGroupReferences ?? [])].map(
    (group) => group.ResourceArn,
  );

export const firewallRuleGroupListing = kind({
  kind: 'firewall-rule-group-listing',
  title: 'Listed firewall rule group',
  about: 'The name of a rule group of this account; what it says is in the rule group itself.',
  call: { service: 'networkfirewall', operation: 'ListRuleGroups', items: 'RuleGroups', pageSize: 100 },
  id: (item) => item.Arn,
  name: (item) => item.Name,
  columns: { name: (item) => item.Name, vendor: (item) => item.VendorName },
});

/** What rows that describe rule groups have in common: in strict order, rules and their options mean what they mean by their place. */
const ruleGroup = {
  volatile: ['UpdateToken'],
  ordered: [
    'RuleGroup.RulesSource.StatefulRules',
    'RuleGroup.RulesSource.StatefulRules.RuleOptions',
    'RuleGroup.RulesSource.StatefulRules.RuleOptions.Settings',
  ],
  keyed: {
    'RuleGroup.RulesSource.StatelessRulesAndCustomActions.StatelessRules': ['Priority'],
    'RuleGroup.RulesSource.StatelessRulesAndCustomActions.CustomActions': ['ActionName'],
  },
} as const;

export const firewallRuleGroup = kind({
  kind: 'firewall-rule-group',
  title: 'Firewall rule group',
  about: 'Rules of a firewall: stateless ones by priority, stateful ones in order or as Suricata strings.',
  call: {
    service: 'networkfirewall',
    operation: 'DescribeRuleGroup',
    items: '.',
    over: each(firewallRuleGroupListing, ({ Arn }) => (Arn ? [{ key: Arn, input: { RuleGroupArn: Arn } }] : [])),
  },
  id: (_item, parent) => parent,
  name: (item) => item.RuleGroupResponse?.RuleGroupName,
  refs: { 'firewall-rule-group-listing': (_item, parent) => parent },
  detailOf: 'firewall-rule-group-listing',
  ...ruleGroup,
  columns: {
    type: (item) => item.RuleGroupResponse?.Type,
    status: (item) => item.RuleGroupResponse?.RuleGroupStatus,
    capacity: (item) => item.RuleGroupResponse?.Capacity,
    used: (item) => item.RuleGroupResponse?.ConsumedCapacity,
    policies: (item) => item.RuleGroupResponse?.NumberOfAssociations,
  },
});

export const firewallRuleGroupOfOthers = kind({
  kind: 'firewall-rule-group-of-others',
  title: 'Foreign firewall rule group',
  about: 'A rule group of AWS, of a partner or of another account that a firewall policy of this account uses.',
  call: {
    service: 'networkfirewall',
    operation: 'DescribeRuleGroup',
    items: '.',
    over: each(firewallPolicy, (policy) =>
      groupsOf(policy)
        .filter((arn) => arn !== undefined && ownerIn(arn) !== ownerOf(policy))
        .map((RuleGroupArn) => ({ key: RuleGroupArn!, input: { RuleGroupArn } })),
    ),
  },
  id: (_item, parent) => parent,
  name: (item) => item.RuleGroupResponse?.RuleGroupName,
  ...ruleGroup,
  columns: {
    owner: (item) => ownerIn(item.RuleGroupResponse?.RuleGroupArn),
    type: (item) => item.RuleGroupResponse?.Type,
    capacity: (item) => item.RuleGroupResponse?.Capacity,
    description: (item) => item.RuleGroupResponse?.Description,
  },
});

/** `aws-managed` or the account in an ARN. */
const ownerIn = (arn: string | undefined): string | undefined => arn?.split(':')[4];

const ownerOf = (policy: Policy): string | undefined => ownerIn(policy.FirewallPolicyResponse?.FirewallPolicyArn);
