/** Every proposed set of changes, applied to the snapshot in memory, really opens the path; and without any one of them it does not. */
import { describe, expect, test } from 'vitest';
import { address, type Point, TCP } from '../../src/net/index.ts';
import { type Ask, applyChange, buildNetwork, type From, fixesFor, toInterface, tracePoint } from '../../src/reach/index.ts';
import { aclEntry, CLIENT, routeData, type World } from './scenario.ts';
import { office, peered, transit, twoOffices } from './worlds.ts';

const packet = (src: string, port: number) => ({ src: address(src), protocol: TCP, sourcePort: 40000, destinationPort: port });
const between = (from: string, src: string, to: string, port: number): Ask => toInterface({ eni: from }, to, packet(src, port));
const inward = (to: string, port: number): Ask => toInterface({ internet: true }, to, packet(CLIENT, port));
const outward =
  (eni: string, src: string, dst: string): Ask =>
  () => ({ from: { eni } as From, point: { ...packet(src, 443), dst: address(dst) } as Point });

/** The second office is not on the transit gateway yet. */
const unattached = (options: Record<string, string>): World =>
  transit()
    .remove('transit-gateway-attachment', 'att-b')
    .remove('transit-gateway-vpc-attachment', 'att-b')
    .remove('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16')
    .remove('transit-gateway-route', 'tgw-rtb-1/2600:b::/56')
    .change('transit-gateway', 'tgw-1', {
      Options: { ...options, AssociationDefaultRouteTableId: 'tgw-rtb-1', PropagationDefaultRouteTableId: 'tgw-rtb-1' },
    });

/** Between the two offices everything is led through appliances of a third VPC, and each side's zone has its own. */
const crooked = (): World => {
  const world = transit()
    .change('subnet', 'subnet-far', { AvailabilityZoneId: 'euw1-az2' })
    .change('subnet', 'subnet-attach-b', { AvailabilityZoneId: 'euw1-az2' })
    .vpc('vpc-i', '10.9.0.0/16')
    .group('sg-i', 'vpc-i', ['-1 0.0.0.0/0'])
    .acl('acl-i', 'vpc-i', ['subnet-i1', 'subnet-i2', 'subnet-w1', 'subnet-w2']);
  for (const zone of ['1', '2'])
    world
      .subnet(`subnet-i${zone}`, 'vpc-i', `10.9.${zone}.0/24`, `euw1-az${zone}`)
      .subnet(`subnet-w${zone}`, 'vpc-i', `10.9.1${zone}.0/24`, `euw1-az${zone}`)
      .eni(`eni-w${zone}`, `subnet-w${zone}`, `10.9.1${zone}.10`, ['sg-i'], { SourceDestCheck: false })
      .table(`rtb-i${zone}`, 'vpc-i', [`subnet-i${zone}`], ['10.9.0.0/16 local', `0.0.0.0/0 eni-w${zone}`])
      .table(`rtb-w${zone}`, 'vpc-i', [`subnet-w${zone}`], ['10.9.0.0/16 local', '0.0.0.0/0 tgw-1']);
  return world
    .attach('att-i', 'tgw-1', 'vpc-i', ['subnet-i1', 'subnet-i2'], 'tgw-rtb-2')
    .transitTable('tgw-rtb-2', 'tgw-1', ['10.0.0.0/16 att-a', '10.1.0.0/16 att-b'])
    .change('transit-gateway-route', 'tgw-rtb-1/10.0.0.0/16', {
      TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'att-i', ResourceType: 'vpc' }],
    })
    .change('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16', {
      TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'att-i', ResourceType: 'vpc' }],
    });
};

