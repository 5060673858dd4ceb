/** Ways that share a destination, ways back that differ, and what of a way may be missing from the snapshot. */
import { expect, test } from 'vitest';
import { claim } from './claim.ts';
import { aclEntry, path, ping, routeData, tcp, type World } from './scenario.ts';
import { hybrid, office, peered, transit, twoOffices } from './worlds.ts';

// Roles of interfaces
claim(
  'E2: the service behind an interface endpoint begins no connection',
  ['eni-door', 'eni-app', tcp(443)],
  () => office().eni('eni-door', 'subnet-private', '10.0.2.60', ['sg-app'], { InterfaceType: 'vpc_endpoint' }),
  ['blocked', 'VPCE_INTRA_VPC_TRAFFIC'],
  'an instance does',
  (world) => world.change('network-interface', 'eni-door', { InterfaceType: 'interface' }),
  'reachable',
);
claim(
  'X9: the interface of an Instance Connect endpoint carries TCP only',
  ['eni-door', 'eni-app', ping],
  () => office().eni('eni-door', 'subnet-private', '10.0.2.60', ['sg-app'], { InterfaceType: 'ec2_instance_connect_endpoint' }),
  ['blocked', 'PROTOCOL_RESTRICTION'],
  'that of an instance carries all',
  (world) => world.change('network-interface', 'eni-door', { InterfaceType: 'interface' }),
  'reachable',
);

// What was not collected
claim(
  'G1: where route tables were not collected an edge table may steer what comes in',
  ['internet', 'eni-web public', tcp(443)],
  () => office().denied('route-table'),
  'unknown',
  'a closed group blocks all the same',
  (world) => world.change('security-group', 'sg-web', { IpPermissions: [] }),
  'blocked',
);
const door = () =>
  office()
    .eni('eni-door', 'subnet-private', '10.0.2.60', ['sg-app'], { InterfaceType: 'vpc_endpoint' })
    .add('vpc-endpoint', 'vpce-door', {
      VpcEndpointType: 'Interface',
      State: 'available',
      ServiceName: 'com.amazonaws.eu-west-1.sqs',
      NetworkInterfaceIds: ['eni-door'],
    });
claim(
  'E4: an endpoint that was not collected may be in any state',
  ['eni-app', 'eni-door', tcp(443)],
  door,
  'reachable',
  'refused',
  (world) => world.denied('vpc-endpoint'),
  'unknown',
);
const listed = (family: string) => () =>
  office()
    .prefixList('pl-x', ['1.0.0.0/8'])
    .change('prefix-list', 'pl-x', { AddressFamily: family })
    .denied('prefix-list-entry', { parents: ['pl-x'] });
claim(
  'R2: an unread list of IPv4 prefixes is no route for IPv6',
  ['eni-app', '2a00::1', tcp(443)],
  () => listed('IPv4')().route('rtb-private', 'pl-x nat-a'),
  'reachable',
  'of IPv6 prefixes it may be',
  (world) => world.change('prefix-list', 'pl-x', { AddressFamily: 'IPv6' }),
  'unknown',
);
claim(
  'S7: an unread list of IPv4 prefixes admits no IPv6',
  ['internet6', 'eni-web ipv6', tcp(22)],
  () => listed('IPv4')().remove('security-group', 'sg-web').group('sg-web', 'vpc-a', ['tcp 22 pl-x']),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
  'of IPv6 prefixes it may',
  (world) => world.change('prefix-list', 'pl-x', { AddressFamily: 'IPv6' }),
  'unknown',
);

// IPv6 over the internet between two VPCs of the snapshot
const six = () =>
  twoOffices()
    .igw('igw-b', 'vpc-b')
    .route('rtb-far', '::/0 igw-b')
    .change('route-table', 'rtb-private', { Routes: ['2600:a::/56 local', '::/0 eigw-a'].map(routeData) });
