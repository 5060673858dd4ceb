import { test } from 'vitest';
import { aclEntry } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const guarded = (...entries: string[]) => office().change('network-acl', 'acl-public', { Entries: entries.map(aclEntry) });

test('a rule of which the ACL lets nothing in is found, each family for itself', () => {
  rule('nacl-blocks-allowed-sg')
    .flags(guarded('in 100 deny tcp 443 0.0.0.0/0', 'in 110 allow -1 0.0.0.0/0', 'in 120 allow -1 ::/0'), {
      subject: 'sg-web',
      severity: 'medium',
      says: 'acl-public lets nothing of that into subnet-public',
      by: ['#100 deny protocol 6 443'],
      fix: /create-network-acl-entry .*--rule-number 99 .*443/,
    })
    .flags(guarded('in 110 allow -1 0.0.0.0/0'), { subject: 'sg-web', key: 'tcp 443 from ::/0 subnet-public' })
    .flags(guarded('in 110 allow tcp 80 0.0.0.0/0', 'in 120 allow tcp 443 ::/0'), {
      subject: 'sg-web',
      key: 'tcp 443 from 0.0.0.0/0 subnet-public',
    });
});

test('where some of it gets in, it stays in the subnet, or nobody wears the group, it is fine', () => {
  rule('nacl-blocks-allowed-sg').ignores(
    office(),
    guarded('in 100 allow tcp 443 203.0.113.0/24', 'in 120 allow tcp 443 ::/0'),
    guarded('in 120 allow tcp 443 ::/0').change('security-group', 'sg-web', (data) => {
      data.IpPermissions = [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.1.0/24' }] }];
    }),
    guarded().change('network-interface', 'eni-web', { Groups: [] }),
  );
});

test('without the ACL of a subnet nobody knows', () => {
  rule('nacl-blocks-allowed-sg').cannotJudge(office().remove('network-acl', 'acl-public'), 'sg-web');
});