const cases: [string, () => World, Ask, string[]][] = [
  [
    'a group',
    office,
    between('eni-app', '10.0.2.10', 'eni-db', 5433),
    ['Allow tcp 5433 from 10.0.2.10/32 in security group sg-db'],
  ],
  [
    'an ACL on the way and on the way back',
    () =>
      office().change('network-acl', 'acl-other', {
        Entries: ['in 10 deny -1 0.0.0.0/0', 'out 10 deny -1 0.0.0.0/0'].map(aclEntry),
      }),
    between('eni-app', '10.0.2.10', 'eni-db', 5432),
    [
      'Add ingress rule 9 to network ACL acl-other: allow tcp 5432 10.0.2.10/32',
      'Add egress rule 9 to network ACL acl-other: allow tcp 1024–65535 10.0.2.10/32',
    ],
  ],
  [
    'a route to a NAT gateway',
    () => office().change('route-table', 'rtb-private', { Routes: [routeData('10.0.0.0/16 local')] }),
    outward('eni-app', '10.0.2.10', '1.1.1.1'),
    ['Route 0.0.0.0/0 to nat-a in rtb-private'],
  ],
  [
    'routes over a peering, both ways',
    () =>
      peered()
        .change('route-table', 'rtb-private', { Routes: [routeData('10.0.0.0/16 local')] })
        .change('route-table', 'rtb-far', { Routes: [routeData('10.1.0.0/16 local')] }),
    between('eni-app', '10.0.2.10', 'eni-far', 22),
    ['Route 10.1.0.0/16 to pcx-ab in rtb-private', 'Route 10.0.0.0/16 to pcx-ab in rtb-far'],
  ],
  [
    'a peering to be accepted',
    () => peered().change('vpc-peering-connection', 'pcx-ab', { Status: { Code: 'pending-acceptance' } }),
    between('eni-app', '10.0.2.10', 'eni-far', 22),
    ['Accept peering connection pcx-ab'],
  ],
  [
    'a route of a transit gateway',
    () => transit().remove('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16'),
    between('eni-app', '10.0.2.10', 'eni-far', 22),
    ['Route 10.1.0.0/16 to att-b in tgw-rtb-1'],
  ],
  [
    'an association of a transit gateway',
    () => transit().change('transit-gateway-attachment', 'att-a', { Association: undefined }),
    between('eni-app', '10.0.2.10', 'eni-far', 22),
    ['Associate tgw-rtb-1 with att-a'],
  ],
  [
    'a black hole of a transit gateway',
    () => transit().transitRoute('tgw-rtb-1', '10.1.1.0/24 blackhole'),
    between('eni-app', '10.0.2.10', 'eni-far', 22),
    ['Route 10.1.1.0/24 to att-b in tgw-rtb-1, instead of where it leads now'],
  ],
  [
    'an attachment to a transit gateway that associates and propagates by itself',
    () => unattached({ DefaultRouteTableAssociation: 'enable', DefaultRouteTablePropagation: 'enable' }),
    between('eni-app', '10.0.2.10', 'eni-far', 22),
    ['Attach vpc-b to tgw-1 by subnet-attach-b, subnet-far2'],
  ],
  [
    'a zone without a subnet of the attachment',
    () => transit().change('transit-gateway-vpc-attachment', 'att-a', { SubnetIds: ['subnet-other'] }),
    between('eni-app', '10.0.2.10', 'eni-far', 22),
    ['Add subnet-private to the subnets of att-a'],
  ],
  [
    'a default route that leads astray where a transit gateway would lead on',
    () => transit().change('route-table', 'rtb-private', { Routes: ['10.0.0.0/16 local', '0.0.0.0/0 nat-a'].map(routeData) }),
    between('eni-app', '10.0.2.10', 'eni-far', 22),
    ['Route 10.1.0.0/16 to tgw-1 in rtb-private'],
  ],
  [
    'a default route of the answering side that leads astray',
    () =>
      peered()
        .igw('igw-b', 'vpc-b')
        .change('route-table', 'rtb-far', { Routes: ['10.1.0.0/16 local', '0.0.0.0/0 igw-b'].map(routeData) }),
    between('eni-app', '10.0.2.10', 'eni-far', 22),
    ['Route 10.0.0.0/16 to pcx-ab in rtb-far'],
  ],
  [
    'inspection that sees one direction only',
    crooked,
    between('eni-app', '10.0.2.10', 'eni-far', 22),
    ['Switch on appliance mode of att-i'],
  ],
  [
    'a stopped instance',
    () => office().instance('i-db', 'eni-db', 'stopped'),
    between('eni-app', '10.0.2.10', 'eni-db', 5432),
    ['Start i-db'],
  ],
  [
    'an internet gateway',
    () => office().remove('internet-gateway', 'igw-a'),
    inward('eni-web', 443),
    [
      'Create an internet gateway and attach it to vpc-a',
      'Route 0.0.0.0/0 to the new internet gateway in rtb-public, instead of where it leads now',
    ],
  ],
  [
    'Block Public Access',
    () => office().add('block-public-access-options', 'eu-west-1', { InternetGatewayBlockMode: 'block-bidirectional' }),
    inward('eni-web', 443),
    ['Exclude subnet-public from Block Public Access'],
  ],
];

