/** §7–§11 and §14: endpoints, peering, transit gateways, Cloud WAN, VPN, interfaces. */
import { expect, test } from 'vitest';
import { claim } from './claim.ts';
import { aclEntry, path, ping, protocol, routeData, tcp, udp, type World } from './scenario.ts';
import { hybrid, office, peered, transit } from './worlds.ts';

const far = ['eni-app', 'eni-far', tcp(22)] as const;

// Endpoints
const S3 = '52.218.0.1';
const s3 = () =>
  office().prefixList('pl-s3', ['52.218.0.0/17']).route('rtb-private', 'pl-s3 vpce-s3').add('vpc-endpoint', 'vpce-s3', {
    VpcEndpointId: 'vpce-s3',
    VpcEndpointType: 'Gateway',
    VpcId: 'vpc-a',
    State: 'available',
    ServiceName: 'com.amazonaws.eu-west-1.s3',
  });
claim(
  'E1: a gateway endpoint is reached by its prefix list',
  ['eni-app', S3, tcp(443)],
  s3,
  'reachable',
  'the group lets nothing out',
  (world) => world.change('security-group', 'sg-app', { IpPermissionsEgress: [] }),
  'blocked',
);
claim(
  'E1: a gateway endpoint carries TCP',
  ['eni-app', S3, udp(443)],
  s3,
  ['blocked', 'VPCE_GATEWAY_PROTOCOL_RESTRICTION'],
  'another way',
  (world) =>
    world.change('route-table', 'rtb-private', (data) => {
      data.Routes.pop();
    }),
  'reachable',
);
claim(
  'E1: ACLs judge the endpoint’s replies',
  ['eni-app', S3, tcp(443)],
  s3,
  'reachable',
  'closed',
  (world) =>
    world.change('network-acl', 'acl-private', {
      Entries: ['in 100 allow -1 10.0.0.0/8', 'out 100 allow -1 0.0.0.0/0'].map(aclEntry),
    }),
  'blocked',
);
claim(
  'E1: what comes in by a transit gateway cannot use a gateway endpoint',
  ['eni-far', S3, tcp(443)],
  () => {
    const world = transit()
      .prefixList('pl-s3', ['52.218.0.0/17'])
      .table('rtb-attach', 'vpc-a', ['subnet-attach-a'], ['10.0.0.0/16 local', '0.0.0.0/0 nat-a', 'pl-s3 vpce-s3']);
    return world
      .transitRoute('tgw-rtb-1', '0.0.0.0/0 att-a')
      .route('rtb-far', '0.0.0.0/0 tgw-1')
      .route('rtb-public', '10.1.0.0/16 tgw-1')
      .add('vpc-endpoint', 'vpce-s3', { VpcEndpointType: 'Gateway', State: 'available' });
  },
  ['blocked', 'HOPSCOPE_NO_EDGE_TO_EDGE'],
  'but the NAT gateway',
  (world) =>
    world.change('route-table', 'rtb-attach', (data) => {
      data.Routes.pop();
    }),
  'reachable',
);
claim(
  'E4: an endpoint must be available',
  ['eni-app', S3, tcp(443)],
  s3,
  'reachable',
  'rejected',
  (world) => world.change('vpc-endpoint', 'vpce-s3', { State: 'rejected' }),
  ['blocked', 'BAD_STATE'],
);
const sqs = () =>
  office()
    .eni('eni-sqs', 'subnet-other', '10.0.3.20', ['sg-app'], { InterfaceType: 'vpc_endpoint' })
    .add('vpc-endpoint', 'vpce-sqs', {
      VpcEndpointId: 'vpce-sqs',
      VpcEndpointType: 'Interface',
      State: 'available',
      ServiceName: 'com.amazonaws.eu-west-1.sqs',
      NetworkInterfaceIds: ['eni-sqs'],
    });
