import { test } from 'vitest';
import { peered } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const without = (table: string, family: 4 | 6) =>
  peered().change('route-table', table, (data) => {
    const field = family === 4 ? 'DestinationCidrBlock' : 'DestinationIpv6CidrBlock';
    data.Routes = data.Routes.filter((one: Record<string, string>) => !(one[field] && one.VpcPeeringConnectionId));
  });

test('routes there and none back are found, each family for itself', () => {
  rule('route-peering-one-sided')
    .flags(without('rtb-far', 4), {
      subject: 'pcx-ab',
      severity: 'high',
      key: 'vpc-b IPv4',
      by: ['10.1.0.0/16 → pcx-ab'],
      fix: 'create-route --route-table-id rtb-far --destination-cidr-block 10.0.0.0/16',
    })
    .flags(without('rtb-far', 6), { subject: 'pcx-ab', key: 'vpc-b IPv6', fix: '--destination-ipv6-cidr-block 2600:a::/56' });
});

test('routes on both sides, on neither, or of a table without subnets are fine', () => {
  rule('route-peering-one-sided').ignores(
    peered(),
    peered().change('vpc-peering-connection', 'pcx-ab', { Status: { Code: 'deleted' } }),
    without('rtb-far', 4)
      .change('route-table', 'rtb-private', (data) => data.Routes.splice(4))
      .change('route-table', 'rtb-public', (data) => data.Routes.splice(4))
      .change('route-table', 'rtb-far', (data) => data.Routes.splice(2))
      .table('rtb-spare', 'vpc-a', [], ['10.1.0.0/16 pcx-ab']),
  );
});

test('what an account that was not scanned routes back is not known', () => {
  const foreign = peered()
    .remove('vpc', 'vpc-b')
    .change('vpc-peering-connection', 'pcx-ab', (data) => {
      data.AccepterVpcInfo.OwnerId = '999999999999';
    });
  rule('route-peering-one-sided').cannotJudge(foreign, 'pcx-ab');
});