describe.each(cases)('%s', (_, world, ask, expected) => {
  const network = buildNetwork(world().snapshot());
  const verdictAfter = (changes: Parameters<typeof applyChange>[1][]) => {
    const after = changes.length > 0 ? buildNetwork(changes.reduce(applyChange, network.snapshot)) : network;
    const { from, point } = ask(after);
    return tracePoint(after, from, point).verdict.both;
  };

  test('the first proposal is what a person would do', () => {
    expect(
      fixesFor(network, ask)[0]
        ?.changes.map((one) => one.text)
        .sort(),
    ).toEqual([...expected].sort());
  });

  test('each proposal opens the path, and needs each of its changes', () => {
    const fixes = fixesFor(network, ask);
    expect(fixes.length).toBeGreaterThan(0);
    for (const { changes } of fixes) {
      const all = changes.map((one) => one.change);
      expect(verdictAfter(all)).toBe('reachable');
      for (const one of all) expect(verdictAfter(all.filter((other) => other !== one))).not.toBe('reachable');
    }
  });
});

test('a private interface opened to the internet needs an address, a route, a group', () => {
  const network = buildNetwork(office().snapshot());
  const texts = fixesFor(network, inward('eni-app', 22)).map((fix) => fix.changes.map((one) => one.text).sort());
  expect(texts[0]).toEqual([
    'Allow tcp 22 from 198.51.100.7/32 in security group sg-app',
    'Give eni-app a public address',
    'Route 0.0.0.0/0 to igw-a in rtb-private, instead of where it leads now',
  ]);
});

test('where nothing joins two VPCs no change is proposed', () => {
  expect(fixesFor(buildNetwork(twoOffices().snapshot()), between('eni-app', '10.0.2.10', 'eni-far', 22))).toEqual([]);
});

test('a change comes with its command and its Terraform', () => {
  const [fix] = fixesFor(buildNetwork(office().snapshot()), between('eni-app', '10.0.2.10', 'eni-db', 5433));
  expect(fix?.changes[0]?.command).toBe(
    `aws ec2 authorize-security-group-ingress --group-id sg-db --ip-permissions '[{"IpProtocol":"tcp","FromPort":5433,"ToPort":5433,"IpRanges":[{"CidrIp":"10.0.2.10/32"}]}]' --region eu-west-1`,
  );
  expect(fix?.changes[0]?.terraform).toBe(`resource "aws_vpc_security_group_ingress_rule" "hopscope_sg_db_tcp_5433" {
  security_group_id = "sg-db"
  ip_protocol       = "tcp"
  from_port         = 5433
  to_port           = 5433
  cidr_ipv4         = "10.0.2.10/32"
}`);
});

test('what a transit gateway lacks can be a route or a propagation, and both are proposed', () => {
  const network = buildNetwork(transit().remove('transit-gateway-route', 'tgw-rtb-1/10.1.0.0/16').snapshot());
  const fixes = fixesFor(network, between('eni-app', '10.0.2.10', 'eni-far', 22));
  expect(fixes.map(({ changes }) => changes.map(({ text }) => text))).toEqual([
    ['Route 10.1.0.0/16 to att-b in tgw-rtb-1'],
    ['Let att-b propagate its routes to tgw-rtb-1'],
  ]);
});

test('an attachment that gets no table by itself is associated and given routes too, by what the first command returns', () => {
  const network = buildNetwork(unattached({}).snapshot());
  const [fix] = fixesFor(network, between('eni-app', '10.0.2.10', 'eni-far', 22));
  expect(fix?.changes.map(({ command }) => command.split(' --')[0])).toEqual([
    'ATTACHMENT=$(aws ec2 create-transit-gateway-vpc-attachment',
    'aws ec2 create-transit-gateway-route',
    'aws ec2 associate-transit-gateway-route-table',
  ]);
  expect(fix?.changes[1]?.command).toContain('--transit-gateway-attachment-id "$ATTACHMENT"');
  expect(fix?.changes[1]?.terraform).toContain('= aws_ec2_transit_gateway_vpc_attachment.hopscope_vpc_b.id');
});

