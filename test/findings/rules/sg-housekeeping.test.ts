import { test } from 'vitest';
import { usualSettings } from '../../../src/findings/settings.ts';
import { prefix } from '../../../src/net/index.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const having = (...ingress: string[]) => office().group('sg-x', 'vpc-a', ingress);

test('a group of the wizard that somebody wears is found', () => {
  const made = (id: string) => office().change('security-group', id, { GroupName: 'launch-wizard-3' });
  rule('sg-launch-wizard')
    .flags(made('sg-web'), { subject: 'sg-web', severity: 'low', says: 'worn by eni-web' })
    .ignores(office(), having().change('security-group', 'sg-x', { GroupName: 'launch-wizard-3' }))
    .cannotJudge(made('sg-web').denied('network-interface'));
});

test('more rules in one direction than anybody reads are found', () => {
  const few = { thresholds: { ...usualSettings.thresholds, many_rules: 3 } };
  const rules = ['tcp 1 10.0.0.1/32', 'tcp 2 10.0.0.1/32', 'tcp 3 2600:a::/64'];
  rule('sg-many-rules')
    .ignores(having(...rules))
    .where(few)
    .flags(having(...rules), { subject: 'sg-x', severity: 'low', key: 'ingress', says: '3 inbound rules' })
    .flags(office().group('sg-x', 'vpc-a', [], rules), { subject: 'sg-x', key: 'egress' })
    .ignores(having(...rules.slice(1)));
});

test('rules for the public and for other accounts want a description', () => {
  const foreign = (Description?: string) =>
    having().change('security-group', 'sg-x', {
      IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-9', UserId: '999999999999', Description }] }],
    });
  const named = (Description: string) =>
    having('tcp 22 198.51.100.7/32').change('security-group', 'sg-x', (data) => {
      data.IpPermissions[0].IpRanges[0].Description = Description;
    });
  rule('sg-undescribed-rule')
    .flags(having('tcp 22 198.51.100.7/32', 'udp 53 2a00::/32'), {
      subject: 'sg-x',
      severity: 'info',
      says: 'tcp 22 from 198.51.100.7/32, udp 53 from 2a00::/32',
    })
    .flags(
      having('tcp 22 198.51.100.7/32').add('security-group-rule', 'sgr-1', {
        SecurityGroupRuleId: 'sgr-1',
        GroupId: 'sg-x',
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 22,
        CidrIpv4: '198.51.100.7/32',
      }),
      { subject: 'sg-x', fix: 'SecurityGroupRuleId=sgr-1' },
    )
    .flags(foreign(), 'sg-x')
    .ignores(foreign('the partner'), named('the office'), having('tcp 22 10.0.0.0/8', 'tcp 22 sg-app', 'tcp 443 0.0.0.0/0'));
});

test('a narrow public range that nobody has named is told, and one’s own is not', () => {
  rule('sg-specific-public-ip')
    .flags(having('tcp 443 198.51.100.7/32', '-1 2a00:7::/64'), {
      subject: 'sg-x',
      severity: 'info',
      says: 'tcp 443 from 198.51.100.7/32, all traffic from 2a00:7::/64',
      fix: 'revoke-security-group-ingress',
    })
    .ignores(
      having('tcp 22 198.51.100.0/24', 'tcp 22 2a00:7::/32', 'tcp 22 10.0.0.1/32', 'tcp 22 0.0.0.0/0'),
      having('tcp 22 203.0.113.10/32', 'tcp 22 2600:a:0:1::10/128'),
    )
    .where({ knownNetworks: [{ name: 'offices', ranges: [prefix('198.51.100.0/24'), prefix('2a00:7::/32')] }] })
    .ignores(having('tcp 443 198.51.100.7/32', '-1 2a00:7::/64'));
});
