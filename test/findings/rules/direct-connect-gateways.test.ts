import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { hybrid, transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const associated = (world: World, id: string, ...allowed: string[]) =>
  world.add('direct-connect-gateway', 'dxgw', { directConnectGatewayId: 'dxgw' }, { region: 'global' }).add(
    'direct-connect-gateway-association',
    'association',
    {
      associationState: 'associated',
      associatedGateway: { id, ownerAccount: '111111111111', region: 'eu-west-1' },
      allowedPrefixesToDirectConnectGateway: allowed.map((cidr) => ({ cidr })),
    },
    { region: 'global', parent: 'dxgw' },
  );
/** The transit gateway looks up what comes from Direct Connect in the table of both VPCs. */
const line = (...allowed: string[]) =>
  associated(transit().attachment('att-dx', 'tgw-1', 'direct-connect-gateway', 'dxgw', 'tgw-rtb-1'), 'tgw-1', ...allowed);

test('a VPC that the transit gateway leads to and nobody announces is found, IPv4 and IPv6', () => {
  rule('dx-allowed-prefix-gap')
    .flags(line('10.0.0.0/16', '2600:a::/56', '2600:b::/56'), {
      subject: 'association',
      severity: 'high',
      says: '10.1.0.0/16 of vpc-b',
      fix: '--add-allowed-prefixes-to-direct-connect-gateway cidr=10.1.0.0/16',
    })
    .flags(line('10.0.0.0/8'), { subject: 'association', says: '2600:a::/56, 2600:b::/56' })
    .flags(associated(hybrid(), 'vgw-a', '2600:a::/56'), { subject: 'association', says: '10.0.0.0/16 of vpc-a' });
});

test('what is announced, or not led to, is fine', () => {
  const apart = line('10.0.0.0/16', '2600::/16').remove('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16');
  rule('dx-allowed-prefix-gap')
    .ignores(
      line('10.0.0.0/8', '2600::/16'),
      apart,
      line().change('direct-connect-gateway-association', 'association', { associationState: 'disassociated' }),
      line().remove('transit-gateway-attachment', 'att-dx'),
    )
    .cannotJudge(line().denied('transit-gateway-route'))
    .cannotJudge(associated(hybrid(), 'vgw-gone'), 'association')
    .cannotJudge(line().remove('vpc', 'vpc-b'), 'association');
});

test('a gateway that has no VPN besides is found', () => {
  rule('dx-no-backup')
    .flags(line(), { subject: 'association', severity: 'low', says: 'tgw-1', fix: '--transit-gateway-id tgw-1' })
    .flags(associated(hybrid(), 'vgw-b'), { subject: 'association', fix: '--vpn-gateway-id vgw-b' })
    .ignores(associated(hybrid(), 'vgw-a'), line().attachment('att-vpn', 'tgw-1', 'vpn', 'vpn-1'))
    .cannotJudge(line().denied('vpn-connection'));
});