test('a route that is there and leads elsewhere is replaced, not created', () => {
  const world = office().change('route-table', 'rtb-private', {
    Routes: ['10.0.0.0/16 local', '0.0.0.0/0 nat-gone blackhole'].map(routeData),
  });
  const [fix] = fixesFor(buildNetwork(world.snapshot()), outward('eni-app', '10.0.2.10', '1.1.1.1'));
  expect(fix?.changes.map(({ command }) => command)).toEqual([
    'aws ec2 replace-route --route-table-id rtb-private --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat-a --region eu-west-1',
  ]);
});

test('a switch of the transit gateway is proposed where only a group reference is lost', () => {
  const world = transit().change('security-group', 'sg-far', {
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, UserIdGroupPairs: [{ GroupId: 'sg-app' }] }],
  });
  const fixes = fixesFor(buildNetwork(world.snapshot()), between('eni-app', '10.0.2.10', 'eni-far', 22));
  expect(fixes.map(({ changes }) => changes.map(({ text }) => text))).toContainEqual([
    'Switch on security group referencing of tgw-1',
  ]);
});

test('where more of the way cannot be seen a fix says so, and what can be seen is out of the way', () => {
  const world = transit().change('transit-gateway-attachment', 'att-a', { Association: undefined });
  world.denied('network-acl').remove('security-group', 'sg-far').group('sg-far', 'vpc-b', []);
  const network = buildNetwork(world.snapshot());
  const ask = between('eni-app', '10.0.2.10', 'eni-far', 22);
  const [fix] = fixesFor(network, ask);
  expect(fix?.uncertain).toBe(true);
  expect(fix?.changes.map(({ text }) => text)).toEqual([
    'Associate tgw-rtb-1 with att-a',
    'Allow tcp 22 from 10.0.2.10/32 in security group sg-far',
  ]);
  const after = buildNetwork(fix!.changes.map(({ change }) => change).reduce(applyChange, network.snapshot));
  const { from, point } = ask(after);
  expect(tracePoint(after, from, point).verdict.both).toBe('unknown');
  expect(tracePoint(after, from, point).blockers).toEqual([]);
});

test('two VPCs on one core network are joined by a route to it', () => {
  const core = 'arn:aws:networkmanager::111111111111:core-network/core-network-1';
  const world = twoOffices().add('core-network', 'core-network-1', { CoreNetworkId: 'core-network-1', CoreNetworkArn: core });
  for (const [id, vpc, subnet] of [
    ['core-att-a', 'vpc-a', 'subnet-private'],
    ['core-att-b', 'vpc-b', 'subnet-far'],
  ] as const)
    world
      .add('core-network-attachment', id, {
        CoreNetworkId: 'core-network-1',
        AttachmentType: 'VPC',
        SegmentName: 'prod',
        EdgeLocation: 'eu-west-1',
        State: 'AVAILABLE',
        ResourceArn: `arn:aws:ec2:eu-west-1:111111111111:vpc/${vpc}`,
      })
      .add('core-network-vpc-attachment', id, { SubnetArns: [`arn:aws:ec2:eu-west-1:111111111111:subnet/${subnet}`] });
  world.add('core-network-route-table', 'core-network-1/prod/eu-west-1', {
    NetworkRoutes: [
      ['10.0.0.0/16', 'core-att-a'],
      ['10.1.0.0/16', 'core-att-b'],
    ].map(([DestinationCidrBlock, CoreNetworkAttachmentId]) => ({
      DestinationCidrBlock,
      Destinations: [{ CoreNetworkAttachmentId }],
      State: 'ACTIVE',
    })),
  });
  const [fix] = fixesFor(buildNetwork(world.snapshot()), between('eni-app', '10.0.2.10', 'eni-far', 22));
  expect(fix?.changes.map(({ command }) => command)).toEqual([
    `aws ec2 create-route --route-table-id rtb-private --destination-cidr-block 10.1.0.0/16 --core-network-arn ${core} --region eu-west-1`,
    `aws ec2 create-route --route-table-id rtb-far --destination-cidr-block 10.0.0.0/16 --core-network-arn ${core} --region eu-west-1`,
  ]);
});
