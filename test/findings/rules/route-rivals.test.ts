import { test } from 'vitest';
import { hybrid, office, peered, transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

test('a part of a network that goes elsewhere is found, over IPv4 and IPv6', () => {
  rule('route-more-specific-shadow')
    .flags(transit().route('rtb-private', '10.1.2.0/24 pcx-ab'), {
      subject: 'rtb-private',
      severity: 'medium',
      key: '10.1.2.0/24',
      says: 'to pcx-ab, and the rest of 10.1.0.0/16 to tgw-1',
      fix: 'delete-route',
    })
    .flags(transit().route('rtb-private', '2600:b:0:2::/64 pcx-ab blackhole'), { subject: 'rtb-private', by: ['(blackhole)'] });
});

test('default routes, the VPC itself, other targets of the same sort and tables without machines are something else', () => {
  rule('route-more-specific-shadow').ignores(
    office(),
    transit(),
    transit().route('rtb-private', '10.1.2.0/24 tgw-2'),
    office().route('rtb-main', '0.0.0.0/0 tgw-1', '10.9.0.0/16 pcx-ab'),
    office().route('rtb-main', '10.0.0.0/8 tgw-1', '10.9.0.0/16 pcx-ab'),
    peered().table('rtb-spare', 'vpc-a', [], ['10.8.0.0/13 tgw-1', '10.9.0.0/16 pcx-ab']),
  );
  rule('route-more-specific-shadow').cannotJudge(transit().denied('route-table'));
});

test('a static route before a propagated one is found where it leads elsewhere', () => {
  rule('route-static-overrides-propagated')
    .flags(hybrid().route('rtb-private', '192.168.0.0/16 tgw-1'), {
      subject: 'rtb-private',
      severity: 'low',
      key: '192.168.0.0/16',
      says: 'hides the propagated one to vgw-a',
      fix: 'delete-route',
    })
    .flags(hybrid().route('rtb-main', 'fd00::/8 vgw-a propagated', 'fd00::/8 tgw-1'), 'rtb-main')
    .ignores(
      hybrid(),
      hybrid().route('rtb-private', '192.168.0.0/16 vgw-a'),
      hybrid().route('rtb-private', '192.168.0.0/24 tgw-1'),
    )
    .cannotJudge(hybrid().denied('route-table'));
});
