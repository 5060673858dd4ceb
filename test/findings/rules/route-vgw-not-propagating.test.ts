import { test } from 'vitest';
import { hybrid, office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

test('tables of private subnets that do not know the gateway are found, the graver where none does', () => {
  const nobody = () => hybrid().change('route-table', 'rtb-private', (data) => data.Routes.splice(4));
  rule('route-vgw-not-propagating')
    .flags(hybrid(), {
      subject: 'rtb-main',
      severity: 'low',
      key: 'vgw-a',
      fix: 'enable-vgw-route-propagation --route-table-id rtb-main',
    })
    .flags(nobody(), { subject: 'rtb-main', severity: 'medium', says: 'no other table has one' }, 'rtb-private');
});

test('propagation, a static route of any family, and nobody in the subnet are fine', () => {
  rule('route-vgw-not-propagating')
    .ignores(
      office(),
      hybrid().change('route-table', 'rtb-main', { PropagatingVgws: [{ GatewayId: 'vgw-a' }] }),
      hybrid().route('rtb-main', 'fd00::/8 vgw-a'),
      hybrid().remove('network-interface', 'eni-db'),
      hybrid().change('vpn-gateway', 'vgw-a', { VpcAttachments: [{ VpcId: 'vpc-a', State: 'detached' }] }),
    )
    .cannotJudge(hybrid().denied('route-table'));
});
