/** How VPCs resolve names: Resolver endpoints and rules, DNS Firewall, and what of it is logged. */
import { idInKey, isGoing, joined } from './ids.ts';
import { each, kind } from './kind.ts';

export const resolverEndpoint = kind({
  kind: 'resolver-endpoint',
  title: 'Resolver endpoint',
  about: 'Lets DNS questions into a VPC from outside, or out of it to other name servers.',
  call: { service: 'route53resolver', operation: 'ListResolverEndpoints', items: 'ResolverEndpoints', pageSize: 100 },
  id: (item) => item.Id,
  name: (item) => item.Name,
  refs: { vpc: (item) => item.HostVPCId, 'security-group': (item) => item.SecurityGroupIds },
  onlyWith: ['vpc', 'network-interface'],
  columns: {
    direction: (item) => item.Direction,
    status: (item) => item.Status,
    vpc: (item) => item.HostVPCId,
    addresses: (item) => item.IpAddressCount,
    'security-groups': (item) => item.SecurityGroupIds,
    protocols: (item) => item.Protocols,
  },
});

export const resolverEndpointAddress = kind({
  kind: 'resolver-endpoint-address',
  title: 'Resolver endpoint address',
  about: 'An address in a subnet at which a Resolver endpoint listens, or from which it asks.',
  call: {
    service: 'route53resolver',
    operation: 'ListResolverEndpointIpAddresses',
    items: 'IpAddresses',
    pageSize: 100,
    over: each(resolverEndpoint, ({ Id, Status }) =>
      Id && !isGoing(Status) ? [{ key: Id, input: { ResolverEndpointId: Id } }] : [],
    ),
  },
  id: (item, parent) => item.IpId && joined(parent, item.IpId),
  refs: { 'resolver-endpoint': (_item, parent) => idInKey(parent), subnet: (item) => item.SubnetId },
  detailOf: 'resolver-endpoint',
  columns: {
    address: (item) => item.Ip ?? item.Ipv6,
    subnet: (item) => item.SubnetId,
    status: (item) => item.Status,
    message: (item) => item.StatusMessage,
  },
});

export const resolverRule = kind({
  kind: 'resolver-rule',
  title: 'Resolver rule',
  about: 'Which name servers are asked for a domain, own or shared.',
  call: { service: 'route53resolver', operation: 'ListResolverRules', items: 'ResolverRules', pageSize: 100 },
  id: (item) => item.Id,
  owner: (item) => item.OwnerId,
  name: (item) => item.Name,
  refs: { 'resolver-endpoint': (item) => item.ResolverEndpointId },
  columns: {
    domain: (item) => item.DomainName,
    type: (item) => item.RuleType,
    servers: (item) => item.TargetIps?.map((target) => target.Ip ?? target.Ipv6),
    endpoint: (item) => item.ResolverEndpointId,
    status: (item) => item.Status,
    owner: (item) => item.OwnerId,
  },
});

export const resolverRuleAssociation = kind({
  kind: 'resolver-rule-association',
  title: 'Resolver rule association',
  about: 'A VPC for which a Resolver rule holds.',
  call: {
    service: 'route53resolver',
    operation: 'ListResolverRuleAssociations',
    items: 'ResolverRuleAssociations',
    pageSize: 100,
  },
  id: (item) => item.Id,
  name: (item) => item.Name,
  refs: { 'resolver-rule': (item) => item.ResolverRuleId, vpc: (item) => item.VPCId },
  onlyWith: ['vpc'],
  columns: { rule: (item) => item.ResolverRuleId, vpc: (item) => item.VPCId, status: (item) => item.Status },
});

export const dnsFirewallRuleGroup = kind({
  kind: 'dns-firewall-rule-group',
  title: 'DNS Firewall rule group',
  about: 'Rules that allow, block or report DNS questions, own or shared.',
  call: { service: 'route53resolver', operation: 'ListFirewallRuleGroups', items: 'FirewallRuleGroups', pageSize: 100 },
  id: (item) => item.Id,
  owner: (item) => item.OwnerId,
  name: (item) => item.Name,
  columns: { shared: (item) => item.ShareStatus, owner: (item) => item.OwnerId },
});

