import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const without6 = (table: string) =>
  office().change('route-table', table, (data) => {
    data.Routes = data.Routes.filter((one: Record<string, string>) => one.DestinationIpv6CidrBlock !== '::/0');
  });

test('a way out for IPv4 alone is found: a public subnet wants the internet gateway, a private one an egress-only one', () => {
  rule('route-ipv6-default-missing')
    .flags(without6('rtb-public'), {
      subject: 'subnet-public',
      severity: 'medium',
      by: ['0.0.0.0/0 → igw-a'],
      fix: 'create-route --route-table-id rtb-public --destination-ipv6-cidr-block ::/0 --gateway-id igw-a',
    })
    .flags(without6('rtb-private'), { subject: 'subnet-private', fix: '--egress-only-internet-gateway-id eigw-a' });
});

test('a way out for both, for neither, or halves of one, and a subnet without IPv6, are fine', () => {
  rule('route-ipv6-default-missing').ignores(
    office(),
    without6('rtb-private').route('rtb-private', '::/1 eigw-a', '8000::/1 eigw-a'),
    without6('rtb-private').route('rtb-private', '2000::/3 eigw-a'),
    without6('rtb-private').change('subnet', 'subnet-private', { Ipv6CidrBlockAssociationSet: [] }),
  );
});

test('without the tables nobody knows', () => {
  rule('route-ipv6-default-missing').cannotJudge(without6('rtb-private').denied('route-table'));
});