claim(
  'I5: what leaves by an egress-only gateway enters the other VPC by its internet gateway',
  ['eni-app', 'eni-far ipv6', tcp(22)],
  six,
  'reachable',
  'whose groups admit only others',
  (world) => world.remove('security-group', 'sg-far').group('sg-far', 'vpc-b', ['-1 10.0.0.0/8']),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
);
claim(
  'I5: the reply comes in by the memory of the egress-only gateway',
  ['eni-app', 'eni-far ipv6', tcp(22)],
  () => six().change('network-interface', 'eni-app', { DenyAllIgwTraffic: true }),
  'reachable',
  'nothing leads it out',
  (world) => world.change('route-table', 'rtb-far', (data) => data.Routes.pop()),
  'blocked',
);
claim(
  'I3: only addresses of interfaces leave by an egress-only gateway',
  ['eni-app', '2a00::1', { ...tcp(443), src: '2600:a:0:2::99' }],
  () => office().change('network-interface', 'eni-app', { SourceDestCheck: false }),
  ['blocked', 'GATEWAY_REJECTS_SPOOFED_TRAFFIC'],
  'the interface has the address',
  (world) => world.change('network-interface', 'eni-app', (data) => data.Ipv6Addresses.push({ Ipv6Address: '2600:a:0:2::99' })),
  'reachable',
);
claim(
  'I6: Block Public Access judges a reply that leaves where the packet did not come',
  ['eni-far', 'eni-app ipv6', tcp(22)],
  () =>
    peered()
      .igw('igw-b', 'vpc-b')
      .change('security-group', 'sg-app', (data) =>
        data.IpPermissions.push({ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '2600:b::/56' }] }),
      )
      .change('route-table', 'rtb-private', { Routes: ['2600:a::/56 local', '::/0 igw-a'].map(routeData) }),
  'reachable',
  'switched on',
  (world) => world.add('block-public-access-options', 'eu-west-1', { InternetGatewayBlockMode: 'block-bidirectional' }),
  ['blocked', 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED'],
);

// Several carriers
const second = (more: object) => (world: World) =>
  world.add('vpn-connection', 'vpn-2', {
    ...structuredClone(world.of('vpn-connection', 'vpn-1')),
    VpnConnectionId: 'vpn-2',
    VgwTelemetry: [{ Status: 'UP' }],
    ...more,
  });
const down = (world: World) => world.change('vpn-connection', 'vpn-1', { VgwTelemetry: [{ Status: 'DOWN' }] });
const office2 = ['eni-app', '192.168.7.7', tcp(22)] as const;
claim(
  'V2: a prefix is carried by whichever VPN of the gateway has a tunnel up',
  office2,
  () => second({})(down(hybrid())),
  'reachable',
  'the other has no route to it',
  (world) => world.change('vpn-connection', 'vpn-2', { Routes: [{ DestinationCidrBlock: '192.168.128.0/17' }] }),
  ['blocked', 'BAD_STATE_VPN'],
);
claim(
  'V2: Direct Connect carries a propagated prefix although the VPN is down',
  office2,
  () =>
    down(hybrid()).add('direct-connect-gateway-association', 'dx', {
      associatedGateway: { id: 'vgw-a' },
      associationState: 'associated',
      allowedPrefixesToDirectConnectGateway: [{ cidr: '10.0.0.0/8' }],
    }),
  'reachable',
  'disassociated',
  (world) => world.change('direct-connect-gateway-association', 'dx', { associationState: 'disassociated' }),
  ['blocked', 'BAD_STATE_VPN'],
);

// Zones
const zones = () =>
  transit()
    .subnet('subnet-attach-b2', 'vpc-b', '10.1.9.16/28', 'euw1-az2')
    .acl('acl-attach-b2', 'vpc-b', ['subnet-attach-b2'], [])
    .subnet('subnet-attach-a2', 'vpc-a', '10.0.9.16/28', 'euw1-az2')
    .acl('acl-attach-a2', 'vpc-a', ['subnet-attach-a2'])
    .change('transit-gateway-vpc-attachment', 'att-a', { SubnetIds: ['subnet-attach-a', 'subnet-attach-a2'] })
    .change('transit-gateway-vpc-attachment', 'att-b', { SubnetIds: ['subnet-attach-b', 'subnet-attach-b2'] });
