import { test } from 'vitest';
import { peered, transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** The far table has these routes, besides its local ones. */
const far = (world: ReturnType<typeof transit>, ...routes: string[]) =>
  world.change('route-table', 'rtb-far', (data) => data.Routes.splice(2)).route('rtb-far', ...routes);

test('what arrives by a transit gateway and has no way back is found, each family for itself', () => {
  rule('route-return-missing')
    .flags(far(transit(), '2600:a::/56 tgw-1'), {
      subject: 'rtb-private',
      severity: 'high',
      key: 'rtb-far IPv4',
      says: 'rtb-far has no route for 10.0.2.10',
      by: ['10.1.0.0/16 → tgw-1', 'rtb-far has no route to this address'],
      fix: 'create-route --route-table-id rtb-far --destination-cidr-block 10.0.0.0/16 --transit-gateway-id tgw-1',
    })
    .flags(far(transit(), '10.0.0.0/16 tgw-1'), { subject: 'rtb-private', key: 'rtb-far IPv6' });
});

test('an answer that goes to the internet, or into a black hole, is lost, too', () => {
  const six = '2600:a::/56 tgw-1';
  rule('route-return-missing')
    .flags(far(transit(), six, '0.0.0.0/0 igw-b').igw('igw-b', 'vpc-b'), {
      subject: 'rtb-private',
      says: '0.0.0.0/0 → igw-b',
      fix: 'create-route',
    })
    .flags(far(transit(), six, '10.0.0.0/16 tgw-1 blackhole'), {
      subject: 'rtb-private',
      key: 'rtb-far IPv4',
      fix: 'replace-route',
    });
});

test('of a peering connection only some tables may lack the way back', () => {
  const some = far(peered(), '2600:a::/56 pcx-ab').table(
    'rtb-far2',
    'vpc-b',
    ['subnet-far2'],
    ['10.1.0.0/16 local', '10.0.0.0/16 pcx-ab'],
  );
  rule('route-return-missing').flags(
    some,
    { subject: 'rtb-private', key: 'rtb-far IPv4' },
    { subject: 'rtb-public', key: 'rtb-far IPv4', fix: '--vpc-peering-connection-id pcx-ab' },
    { subject: 'rtb-far', key: 'rtb-public IPv6', says: 'sends the answer elsewhere (::/0 → igw-a)' },
  );
});

test('with a way back, nothing that arrives, or a far table that is isolated, all is well', () => {
  rule('route-return-missing').ignores(
    transit(),
    peered().route('rtb-public', '2600:b::/56 pcx-ab'),
    far(transit()),
    far(transit(), '0.0.0.0/0 igw-b', '::/0 igw-b').igw('igw-b', 'vpc-b'),
    far(transit(), '2600:a::/56 tgw-1').change('security-group', 'sg-far', { IpPermissions: [] }),
    far(transit(), '2600:a::/56 tgw-1').change('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16', {
      State: 'blackhole',
      TransitGatewayAttachments: [],
    }),
  );
});

test('of a VPC in an account that was not scanned nobody knows', () => {
  const foreign = transit()
    .change('transit-gateway-attachment', 'att-b', { ResourceOwnerId: '999999999999', ResourceId: 'vpc-z' })
    .remove('transit-gateway-vpc-attachment', 'att-b');
  rule('route-return-missing').cannotJudge(foreign, 'rtb-private');
});
