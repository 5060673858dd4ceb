import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const detached = (kind: string, id: string) => office().change(kind, id, { Attachments: [] });

test('routes to an internet gateway that is detached, or attached elsewhere, are found, each family for itself', () => {
  rule('route-igw-detached')
    .flags(
      detached('internet-gateway', 'igw-a'),
      { subject: 'rtb-public', severity: 'high', key: '0.0.0.0/0', fix: 'attach-internet-gateway' },
      { subject: 'rtb-public', key: '::/0', by: ['attached to no VPC'] },
    )
    .flags(office().vpc('vpc-b', '10.1.0.0/16').igw('igw-b', 'vpc-b').route('rtb-private', '198.51.100.0/24 igw-b blackhole'), {
      subject: 'rtb-private',
      by: ['(blackhole)', 'available to vpc-b'],
      fix: '--gateway-id igw-a',
    });
});

test('routes to one that is attached, or that nobody knows of, are fine', () => {
  rule('route-igw-detached').ignores(office(), office().route('rtb-private', '198.51.100.0/24 igw-gone blackhole'));
});

test('routes to an egress-only gateway that is detached are found', () => {
  rule('route-eigw-detached')
    .flags(detached('egress-only-internet-gateway', 'eigw-a'), { subject: 'rtb-private', severity: 'high', key: '::/0' })
    .flags(detached('egress-only-internet-gateway', 'eigw-a').eigw('eigw-b', 'vpc-a'), {
      subject: 'rtb-private',
      fix: '--destination-ipv6-cidr-block ::/0 --egress-only-internet-gateway-id eigw-b',
    });
});

test('routes to an egress-only gateway that is attached are fine', () => {
  rule('route-eigw-detached').ignores(office(), detached('internet-gateway', 'igw-a'));
});

test('without the gateways nobody knows', () => {
  rule('route-igw-detached').cannotJudge(office().denied('internet-gateway'));
  rule('route-eigw-detached').cannotJudge(office().denied('egress-only-internet-gateway'));
});
