import { test } from 'vitest';
import { aclEntry } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const guarded = (...entries: string[]) => office().change('network-acl', 'acl-public', { Entries: entries.map(aclEntry) });

test('an entry that an earlier one, or several together, hide is found, over IPv4 and IPv6', () => {
  rule('nacl-shadowed-rule')
    .flags(guarded('in 100 allow -1 0.0.0.0/0', 'in 110 deny tcp 22 203.0.113.0/24'), {
      subject: 'acl-public',
      severity: 'low',
      key: 'ingress #110',
      says: '#100 matches all of it',
      by: ['#110 deny protocol 6 22', '#100 allow all traffic'],
      fix: 'delete-network-acl-entry --network-acl-id acl-public --rule-number 110 --ingress',
    })
    .flags(guarded('out 100 allow tcp 443 ::/1', 'out 110 allow tcp 443 8000::/1', 'out 120 deny tcp 443 ::/0'), {
      subject: 'acl-public',
      key: 'egress #120',
      says: 'the entries before it match all of it',
    });
});

test('an entry of which a part is left, of another direction or family, is fine', () => {
  rule('nacl-shadowed-rule').ignores(
    office(),
    guarded('in 100 deny tcp 22 203.0.113.0/24', 'in 110 allow -1 0.0.0.0/0'),
    guarded(
      'in 100 allow tcp 443 0.0.0.0/0',
      'in 110 allow tcp 443-444 0.0.0.0/0',
      'in 120 allow tcp 443 ::/0',
      'out 130 deny tcp 443 0.0.0.0/0',
    ),
    office().acl('acl-spare', 'vpc-a', [], ['in 100 allow -1 0.0.0.0/0', 'in 110 deny tcp 22 0.0.0.0/0']),
  );
});

test('without the ACLs nobody knows', () => rule('nacl-shadowed-rule').cannotJudge(office().denied('network-acl')));
