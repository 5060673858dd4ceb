import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

test('a main table that leads to an internet gateway is found, over IPv4, IPv6, and in two halves', () => {
  rule('route-main-has-igw')
    .flags(office().route('rtb-main', '0.0.0.0/0 igw-a'), {
      subject: 'rtb-main',
      severity: 'medium',
      says: 'subnet-other and every subnet without a table of its own are public',
      fix: 'delete-route --route-table-id rtb-main --destination-cidr-block 0.0.0.0/0',
    })
    .flags(office().route('rtb-main', '::/0 igw-a'), { subject: 'rtb-main', fix: '--destination-ipv6-cidr-block ::/0' })
    .flags(office().route('rtb-main', '0.0.0.0/1 igw-a', '128.0.0.0/1 igw-a'), 'rtb-main');
});

test('one that leads to a NAT gateway or into a black hole, and that of a default VPC, are fine', () => {
  rule('route-main-has-igw').ignores(
    office(),
    office().route('rtb-main', '0.0.0.0/0 nat-a'),
    office().route('rtb-main', '0.0.0.0/0 igw-a blackhole'),
    office().route('rtb-main', '0.0.0.0/0 igw-a').change('vpc', 'vpc-a', { IsDefault: true }),
  );
});

test('where the entries of prefix lists are not known nothing is said', () => {
  rule('route-main-has-igw').cannotJudge(office().route('rtb-main', '0.0.0.0/0 igw-a').denied('prefix-list-entry'));
});
