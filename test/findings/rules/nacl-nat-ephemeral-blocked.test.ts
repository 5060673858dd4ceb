import { test } from 'vitest';
import { aclEntry } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const guarded = (...entries: string[]) => office().change('network-acl', 'acl-public', { Entries: entries.map(aclEntry) });
const out = 'out 100 allow -1 0.0.0.0/0';

test('an ACL that keeps answers from a NAT gateway, or some of them, is found', () => {
  rule('nacl-nat-ephemeral-blocked')
    .flags(guarded('in 100 allow tcp 443 0.0.0.0/0', out), {
      subject: 'nat-a',
      severity: 'high',
      key: 'ingress',
      fix: '--ingress --rule-number 110 --rule-action allow --protocol tcp --cidr-block 0.0.0.0/0 --port-range From=1024,To=65535',
    })
    .flags(guarded('in 100 allow tcp 32768-60999 0.0.0.0/0', out), { subject: 'nat-a', says: 'tcp 1024–32767, 61000–65535' });
});

test('an ACL that keeps answers from those behind it is found', () => {
  rule('nacl-nat-ephemeral-blocked').flags(guarded('in 100 allow -1 0.0.0.0/0', 'out 100 allow tcp 443 0.0.0.0/0'), {
    subject: 'nat-a',
    key: 'egress',
    says: 'to 10.0.2.0/24',
    fix: '--cidr-block 10.0.2.0/24',
  });
});

test('with the ports open, few addresses denied by name, or nobody behind it, all is well', () => {
  rule('nacl-nat-ephemeral-blocked').ignores(
    office(),
    guarded('in 90 deny -1 203.0.113.0/24', 'in 100 allow tcp 1024-65535 0.0.0.0/0', 'out 100 allow tcp 1024-65535 10.0.2.0/24'),
    guarded('in 100 allow tcp 443 0.0.0.0/0', out).change('nat-gateway', 'nat-a', { ConnectivityType: 'private' }),
    guarded('in 100 allow tcp 443 0.0.0.0/0').change('nat-gateway', 'nat-a', { State: 'deleted' }),
  );
});

test('without the ACL of its subnet nobody knows', () => {
  rule('nacl-nat-ephemeral-blocked').cannotJudge(office().remove('network-acl', 'acl-public'), 'nat-a');
});