claim(
  'T8: the zone is that of the subnet from which a packet goes into the transit gateway',
  ['eni-db', 'eni-far', tcp(22)],
  () =>
    zones()
      .route('rtb-main', '10.1.0.0/16 nat-a')
      .route('rtb-public', '10.1.0.0/16 tgw-1')
      .change('security-group', 'sg-db', {
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      }),
  'reachable',
  'sent on directly it enters the other VPC where the ACL is closed',
  (world) =>
    world.change('route-table', 'rtb-main', (data) => {
      data.Routes.pop();
      data.Routes.push(routeData('10.1.0.0/16 tgw-1'));
    }),
  'blocked',
);
test('T8: where AWS chooses the zone, forward and reply are weighed one by one', () => {
  const world = zones()
    .change('transit-gateway-vpc-attachment', 'att-b', { Options: { ApplianceModeSupport: 'enable' } })
    .change('network-interface', 'eni-far', {
      SubnetId: 'subnet-far2',
      PrivateIpAddress: '10.1.2.10',
      PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.1.2.10' }],
    })
    .change('network-acl', 'acl-private', { Entries: [aclEntry('out 100 allow -1 0.0.0.0/0')] });
  const { verdict } = path('eni-app', 'eni-far', tcp(22)).in(world).is('blocked');
  expect(verdict).toEqual({ forward: 'unknown', reply: 'blocked', both: 'blocked' });
});

// Transit gateways in a chain, and with a firewall of their own
const chained = () =>
  transit()
    .tgw('tgw-2')
    .tgw('tgw-3')
    .attach('att-c', 'tgw-3', 'vpc-b', ['subnet-attach-b'], 'tgw-rtb-3')
    .attachment('att-12', 'tgw-1', 'peering', 'tgw-2', 'tgw-rtb-1')
    .add('transit-gateway-attachment', 'att-12', sideOf('att-12', 'tgw-2', 'tgw-1', 'tgw-rtb-2'), { region: 'eu-central-1' })
    .attachment('att-23', 'tgw-2', 'peering', 'tgw-3', 'tgw-rtb-2')
    .add('transit-gateway-attachment', 'att-23', sideOf('att-23', 'tgw-3', 'tgw-2', 'tgw-rtb-3'), { region: 'eu-central-1' })
    .remove('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16')
    .transitRoute('tgw-rtb-1', '10.1.0.0/16 att-12')
    .transitTable('tgw-rtb-2', 'tgw-2', ['10.1.0.0/16 att-23', '10.0.0.0/16 att-12'])
    .transitTable('tgw-rtb-3', 'tgw-3', ['10.1.0.0/16 att-c', '10.0.0.0/16 att-23'])
    .change('route-table', 'rtb-far', { Routes: ['10.1.0.0/16 local', '10.0.0.0/16 tgw-3'].map(routeData) });
