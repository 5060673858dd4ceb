import { test } from 'vitest';
import { usualSettings } from '../../../src/findings/settings.ts';
import { prefix } from '../../../src/net/index.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const having = (...ingress: string[]) => office().group('sg-x', 'vpc-a', ingress);

test('a public range shorter than the threshold is found, over IPv4 and IPv6', () => {
  rule('sg-wide-public-cidr')
    .flags(having('tcp 22 8.0.0.0/12'), {
      subject: 'sg-x',
      severity: 'medium',
      key: 'tcp 22 from 8.0.0.0/12',
      fix: 'revoke-security-group-ingress --group-id sg-x',
    })
    .flags(having('-1 2a00::/20'), { subject: 'sg-x', key: 'all traffic from 2a00::/20' })
    .flags(having('tcp 22 172.0.0.0/8'), 'sg-x')
    .where({ thresholds: { ...usualSettings.thresholds, wide_public_cidr: 24 } })
    .flags(having('tcp 22 8.8.0.0/20'), 'sg-x');
});

test('a wide range of networks that people know is no finding; what it holds beyond them counts', () => {
  const partner = { name: 'partner', ranges: [prefix('8.8.0.0/14'), prefix('2a00::/20')] };
  rule('sg-wide-public-cidr')
    .where({ knownNetworks: [partner] })
    .ignores(having('tcp 22 8.8.0.0/15', '-1 2a00::/20'))
    .flags(having('tcp 22 8.0.0.0/8'), 'sg-x');
});

test('narrow, private and public-by-intent ranges, outbound rules and the whole internet are something else', () => {
  rule('sg-wide-public-cidr')
    .ignores(
      having('tcp 22 8.8.0.0/16', 'tcp 22 2a00:7::/32', 'tcp 22 10.0.0.0/8', 'tcp 22 fc00::/7', 'tcp 22 100.64.0.0/10'),
      having('tcp 443 8.0.0.0/8', 'tcp 22 0.0.0.0/0', 'tcp 22 ::/0', 'icmp -1 8.0.0.0/8'),
      office().group('sg-x', 'vpc-a', [], ['tcp 22 8.0.0.0/8']),
    )
    .cannotJudge(having('tcp 22 8.0.0.0/12').denied('security-group'));
});

test('a prefix list with everybody in it, or many, is found', () => {
  const list = (...entries: string[]) => having('tcp 22 pl-1').prefixList('pl-1', entries);
  rule('sg-prefix-list-open')
    .flags(list('198.51.100.0/24', '0.0.0.0/0'), {
      subject: 'sg-x',
      severity: 'high',
      key: 'tcp 22 from pl-1',
      says: 'that is 0.0.0.0/0',
      by: ['0.0.0.0/0'],
      fix: 'revoke-security-group-ingress',
    })
    .flags(list('2a00::/16'), 'sg-x')
    .flags(list('::/0'), 'sg-x')
    .flags(having('tcp 443 pl-1').prefixList('pl-1', ['0.0.0.0/0']), 'sg-x')
    .ignores(
      list('198.51.100.0/24', '10.0.0.0/8', '2a00:7::/48'),
      list('0.0.0.0/0').change('prefix-list', 'pl-1', { OwnerId: 'AWS' }),
      having('tcp 22 10.0.0.0/8').prefixList('pl-1', ['0.0.0.0/0']),
    )
    .cannotJudge(list('0.0.0.0/0').denied('prefix-list-entry', { parents: ['pl-1'] }), 'sg-x')
    .cannotJudge(having('tcp 22 pl-other'), 'sg-x');
});
