import { test } from 'vitest';
import { office, transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** The office leaves through a private gateway in `subnet-other`, whose table leads on like this. */
const through = (...routes: string[]) =>
  office()
    .nat('nat-p', 'vpc-a', 'subnet-other', '10.0.3.5')
    .route('rtb-main', ...routes)
    .change('route-table', 'rtb-private', (data) => {
      data.Routes[2].NatGatewayId = 'nat-p';
    });

test('a private gateway that has no way to the internet, and takes what is for it, is found', () => {
  rule('route-nat-private-for-internet')
    .flags(through(), {
      subject: 'nat-p',
      severity: 'high',
      says: 'subnet-private sends to the internet by nat-p, a private NAT gateway, and its subnet subnet-other leads nowhere',
      by: ['0.0.0.0/0 → nat-p'],
    })
    .flags(through('0.0.0.0/0 igw-a'), { subject: 'nat-p', says: 'leads to igw-a' })
    .ignores(
      office(),
      through('0.0.0.0/0 tgw-1'),
      through('0.0.0.0/0 vgw-a'),
      through().change('nat-gateway', 'nat-p', { State: 'deleted' }),
      office().nat('nat-p', 'vpc-a', 'subnet-other', '10.0.3.5').route('rtb-private', '10.9.0.0/16 nat-p'),
    )
    .cannotJudge(through().denied('route-table'));
});

/** A private gateway translates to 100.64.0.5 and sends to the other office; the tables of the transit gateway lead back, or not. */
const translated = (...routes: string[]) => {
  const world = transit()
    .change('vpc', 'vpc-a', (data) =>
      data.CidrBlockAssociationSet.push({ CidrBlock: '100.64.0.0/24', CidrBlockState: { State: 'associated' } }),
    )
    .subnet('subnet-nat', 'vpc-a', '100.64.0.0/26')
    .table('rtb-nat', 'vpc-a', ['subnet-nat'], ['10.0.0.0/16 local', '100.64.0.0/24 local', '10.1.0.0/16 tgw-1'])
    .nat('nat-p', 'vpc-a', 'subnet-nat', '100.64.0.5');
  for (const route of routes) world.transitRoute('tgw-rtb-1', route);
  return world;
};

test('addresses that are translated to want a way back', () => {
  rule('nat-private-egress-overlap')
    .flags(translated(), {
      subject: 'nat-p',
      severity: 'medium',
      key: 'tgw-1',
      says: 'No table of tgw-1 that others use leads back to subnet-nat',
      by: ['100.64.0.0/26'],
    })
    .flags(translated('100.64.0.0/24 att-b'), 'nat-p')
    .ignores(translated('100.64.0.0/24 att-a'), translated('100.64.0.0/26 att-a propagated'), office())
    .cannotJudge(translated().denied('transit-gateway-route'))
    .cannotJudge(translated().remove('network-interface', 'eni-nat-p'), 'nat-p');
});

test('who owns the transit gateway, and was not scanned, may know a way back', () => {
  const foreign = translated();
  for (const id of ['att-a', 'att-b'])
    foreign.change('transit-gateway-attachment', id, { TransitGatewayOwnerId: '999999999999' });
  rule('nat-private-egress-overlap').cannotJudge(foreign, 'nat-p');
});
