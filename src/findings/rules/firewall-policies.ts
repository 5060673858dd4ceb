/** Policies and rule groups of network firewalls that let things pass unseen, or say nothing. */
import type { Thing } from '../estate.ts';
import { run, settingsOf } from '../remedy.ts';
import { fact, family, type Rule } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateless-default-actions.html';
const needs: Rule['needs'] = ['firewall-policy'];

const whole: Rule = {
  id: 'nfw-default-pass-full',
  title: 'A firewall policy lets whatever no stateless rule matches pass',
  severity: 'high',
  why:
    'Such packets go on without ever meeting the stateful rules, which are those that people read as the policy. It is said whether or not a ' +
    'firewall uses the policy today.',
  fix: 'Forward what no stateless rule matches to the stateful rules, or drop it.',
  see,
  needs,
  maps: { fsbp: ['NetworkFirewall.4'] },
};

const fragments: Rule = {
  id: 'nfw-default-pass-fragments',
  title: 'A firewall policy lets fragments that no stateless rule matches pass',
  severity: 'high',
  why: 'Whoever cuts packets into fragments gets by the stateful rules. It is said whether or not a firewall uses the policy today.',
  fix: 'Forward fragments to the stateful rules, or drop them.',
  see,
  needs,
  maps: { fsbp: ['NetworkFirewall.5'] },
};

const bare: Rule = {
  id: 'nfw-no-rule-groups',
  title: 'A firewall policy has no rule group',
  severity: 'high',
  why:
    'A firewall that uses it costs as much as any, and tells nothing apart. Where the defaults of the policy drop everything nothing gets by, ' +
    'and it is low.',
  fix: 'Add rule groups, or delete the policy.',
  see: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policies.html',
  needs,
  maps: { fsbp: ['NetworkFirewall.3'] },
};

const empty: Rule = {
  id: 'nfw-empty-rule-group',
  title: 'A firewall rule group holds no rule',
  severity: 'low',
  why: 'A policy that refers to it looks as if it filtered something. Stateless and stateful groups are looked at, rules in any form.',
  fix: 'Write its rules, or delete it.',
  see: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/rule-groups.html',
  needs: ['firewall-rule-group'],
  maps: { fsbp: ['NetworkFirewall.6'] },
};

type Policy = Thing<'firewall-policy'>;

export default family({
  rules: [whole, fragments, bare, empty],
  *check(estate) {
    for (const policy of estate.all('firewall-policy')) {
      const said = policy.data.FirewallPolicy;
      const name = policy.data.FirewallPolicyResponse?.FirewallPolicyName ?? policy.id;
      if (!said) {
        for (const { id } of [whole, fragments, bare]) {
          yield { rule: id, subject: policy, unknown: `AWS does not say what is in the policy ${name}` };
        }
        continue;
      }
      for (const [rule, member] of [
        [whole, 'StatelessDefaultActions'],
        [fragments, 'StatelessFragmentDefaultActions'],
      ] as const) {
        if (!said[member]?.includes('aws:pass')) continue;
        yield {
          rule: rule.id,
          subject: policy,
          message: `Policy ${name} lets ${rule === whole ? 'packets' : 'fragments'} pass that no stateless rule matches.`,
          evidence: [fact(policy, `${member} ${said[member]!.join(', ')}`)],
          fix: [forwarded(policy, member, name)],
        };
      }
      const groups = [...(said.StatelessRuleGroupReferences ?? []), ...(said.StatefulRuleGroupReferences ?? [])];
      if (groups.length > 0) continue;
      yield {
        rule: bare.id,
        subject: policy,
        severity: dropsAll(policy) ? 'low' : bare.severity,
        message: `Policy ${name} has no rule group${dropsAll(policy) ? ' and drops everything' : ''}.`,
        evidence: [fact(policy, `${policy.data.FirewallPolicyResponse?.NumberOfAssociations ?? 0} firewalls use it`)],
        fix: [],
      };
    }
    for (const group of estate.all('firewall-rule-group')) {
      const source = group.data.RuleGroup?.RulesSource;
      const rules = [
        source?.RulesString?.trim(),
        source?.RulesSourceList?.Targets?.length,
        source?.StatefulRules?.length,
        source?.StatelessRulesAndCustomActions?.StatelessRules?.length,
      ];
      if (rules.some(Boolean)) continue;
      const { RuleGroupName = group.id, Type = 'rule group', NumberOfAssociations = 0 } = group.data.RuleGroupResponse ?? {};
      yield {
        rule: empty.id,
        subject: group,
        message: `Rule group ${RuleGroupName} (${Type.toLowerCase()}) holds no rule.`,
        evidence: [fact(group, `${NumberOfAssociations} policies refer to it`)],
        fix: [
          run(
            group,
            `Delete ${RuleGroupName}, once no policy refers to it`,
            `network-firewall delete-rule-group --rule-group-arn ${group.id}`,
            `# take the aws_networkfirewall_rule_group with arn ${group.id} out of the configuration`,
          ),
        ],
      };
    }
  },
});

/** Whether what no rule matches is dropped, before or after the stateful rules. */
function dropsAll({ data }: Policy): boolean {
  const { StatelessDefaultActions: stateless = [], StatefulDefaultActions: stateful = [] } = data.FirewallPolicy ?? {};
  return stateless.includes('aws:drop') || (stateless.includes('aws:forward_to_sfe') && stateful.includes('aws:drop_strict'));
}

function forwarded(policy: Policy, member: string, name: string) {
  const after = JSON.stringify({ ...policy.data.FirewallPolicy, [member]: ['aws:forward_to_sfe'] });
  const token = `aws network-firewall describe-firewall-policy --firewall-policy-arn ${policy.id} --query UpdateToken --output text --region ${policy.region}`;
  const argument = member === 'StatelessDefaultActions' ? 'stateless_default_actions' : 'stateless_fragment_default_actions';
  return run(
    policy,
    `Forward to the stateful rules what no stateless rule of ${name} matches`,
    `network-firewall update-firewall-policy --firewall-policy-arn ${policy.id} --update-token "$(${token})" --firewall-policy '${after}'`,
    settingsOf('aws_networkfirewall_firewall_policy', policy.id, { [`firewall_policy.${argument}`]: '["aws:forward_to_sfe"]' }),
  );
}
