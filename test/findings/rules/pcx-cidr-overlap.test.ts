import { test } from 'vitest';
import { peered } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

interface Blocks {
  CidrBlock?: string;
  CidrBlockSet?: { CidrBlock: string }[];
  Ipv6CidrBlockSet?: { Ipv6CidrBlock: string }[];
}

const joined = (requester: Blocks, accepter: Blocks, Code = 'active') =>
  peered().change('vpc-peering-connection', 'pcx-ab', (data) => {
    data.Status = { Code };
    Object.assign(data.RequesterVpcInfo, requester);
    Object.assign(data.AccepterVpcInfo, accepter);
  });

test('blocks that overlap are found, also secondary ones and those of IPv6', () => {
  const found = rule('pcx-cidr-overlap').flags(joined({ CidrBlock: '10.0.0.0/16' }, { CidrBlock: '10.0.128.0/17' }, 'failed'), {
    subject: 'pcx-ab',
    severity: 'high',
    key: '10.0.0.0/16 10.0.128.0/17',
    says: '10.0.0.0/16 of vpc-a and 10.0.128.0/17 of vpc-b',
  });
  const second = { CidrBlock: '10.1.0.0/16', CidrBlockSet: [{ CidrBlock: '10.1.0.0/16' }, { CidrBlock: '10.0.7.0/24' }] };
  found.flags(joined({ CidrBlock: '10.0.0.0/16' }, second), { subject: 'pcx-ab', key: '10.0.0.0/16 10.0.7.0/24' });
  const six = (block: string) => ({ Ipv6CidrBlockSet: [{ Ipv6CidrBlock: block }] });
  found.flags(joined(six('2600:a::/56'), six('2600:a:0:1::/64')), { subject: 'pcx-ab', key: '2600:a::/56 2600:a:0:1::/64' });
});

test('blocks that the connection does not show are those of the VPC', () => {
  const waiting = joined({ CidrBlock: '10.1.2.0/24' }, {}, 'pending-acceptance');
  rule('pcx-cidr-overlap')
    .flags(waiting, { subject: 'pcx-ab', key: '10.1.2.0/24 10.1.0.0/16', fix: 'delete-vpc-peering-connection' })
    .cannotJudge(waiting.remove('vpc', 'vpc-b'), 'pcx-ab');
});

test('blocks apart, and connections that are over, are fine', () => {
  rule('pcx-cidr-overlap').ignores(peered(), joined({ CidrBlock: '10.0.0.0/16' }, { CidrBlock: '10.0.0.0/16' }, 'deleted'));
  rule('pcx-cidr-overlap').cannotJudge(peered().denied('vpc-peering-connection'));
});
