import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const having = (...ingress: string[]) => office().group('sg-x', 'vpc-a', ingress);

test('a rule that another one of its group holds is found, once', () => {
  rule('sg-duplicate-rule')
    .flags(having('tcp 22 10.0.0.0/16', 'tcp 20-30 10.0.0.0/8', 'udp 22 10.0.0.0/16'), {
      subject: 'sg-x',
      severity: 'info',
      key: 'ingress tcp 22 from 10.0.0.0/16',
      says: 'covers (tcp 20-30 from 10.0.0.0/8)',
      fix: 'revoke-security-group-ingress',
    })
    .flags(having('-1 2a00::/16', 'tcp 22 2a00:7::/32'), 'sg-x')
    .flags(having('tcp 22 sg-app', '-1 sg-app'), 'sg-x')
    .flags(office().group('sg-x', 'vpc-a', [], ['tcp 22 10.0.0.0/16', '-1 0.0.0.0/0']), {
      subject: 'sg-x',
      fix: 'revoke-security-group-egress',
    })
    .flags(having('tcp 22-22 10.0.0.0/16', 'tcp 22 10.0.0.0/16'), 'sg-x');
});

test('rules that share a part, or another source, are no duplicates', () => {
  rule('sg-duplicate-rule').ignores(
    office(),
    having('tcp 20-30 10.0.0.0/16', 'tcp 25-40 10.0.0.0/8', 'tcp 22 sg-app', 'tcp 22 sg-web', '-1 pl-1', 'tcp 22 2600:a::/56'),
  );
});

test('two groups worn together that say the same are found, once for however many wear them', () => {
  const both = (...ingress: string[]) =>
    having(...ingress)
      .eni('eni-1', 'subnet-public', '10.0.1.31', ['sg-x', 'sg-web'])
      .eni('eni-2', 'subnet-public', '10.0.1.32', ['sg-web', 'sg-x']);
  rule('sg-overlap-on-eni')
    .flags(both('tcp 443 0.0.0.0/0', 'tcp 22 10.0.0.0/8'), {
      subject: 'sg-web',
      severity: 'info',
      key: 'sg-x',
      says: 'both have tcp 443 from 0.0.0.0/0.',
    })
    .flags(both('tcp 443 ::/0'), {
      subject: 'sg-web',
      says: 'tcp 443 from ::/0',
      fix: /revoke-security-group-ingress --group-id sg-x/,
    })
    .ignores(both('tcp 443 10.0.0.0/8'), having('tcp 443 0.0.0.0/0'))
    .cannotJudge(both('tcp 443 0.0.0.0/0').denied('network-interface'));
});
