/** The worlds that scenarios start from. Each is small enough to be kept in one's head. */
import { World } from './scenario.ts';

/**
 * One VPC, 10.0.0.0/16, dual stack. `public` and `private` in zone 1, `other` in zone 2. An internet gateway, a NAT gateway in `public`, an
 * egress-only gateway. `eni-web` (public), `eni-app`, `eni-app2` (private), `eni-db` (other). Everything is open but groups: web takes 443
 * from everywhere, app takes everything from the VPC and from web, db takes 5432 from app's group.
 */
export function office(): World {
  return new World()
    .vpc('vpc-a', '10.0.0.0/16', { ipv6: '2600:a::/56' })
    .subnet('subnet-public', 'vpc-a', '10.0.1.0/24', 'euw1-az1', { ipv6: '2600:a:0:1::/64' })
    .subnet('subnet-private', 'vpc-a', '10.0.2.0/24', 'euw1-az1', { ipv6: '2600:a:0:2::/64' })
    .subnet('subnet-other', 'vpc-a', '10.0.3.0/24', 'euw1-az2', { ipv6: '2600:a:0:3::/64' })
    .group('sg-web', 'vpc-a', ['tcp 443 0.0.0.0/0', 'tcp 443 ::/0'])
    .group('sg-app', 'vpc-a', ['-1 10.0.0.0/8', '-1 2600:a::/56'])
    .group('sg-db', 'vpc-a', ['tcp 5432 sg-app'])
    .acl('acl-public', 'vpc-a', ['subnet-public'])
    .acl('acl-private', 'vpc-a', ['subnet-private'])
    .acl('acl-other', 'vpc-a', ['subnet-other'])
    .table('rtb-public', 'vpc-a', ['subnet-public'], ['10.0.0.0/16 local', '2600:a::/56 local', '0.0.0.0/0 igw-a', '::/0 igw-a'])
    .table(
      'rtb-private',
      'vpc-a',
      ['subnet-private'],
      ['10.0.0.0/16 local', '2600:a::/56 local', '0.0.0.0/0 nat-a', '::/0 eigw-a'],
    )
    .table('rtb-main', 'vpc-a', ['main'], ['10.0.0.0/16 local', '2600:a::/56 local'])
    .igw('igw-a', 'vpc-a')
    .eigw('eigw-a', 'vpc-a')
    .nat('nat-a', 'vpc-a', 'subnet-public', '10.0.1.5', '203.0.113.5')
    .eni('eni-web', 'subnet-public', '10.0.1.10', ['sg-web'], { publicIp: '203.0.113.10', ipv6: '2600:a:0:1::10' })
    .eni('eni-app', 'subnet-private', '10.0.2.10', ['sg-app'], { ipv6: '2600:a:0:2::10' })
    .eni('eni-app2', 'subnet-private', '10.0.2.11', ['sg-app'], { ipv6: '2600:a:0:2::11' })
    .eni('eni-db', 'subnet-other', '10.0.3.10', ['sg-db'], { ipv6: '2600:a:0:3::10' });
}

/** The office and a second VPC, 10.1.0.0/16, with `eni-far`, which takes everything from the office; nothing joins the two. */
export function twoOffices(): World {
  return office()
    .vpc('vpc-b', '10.1.0.0/16', { ipv6: '2600:b::/56' })
    .subnet('subnet-far', 'vpc-b', '10.1.1.0/24', 'euw1-az1', { ipv6: '2600:b:0:1::/64' })
    .subnet('subnet-far2', 'vpc-b', '10.1.2.0/24', 'euw1-az2')
    .group('sg-far', 'vpc-b', ['-1 10.0.0.0/16', '-1 2600:a::/56'])
    .acl('acl-far', 'vpc-b', ['subnet-far', 'subnet-far2'])
    .table('rtb-far', 'vpc-b', ['main'], ['10.1.0.0/16 local', '2600:b::/56 local'])
    .eni('eni-far', 'subnet-far', '10.1.1.10', ['sg-far'], { ipv6: '2600:b:0:1::10' });
}

/** Two offices, peered, with routes both ways. */
export function peered(): World {
  return twoOffices()
    .peering('pcx-ab', 'vpc-a', 'vpc-b')
    .route('rtb-private', '10.1.0.0/16 pcx-ab', '2600:b::/56 pcx-ab')
    .route('rtb-public', '10.1.0.0/16 pcx-ab')
    .route('rtb-far', '10.0.0.0/16 pcx-ab', '2600:a::/56 pcx-ab');
}

/** Two offices on one transit gateway: attachments in `subnet-attach-a` and `subnet-attach-b` of zone 1, one table, propagated routes. */
export function transit(): World {
  return twoOffices()
    .subnet('subnet-attach-a', 'vpc-a', '10.0.9.0/28')
    .subnet('subnet-attach-b', 'vpc-b', '10.1.9.0/28')
    .acl('acl-attach-a', 'vpc-a', ['subnet-attach-a'])
    .acl('acl-attach-b', 'vpc-b', ['subnet-attach-b'])
    .tgw('tgw-1')
    .attach('att-a', 'tgw-1', 'vpc-a', ['subnet-attach-a'], 'tgw-rtb-1')
    .attach('att-b', 'tgw-1', 'vpc-b', ['subnet-attach-b'], 'tgw-rtb-1')
    .transitTable('tgw-rtb-1', 'tgw-1', [
      '10.0.0.0/16 att-a propagated',
      '10.1.0.0/16 att-b propagated',
      '2600:a::/56 att-a',
      '2600:b::/56 att-b',
    ])
    .route('rtb-private', '10.1.0.0/16 tgw-1', '2600:b::/56 tgw-1')
    .route('rtb-far', '10.0.0.0/16 tgw-1', '2600:a::/56 tgw-1');
}

/** The office behind a virtual private gateway with one static VPN to 192.168.0.0/16. */
export function hybrid(): World {
  return office()
    .add('vpn-gateway', 'vgw-a', {
      VpnGatewayId: 'vgw-a',
      State: 'available',
      VpcAttachments: [{ VpcId: 'vpc-a', State: 'attached' }],
    })
    .add('vpn-connection', 'vpn-1', {
      VpnConnectionId: 'vpn-1',
      VpnGatewayId: 'vgw-a',
      State: 'available',
      Options: { StaticRoutesOnly: true },
      Routes: [{ DestinationCidrBlock: '192.168.0.0/16', State: 'available' }],
      VgwTelemetry: [
        { OutsideIpAddress: '1.1.1.1', Status: 'UP' },
        { OutsideIpAddress: '1.1.1.2', Status: 'DOWN' },
      ],
    })
    .route('rtb-private', '192.168.0.0/16 vgw-a propagated')
    .change('security-group', 'sg-app', (data) =>
      data.IpPermissions.push({ IpProtocol: '-1', IpRanges: [{ CidrIp: '192.168.0.0/16' }] }),
    );
}
