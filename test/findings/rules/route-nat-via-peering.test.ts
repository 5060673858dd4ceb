import { test } from 'vitest';
import { peered } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const leading = (...routes: string[]) => peered().route('rtb-far', ...routes);

test('a default route to a peer with a NAT gateway is found, also in halves and over IPv6', () => {
  rule('route-nat-via-peering')
    .flags(leading('0.0.0.0/0 pcx-ab'), {
      subject: 'rtb-far',
      severity: 'high',
      key: 'pcx-ab',
      says: 'nat-a of vpc-a takes nothing from a peer',
      fix: 'delete-route',
    })
    .flags(leading('0.0.0.0/1 pcx-ab'), 'rtb-far')
    .flags(leading('::/0 pcx-ab'), 'rtb-far');
});

test('other routes, peers without such a gateway and tables without subnets are something else', () => {
  rule('route-nat-via-peering')
    .ignores(
      peered(),
      leading('0.0.0.0/0 pcx-ab').remove('nat-gateway', 'nat-a'),
      leading('0.0.0.0/0 pcx-ab blackhole'),
      peered().table('rtb-spare', 'vpc-b', [], ['0.0.0.0/0 pcx-ab']),
      peered().route('rtb-main', '0.0.0.0/0 pcx-ab'),
    )
    .cannotJudge(leading('0.0.0.0/0 pcx-ab').denied('nat-gateway'));
});

test('whether a peer that was not scanned has one nobody knows', () => {
  const other = { account: '999999999999' };
  const foreign = leading('0.0.0.0/0 pcx-ab')
    .remove('nat-gateway', 'nat-a')
    .change('vpc-peering-connection', 'pcx-ab', (data) => {
      data.RequesterVpcInfo.OwnerId = other.account;
    });
  rule('route-nat-via-peering').cannotJudge(foreign, 'rtb-far');
});
