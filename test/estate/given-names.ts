/** What the Resolver has in every Region before anybody sets it: its own rule, AWS's lists of bad names, how each VPC fails. */
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { digitsOf } from './names.ts';
import type { Region } from './region.ts';
import type { Vpc } from './vpc.ts';

const RULE = 'rslvr-autodefined-rr-internet-resolver';

/** AWS's own lists, by the name that every account sees. */
const lists = ['AWSManagedDomainsMalwareDomainList', 'AWSManagedDomainsBotnetCommandandControl'];

/** The id of a list of AWS in a Region, the same for every account. */
export const listId = (region: Region, name: string): string => `rslvr-fdl-${digitsOf(region.name, name).slice(0, 16)}`;

export function* namesFor(region: Region, vpcs: readonly Vpc[]): Iterable<Resource> {
  yield region.resource('resolver-rule', RULE, {
    Id: RULE,
    CreatorRequestId: '',
    Arn: `arn:aws:route53resolver:${region.name}::autodefined-rule/${RULE}`,
    DomainName: '.',
    Status: 'COMPLETE',
    StatusMessage: '',
    RuleType: 'RECURSIVE',
    Name: 'Internet Resolver',
    OwnerId: 'Route 53 Resolver',
    ShareStatus: 'NOT_SHARED',
  });
  for (const name of lists) {
    const Id = listId(region, name);
    const Arn = region.arn('route53resolver', `firewall-domain-list/${Id}`);
    yield region.resource('dns-firewall-domain-list', Id, {
      Id,
      Arn,
      Name: name,
      ManagedOwnerName: 'Route 53 Resolver DNS Firewall',
    });
  }
  for (const vpc of vpcs) {
    const Id = `rslvr-autodefined-assoc-${vpc.id}-internet-resolver`;
    yield region.resource('resolver-rule-association', Id, {
      Id,
      ResolverRuleId: RULE,
      Name: 'System Rule Association',
      VPCId: vpc.id,
      Status: 'COMPLETE',
      StatusMessage: '',
    });
    const config = `rslvr-fc-${digitsOf(vpc.id, 'dns firewall').slice(0, 16)}`;
    yield region.resource('dns-firewall-config', config, {
      Id: config,
      ResourceId: vpc.id,
      OwnerId: region.account.id,
      FirewallFailOpen: vpc.spec.dnsFailOpen ? 'ENABLED' : 'DISABLED',
    });
  }
}
