import { test } from 'vitest';
import { transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const OTHER = '999999999999';

/** vpc-b has a table of its own, `tgw-rtb-b`, with these routes. */
const apart = (...routes: string[]) =>
  transit()
    .change('transit-gateway-attachment', 'att-b', (data) => {
      data.Association.TransitGatewayRouteTableId = 'tgw-rtb-b';
    })
    .transitTable('tgw-rtb-b', 'tgw-1', routes);
const BOTH = ['10.0.0.0/16 att-a propagated', '2600:a::/56 att-a'];

test('a way there and none back is found, each family for itself', () => {
  rule('tgw-one-way-route')
    .flags(apart('2600:a::/56 att-a'), {
      subject: 'att-a',
      severity: 'high',
      key: 'tgw-rtb-b IPv4',
      says: 'tgw-rtb-1 leads IPv4 of att-a (vpc vpc-a) to att-b, and their table tgw-rtb-b leads nothing to 10.0.0.0/16 back',
      by: ['10.1.0.0/16 → att-b', 'no route to 10.0.0.0/16'],
      fix: 'enable-transit-gateway-route-table-propagation --transit-gateway-route-table-id tgw-rtb-b --transit-gateway-attachment-id att-a',
    })
    .flags(apart('10.0.0.0/16 att-a'), {
      subject: 'att-a',
      key: 'tgw-rtb-b IPv6',
      says: 'nothing to 2600:a::/56 back',
      by: ['2600:b::/56 → att-b'],
    });
});

test('a route back that drops is none', () => {
  rule('tgw-one-way-route').flags(apart('10.0.0.0/16 blackhole', '2600:a::/56 att-a'), {
    subject: 'att-a',
    key: 'tgw-rtb-b IPv4',
  });
});

test('routes both ways, routes to a firewall or of a part, and no routes at all are fine', () => {
  const firewall = apart('0.0.0.0/0 att-wall', '::/0 att-wall').attachment('att-wall', 'tgw-1', 'network-function', 'fw-1');
  const neither = apart()
    .remove('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16')
    .remove('transit-gateway-route', 'tgw-rtb-1/2600:b::/56');
  rule('tgw-one-way-route').ignores(
    transit(),
    apart(...BOTH),
    apart('10.0.2.0/24 att-wall', '2600:a:0:2::/64 att-wall'),
    firewall,
    neither,
    apart().change('transit-gateway-attachment', 'att-b', { State: 'failed' }),
  );
});

test('what is behind a VPN or a peer is what routes lead there', () => {
  const site = (type: string) =>
    apart(...BOTH)
      .attachment('att-site', 'tgw-1', type, 'site', 'tgw-rtb-site')
      .transitTable('tgw-rtb-site', 'tgw-1', ['10.0.0.0/16 att-a', '10.1.0.0/16 att-b'])
      .transitRoute('tgw-rtb-b', '192.168.0.0/16 att-site');
  rule('tgw-one-way-route')
    .flags(site('vpn'), {
      subject: 'att-site',
      key: 'tgw-rtb-1 IPv4',
      says: 'nothing to 192.168.0.0/16 back',
      fix: 'enable-transit-gateway-route-table-propagation',
    })
    .flags(site('peering'), {
      subject: 'att-site',
      fix: 'create-transit-gateway-route --transit-gateway-route-table-id tgw-rtb-1 --destination-cidr-block 192.168.0.0/16',
    });
});

test('tables, blocks and policies that nobody sees leave it open', () => {
  const guest = apart().change('transit-gateway-attachment', 'att-b', { TransitGatewayOwnerId: OTHER });
  const foreign = apart().remove('vpc', 'vpc-a').change('transit-gateway-attachment', 'att-a', { ResourceOwnerId: OTHER });
  const byPolicy = transit()
    .change('transit-gateway-attachment', 'att-b', { Association: undefined })
    .add(
      'transit-gateway-policy-table-association',
      'tgw-ptb-1/att-b',
      { TransitGatewayAttachmentId: 'att-b', State: 'associated' },
      { parent: 'tgw-ptb-1' },
    );
  rule('tgw-one-way-route')
    .cannotJudge(guest, 'att-b')
    .cannotJudge(foreign, 'att-a')
    .cannotJudge(byPolicy, 'att-b')
    .cannotJudge(apart().denied('transit-gateway-route', { parents: ['tgw-rtb-b'] }), 'tgw-rtb-b')
    .cannotJudge(apart().denied('vpc'));
});
