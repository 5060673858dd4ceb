import { test } from 'vitest';
import { aclEntry } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const guarded = (...entries: string[]) => office().change('network-acl', 'acl-other', { Entries: entries.map(aclEntry) });
const back = (direction: 'in' | 'out', cidr: string) => `${direction} 200 allow tcp 1024-65535 ${cidr}`;

test('requests out without answers in are found, from some of those asked, over IPv4, IPv6 and UDP', () => {
  rule('nacl-ephemeral-return-blocked-in')
    .flags(guarded('out 100 allow tcp 443 0.0.0.0/0', 'in 100 allow tcp 5432 10.0.0.0/16', back('out', '10.0.0.0/16')), {
      subject: 'acl-other',
      severity: 'high',
      key: 'IPv4 tcp',
      says: '#100 allow protocol 6 443 0.0.0.0/0',
      fix: '--ingress --rule-number 110 --rule-action allow --protocol tcp --cidr-block 0.0.0.0/0 --port-range From=1024,To=65535',
    })
    .flags(guarded('out 100 allow tcp 443 0.0.0.0/0', back('in', '10.0.0.0/16')), 'acl-other')
    .flags(guarded('out 100 allow tcp 443 ::/0', back('in', '0.0.0.0/0')), { subject: 'acl-other', key: 'IPv6 tcp' })
    .flags(guarded('out 100 allow udp 123 0.0.0.0/0', back('in', '0.0.0.0/0')), { subject: 'acl-other', key: 'IPv4 udp' });
});

test('answers in, wholly or for the ports of one system, or denied by name, are fine', () => {
  rule('nacl-ephemeral-return-blocked-in').ignores(
    office(),
    guarded('out 100 allow tcp 443 0.0.0.0/0', 'in 100 allow tcp 32768-60999 0.0.0.0/0'),
    guarded('out 100 allow -1 0.0.0.0/0', 'in 90 deny -1 203.0.113.0/24', back('in', '0.0.0.0/0')),
    guarded(back('out', '0.0.0.0/0'), 'in 100 allow tcp 443 0.0.0.0/0'),
    guarded('out 90 deny tcp 443 0.0.0.0/0', 'out 100 allow tcp 443 0.0.0.0/0'),
  );
});

test('requests in without answers out are found', () => {
  rule('nacl-ephemeral-return-blocked-out')
    .flags(guarded('in 100 allow tcp 443 0.0.0.0/0', 'out 100 allow tcp 443 0.0.0.0/0'), {
      subject: 'acl-other',
      severity: 'high',
      says: 'requests in and not their answers out',
      fix: '--egress --rule-number 110',
    })
    .flags(guarded('in 100 allow tcp 443 ::/0'), { subject: 'acl-other', key: 'IPv6 tcp' })
    .flags(guarded('in 100 allow tcp 443 0.0.0.0/0').remove('network-interface', 'eni-db'), {
      subject: 'acl-other',
      severity: 'low',
    });
});

test('answers out are fine', () => {
  rule('nacl-ephemeral-return-blocked-out').ignores(
    office(),
    guarded('in 100 allow tcp 8080 10.0.0.0/8', back('out', '10.0.0.0/8')),
    guarded('in 100 allow tcp 8080 10.0.0.0/8', 'out 100 allow -1 0.0.0.0/0'),
  );
});

test('without the ACLs nobody knows', () => {
  rule('nacl-ephemeral-return-blocked-in').cannotJudge(office().denied('network-acl'));
  rule('nacl-ephemeral-return-blocked-out').cannotJudge(office().denied('network-acl'));
});
