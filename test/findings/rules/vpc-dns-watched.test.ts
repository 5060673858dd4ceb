import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const associated = (Status = 'COMPLETE') =>
  office().add('dns-firewall-rule-group-association', 'rslvr-frgassoc-1', {
    VpcId: 'vpc-a',
    FirewallRuleGroupId: 'rslvr-frg-1',
    Status,
  });

test('a VPC without a DNS Firewall is found; medium where it has a way out', () => {
  const inside = office()
    .change('route-table', 'rtb-public', { Routes: [] })
    .change('route-table', 'rtb-private', { Routes: [] });
  rule('dnsfw-missing')
    .flags(office(), { subject: 'vpc-a', severity: 'medium', by: ['has a default route'], fix: 'associate-firewall-rule-group' })
    .flags(inside, { subject: 'vpc-a', severity: 'low' })
    .flags(associated('DELETING'), 'vpc-a')
    .ignores(associated(), associated('UPDATING').vpc('vpc-empty', '10.9.0.0/16'))
    .cannotJudge(office().denied('dns-firewall-rule-group-association'));
});

test('a DNS Firewall that fails open is found, where there is one', () => {
  const config = (world = associated(), FirewallFailOpen = 'ENABLED') =>
    world.add('dns-firewall-config', 'rslvr-fc-1', { ResourceId: 'vpc-a', FirewallFailOpen });
  rule('dnsfw-fail-open')
    .flags(config(), { subject: 'vpc-a', severity: 'low', by: ['rslvr-fc-1'], fix: '--firewall-fail-open DISABLED' })
    .ignores(config(associated(), 'DISABLED'), config(office()), associated());
});

test('a VPC whose questions nobody writes down is found', () => {
  const config = () => office().add('query-log-config', 'rqlc-1', { Id: 'rqlc-1', Status: 'CREATED' });
  const logged = (Status: string) => config().add('query-log-config-association', 'rqlca-1', { ResourceId: 'vpc-a', Status });
  rule('resolver-query-log-missing')
    .flags(office(), { subject: 'vpc-a', severity: 'low', fix: 'QUERY_LOG_CONFIG' })
    .flags(config(), { subject: 'vpc-a', fix: '--resolver-query-log-config-id rqlc-1' })
    .flags(logged('FAILED'), 'vpc-a')
    .ignores(logged('ACTIVE'), logged('CREATING').vpc('vpc-empty', '10.9.0.0/16'))
    .cannotJudge(office().denied('query-log-config-association'));
});
