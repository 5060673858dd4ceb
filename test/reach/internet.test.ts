/** §5 and §6: edge tables, internet gateways, NAT gateways. */
import { expect, test } from 'vitest';
import { claim } from './claim.ts';
import { aclEntry, path, ping, protocol, routeData, tcp, udp, type World } from './scenario.ts';
import { office, peered, transit } from './worlds.ts';

const inward = ['internet', 'eni-web public', tcp(443)] as const;
const inward6 = ['internet6', 'eni-web ipv6', tcp(443)] as const;
const outward = ['eni-app', '1.1.1.1', tcp(443)] as const;
const fromWeb = ['eni-web', '1.1.1.1', tcp(443)] as const;

claim(
  'I1: without a public address nothing leaves',
  fromWeb,
  office,
  'reachable',
  'without one',
  (world) =>
    world.change('network-interface', 'eni-web', (data) => {
      data.PrivateIpAddresses[0].Association = undefined;
      data.Association = undefined;
    }),
  ['blocked', 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'],
);
claim(
  'I1: the gateway must be attached to the VPC',
  fromWeb,
  office,
  'reachable',
  'detached',
  (world) => world.change('internet-gateway', 'igw-a', { Attachments: [] }),
  ['blocked', 'BAD_STATE_ATTACHMENT'],
);
claim(
  'I1: inbound to an interface that is attached to nothing',
  inward,
  office,
  'reachable',
  'available',
  (world) => world.change('network-interface', 'eni-web', { Status: 'available' }),
  ['blocked', 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS'],
);
claim(
  'I1: what has no public address is not reached',
  ['internet', 'eni-app', tcp(22)],
  office,
  ['blocked', 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS'],
  'at its public address',
  (world) =>
    world
      .change('network-interface', 'eni-app', (data) => {
        data.PrivateIpAddress = '203.0.113.99';
        data.Association = { PublicIp: '203.0.113.99' };
        data.PrivateIpAddresses[0].Association = data.Association;
      })
      .change('route-table', 'rtb-private', (data) => {
        data.Routes = ['10.0.0.0/16 local', '0.0.0.0/0 igw-a'].map(routeData);
      })
      .change('security-group', 'sg-app', (data) =>
        data.IpPermissions.push({ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }),
      ),
  'reachable',
);
claim(
  'I2: private destinations do not leave by an internet gateway',
  ['eni-web', '1.1.1.1', tcp(80)],
  office,
  'reachable',
  'to 10.99.0.1',
  (world) =>
    world.change('route-table', 'rtb-public', (data) => {
      data.Routes = ['10.0.0.0/16 local'].map(routeData);
    }),
  'blocked',
);
claim(
  'I2: a private source does not come in',
  ['internet', 'eni-web public', tcp(443)],
  office,
  'reachable',
  'one of 10/8',
  (world) => world.change('internet-gateway', 'igw-a', { Attachments: [] }),
  'blocked',
);
claim(
  'I3: a public IPv6 address suffices',
  inward6,
  office,
  'reachable',
  'a private block',
  (world) =>
    world.change('vpc', 'vpc-a', (data) => {
      data.Ipv6CidrBlockAssociationSet[0].Ipv6AddressAttribute = 'private';
    }),
  ['blocked', 'HOPSCOPE_PRIVATE_IPV6'],
);
claim(
  'I3: IpSource none is private',
  inward6,
  office,
  'reachable',
  'such a block',
  (world) =>
    world.change('subnet', 'subnet-public', (data) => {
      data.Ipv6CidrBlockAssociationSet[0].IpSource = 'none';
    }),
  ['blocked', 'HOPSCOPE_PRIVATE_IPV6'],
);
claim(
  'I3: an interface may deny all traffic of internet gateways',
  inward6,
  office,
  'reachable',
  'it does',
  (world) => world.change('network-interface', 'eni-web', { DenyAllIgwTraffic: true }),
  ['blocked', 'HOPSCOPE_DENY_IGW_TRAFFIC'],
);
claim(
  'I4: the reply needs a route back to the internet gateway',
  inward,
  office,
  'reachable',
  'without',
  (world) =>
    world.change('route-table', 'rtb-public', (data) => {
      data.Routes = data.Routes.filter((one: { DestinationCidrBlock?: string }) => one.DestinationCidrBlock !== '0.0.0.0/0');
    }),
  ['blocked', 'NO_ROUTE_TO_DESTINATION'],
);
claim(
  'I4: a reply that would leave by a NAT gateway is no reply',
  inward,
  office,
  'reachable',
  'default route to NAT',
  (world) =>
    world.change('route-table', 'rtb-public', (data) => {
      for (const one of data.Routes)
        if (one.GatewayId === 'igw-a' && one.DestinationCidrBlock) {
          delete one.GatewayId;
          one.NatGatewayId = 'nat-a';
        }
    }),
  'blocked',
);
claim(
  'I5: an egress-only gateway lets replies in',
  ['eni-app', '2a00::1', tcp(443)],
  office,
  'reachable',
  'and carries no IPv4',
  (world) => world.change('route-table', 'rtb-private', { Routes: [routeData('2600:a::/56 local')] }),
  'blocked',
);
claim(
  'I5: nothing that begins outside comes in where only an egress-only gateway leads out',
  ['internet6', 'eni-app ipv6', tcp(22)],
  () =>
    office().change('security-group', 'sg-app', (data) =>
      data.IpPermissions.push({ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }),
    ),
  ['blocked', 'HOPSCOPE_EGRESS_ONLY_INBOUND'],
  'with an internet gateway route',
  (world) =>
    world.change('route-table', 'rtb-private', {
      Routes: ['10.0.0.0/16 local', '2600:a::/56 local', '::/0 igw-a'].map(routeData),
    }),
  'reachable',
);
const bpa = (mode: string) => (world: World) =>
  world.add('block-public-access-options', 'eu-west-1', { InternetGatewayBlockMode: mode, State: 'update-complete' });
claim('I6: Block Public Access blocks both ways', inward, office, 'reachable', 'bidirectional', bpa('block-bidirectional'), [
  'blocked',
  'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
]);
claim(
  'I6: block-ingress lets NAT gateways’ flows out',
  outward,
  () => bpa('block-ingress')(office()),
  'reachable',
  'bidirectional does not',
  (world) => world.change('block-public-access-options', 'eu-west-1', { InternetGatewayBlockMode: 'block-bidirectional' }),
  'blocked',
);
claim(
  'I6: block-ingress blocks direct flows of public addresses',
  fromWeb,
  () => bpa('block-ingress')(office()),
  'blocked',
  'off',
  (world) => world.change('block-public-access-options', 'eu-west-1', { InternetGatewayBlockMode: 'off' }),
  'reachable',
);
const exclude =
  (mode: string, arn: string, State = 'create-complete') =>
  (world: World) =>
    world.add('block-public-access-exclusion', 'vpcbpa-1', {
      ExclusionId: 'vpcbpa-1',
      InternetGatewayExclusionMode: mode,
      ResourceArn: arn,
      State,
    });
claim(
  'I6: a subnet may be excluded',
  inward,
  () => bpa('block-bidirectional')(office()),
  'blocked',
  'excluded',
  exclude('allow-bidirectional', 'arn:aws:ec2:eu-west-1:111111111111:subnet/subnet-public'),
  'reachable',
);
claim(
  'I6: a VPC may be excluded',
  inward,
  () => bpa('block-ingress')(office()),
  'blocked',
  'excluded',
  exclude('allow-bidirectional', 'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-a'),
  'reachable',
);
claim(
  'I6: an exclusion counts only when it is complete',
  inward,
  () =>
    exclude(
      'allow-bidirectional',
      'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-a',
      'create-in-progress',
    )(bpa('block-ingress')(office())),
  'blocked',
  'complete',
  (world) => world.change('block-public-access-exclusion', 'vpcbpa-1', { State: 'update-complete' }),
  'reachable',
);
claim(
  'I6: allow-egress opens only what begins inside',
  fromWeb,
  () => exclude('allow-egress', 'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-a')(bpa('block-bidirectional')(office())),
  'reachable',
  'under block-ingress it means nothing',
  (world) => world.change('block-public-access-options', 'eu-west-1', { InternetGatewayBlockMode: 'block-ingress' }),
  'blocked',
);
claim(
  'I6: exclusions that were refused leave it unknown',
  inward,
  () => bpa('block-ingress')(office()).denied('block-public-access-exclusion'),
  'unknown',
  'the switch is off',
  (world) => world.change('block-public-access-options', 'eu-west-1', { InternetGatewayBlockMode: 'off' }),
  'reachable',
);
claim(
  'I7: a NAT gateway must be available',
  outward,
  office,
  'reachable',
  'failed',
  (world) => world.change('nat-gateway', 'nat-a', { State: 'failed' }),
  ['blocked', 'BAD_STATE'],
);
claim(
  'I7: a NAT gateway carries TCP, UDP and ICMP',
  ['eni-app', '1.1.1.1', ping],
  office,
  'reachable',
  'its subnet has no way out',
  (world) => world.change('route-table', 'rtb-public', { Routes: [routeData('10.0.0.0/16 local')] }),
  'blocked',
);
claim(
  'I7: nobody begins a connection to a NAT gateway',
  ['internet', '203.0.113.5', tcp(443)],
  office,
  ['blocked', 'HOPSCOPE_NAT_UNSOLICITED'],
  'the address is an instance’s',
  (world) =>
    world
      .remove('network-interface', 'eni-nat-a')
      .remove('nat-gateway', 'nat-a')
      .change('network-interface', 'eni-web', (data) => {
        data.PrivateIpAddresses[0].Association.PublicIp = '203.0.113.5';
        data.Association.PublicIp = '203.0.113.5';
      }),
  'reachable',
);
claim(
  'I8: a NAT gateway serves what a transit gateway brings',
  ['eni-far', '1.1.1.1', tcp(443)],
  () =>
    transit()
      .table('rtb-attach', 'vpc-a', ['subnet-attach-a'], ['10.0.0.0/16 local', '0.0.0.0/0 nat-a'])
      .transitRoute('tgw-rtb-1', '0.0.0.0/0 att-a')
      .route('rtb-far', '0.0.0.0/0 tgw-1')
      .route('rtb-public', '10.1.0.0/16 tgw-1'),
  'reachable',
  'whose subnet has no route back to the spoke',
  (world) =>
    world.change('route-table', 'rtb-public', (data) => {
      data.Routes.pop();
    }),
  'blocked',
);
claim(
  'I9: what a NAT gateway sends over a peering comes back without a route',
  ['eni-app', 'eni-far', tcp(22)],
  () =>
    peered()
      .change('route-table', 'rtb-private', { Routes: ['10.0.0.0/16 local', '10.1.0.0/16 nat-a'].map(routeData) })
      .change('route-table', 'rtb-far', { Routes: [routeData('10.1.0.0/16 local')] }),
  'reachable',
  'an ACL can stop it',
  (world) => world.change('network-acl', 'acl-far', { Entries: ['in 100 allow -1 0.0.0.0/0'].map(aclEntry) }),
  'blocked',
);
claim(
  'I10: a private NAT gateway has no way to the internet',
  outward,
  office,
  'reachable',
  'private',
  (world) =>
    world
      .remove('network-interface', 'eni-nat-a')
      .remove('nat-gateway', 'nat-a')
      .nat('nat-a', 'vpc-a', 'subnet-public', '10.0.1.5'),
  ['blocked', 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS'],
);
claim(
  'I11: a NAT gateway whose subnet leads to itself loops',
  outward,
  office,
  'reachable',
  'it does',
  (world) => world.change('route-table', 'rtb-public', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 nat-a'].map(routeData) }),
  ['blocked', 'HOPSCOPE_LOOP'],
);
const regional = () =>
  office()
    .remove('nat-gateway', 'nat-a')
    .remove('network-interface', 'eni-nat-a')
    .table('rtb-nat', 'vpc-a', [], ['10.0.0.0/16 local', '0.0.0.0/0 igw-a'])
    .add('nat-gateway', 'nat-a', {
      NatGatewayId: 'nat-a',
      VpcId: 'vpc-a',
      State: 'available',
      AvailabilityMode: 'regional',
      RouteTableId: 'rtb-nat',
      AutoProvisionZones: 'disabled',
      NatGatewayAddresses: [{ PublicIp: '203.0.113.6', Status: 'succeeded', AvailabilityZoneId: 'euw1-az1' }],
    });
claim(
  'I12: a regional NAT gateway has a route table of its own',
  outward,
  regional,
  'reachable',
  'without its route',
  (world) => world.change('route-table', 'rtb-nat', { Routes: [routeData('10.0.0.0/16 local')] }),
  'blocked',
);
claim(
  'I7, I16: a NAT gateway knows a reply by whom it had sent to, and an answer by the internet gateway has another source',
  ['eni-app', 'eni-web', tcp(443)],
  () => regional().route('rtb-private', '10.0.1.0/24 nat-a'),
  ['blocked', 'HOPSCOPE_NAT_UNSOLICITED'],
  'by the local route',
  (world) => world.change('route-table', 'rtb-private', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 nat-a'].map(routeData) }),
  'reachable',
);
claim(
  'I12: in manual mode it serves the zones that it names',
  outward,
  regional,
  'reachable',
  'another zone',
  (world) =>
    world.change('nat-gateway', 'nat-a', (data) => {
      data.NatGatewayAddresses[0].AvailabilityZoneId = 'euw1-az2';
    }),
  ['blocked', 'REGIONAL_NGW_ROUTE_AZ_RESTRICTION'],
);
claim(
  'I13: NAT64 turns 64:ff9b::/96 into IPv4',
  ['eni-app', '64:ff9b::101:101', tcp(443)],
  () => office().route('rtb-private', '64:ff9b::/96 nat-a'),
  'reachable',
  'without the route',
  (world) =>
    world.change('route-table', 'rtb-private', (data) => {
      data.Routes.pop();
      data.Routes = data.Routes.filter((one: { EgressOnlyInternetGatewayId?: string }) => !one.EgressOnlyInternetGatewayId);
    }),
  'blocked',
);
for (const [what, acl, entries] of [
  ['the client’s subnet, out', 'acl-private', ['in 100 allow -1 0.0.0.0/0', 'out 100 allow tcp 80 0.0.0.0/0']],
  [
    'the NAT subnet, in from the client',
    'acl-public',
    ['in 90 deny -1 10.0.2.0/24', 'in 100 allow -1 0.0.0.0/0', 'out 100 allow -1 0.0.0.0/0'],
  ],
  [
    'the NAT subnet, out to the server',
    'acl-public',
    ['in 100 allow -1 0.0.0.0/0', 'out 90 deny -1 1.1.1.1/32', 'out 100 allow -1 0.0.0.0/0'],
  ],
  [
    'the NAT subnet, in with the reply',
    'acl-public',
    ['in 90 deny -1 1.1.1.1/32', 'in 100 allow -1 0.0.0.0/0', 'out 100 allow -1 0.0.0.0/0'],
  ],
  [
    'the NAT subnet, out to the client',
    'acl-public',
    ['in 100 allow -1 0.0.0.0/0', 'out 90 deny -1 10.0.2.0/24', 'out 100 allow -1 0.0.0.0/0'],
  ],
  [
    'the client’s subnet, in from the server and not from the NAT gateway',
    'acl-private',
    ['in 100 allow -1 10.0.0.0/16', 'out 100 allow -1 0.0.0.0/0'],
  ],
] as const) {
  claim(
    `I15: six ACL tests through a NAT gateway: ${what}`,
    outward,
    office,
    'reachable',
    'closed there',
    (world) => world.change('network-acl', acl, { Entries: entries.map(aclEntry) }),
    ['blocked', 'SUBNET_ACL_RESTRICTION'],
  );
}
claim(
  'I16: our own public addresses are reached from inside by the internet gateway',
  ['eni-app', 'eni-web public', tcp(443)],
  office,
  'reachable',
  'whose group names only private addresses',
  (world) => world.remove('security-group', 'sg-web').group('sg-web', 'vpc-a', ['tcp 443 10.0.0.0/16']),
  'blocked',
);
claim(
  'I17: the interface’s group is shared by its addresses',
  inward,
  office,
  'reachable',
  'the public address is another’s',
  (world) => world.change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-db' }] }),
  'blocked',
);
claim(
  'I17: a VPC without an internet gateway is not reached',
  inward,
  office,
  'reachable',
  'without',
  (world) => world.remove('internet-gateway', 'igw-a'),
  ['blocked', 'HOPSCOPE_NO_INTERNET_GATEWAY'],
);

const steered = () =>
  office()
    .eni('eni-box', 'subnet-other', '10.0.3.99', ['sg-open'], { SourceDestCheck: false, publicIp: '203.0.113.99' })
    .group('sg-open', 'vpc-a', ['-1 0.0.0.0/0'])
    .table('rtb-edge', 'vpc-a', ['igw-a'], ['10.0.0.0/16 local', '10.0.1.0/24 eni-box'])
    .table('rtb-box', 'vpc-a', ['subnet-other'], ['10.0.0.0/16 local', '0.0.0.0/0 igw-a'])
    .change('route-table', 'rtb-public', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 eni-box'].map(routeData) });
claim(
  'G1: an edge table leads through an appliance',
  inward,
  steered,
  'reachable',
  'which drops what is not its own',
  (world) => world.change('network-interface', 'eni-box', { SourceDestCheck: true }),
  'blocked',
);
claim(
  'G3: the appliance needs a public address itself',
  inward,
  steered,
  'reachable',
  'without',
  (world) =>
    world.change('network-interface', 'eni-box', (data) => {
      data.Association = undefined;
      data.PrivateIpAddresses[0].Association = undefined;
    }),
  ['blocked', 'INGRESS_RTB_NO_PUBLIC_IP'],
);
claim(
  'G4: who is entered through an appliance must leave through it',
  inward,
  steered,
  'reachable',
  'directly',
  (world) => world.change('route-table', 'rtb-public', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 igw-a'].map(routeData) }),
  ['blocked', 'INGRESS_RTB_TRAFFIC_REDIRECTION'],
);
claim(
  'X10: an enforcing VPC has an internet gateway only by exclusion',
  inward,
  office,
  'reachable',
  'it enforces',
  (world) => world.add('vpc-encryption-control', 'vpcec-1', { VpcId: 'vpc-a', Mode: 'enforce', State: 'available' }),
  ['blocked', 'HOPSCOPE_ENCRYPTION_ENFORCED'],
);

test('I7: a NAT gateway carries no other protocol', () => {
  path('eni-app', '1.1.1.1', protocol(47)).in(office()).is('blocked', 'PROTOCOL_RESTRICTION');
});

test('I2: the code says which private range it was', () => {
  path('eni-web', '10.99.0.1', tcp(80)).in(office()).is('blocked', 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS');
  path('eni-web', '100.64.0.1', tcp(80)).in(office()).is('blocked', 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS');
  path('internet', 'eni-web public', { ...tcp(443), src: '10.99.0.1' })
    .in(office())
    .is('blocked', 'IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS');
  path('internet', 'eni-web public', { ...tcp(443), src: '100.64.0.1' })
    .in(office())
    .is('blocked', 'IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS');
});

test('I7: every translation shows the header as it came and as it left', () => {
  const found = path('eni-app', '1.1.1.1', udp(53)).in(office()).is('reachable');
  const shown = found.forward.filter((step) => step.out).map((step) => JSON.parse(JSON.stringify(step)));
  expect(shown.map(({ header, out }) => [header.src, out.src])).toEqual([
    ['10.0.2.10', '10.0.1.5'],
    ['10.0.1.5', '203.0.113.5'],
  ]);
});

test('I15: what came with the address of the NAT gateway already is not translated back for ever', () => {
  const world = office().change('network-interface', 'eni-app', { SourceDestCheck: false });
  path('eni-app', '1.1.1.1', { ...tcp(443), src: '10.0.1.5' })
    .in(world)
    .is('blocked', 'HOPSCOPE_LOOP');
});

test('a switch that was not collected is assumed to be off, and strict makes it unknown', () => {
  const world = office().unasked('block-public-access-options', 'vpc-encryption-control');
  expect(
    path(...inward)
      .in(world)
      .is('reachable')
      .assumptions.map((step) => step.assumption),
  ).toEqual(expect.arrayContaining(['bpa-off', 'encryption-off']));
  path(...inward)
    .in(world, { strict: true })
    .is('unknown');
});