claim(
  'E2: an interface endpoint’s group decides',
  ['eni-app', 'eni-sqs', tcp(443)],
  sqs,
  'reachable',
  'closed',
  (world) => world.change('security-group', 'sg-app', { IpPermissions: [] }),
  'blocked',
);
claim(
  'E2: an interface endpoint takes TCP and UDP',
  ['eni-app', 'eni-sqs', ping],
  sqs,
  ['blocked', 'PROTOCOL_RESTRICTION'],
  'as an instance',
  (world) => world.change('network-interface', 'eni-sqs', { InterfaceType: 'interface' }),
  'reachable',
);
const gwlb = () =>
  office()
    .subnet('subnet-gwlb', 'vpc-a', '10.0.7.0/28')
    .acl('acl-gwlb', 'vpc-a', ['subnet-gwlb'])
    .table('rtb-gwlb', 'vpc-a', ['subnet-gwlb'], ['10.0.0.0/16 local', '0.0.0.0/0 nat-a'])
    .add('vpc-endpoint', 'vpce-g', {
      VpcEndpointId: 'vpce-g',
      VpcEndpointType: 'GatewayLoadBalancer',
      State: 'available',
      SubnetIds: ['subnet-gwlb'],
    })
    .change('route-table', 'rtb-private', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 vpce-g'].map(routeData) })
    .route('rtb-public', '10.0.2.0/24 vpce-g');
claim(
  'E3: a Gateway Load Balancer endpoint hands on by its own subnet’s table',
  ['eni-app', '1.1.1.1', tcp(443)],
  gwlb,
  'reachable',
  'without a route there',
  (world) => world.change('route-table', 'rtb-gwlb', { Routes: [routeData('10.0.0.0/16 local')] }),
  ['blocked', 'NO_ROUTE_TO_DESTINATION'],
);
claim(
  'E3: its subnet’s ACL counts',
  ['eni-app', '1.1.1.1', tcp(443)],
  gwlb,
  'reachable',
  'closed',
  (world) => world.change('network-acl', 'acl-gwlb', { Entries: [] }),
  'blocked',
);

// Peering
claim(
  'P1: a peering must be active',
  far,
  peered,
  'reachable',
  'pending',
  (world) => world.change('vpc-peering-connection', 'pcx-ab', { Status: { Code: 'pending-acceptance' } }),
  ['blocked', 'BAD_STATE'],
);
claim(
  'P2: both sides need routes',
  far,
  peered,
  'reachable',
  'not there',
  (world) => world.change('route-table', 'rtb-private', { Routes: [routeData('10.0.0.0/16 local')] }),
  'blocked',
);
claim(
  'P2: a peer’s internet gateway is not for us',
  ['eni-far', '1.1.1.1', tcp(443)],
  () => peered().route('rtb-far', '0.0.0.0/0 pcx-ab'),
  ['blocked', 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR'],
  'an own one',
  (world) =>
    world
      .igw('igw-b', 'vpc-b')
      .change('route-table', 'rtb-far', { Routes: ['10.1.0.0/16 local', '0.0.0.0/0 igw-b'].map(routeData) })
      .change('network-interface', 'eni-far', (data) => {
        data.PrivateIpAddresses[0].Association = { PublicIp: '203.0.113.80' };
      }),
  'reachable',
);
claim(
  'P3: the source must be an address of the sending VPC',
  ['eni-app', 'eni-far', { ...tcp(22), src: '172.16.0.1' }],
  () => peered().change('network-interface', 'eni-app', { SourceDestCheck: false }),
  ['blocked', 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR'],
  'it is',
  (world) =>
    world
      .change('network-interface', 'eni-app', { Ipv4Prefixes: [{ Ipv4Prefix: '172.16.0.0/28' }] })
      .change('vpc', 'vpc-a', (data) =>
        data.CidrBlockAssociationSet.push({ CidrBlock: '172.16.0.0/16', CidrBlockState: { State: 'associated' } }),
      )
      .route('rtb-far', '172.16.0.0/16 pcx-ab')
      .change('security-group', 'sg-far', (data) =>
        data.IpPermissions.push({ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
      ),
  'reachable',
);
claim(
  'P5: the reply may go to another VPC',
  far,
  peered,
  'reachable',
  'it does',
  (world) =>
    world
      .vpc('vpc-c', '10.0.0.0/16')
      .subnet('subnet-c', 'vpc-c', '10.0.2.0/24')
      .acl('acl-c', 'vpc-c', ['subnet-c'])
      .group('sg-c', 'vpc-c', ['-1 0.0.0.0/0'])
      .eni('eni-c', 'subnet-c', '10.0.2.10', ['sg-c'])
      .peering('pcx-bc', 'vpc-b', 'vpc-c')
      .route('rtb-far', '10.0.2.0/24 pcx-bc'),
  ['blocked', 'HOPSCOPE_REPLY_ELSEWHERE'],
);
claim(
  'P6: IPv6 works over a peering like IPv4',
  ['eni-app', 'eni-far ipv6', tcp(22)],
  peered,
  'reachable',
  'without the route',
  (world) =>
    world.change('route-table', 'rtb-far', (data) => {
      data.Routes.pop();
    }),
  'blocked',
);
claim(
  'a peer VPC that is not in the snapshot makes the verdict unknown',
  ['eni-app', '10.1.1.10', tcp(22)],
  () => peered().remove('vpc', 'vpc-b'),
  'unknown',
  'the peering is gone',
  (world) => world.change('vpc-peering-connection', 'pcx-ab', { Status: { Code: 'deleted' } }),
  'blocked',
);

// Transit gateways
claim(
  'T1: an attachment without an associated table goes nowhere',
  far,
  transit,
  'reachable',
  'not associated',
  (world) => world.change('transit-gateway-attachment', 'att-a', { Association: undefined }),
  ['blocked', 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'],
);
claim(
  'T2: the longest prefix wins in a transit gateway’s table too',
  far,
  transit,
  'reachable',
  'a black hole for the half of it',
  (world) => world.transitRoute('tgw-rtb-1', '10.1.0.0/17 blackhole'),
  ['blocked', 'TGW_RTB_BAD_STATE_ROUTE'],
);
claim(
  'T2: static is preferred to propagated',
  far,
  transit,
  'reachable',
  'a static black hole',
  (world) =>
    world.add(
      'transit-gateway-route',
      'tgw-rtb-1/static',
      { DestinationCidrBlock: '10.1.0.0/16', Type: 'static', State: 'blackhole' },
      { parent: 'tgw-rtb-1' },
    ),
  'blocked',
);
claim(
  'T3: no route',
  far,
  transit,
  'reachable',
  'without',
  (world) => world.remove('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16'),
  ['blocked', 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'],
);
claim(
  'T3: the reply needs a route as well',
  far,
  transit,
  'reachable',
  'without',
  (world) => world.remove('transit-gateway-route', 'tgw-rtb-1/10.0.0.0/16'),
  ['blocked', 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'],
);
claim(
  'T3: routes that were refused are unknown',
  far,
  () => transit().denied('transit-gateway-route'),
  ['unknown', 'TGW_RTB_ROUTES_ARE_UNKNOWN'],
  'and no route leads there',
  (world) => world.change('route-table', 'rtb-private', { Routes: [] }),
  'blocked',
);
claim(
  'T4: an attachment must be available',
  far,
  transit,
  'reachable',
  'failing',
  (world) => world.change('transit-gateway-attachment', 'att-b', { State: 'failing' }),
  ['blocked', 'BAD_STATE_ATTACHMENT'],
);
claim(
  'T5: the sender’s zone needs an attachment subnet',
  far,
  transit,
  'reachable',
  'another zone',
  (world) => world.change('subnet', 'subnet-attach-a', { AvailabilityZoneId: 'euw1-az3' }),
  ['blocked', 'TGW_ROUTE_AZ_RESTRICTION'],
);
claim(
  'T5: a Local Zone uses its parent zone’s attachment',
  far,
  () => transit().change('subnet', 'subnet-private', { AvailabilityZoneId: 'euw1-lz1' }),
  ['blocked', 'TGW_ROUTE_AZ_RESTRICTION'],
  'that is its parent',
  (world) => world.add('availability-zone', 'lz', { ZoneId: 'euw1-lz1', ZoneType: 'local-zone', ParentZoneId: 'euw1-az1' }),
  'reachable',
);
claim(
  'T6: towards the gateway the attachment subnet’s ingress rules see the source',
  far,
  transit,
  'reachable',
  'closed to it',
  (world) =>
    world.change('network-acl', 'acl-attach-a', {
      Entries: ['in 90 deny -1 10.0.2.0/24', 'in 100 allow -1 0.0.0.0/0', 'out 100 allow -1 0.0.0.0/0'].map(aclEntry),
    }),
  'blocked',
);
claim(
  'T6: from the gateway the attachment subnet’s egress rules see the destination',
  far,
  transit,
  'reachable',
  'closed to it',
  (world) =>
    world.change('network-acl', 'acl-attach-b', {
      Entries: ['in 100 allow -1 0.0.0.0/0', 'out 90 deny -1 10.1.1.0/24', 'out 100 allow -1 0.0.0.0/0'].map(aclEntry),
    }),
  'blocked',
);
claim(
  'T6: to a host in the attachment’s own subnet no ACL is asked, but on its replies',
  ['eni-app', 'eni-near', udp(53)],
  () =>
    transit()
      .eni('eni-near', 'subnet-attach-b', '10.1.9.10', ['sg-far'])
      .change('network-acl', 'acl-attach-b', {
        Entries: ['out 100 allow -1 0.0.0.0/0', 'in 100 allow -1 10.1.9.0/28'].map(aclEntry),
      }),
  'reachable',
  'closed to them',
  (world) => world.change('network-acl', 'acl-attach-b', { Entries: [] }),
  'blocked',
);
claim(
  'T7: inside the VPC the attachment subnet’s table decides',
  far,
  transit,
  'reachable',
  'a black hole there',
  (world) => world.table('rtb-attach-b', 'vpc-b', ['subnet-attach-b'], ['10.1.0.0/16 local', '10.1.1.0/24 eni-x blackhole']),
  ['blocked', 'BAD_STATE_ROUTE'],
);
claim(
  'T10: peered transit gateways route on their own',
  ['eni-app', 'eni-far', tcp(22)],
  () =>
    transit()
      .change('transit-gateway-attachment', 'att-b', {
        TransitGatewayId: 'tgw-2',
        Association: { TransitGatewayRouteTableId: 'tgw-rtb-2', State: 'associated' },
      })
      .change('transit-gateway-vpc-attachment', 'att-b', { TransitGatewayId: 'tgw-2' })
      .tgw('tgw-2')
      .attachment('att-peer', 'tgw-1', 'peering', 'tgw-2', 'tgw-rtb-1')
      .attachment('att-peer', 'tgw-2', 'peering', 'tgw-1', 'tgw-rtb-2', { region: 'us-east-1' })
      .transitTable('tgw-rtb-2', 'tgw-2', ['10.0.0.0/16 att-peer', '10.1.0.0/16 att-b'])
      .remove('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16')
      .transitRoute('tgw-rtb-1', '10.1.0.0/16 att-peer')
      .change('route-table', 'rtb-far', { Routes: ['10.1.0.0/16 local', '10.0.0.0/16 tgw-2'].map(routeData) }),
  'reachable',
  'without the route of the far one',
  (world) => world.remove('transit-gateway-route', 'tgw-rtb-2/10.1.0.0/16'),
  ['blocked', 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'],
);
claim(
  'T11: IPv6 flows whatever Ipv6Support says',
  ['eni-app', 'eni-far ipv6', tcp(22)],
  () => transit().change('transit-gateway-vpc-attachment', 'att-b', { Options: { Ipv6Support: 'disable' } }),
  'reachable',
  'without the IPv6 route',
  (world) => world.remove('transit-gateway-route', 'tgw-rtb-1/2600:b::/56'),
  'blocked',
);
const two = (second: string) => () =>
  office()
    .tgw('tgw-1')
    .subnet('subnet-attach-a', 'vpc-a', '10.0.9.0/28')
    .acl('acl-attach-a', 'vpc-a', ['subnet-attach-a'])
    .attach('att-a', 'tgw-1', 'vpc-a', ['subnet-attach-a'], 'tgw-rtb-1')
    .attachment('att-v1', 'tgw-1', 'vpn', 'vpn-1', 'tgw-rtb-1')
    .attachment('att-v2', 'tgw-1', 'vpn', 'vpn-2', 'tgw-rtb-1')
    .add('vpn-connection', 'vpn-1', { TransitGatewayId: 'tgw-1', State: 'available', VgwTelemetry: [{ Status: 'UP' }] })
    .add('vpn-connection', 'vpn-2', { TransitGatewayId: 'tgw-1', State: 'available', VgwTelemetry: [{ Status: second }] })
    .transitTable('tgw-rtb-1', 'tgw-1', ['10.0.0.0/16 att-a', '192.168.0.0/16 att-v1,att-v2'])
    .route('rtb-private', '192.168.0.0/16 tgw-1');
claim(
  'T14: of equal paths each must pass',
  ['eni-app', '192.168.1.1', tcp(22)],
  two('UP'),
  'reachable',
  'one attachment is failing',
  (world) => world.change('transit-gateway-attachment', 'att-v2', { State: 'failing' }),
  ['unknown', 'HOPSCOPE_ECMP_PARTLY'],
);
claim(
  'V2: of equal paths a transit gateway takes the one whose tunnel is up',
  ['eni-app', '192.168.1.1', tcp(22)],
  two('DOWN'),
  'reachable',
  'no tunnel of either is up',
  (world) => world.change('vpn-connection', 'vpn-1', { VgwTelemetry: [{ Status: 'DOWN' }] }),
  ['blocked', 'TGW_BAD_STATE_VPN'],
);
claim(
  'V2: a VPN on a transit gateway with no tunnel up',
  ['eni-app', '192.168.1.1', tcp(22)],
  () =>
    two('UP')().remove('transit-gateway-route', 'tgw-rtb-1/192.168.0.0/16').transitRoute('tgw-rtb-1', '192.168.0.0/16 att-v2'),
  'reachable',
  'down',
  (world) => world.change('vpn-connection', 'vpn-2', { VgwTelemetry: [{ Status: 'DOWN' }] }),
  ['blocked', 'TGW_BAD_STATE_VPN'],
);
claim(
  'T16: a static route may send anything to a VPC, where its table decides',
  ['eni-far', '1.1.1.1', tcp(443)],
  () =>
    transit()
      .transitRoute('tgw-rtb-1', '0.0.0.0/0 att-a')
      .route('rtb-far', '0.0.0.0/0 tgw-1')
      .table('rtb-attach', 'vpc-a', ['subnet-attach-a'], ['10.0.0.0/16 local', '0.0.0.0/0 igw-a']),
  ['blocked', 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'],
  'to a NAT gateway',
  (world) =>
    world
      .change('route-table', 'rtb-attach', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 nat-a'].map(routeData) })
      .route('rtb-public', '10.1.0.0/16 tgw-1'),
  'reachable',
);

// Cloud WAN
const wan =
  (segment = 'prod') =>
  () => {
    const routes = [
      {
        DestinationCidrBlock: '10.1.0.0/16',
        Type: 'PROPAGATED',
        State: 'ACTIVE',
        Destinations: [{ CoreNetworkAttachmentId: 'core-att-b' }],
      },
      {
        DestinationCidrBlock: '10.0.0.0/16',
        Type: 'PROPAGATED',
        State: 'ACTIVE',
        Destinations: [{ CoreNetworkAttachmentId: 'core-att-a' }],
      },
    ];
    const attachment = (vpc: string, name: string) => ({
      CoreNetworkId: 'core-network-1',
      AttachmentType: 'VPC',
      State: 'AVAILABLE',
      EdgeLocation: 'eu-west-1',
      SegmentName: name,
      ResourceArn: `arn:aws:ec2:eu-west-1:111111111111:vpc/${vpc}`,
      OwnerAccountId: '111111111111',
    });
    const arns = (subnet: string) => ({ SubnetArns: [`arn:aws:ec2:eu-west-1:111111111111:subnet/${subnet}`] });
    return transit()
      .add('core-network', 'core-network-1', { CoreNetworkId: 'core-network-1' })
      .add('core-network-attachment', 'core-att-a', attachment('vpc-a', 'prod'))
      .add('core-network-attachment', 'core-att-b', attachment('vpc-b', segment))
      .add('core-network-vpc-attachment', 'core-att-a', arns('subnet-attach-a'))
      .add('core-network-vpc-attachment', 'core-att-b', arns('subnet-attach-b'))
      .add('core-network-route-table', 'core-network-1/prod/eu-west-1', { NetworkRoutes: routes })
      .add('core-network-route-table', 'core-network-1/dev/eu-west-1', { NetworkRoutes: [] })
      .change('route-table', 'rtb-private', {
        Routes: ['10.0.0.0/16 local', '10.1.0.0/16 arn:aws:networkmanager::1:core-network/core-network-1'].map(routeData),
      })
      .change('route-table', 'rtb-far', {
        Routes: ['10.1.0.0/16 local', '10.0.0.0/16 arn:aws:networkmanager::1:core-network/core-network-1'].map(routeData),
      });
  };
claim('C1: attachments of one segment meet', far, wan(), 'reachable', 'another segment has no route back', () => wan('dev')(), [
  'blocked',
  'HOPSCOPE_CORE_NETWORK_NO_ROUTE',
]);
claim(
  'C2: a black hole of a segment drops',
  far,
  wan(),
  'reachable',
  'a black hole',
  (world) =>
    world.change('core-network-route-table', 'core-network-1/prod/eu-west-1', (data) => {
      for (const one of data.NetworkRoutes) one.State = 'BLACKHOLE';
    }),
  ['blocked', 'HOPSCOPE_CORE_NETWORK_BLACKHOLE'],
);
claim(
  'C3: zones and ACLs are as at a transit gateway',
  far,
  wan(),
  'reachable',
  'closed',
  (world) => world.change('network-acl', 'acl-attach-a', { Entries: [] }),
  ['blocked', 'SUBNET_ACL_RESTRICTION'],
);
claim(
  'C3: network routes that were refused are unknown',
  far,
  () => wan()().denied('core-network-route-table'),
  'unknown',
  'a detached VPC is blocked',
  (world) => world.remove('core-network-attachment', 'core-att-a'),
  ['blocked', 'BAD_STATE_ATTACHMENT'],
);

// VPN and Direct Connect
const toOffice = ['eni-app', '192.168.7.7', tcp(22)] as const;
claim(
  'V1: a virtual private gateway forwards only to what it knows',
  toOffice,
  hybrid,
  'reachable',
  'it does not know it',
  (world) =>
    world
      .change('vpn-connection', 'vpn-1', { Routes: [] })
      .change('route-table', 'rtb-private', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 vgw-a'].map(routeData) }),
  ['blocked', 'NO_ROUTE_TO_DESTINATION'],
);
claim(
  'V1: what a gateway has learned where no table shows it is unknown',
  toOffice,
  hybrid,
  'reachable',
  'BGP, and no propagation',
  (world) =>
    world
      .change('vpn-connection', 'vpn-1', { Routes: [], Options: { StaticRoutesOnly: false } })
      .change('route-table', 'rtb-private', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 vgw-a'].map(routeData) }),
  'unknown',
);
claim(
  'V2: both tunnels down',
  toOffice,
  hybrid,
  'reachable',
  'both',
  (world) => world.change('vpn-connection', 'vpn-1', { VgwTelemetry: [{ Status: 'DOWN' }, { Status: 'DOWN' }] }),
  ['blocked', 'BAD_STATE_VPN'],
);
claim(
  'V3: inbound is delivered to the whole VPC, but the reply needs a route',
  ['vgw-a', 'eni-db', tcp(5432)],
  () =>
    hybrid().change('security-group', 'sg-db', { IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] }),
  'blocked',
  'with one',
  (world) => world.route('rtb-main', '192.168.0.0/16 vgw-a propagated'),
  'reachable',
);
claim(
  'V4: no IPv6 over a VPN of a virtual private gateway',
  ['eni-app', '2a00:7::7', tcp(22)],
  () => hybrid().route('rtb-private', '2a00:7::/32 vgw-a propagated'),
  ['blocked', 'HOPSCOPE_VPN_NO_IPV6'],
  'another way out',
  (world) =>
    world.change('route-table', 'rtb-private', (data) => {
      data.Routes.pop();
    }),
  'reachable',
);
const direct = (cidr: string) => (world: World) =>
  world.remove('vpn-connection', 'vpn-1').add('direct-connect-gateway-association', 'dx-1', {
    associatedGateway: { id: 'vgw-a', type: 'virtualPrivateGateway' },
    associationState: 'associated',
    allowedPrefixesToDirectConnectGateway: [{ cidr }],
  });
claim(
  'V5: a Direct Connect gateway announces a VPC that is within an allowed prefix',
  ['vgw-a', 'eni-app', tcp(22)],
  () => direct('10.0.0.0/8')(hybrid()),
  'reachable',
  'a narrower one does not announce it',
  (world) =>
    world.change('direct-connect-gateway-association', 'dx-1', {
      allowedPrefixesToDirectConnectGateway: [{ cidr: '10.0.2.0/24' }],
    }),
  ['blocked', 'HOPSCOPE_DIRECT_CONNECT_NOT_ADVERTISED'],
);
claim(
  'V2: Direct Connect alone carries a propagated prefix',
  ['eni-app', '192.168.1.1', tcp(443)],
  () => direct('10.0.0.0/8')(hybrid()),
  'reachable',
  'its association is going',
  (world) => world.change('direct-connect-gateway-association', 'dx-1', { associationState: 'disassociating' }),
  ['blocked', 'BAD_STATE_ATTACHMENT'],
);
claim(
  'V7: from a VPN nobody gets to a NAT gateway',
  ['vgw-a', '10.0.2.10', tcp(22)],
  hybrid,
  'reachable',
  'the virtual private gateway is detached',
  (world) => world.change('vpn-gateway', 'vgw-a', { VpcAttachments: [] }),
  'blocked',
);

// Interfaces
claim(
  'X1: a sender uses its own addresses',
  ['eni-app', 'eni-app2', { ...tcp(22), src: '10.0.2.99' }],
  office,
  ['blocked', 'ENI_SOURCE_DEST_CHECK_RESTRICTION'],
  'a secondary one',
  (world) =>
    world.change('network-interface', 'eni-app', (data) => data.PrivateIpAddresses.push({ PrivateIpAddress: '10.0.2.99' })),
  'reachable',
);
claim(
  'X2: the instance must run',
  ['eni-app', 'eni-app2', tcp(22)],
  () => office().instance('i-2', 'eni-app2'),
  'reachable',
  'stopped',
  (world) => world.change('instance', 'i-2', { State: { Name: 'stopped' } }),
  ['blocked', 'BAD_STATE'],
);
claim(
  'X2: the sender’s instance must run too',
  ['eni-app', 'eni-app2', tcp(22)],
  () => office().instance('i-1', 'eni-app'),
  'reachable',
  'stopped',
  (world) => world.change('instance', 'i-1', { State: { Name: 'stopping' } }),
  ['blocked', 'BAD_STATE'],
);
claim(
  'X2: a requester-managed interface has no instance, and in use is enough',
  ['eni-app', 'eni-app2', tcp(22)],
  office,
  'reachable',
  'available',
  (world) => world.change('network-interface', 'eni-app2', { Status: 'available' }),
  ['blocked', 'BAD_STATE'],
);
claim(
  'X2: an instance that was not collected is unknown',
  ['eni-app', 'eni-app2', tcp(22)],
  () => office().instance('i-2', 'eni-app2').denied('instance'),
  'unknown',
  'a closed group blocks',
  (world) => world.change('security-group', 'sg-app', { IpPermissions: [] }),
  'blocked',
);
claim(
  'X7: a shared subnet’s ACL is its owner’s business',
  ['eni-app', 'eni-db', tcp(5432)],
  () => office().change('network-interface', 'eni-db', { OwnerId: '222222222222' }),
  'reachable',
  'and unknown if the owner was not asked',
  (world) => world.denied('network-acl'),
  'unknown',
);
claim(
  'X9: an Instance Connect Endpoint’s group may be named by the target',
  ['eice-1', 'eni-app', tcp(22)],
  () =>
    office()
      .group('sg-eice', 'vpc-a', [], ['tcp 22 10.0.0.0/16'])
      .eni('eni-eice-1', 'subnet-other', '10.0.3.70', ['sg-eice'])
      .add('instance-connect-endpoint', 'eice-1', {
        InstanceConnectEndpointId: 'eice-1',
        State: 'create-complete',
        NetworkInterfaceIds: ['eni-eice-1'],
      })
      .remove('security-group', 'sg-app')
      .group('sg-app', 'vpc-a', ['tcp 22 sg-eice']),
  'reachable',
  'whose outbound rules do not let it',
  (world) => world.change('security-group', 'sg-eice', { IpPermissionsEgress: [] }),
  'blocked',
);
claim(
  'X13: instance metadata is answered whatever groups say',
  ['eni-app', '169.254.169.254', tcp(80)],
  () => office().instance('i-1', 'eni-app').change('security-group', 'sg-app', { IpPermissionsEgress: [] }),
  'reachable',
  'switched off',
  (world) => world.change('instance', 'i-1', { MetadataOptions: { HttpEndpoint: 'disabled' } }),
  ['blocked', 'HOPSCOPE_METADATA_OFF'],
);
claim(
  'X17: a function’s interface accepts nothing',
  ['eni-app', 'eni-app2', tcp(22)],
  () => office().change('network-interface', 'eni-app2', { InterfaceType: 'lambda' }),
  ['blocked', 'HOPSCOPE_NO_INBOUND_INTERFACE'],
  'an instance’s does',
  (world) => world.change('network-interface', 'eni-app2', { InterfaceType: 'interface' }),
  'reachable',
);
claim(
  'V9: a Client VPN client must be authorised',
  ['cvpn-1', 'eni-app', tcp(22)],
  () =>
    office()
      .eni('eni-cvpn', 'subnet-other', '10.0.3.80', ['sg-app'], { Description: 'ClientVPN Endpoint resource' })
      .add('client-vpn-endpoint', 'cvpn-1', { ClientVpnEndpointId: 'cvpn-1', SecurityGroupIds: ['sg-app'] })
      .add(
        'client-vpn-route',
        'r1',
        { DestinationCidr: '10.0.0.0/16', TargetSubnet: 'subnet-other', Status: { Code: 'active' } },
        { parent: 'cvpn-1' },
      )
      .add('client-vpn-authorization-rule', 'a1', { DestinationCidr: '10.0.0.0/16' }, { parent: 'cvpn-1' }),
  'reachable',
  'elsewhere only',
  (world) => world.change('client-vpn-authorization-rule', 'a1', { DestinationCidr: '10.9.0.0/16' }),
  ['blocked', 'HOPSCOPE_CLIENT_VPN_NOT_AUTHORIZED'],
);

test('T5: that the whole zone may send, not only the attachment subnet, is an assumption', () => {
  const found = path(...far)
    .in(transit())
    .is('reachable');
  expect(new Set(found.assumptions.map((step) => step.assumption))).toEqual(new Set(['zone-not-subnet']));
  path(...far)
    .in(transit(), { strict: true })
    .is('unknown');
});

test('E1: a gateway endpoint carries no other protocol', () => {
  path('eni-app', S3, protocol(47)).in(s3()).is('blocked', 'VPCE_GATEWAY_PROTOCOL_RESTRICTION');
});
