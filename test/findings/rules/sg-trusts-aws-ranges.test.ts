import { test } from 'vitest';
import { prefix } from '../../../src/net/index.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const having = (...ingress: string[]) => office().group('sg-x', 'vpc-a', ingress);
const pool = (FirstAddress: string, LastAddress: string) => ({ PoolAddressRanges: [{ FirstAddress, LastAddress }] });

test('a range out of which AWS gives addresses to everybody is found, over IPv4 and IPv6', () => {
  rule('sg-trusts-aws-ranges')
    .flags(having('tcp 22 3.120.0.0/20'), {
      subject: 'sg-x',
      severity: 'medium',
      key: 'tcp 22 from 3.120.0.0/20',
      says: 'any customer of AWS',
      fix: 'revoke-security-group-ingress --group-id sg-x',
    })
    .flags(having('tcp 8443 2600:1f16::/40'), 'sg-x')
    .cannotJudge(having('tcp 22 3.120.0.0/20').denied('public-ipv4-pool'));
});

test('single addresses, wide ranges, what is public on purpose and what is one’s own are something else', () => {
  const partner = { name: 'partner', ranges: [prefix('3.120.0.0/16')] };
  rule('sg-trusts-aws-ranges')
    .ignores(
      having('tcp 22 3.120.0.7/32', 'tcp 22 3.0.0.0/8', 'tcp 22 8.8.0.0/20', 'tcp 22 10.0.0.0/8', 'tcp 22 2a00:7::/40'),
      having('tcp 443 3.120.0.0/20', 'icmp -1 3.120.0.0/20'),
      office().group('sg-x', 'vpc-a', [], ['tcp 22 3.120.0.0/20']),
      having('tcp 22 3.120.0.0/20').add('public-ipv4-pool', 'ipv4pool-1', pool('3.120.0.0', '3.120.255.255')),
    )
    .where({ knownNetworks: [partner] })
    .ignores(having('tcp 22 3.120.0.0/20'));
});
