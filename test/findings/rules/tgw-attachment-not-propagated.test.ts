import { test } from 'vitest';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const OTHER = '999999999999';
const hidden = () =>
  transit().remove('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16').remove('transit-gateway-route', 'tgw-rtb-1/2600:b::/56');
const propagating = (State: string) =>
  hidden().add(
    'transit-gateway-propagation',
    'tgw-rtb-1/att-b',
    { TransitGatewayAttachmentId: 'att-b', ResourceType: 'vpc', ResourceId: 'vpc-b', State },
    { parent: 'tgw-rtb-1' },
  );

test('an attachment that no table leads to is found', () => {
  const expected = {
    subject: 'att-b',
    severity: 'high' as const,
    says: 'No route table of tgw-1 leads to att-b (vpc vpc-b)',
    by: ['tgw-rtb-1', 'no route to att-b'],
    fix: 'enable-transit-gateway-route-table-propagation --transit-gateway-route-table-id tgw-rtb-1 --transit-gateway-attachment-id att-b',
  };
  rule('tgw-attachment-not-propagated').flags(hidden(), expected).flags(propagating('disabled'), expected);
});

test('a route of either family, a propagation, or another state is enough, and peering is another matter', () => {
  rule('tgw-attachment-not-propagated').ignores(
    transit(),
    hidden().transitRoute('tgw-rtb-1', '10.1.0.0/16 att-b'),
    hidden().transitRoute('tgw-rtb-1', '2600:b::/56 att-b'),
    propagating('enabled'),
    hidden().change('transit-gateway-attachment', 'att-b', { State: 'failed' }),
    transit().attachment('att-peer', 'tgw-1', 'peering', 'tgw-2', 'tgw-rtb-1'),
  );
});

test('a route that drops leads nowhere', () => {
  const dead = hidden().transitRoute('tgw-rtb-1', '10.1.0.0/16 att-b');
  dead.change('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16', { State: 'blackhole' });
  rule('tgw-attachment-not-propagated').flags(dead, 'att-b');
});

test('tables that are not seen may lead to it', () => {
  const guest = hidden().change('transit-gateway-attachment', 'att-b', { TransitGatewayOwnerId: OTHER });
  rule('tgw-attachment-not-propagated')
    .cannotJudge(guest, 'att-b')
    .cannotJudge(hidden().denied('transit-gateway-route', { parents: ['tgw-rtb-1'] }), 'att-b')
    .cannotJudge(hidden().denied('transit-gateway-propagation', { parents: ['tgw-rtb-1'] }), 'att-b')
    .cannotJudge(hidden().denied('transit-gateway-route'));
});
