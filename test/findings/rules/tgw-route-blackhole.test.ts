import { test } from 'vitest';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const dropping = (cidr: string) => transit().transitRoute('tgw-rtb-1', `${cidr} blackhole`);

test('a route that drops is found, in both families', () => {
  rule('tgw-route-blackhole')
    .flags(dropping('10.99.0.0/16'), {
      subject: 'tgw-rtb-1',
      severity: 'high',
      key: '10.99.0.0/16',
      says: '2 attachments use the table',
      by: ['10.99.0.0/16 → nothing (static, blackhole)'],
      fix: 'delete-transit-gateway-route --transit-gateway-route-table-id tgw-rtb-1 --destination-cidr-block 10.99.0.0/16',
    })
    .flags(dropping('2600:99::/56'), { subject: 'tgw-rtb-1', key: '2600:99::/56', fix: '--destination-cidr-block 2600:99::/56' });
});

test('a whole private range is info, and a table that nobody uses is low', () => {
  rule('tgw-route-blackhole')
    .flags(dropping('10.0.0.0/8'), { subject: 'tgw-rtb-1', severity: 'info' })
    .flags(transit().transitTable('tgw-rtb-spare', 'tgw-1', ['10.99.0.0/16 blackhole']), {
      subject: 'tgw-rtb-spare',
      severity: 'low',
      says: 'no attachment uses',
    });
});

test('an attachment that is gone is named, and so is the list that the route is of', () => {
  const left = dropping('10.99.0.0/16').change('transit-gateway-route', 'tgw-rtb-1/10.99.0.0/16', {
    TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'att-old', ResourceType: 'vpc' }],
  });
  const listed = dropping('10.99.0.0/16').change('transit-gateway-route', 'tgw-rtb-1/10.99.0.0/16', { PrefixListId: 'pl-1' });
  rule('tgw-route-blackhole')
    .flags(left, { subject: 'tgw-rtb-1', says: 'att-old is gone', by: ['10.99.0.0/16 → att-old'] })
    .flags(listed, {
      subject: 'tgw-rtb-1',
      key: '10.99.0.0/16 pl-1',
      fix: 'delete-transit-gateway-prefix-list-reference --transit-gateway-route-table-id tgw-rtb-1 --prefix-list-id pl-1',
    });
});

test('routes that lead somewhere are fine, and routes that could not be read are not known', () => {
  rule('tgw-route-blackhole')
    .ignores(transit())
    .cannotJudge(transit().denied('transit-gateway-route', { parents: ['tgw-rtb-1'] }), 'tgw-rtb-1')
    .cannotJudge(dropping('10.99.0.0/16').denied('transit-gateway-route'));
});
