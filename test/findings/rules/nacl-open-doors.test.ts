import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** The office with these entries in the ACL of its public subnet, and closed ones elsewhere. */
const entries = (...own: string[]) =>
  office()
    .remove('network-acl', 'acl-public')
    .remove('network-acl', 'acl-private')
    .remove('network-acl', 'acl-other')
    .acl('acl-closed', 'vpc-a', ['subnet-private', 'subnet-other'], [])
    .acl('acl-public', 'vpc-a', ['subnet-public'], own);

test('a login that the world may try is found, in the order of the entries, over IPv4 and IPv6', () => {
  rule('nacl-admin-port-open')
    .flags(entries('in 100 allow tcp 22 0.0.0.0/0'), {
      subject: 'acl-public',
      severity: 'low',
      says: 'port 22 in from everywhere',
      by: ['ingress #100 allow protocol 6 22 0.0.0.0/0'],
      fix: /--rule-number 99 .*deny/,
    })
    .flags(entries('in 100 allow tcp 22 0.0.0.0/0'), {
      subject: 'acl-public',
      fix: /--rule-number 98 --rule-action allow .*10\.0\.0\.0\/16/,
    })
    .flags(entries('in 2 allow tcp 22 0.0.0.0/0', 'in 1 deny tcp 25 0.0.0.0/0'), 'acl-public')
    .flags(entries('in 90 deny tcp 22 0.0.0.0/0', 'in 100 allow -1 ::/0'), { subject: 'acl-public', says: 'ports 22 and 3389' })
    .ignores(
      entries('in 90 deny tcp 22 0.0.0.0/0', 'in 91 deny tcp 3389 0.0.0.0/0', 'in 100 allow -1 0.0.0.0/0'),
      entries('in 100 allow tcp 22 198.51.100.0/24', 'in 110 allow tcp 443 ::/0'),
      entries('out 100 allow tcp 22 0.0.0.0/0'),
    );
});

test('it is graver where a group opens it, too, and none on a default ACL until then', () => {
  const open = (...ingress: string[]) =>
    entries('in 100 allow -1 0.0.0.0/0')
      .group('sg-x', 'vpc-a', ingress)
      .change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-x' }] })
      .change('network-acl', 'acl-public', { IsDefault: true });
  rule('nacl-admin-port-open')
    .flags(open('tcp 22 10.0.0.0/8', 'tcp 22 ::/0'), { subject: 'acl-public', severity: 'info' })
    .flags(open('tcp 3389 0.0.0.0/0'), { subject: 'acl-public', severity: 'medium', by: ['eni-web'] })
    .cannotJudge(open().denied('network-acl'));
});

test('an ACL of a subnet that lets everything out is told', () => {
  rule('nacl-egress-all')
    .flags(entries('out 100 allow -1 0.0.0.0/0'), { subject: 'acl-public', severity: 'info', by: ['egress #100'] })
    .flags(entries('out 90 deny tcp 25 ::/0', 'out 100 allow -1 ::/0'), 'acl-public')
    .ignores(
      entries('out 90 deny -1 0.0.0.0/0', 'out 100 allow -1 0.0.0.0/0', 'in 100 allow -1 0.0.0.0/0'),
      entries().acl('acl-spare', 'vpc-a', []),
    );
});

test('a default ACL with entries of its own is found where a subnet uses it', () => {
  const made = ['in 100 allow -1 0.0.0.0/0', 'out 100 allow -1 0.0.0.0/0', 'in 101 allow -1 ::/0', 'out 101 allow -1 ::/0'];
  const byDefault = (...own: string[]) => entries(...own).change('network-acl', 'acl-public', { IsDefault: true });
  rule('nacl-default-hardened-surprise')
    .flags(byDefault('in 50 deny tcp 22 ::/0', ...made), {
      subject: 'acl-public',
      severity: 'low',
      says: 'subnet-public uses it',
      by: ['ingress #50 deny protocol 6 22 ::/0'],
    })
    .flags(byDefault(...made.slice(1)), { subject: 'acl-public', by: ['ingress: no entry allows all traffic'] })
    .ignores(
      byDefault(...made),
      byDefault(...made.slice(0, 2)),
      entries('in 50 deny tcp 22 ::/0'),
      entries().acl('acl-spare', 'vpc-a', []).change('network-acl', 'acl-spare', { IsDefault: true }),
    );
});
