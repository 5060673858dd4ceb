import { test } from 'vitest';
import { TCP } from '../../../src/net/index.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const open = (...ingress: string[]) =>
  office()
    .group('sg-x', 'vpc-a', ingress)
    .change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-x' }] });

test('what is open over IPv6 and closed over IPv4 is found', () => {
  rule('exposed-ipv6-only-path')
    .flags(open('tcp 22 ::/0'), {
      subject: 'eni-web',
      severity: 'high',
      key: '2600:a:0:1::10',
      says: 'on tcp 22 over IPv6, and not over IPv4: no ingress rule of sg-x matches',
      by: ['tcp 22 from ::/0'],
      fix: 'revoke-security-group-ingress',
    })
    .flags(open('tcp 22 ::/0', 'tcp 22 198.51.100.0/24', 'tcp 8443 0.0.0.0/0'), { subject: 'eni-web', says: 'on tcp 22 over' })
    .flags(
      open('tcp 22 ::/0', 'tcp 22 0.0.0.0/0').change('network-interface', 'eni-web', (data) => {
        data.Association = data.PrivateIpAddresses[0].Association = undefined;
      }),
      { subject: 'eni-web', says: 'no public address' },
    );
});

test('what is open over both, closed over both, meant to be public, or IPv6 alone is not', () => {
  rule('exposed-ipv6-only-path').ignores(
    open('tcp 22 ::/0', 'tcp 22 0.0.0.0/0'),
    open('tcp 22 2a00:7::/48'),
    open('tcp 22 0.0.0.0/0'),
    open('tcp 443 ::/0'),
    open('tcp 22 ::/0').change('network-interface', 'eni-web', {
      PrivateIpAddress: undefined,
      PrivateIpAddresses: [],
      Association: undefined,
    }),
  );
  rule('exposed-ipv6-only-path')
    .where({ allowedPublicPorts: [{ protocol: TCP, ports: { lo: 22, hi: 22 } }] })
    .ignores(open('tcp 22 ::/0'));
});

test('while either side is not known, it is not said', () => {
  const list = (peer: string, other: string) =>
    open(`tcp 22 ${peer}`, `tcp 22 ${other}`)
      .prefixList('pl-1', [])
      .denied('prefix-list-entry', { parents: ['pl-1'] });
  rule('exposed-ipv6-only-path')
    .cannotJudge(list('::/0', 'pl-1'), 'eni-web')
    .cannotJudge(list('pl-1', '198.51.100.0/24'), 'eni-web')
    .cannotJudge(open('tcp 22 ::/0').denied('network-acl'));
});
