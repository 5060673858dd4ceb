import { test } from 'vitest';
import type { Data } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';
import { POLICY, walled } from '../walled.ts';

const policy = (said: Data) =>
  walled().change('firewall-policy', POLICY, (data) => {
    Object.assign(data.FirewallPolicy, { StatefulRuleGroupReferences: [{ ResourceArn: 'group' }] }, said);
  });

test('a policy that lets pass what no stateless rule matches is found', () => {
  rule('nfw-default-pass-full')
    .flags(policy({ StatelessDefaultActions: ['aws:pass'] }), {
      subject: POLICY,
      severity: 'high',
      by: ['StatelessDefaultActions aws:pass'],
      fix: '"StatelessDefaultActions":["aws:forward_to_sfe"]',
    })
    .ignores(policy({}), policy({ StatelessDefaultActions: ['aws:drop'] }))
    .cannotJudge(policy({}).denied('firewall-policy'))
    .cannotJudge(walled().change('firewall-policy', POLICY, { FirewallPolicy: undefined }), POLICY);
});

test('so is one that lets fragments pass', () => {
  rule('nfw-default-pass-fragments')
    .flags(policy({ StatelessFragmentDefaultActions: ['aws:pass', 'count'] }), { subject: POLICY, says: 'fragments' })
    .ignores(policy({}), policy({ StatelessDefaultActions: ['aws:pass'] }));
});

test('a policy without rule groups is found, and is low where it drops everything', () => {
  const bare = { StatefulRuleGroupReferences: [] };
  rule('nfw-no-rule-groups')
    .flags(policy(bare), { subject: POLICY, severity: 'high' })
    .flags(policy({ ...bare, StatelessDefaultActions: ['aws:drop'] }), { subject: POLICY, severity: 'low' })
    .flags(policy({ ...bare, StatefulDefaultActions: ['aws:drop_strict'] }), { subject: POLICY, severity: 'low' })
    .ignores(policy({}), policy({ ...bare, StatelessRuleGroupReferences: [{ ResourceArn: 'group' }] }));
});

test('a rule group without any rule is found, in whatever form', () => {
  const group = (RulesSource: Data) => walled().add('firewall-rule-group', 'group', { RuleGroup: { RulesSource } });
  rule('nfw-empty-rule-group')
    .flags(group({ StatefulRules: [] }), { subject: 'group', severity: 'low', fix: 'delete-rule-group' })
    .flags(group({ RulesString: '\n' }), 'group')
    .flags(group({ StatelessRulesAndCustomActions: { StatelessRules: [] } }), 'group')
    .ignores(
      group({ RulesString: 'drop tls any any -> any any (sid:1;)' }),
      group({ RulesSourceList: { Targets: ['.example.com'] } }),
      group({ StatefulRules: [{ Action: 'DROP' }] }),
      group({ StatelessRulesAndCustomActions: { StatelessRules: [{ Priority: 1 }] } }),
    );
});