export const dnsFirewallRule = kind({
  kind: 'dns-firewall-rule',
  title: 'DNS Firewall rule',
  about: 'What happens to a DNS question for the names of a list; the lowest number that fits decides.',
  call: {
    service: 'route53resolver',
    operation: 'ListFirewallRules',
    items: 'FirewallRules',
    pageSize: 100,
    over: each(dnsFirewallRuleGroup, ({ Id }) => (Id ? [{ key: Id, input: { FirewallRuleGroupId: Id } }] : [])),
  },
  id: (item, parent) => (item.Priority === undefined ? undefined : joined(parent, item.Priority)),
  name: (item) => item.Name,
  refs: {
    'dns-firewall-rule-group': (_item, parent) => idInKey(parent),
    'dns-firewall-domain-list': (item) => item.FirewallDomainListId,
  },
  detailOf: 'dns-firewall-rule-group',
  columns: {
    priority: (item) => item.Priority,
    action: (item) => item.Action,
    domains: (item) => item.FirewallDomainListId,
    response: (item) => item.BlockResponse,
    type: (item) => item.Qtype,
  },
});

export const dnsFirewallDomainList = kind({
  kind: 'dns-firewall-domain-list',
  title: 'DNS Firewall domain list',
  about: "Names that DNS Firewall rules look for: the account's own lists and those of AWS.",
  call: { service: 'route53resolver', operation: 'ListFirewallDomainLists', items: 'FirewallDomainLists', pageSize: 100 },
  id: (item) => item.Id,
  name: (item) => item.Name,
  columns: { 'managed-by': (item) => item.ManagedOwnerName },
});

export const dnsFirewallRuleGroupAssociation = kind({
  kind: 'dns-firewall-rule-group-association',
  title: 'DNS Firewall rule group association',
  about: 'A VPC whose DNS questions a rule group looks at.',
  call: {
    service: 'route53resolver',
    operation: 'ListFirewallRuleGroupAssociations',
    items: 'FirewallRuleGroupAssociations',
    pageSize: 100,
  },
  id: (item) => item.Id,
  name: (item) => item.Name,
  refs: { 'dns-firewall-rule-group': (item) => item.FirewallRuleGroupId, vpc: (item) => item.VpcId },
  onlyWith: ['vpc'],
  columns: {
    group: (item) => item.FirewallRuleGroupId,
    vpc: (item) => item.VpcId,
    priority: (item) => item.Priority,
    protected: (item) => item.MutationProtection,
    status: (item) => item.Status,
  },
});

export const dnsFirewallConfig = kind({
  kind: 'dns-firewall-config',
  title: 'DNS Firewall configuration',
  about: 'Whether a VPC resolves names when DNS Firewall does not answer.',
  call: { service: 'route53resolver', operation: 'ListFirewallConfigs', items: 'FirewallConfigs', pageSize: 10 },
  id: (item) => item.Id ?? item.ResourceId,
  owner: (item) => item.OwnerId,
  refs: { vpc: (item) => item.ResourceId },
  onlyWith: ['vpc'],
  columns: { vpc: (item) => item.ResourceId, 'fail-open': (item) => item.FirewallFailOpen, owner: (item) => item.OwnerId },
});

export const queryLogConfig = kind({
  kind: 'query-log-config',
  title: 'Query logging configuration',
  about: 'Where the DNS questions of VPCs are written down, own or shared.',
  call: { service: 'route53resolver', operation: 'ListResolverQueryLogConfigs', items: 'ResolverQueryLogConfigs', pageSize: 100 },
  id: (item) => item.Id,
  owner: (item) => item.OwnerId,
  name: (item) => item.Name,
  columns: {
    destination: (item) => item.DestinationArn,
    status: (item) => item.Status,
    vpcs: (item) => item.AssociationCount,
    owner: (item) => item.OwnerId,
  },
});

export const queryLogConfigAssociation = kind({
  kind: 'query-log-config-association',
  title: 'Query logging association',
  about: 'A VPC whose DNS questions are written down.',
  call: {
    service: 'route53resolver',
    operation: 'ListResolverQueryLogConfigAssociations',
    items: 'ResolverQueryLogConfigAssociations',
    pageSize: 100,
  },
  id: (item) => item.Id,
  refs: { 'query-log-config': (item) => item.ResolverQueryLogConfigId, vpc: (item) => item.ResourceId },
  onlyWith: ['vpc'],
  columns: {
    config: (item) => item.ResolverQueryLogConfigId,
    vpc: (item) => item.ResourceId,
    status: (item) => item.Status,
    error: (item) => item.Error,
  },
});
