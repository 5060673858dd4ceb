/** The Network Firewall whose endpoints the inspection VPC routes through. */
import type { Company } from './company.ts';
import { describeFirewall } from './firewalls.ts';
import type { Hub } from './hub.ts';

export function inspection({ estate, network: { frankfurt: region } }: Company, hub: Hub) {
  const named = (rest: string) => region.arn('network-firewall', rest);
  const [FirewallArn, FirewallPolicyArn] = [named('firewall/haldenpost-egress'), named('firewall-policy/haldenpost-egress')];
  const own = named('stateful-rulegroup/allowed-domains');
  const theirs = `arn:aws:network-firewall:${region.name}:aws-managed:stateful-rulegroup/ThreatSignaturesBotnetStrictOrder`;

  const firewall = describeFirewall(region, 'haldenpost-egress', {
    vpc: hub.inspection,
    doors: hub.walls,
    policyArn: FirewallPolicyArn,
    inSync: [FirewallPolicyArn, own],
    isProtected: true,
    id: '2b7a9d53-70c6-4f41-8e19-9d7b64b0c2aa',
    token: '6f1d2c0e-8b1a-4c0d-9b52-27f6a1d0b1c4',
    tags: [{ Key: 'env', Value: 'prod' }],
  });
  region.describe('firewall-logging', { FirewallArn, LoggingConfiguration: { LogDestinationConfigs: [] } }, FirewallArn);
  estate.mistake('nfw-no-logging', firewall, 'what it drops and what it lets through is written down nowhere');

  region.describe('firewall-policy-listing', { Name: 'haldenpost-egress', Arn: FirewallPolicyArn });
  const policy = {
    UpdateToken: '0d3b8e52-1f0c-4a83-a2be-b0b8a4c9d013',
    FirewallPolicyResponse: {
      FirewallPolicyName: 'haldenpost-egress',
      FirewallPolicyArn,
      FirewallPolicyId: '9e0f6a41-52c7-4b6f-a3f8-0c2d71b0e6d5',
      FirewallPolicyStatus: 'ACTIVE',
      NumberOfAssociations: 2,
      LastModifiedTime: '2026-04-21T08:03:10.000Z',
      Tags: [],
    },
    FirewallPolicy: {
      StatelessDefaultActions: ['aws:forward_to_sfe'],
      StatelessFragmentDefaultActions: ['aws:forward_to_sfe'],
      StatefulDefaultActions: ['aws:drop_established'],
      StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER', StreamExceptionPolicy: 'DROP' },
      StatefulRuleGroupReferences: [
        { ResourceArn: own, Priority: 100 },
        { ResourceArn: theirs, Priority: 200 },
      ],
    },
  };
  region.describe('firewall-policy', policy, FirewallPolicyArn);

  region.describe('firewall-rule-group-listing', { Name: 'allowed-domains', Arn: own });
  const domains = {
    Targets: ['.haldenpost.example', '.amazonaws.com'],
    TargetTypes: ['TLS_SNI'],
    GeneratedRulesType: 'ALLOWLIST',
  };
  const RuleGroup = { RulesSource: { RulesSourceList: domains }, StatefulRuleOptions: { RuleOrder: 'STRICT_ORDER' } };
  const group = (arn: string, capacity: number) => ({
    RuleGroupArn: arn,
    RuleGroupName: arn.split('/').at(-1),
    RuleGroupId: 'f3c1b6a0-4d2e-4f57-b8d9-6a5e0c714b92',
    Type: 'STATEFUL',
    Capacity: capacity,
    RuleGroupStatus: 'ACTIVE',
  });
  const UpdateToken = '5b0a7f2c-3c11-49de-8f6d-e2c90a4d7b16';
  const mine = {
    UpdateToken,
    RuleGroup,
    RuleGroupResponse: { ...group(own, 100), ConsumedCapacity: 2, NumberOfAssociations: 1 },
  };
  region.describe('firewall-rule-group', mine, own);
  // AWS does not show what is in its own groups.
  region.describe('firewall-rule-group-of-others', { UpdateToken, RuleGroupResponse: group(theirs, 200) }, theirs);
}
