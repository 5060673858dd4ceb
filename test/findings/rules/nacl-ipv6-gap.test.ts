import { test } from 'vitest';
import { aclEntry } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const guarded = (...entries: string[]) => office().change('network-acl', 'acl-public', { Entries: entries.map(aclEntry) });
const four = ['in 100 allow tcp 443 0.0.0.0/0', 'out 100 allow -1 0.0.0.0/0'];

test('an ACL without IPv6 in a dual-stack subnet is found, in either direction', () => {
  rule('nacl-ipv6-gap')
    .flags(guarded(...four), {
      subject: 'acl-public',
      severity: 'medium',
      key: 'no IPv6',
      says: '(ingress, egress)',
      fix: /create-network-acl-entry .*::\/0/,
    })
    .flags(guarded(...four, 'in 110 allow tcp 443 ::/0'), { subject: 'acl-public', says: '(egress)' })
    .flags(guarded(...four, 'in 90 deny -1 ::/0', 'in 110 allow -1 ::/0', 'out 110 allow -1 ::/0'), {
      subject: 'acl-public',
      says: '(ingress)',
    });
});

test('an ACL that lets all IPv6 in and not all IPv4 is found', () => {
  rule('nacl-ipv6-gap').flags(guarded(...four, 'in 110 allow -1 ::/0', 'out 110 allow -1 ::/0'), {
    subject: 'acl-public',
    key: 'all IPv6',
    says: 'while it restricts IPv4',
    fix: 'delete-network-acl-entry --network-acl-id acl-public --ingress --rule-number 110',
  });
});

test('the same for both, nothing for either, or a subnet without IPv6, is fine', () => {
  rule('nacl-ipv6-gap').ignores(
    office(),
    guarded(...four, 'in 110 allow tcp 443 ::/0', 'out 110 allow -1 ::/0'),
    guarded(),
    guarded(...four).change('subnet', 'subnet-public', { Ipv6CidrBlockAssociationSet: [] }),
  );
});

test('without the ACLs nobody knows', () => rule('nacl-ipv6-gap').cannotJudge(office().denied('network-acl')));