const sideOf = (id: string, gateway: string, peer: string, table: string) => ({
  TransitGatewayAttachmentId: id,
  TransitGatewayId: gateway,
  TransitGatewayOwnerId: '111111111111',
  ResourceOwnerId: '111111111111',
  ResourceType: 'peering',
  ResourceId: peer,
  State: 'available',
  Association: { TransitGatewayRouteTableId: table, State: 'associated' },
});
claim(
  'T17: peered transit gateways pass on to further peers by their own static routes',
  ['eni-app', 'eni-far', tcp(22)],
  chained,
  'reachable',
  'the middle one has no route back',
  (world) => world.remove('transit-gateway-route', 'tgw-rtb-2/10.0.0.0/16'),
  ['blocked', 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'],
);
const inspected = (action: string) =>
  transit()
    .attachment('att-nf', 'tgw-1', 'network-function', 'wall', 'tgw-rtb-after')
    .change('transit-gateway-route', 'tgw-rtb-1/10.0.0.0/16', { TransitGatewayAttachments: [nf] })
    .change('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16', { TransitGatewayAttachments: [nf] })
    .transitTable('tgw-rtb-after', 'tgw-1', ['10.0.0.0/16 att-a', '10.1.0.0/16 att-b'])
    .add('firewall', 'wall', {
      Firewall: { FirewallArn: 'wall', FirewallPolicyArn: 'policy', TransitGatewayAttachmentId: 'att-nf' },
    })
    .add('firewall-policy', 'policy', {
      FirewallPolicyResponse: { FirewallPolicyArn: 'policy' },
      FirewallPolicy: { StatelessDefaultActions: [action] },
    });
const nf = { TransitGatewayAttachmentId: 'att-nf', ResourceType: 'network-function' };
claim(
  'T18: a firewall on the transit gateway itself judges what its routes lead to it',
  ['eni-app', 'eni-far', tcp(22)],
  () => inspected('aws:pass'),
  'reachable',
  'it drops',
  () => inspected('aws:drop'),
  ['blocked', 'FIREWALL_RULES_RESTRICTION'],
);
claim(
  'R14: what a transit gateway brings is not led through an appliance in the attachment’s own subnet',
  ['eni-app', 'eni-far', tcp(22)],
  () =>
    transit()
      .eni('eni-box', 'subnet-attach-b', '10.1.9.9', ['sg-far'], { SourceDestCheck: false })
      .table('rtb-attach-b', 'vpc-b', ['subnet-attach-b'], ['10.1.0.0/16 local', '10.1.1.0/24 eni-box']),
  ['blocked', 'HOPSCOPE_SERVICE_SUBNET_HAIRPIN'],
  'directly',
  (world) => world.change('route-table', 'rtb-attach-b', { Routes: [routeData('10.1.0.0/16 local')] }),
  'reachable',
);
claim(
  'T8: in appliance mode a flow keeps its zone only where routes are propagated to the attachment’s table',
  ['eni-app', 'eni-far', tcp(22)],
  () =>
    zones()
      .change('transit-gateway-vpc-attachment', 'att-b', { Options: { ApplianceModeSupport: 'enable' } })
      .add('transit-gateway-propagation', 'tgw-rtb-1/att-a', { State: 'enabled' }, { parent: 'tgw-rtb-1' }),
  'reachable',
  'without it may take the zone whose ACL is closed',
  (world) => world.remove('transit-gateway-propagation', 'tgw-rtb-1/att-a'),
  ['unknown', 'HOPSCOPE_ECMP_PARTLY'],
);
claim(
  'E1: a gateway endpoint serves only addresses of its own VPC',
  ['eni-app', '52.218.0.1', { ...tcp(443), src: '172.31.0.9' }],
  () =>
    office()
      .prefixList('pl-s3', ['52.218.0.0/17'])
      .route('rtb-private', 'pl-s3 vpce-s3')
      .add('vpc-endpoint', 'vpce-s3', { VpcEndpointType: 'Gateway', State: 'available' })
      .change('network-interface', 'eni-app', { SourceDestCheck: false }),
  ['blocked', 'HOPSCOPE_NO_EDGE_TO_EDGE'],
  'the address is one of the VPC’s and the interface’s',
  (world) =>
    world
      .change('vpc', 'vpc-a', (data) =>
        data.CidrBlockAssociationSet.push({ CidrBlock: '172.31.0.0/16', CidrBlockState: { State: 'associated' } }),
      )
      .change('network-interface', 'eni-app', (data) => data.PrivateIpAddresses.push({ PrivateIpAddress: '172.31.0.9' })),
  'reachable',
);
claim(
  'I18: a NAT instance may speak in its own name to a gateway endpoint too',
  ['eni-app', '52.218.0.1', tcp(443)],
  () =>
    office()
      .prefixList('pl-s3', ['52.218.0.0/17'])
      .route('rtb-public', 'pl-s3 vpce-s3')
      .add('vpc-endpoint', 'vpce-s3', { VpcEndpointType: 'Gateway', State: 'available' })
      .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-app'], { SourceDestCheck: false })
      .change('route-table', 'rtb-private', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 eni-box'].map(routeData) }),
  'unknown',
  'which drops all if it checks addresses',
  (world) => world.change('network-interface', 'eni-box', { SourceDestCheck: true }),
  ['blocked', 'ENI_SOURCE_DEST_CHECK_RESTRICTION'],
);
