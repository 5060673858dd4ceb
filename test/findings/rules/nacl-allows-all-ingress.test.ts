import { test } from 'vitest';
import { aclEntry } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** Every ACL lets in only what these entries of the public subnet's let in. */
const guarded = (...entries: string[]) => {
  const world = office();
  for (const id of ['acl-private', 'acl-other'])
    world.change('network-acl', id, { Entries: [aclEntry('in 100 allow tcp 443 0.0.0.0/0')] });
  return world.change('network-acl', 'acl-public', { Entries: entries.map(aclEntry) });
};

test('an ACL that lets all of a family in is found, denials of a few before it or not', () => {
  rule('nacl-allows-all-ingress')
    .flags(guarded('in 100 allow -1 0.0.0.0/0'), {
      subject: 'acl-public',
      severity: 'low',
      says: 'all IPv4 traffic into subnet-public',
      by: ['ingress #100'],
    })
    .flags(guarded('in 100 allow -1 ::/0'), { subject: 'acl-public', says: 'all IPv6 traffic' })
    .flags(guarded('in 50 deny tcp 22 0.0.0.0/0', 'in 100 allow -1 0.0.0.0/0', 'in 110 deny -1 0.0.0.0/0'), 'acl-public')
    .flags(guarded('in 100 allow -1 0.0.0.0/0').change('network-acl', 'acl-public', { IsDefault: true }), {
      subject: 'acl-public',
      severity: 'info',
    });
});

test('an ACL that denies everybody first, lets in less, or belongs to no subnet is fine', () => {
  rule('nacl-allows-all-ingress').ignores(
    guarded('in 90 deny -1 0.0.0.0/0', 'in 100 allow -1 0.0.0.0/0'),
    guarded('in 100 allow tcp 0-65535 0.0.0.0/0', 'out 100 allow -1 0.0.0.0/0'),
    guarded('in 100 allow -1 10.0.0.0/8').acl('acl-spare', 'vpc-a', []),
  );
});

test('without the ACLs nobody knows', () => rule('nacl-allows-all-ingress').cannotJudge(office().denied('network-acl')));
