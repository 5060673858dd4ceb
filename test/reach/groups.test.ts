/** §2: security groups. */
import { expect, test } from 'vitest';
import { isUnguarded } from '../../src/reach/network/interface.ts';
import { claim } from './claim.ts';
import { path, ping, ping6, protocol, tcp, udp } from './scenario.ts';
import { hybrid, office, peered, transit } from './worlds.ts';

const toApp = (rule: string) => () => office().remove('security-group', 'sg-app').group('sg-app', 'vpc-a', [rule]);
const withRule = (rule: string) => (world: ReturnType<typeof office>) =>
  world.remove('security-group', 'sg-app').group('sg-app', 'vpc-a', [rule]);

claim(
  'S1: the union of all rules of all groups decides',
  ['eni-app', 'eni-web', tcp(22)],
  () =>
    office()
      .group('sg-ssh', 'vpc-a', ['tcp 22 10.0.2.0/24'])
      .change('network-interface', 'eni-web', (data) => data.Groups.push({ GroupId: 'sg-ssh' })),
  'reachable',
  'without the second group',
  (world) => world.change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-web' }] }),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
);

claim(
  'S2: a group without rules admits nothing',
  ['eni-app', 'eni-app2', tcp(22)],
  () => office().change('security-group', 'sg-app', { IpPermissions: [] }),
  ['blocked', 'SG_HAS_NO_RULES'],
  'with a rule',
  withRule('tcp 22 10.0.0.0/8'),
  'reachable',
);

claim(
  'S2: no egress rule, nothing out',
  ['eni-app', 'eni-app2', tcp(22)],
  () => office().change('security-group', 'sg-app', { IpPermissionsEgress: [] }),
  ['blocked', 'SG_HAS_NO_RULES'],
  'with the egress rule of every new group',
  (world) =>
    world.change('security-group', 'sg-app', {
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  'reachable',
);

claim(
  'S3: an egress rule matches the destination',
  ['eni-app', 'eni-db', tcp(5432)],
  () => office().remove('security-group', 'sg-app').group('sg-app', 'vpc-a', [], ['tcp 5432 10.0.3.0/24']),
  'reachable',
  'to another subnet',
  (world) => world.remove('security-group', 'sg-app').group('sg-app', 'vpc-a', [], ['tcp 5432 10.0.2.0/24']),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
);

claim(
  'S3: an ingress rule of the internet sees the client’s public address',
  ['internet', 'eni-web public', tcp(443)],
  () => office().remove('security-group', 'sg-web').group('sg-web', 'vpc-a', ['tcp 443 198.51.100.0/24']),
  'reachable',
  'for another network',
  (world) => world.remove('security-group', 'sg-web').group('sg-web', 'vpc-a', ['tcp 443 198.51.101.0/24']),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
);

claim(
  'S4: protocol -1 is every protocol',
  ['eni-app', 'eni-app2', protocol(47)],
  toApp('-1 10.0.0.0/8'),
  'reachable',
  'tcp only',
  withRule('tcp 0-65535 10.0.0.0/8'),
  'blocked',
);
claim(
  'S4: for another protocol all ports match whatever the range says',
  ['eni-app', 'eni-app2', protocol(47)],
  () =>
    office().change('security-group', 'sg-app', {
      IpPermissions: [{ IpProtocol: '47', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
    }),
  'reachable',
  'another protocol still',
  (world) =>
    world.change('security-group', 'sg-app', { IpPermissions: [{ IpProtocol: '50', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }] }),
  'blocked',
);

claim(
  'S5: a port range includes its last port',
  ['eni-app', 'eni-app2', tcp(90)],
  toApp('tcp 80-90 10.0.0.0/8'),
  'reachable',
  'one less',
  withRule('tcp 80-89 10.0.0.0/8'),
  'blocked',
);
claim(
  'S5: a port range includes its first port',
  ['eni-app', 'eni-app2', tcp(80)],
  toApp('tcp 80-90 10.0.0.0/8'),
  'reachable',
  'one more',
  withRule('tcp 81-90 10.0.0.0/8'),
  'blocked',
);
claim(
  'S5: the source port never matters',
  ['eni-app', 'eni-app2', tcp(22, 80)],
  toApp('tcp 22 10.0.0.0/8'),
  'reachable',
  'a rule for that port only',
  withRule('tcp 80 10.0.0.0/8'),
  'blocked',
);
claim(
  'S5: ports -1 are all ports',
  ['eni-app', 'eni-app2', udp(53)],
  toApp('udp -1 10.0.0.0/8'),
  'reachable',
  'of TCP',
  withRule('tcp -1 10.0.0.0/8'),
  'blocked',
);
claim(
  'S6: FromPort is the ICMP type',
  ['eni-app', 'eni-app2', ping],
  toApp('icmp 8 10.0.0.0/8'),
  'reachable',
  'another type',
  withRule('icmp 3 10.0.0.0/8'),
  'blocked',
);
claim(
  'S6: ICMP type -1 is any',
  ['eni-app', 'eni-app2', ping],
  toApp('icmp -1 10.0.0.0/8'),
  'reachable',
  'ICMPv6',
  withRule('icmpv6 -1 10.0.0.0/8'),
  'blocked',
);
claim(
  'S6: ToPort is the ICMP code',
  ['eni-app', 'eni-app2', ping],
  () =>
    office().change('security-group', 'sg-app', {
      IpPermissions: [{ IpProtocol: 'icmp', FromPort: 8, ToPort: 0, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
    }),
  'reachable',
  'another code',
  (world) => world.change('security-group', 'sg-app', (data) => (data.IpPermissions[0].ToPort = 1)),
  'blocked',
);
claim(
  'S6: an ICMP code without a type matches nothing',
  ['eni-app', 'eni-app2', ping],
  () =>
    office().change('security-group', 'sg-app', {
      IpPermissions: [{ IpProtocol: 'icmp', FromPort: -1, ToPort: 0, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }],
    }),
  'blocked',
  'without the code',
  (world) => world.change('security-group', 'sg-app', (data) => (data.IpPermissions[0].ToPort = -1)),
  'reachable',
);
claim(
  'S6: an ICMPv6 rule without a range is every type',
  ['eni-app', 'eni-app2', ping6],
  toApp('icmpv6 2600:a::/56'),
  'reachable',
  'ICMP',
  withRule('icmp 2600:a::/56'),
  'blocked',
);
claim(
  'S7: an IPv4 range matches no IPv6',
  ['eni-app', 'eni-app2 ipv6', tcp(22)],
  toApp('tcp 22 0.0.0.0/0'),
  'blocked',
  'with the IPv6 range',
  withRule('tcp 22 ::/0'),
  'reachable',
);
claim(
  'S7: an IPv6 range matches no IPv4',
  ['eni-app', 'eni-app2', tcp(22)],
  toApp('tcp 22 ::/0'),
  'blocked',
  'with the IPv4 range',
  withRule('tcp 22 0.0.0.0/0'),
  'reachable',
);
claim(
  'S7: a rule without any source matches nothing',
  ['eni-app', 'eni-app2', tcp(22)],
  toApp('tcp 22'),
  'blocked',
  'with a source',
  withRule('tcp 22 10.0.2.10/32'),
  'reachable',
);
claim(
  'S8: a reference matches the members of the group',
  ['eni-app', 'eni-db', tcp(5432)],
  office,
  'reachable',
  'the sender has left it',
  (world) => world.change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-web' }] }),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
);
claim(
  'S8: a self-reference is the same rule',
  ['eni-app', 'eni-app2', tcp(22)],
  toApp('tcp 22 sg-app'),
  'reachable',
  'another group',
  withRule('tcp 22 sg-web'),
  'blocked',
);
claim(
  'S8: secondary addresses belong to the interface too',
  ['eni-app', 'eni-db', { ...tcp(5432), src: '10.0.2.77' }],
  () =>
    office().change('network-interface', 'eni-app', (data) =>
      data.PrivateIpAddresses.push({ Primary: false, PrivateIpAddress: '10.0.2.77' }),
    ),
  'reachable',
  'the address is nobody’s',
  (world) => world.change('network-interface', 'eni-app', (data) => data.PrivateIpAddresses.pop()),
  'blocked',
);
claim(
  'S8: delegated prefixes belong to the interface too',
  ['eni-app', 'eni-db', { ...tcp(5432), src: '10.0.2.81' }],
  () => office().change('network-interface', 'eni-app', { Ipv4Prefixes: [{ Ipv4Prefix: '10.0.2.80/28' }] }),
  'reachable',
  'another prefix',
  (world) => world.change('network-interface', 'eni-app', { Ipv4Prefixes: [{ Ipv4Prefix: '10.0.2.96/28' }] }),
  'blocked',
);
claim(
  'S8: a reference matches IPv6 addresses of its members',
  ['eni-app', 'eni-db ipv6', tcp(5432)],
  office,
  'reachable',
  'the sender has left the group',
  (world) => world.change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-web' }] }),
  'blocked',
);
claim(
  'S8: public addresses never match a reference',
  ['eni-web', 'eni-web2 public', tcp(8443)],
  () =>
    office()
      .group('sg-pub', 'vpc-a', ['tcp 8443 sg-web'])
      .eni('eni-web2', 'subnet-public', '10.0.1.11', ['sg-pub'], { publicIp: '203.0.113.11' }),
  ['blocked', 'ENI_SG_RULES_MISMATCH'],
  'a rule for the public address',
  (world) => world.remove('security-group', 'sg-pub').group('sg-pub', 'vpc-a', ['tcp 8443 203.0.113.10/32']),
  'reachable',
);
claim(
  'S9: an egress rule may name a group of the same VPC',
  ['eni-app', 'eni-db', tcp(5432)],
  () => office().remove('security-group', 'sg-app').group('sg-app', 'vpc-a', [], ['tcp 5432 sg-db']),
  'reachable',
  'a group that the receiver has not',
  (world) => world.remove('security-group', 'sg-app').group('sg-app', 'vpc-a', [], ['tcp 5432 sg-web']),
  'blocked',
);
claim(
  'S9: a reference matches across an active peering',
  ['eni-app', 'eni-far', tcp(22)],
  () => peered().remove('security-group', 'sg-far').group('sg-far', 'vpc-b', ['tcp 22 sg-app']),
  'reachable',
  'across Regions',
  (world) => world.change('vpc-peering-connection', 'pcx-ab', (data) => (data.AccepterVpcInfo.Region = 'us-east-1')),
  'blocked',
);
claim(
  'S9: an egress rule may name a group of a peered VPC',
  ['eni-app', 'eni-far', tcp(22)],
  () => peered().remove('security-group', 'sg-app').group('sg-app', 'vpc-a', [], ['tcp 22 sg-far']),
  'reachable',
  'across Regions',
  (world) => world.change('vpc-peering-connection', 'pcx-ab', (data) => (data.AccepterVpcInfo.Region = 'us-east-1')),
  'blocked',
);

const referenced = () =>
  transit()
    .remove('security-group', 'sg-far')
    .group('sg-far', 'vpc-b', ['tcp 22 sg-app'])
    .change('transit-gateway', 'tgw-1', { Options: { SecurityGroupReferencingSupport: 'enable' } });
const door = {
  VpcEndpointId: 'vpce-far',
  VpcEndpointType: 'Interface',
  State: 'available',
  ServiceName: 'com.amazonaws.eu-west-1.sqs',
  NetworkInterfaceIds: ['eni-far'],
};
claim(
  'S9: a reference matches over a transit gateway that supports it',
  ['eni-app', 'eni-far', tcp(22)],
  referenced,
  'reachable',
  'the gateway’s option is off',
  (world) => world.change('transit-gateway', 'tgw-1', { Options: {} }),
  ['blocked', 'SG_REFERENCING_SUPPORT'],
);
claim(
  'S9: both attachments must support references',
  ['eni-app', 'eni-far', tcp(22)],
  referenced,
  'reachable',
  'one attachment’s option is off',
  (world) => world.change('transit-gateway-vpc-attachment', 'att-b', { Options: { SecurityGroupReferencingSupport: 'disable' } }),
  ['blocked', 'SG_REFERENCING_SUPPORT'],
);
claim(
  'S9: an egress reference to a group behind a transit gateway never matches',
  ['eni-app', 'eni-far', tcp(22)],
  () => referenced().remove('security-group', 'sg-app').group('sg-app', 'vpc-a', [], ['tcp 22 sg-far']),
  'blocked',
  'by address',
  (world) => world.remove('security-group', 'sg-app').group('sg-app', 'vpc-a', [], ['tcp 22 10.1.0.0/16']),
  'reachable',
);
claim(
  'S9: over a transit gateway a reference counts nothing at an interface endpoint',
  ['eni-app', 'eni-far', tcp(22)],
  () =>
    referenced().change('network-interface', 'eni-far', { InterfaceType: 'vpc_endpoint' }).add('vpc-endpoint', 'vpce-far', door),
  ['blocked', 'SG_REFERENCING_SUPPORT'],
  'at an ordinary interface',
  (world) => world.change('network-interface', 'eni-far', { InterfaceType: 'interface' }),
  'reachable',
);
claim(
  'S9: a reference is not offered in use1-az3',
  ['eni-app', 'eni-far', tcp(22)],
  referenced,
  'reachable',
  'there',
  (world) =>
    world
      .change('subnet', 'subnet-private', { AvailabilityZoneId: 'use1-az3' })
      .change('subnet', 'subnet-attach-a', { AvailabilityZoneId: 'use1-az3' }),
  ['blocked', 'SG_REFERENCING_SUPPORT'],
);
claim(
  'S9: a reference does not match what a middlebox forwards',
  ['eni-app', 'eni-db', tcp(5432)],
  () =>
    office()
      .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-app'], { SourceDestCheck: false })
      .route('rtb-private', '10.0.3.0/24 eni-box')
      .table('rtb-other', 'vpc-a', ['subnet-other'], ['10.0.0.0/16 local', '10.0.2.0/24 eni-box']),
  ['blocked', 'SG_REFERENCES_NOT_PRESERVED'],
  'by address',
  (world) => world.remove('security-group', 'sg-db').group('sg-db', 'vpc-a', ['tcp 5432 10.0.2.0/24']),
  'reachable',
);
claim(
  'S9, S17: an egress rule that names a group lets nothing out that an appliance forwards',
  ['eni-app', 'eni-db', tcp(5432)],
  () =>
    office()
      .remove('security-group', 'sg-db')
      .group('sg-db', 'vpc-a', ['tcp 5432 10.0.2.0/24'])
      .group('sg-box', 'vpc-a', ['-1 0.0.0.0/0'], ['tcp 5432 sg-db'])
      .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-box'], { SourceDestCheck: false })
      .route('rtb-private', '10.0.3.0/24 eni-box')
      .table('rtb-other', 'vpc-a', ['subnet-other'], ['10.0.0.0/16 local', '10.0.2.0/24 eni-box']),
  'blocked',
  'a rule for the addresses there',
  (world) => world.remove('security-group', 'sg-box').group('sg-box', 'vpc-a', ['-1 0.0.0.0/0'], ['tcp 5432 10.0.3.0/24']),
  'reachable',
);
claim(
  'S10: a stale reference matches nothing',
  ['eni-app', 'eni-far', tcp(22)],
  () =>
    peered()
      .remove('security-group', 'sg-far')
      .group('sg-far', 'vpc-b', ['tcp 22 sg-app'])
      .change('security-group', 'sg-far', (data) => (data.IpPermissions[0].UserIdGroupPairs[0].PeeringStatus = 'deleted')),
  'blocked',
  'an active one',
  (world) =>
    world.change('security-group', 'sg-far', (data) => (data.IpPermissions[0].UserIdGroupPairs[0].PeeringStatus = 'active')),
  'reachable',
);
claim(
  'S11: a prefix list may be the source',
  ['eni-app', 'eni-app2', tcp(22)],
  () => toApp('tcp 22 pl-1')().prefixList('pl-1', ['10.9.0.0/16', '10.0.2.0/24']),
  'reachable',
  'without that entry',
  (world) => world.remove('prefix-list-entry', 'pl-1/10.0.2.0/24'),
  'blocked',
);
claim(
  'S12: a group of another VPC counts like any other',
  ['eni-app', 'eni-app2', tcp(22)],
  () => office().change('security-group', 'sg-app', { VpcId: 'vpc-elsewhere' }),
  'reachable',
  'without rules',
  (world) => world.change('security-group', 'sg-app', { IpPermissions: [] }),
  'blocked',
);
claim(
  'S13: replies pass the group that saw the connection',
  ['eni-db', 'eni-app', tcp(22)],
  () => office().change('security-group', 'sg-app', { IpPermissionsEgress: [] }),
  'reachable',
  'the other way round it is no reply',
  (world) => world.change('security-group', 'sg-db', { IpPermissionsEgress: [] }),
  'blocked',
);
claim(
  'S15: a NAT gateway has no group to ask',
  ['eni-app', '1.1.1.1', tcp(443)],
  office,
  'reachable',
  'but its client has',
  (world) => world.change('security-group', 'sg-app', { IpPermissionsEgress: [] }),
  'blocked',
);
claim(
  'S17: an appliance’s groups judge the real addresses, going in',
  ['eni-app', 'eni-db', tcp(5432)],
  () =>
    office()
      .group('sg-box', 'vpc-a', ['tcp 5432 10.0.2.0/24'])
      .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-box'], { SourceDestCheck: false })
      .remove('security-group', 'sg-db')
      .group('sg-db', 'vpc-a', ['-1 10.0.0.0/8'])
      .route('rtb-private', '10.0.3.0/24 eni-box')
      .table('rtb-other', 'vpc-a', ['subnet-other'], ['10.0.0.0/16 local', '10.0.2.0/24 eni-box']),
  'reachable',
  'closed there',
  (world) => world.remove('security-group', 'sg-box').group('sg-box', 'vpc-a', ['tcp 22 0.0.0.0/0']),
  'blocked',
);
claim(
  'S17: an appliance’s groups judge the real addresses, going out',
  ['eni-app', 'eni-db', tcp(5432)],
  () =>
    office()
      .group('sg-box', 'vpc-a', ['-1 0.0.0.0/0'], ['tcp 5432 10.0.3.0/24'])
      .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-box'], { SourceDestCheck: false })
      .remove('security-group', 'sg-db')
      .group('sg-db', 'vpc-a', ['-1 10.0.0.0/8'])
      .route('rtb-private', '10.0.3.0/24 eni-box')
      .table('rtb-other', 'vpc-a', ['subnet-other'], ['10.0.0.0/16 local', '10.0.2.0/24 eni-box']),
  'reachable',
  'closed there',
  (world) => world.remove('security-group', 'sg-box').group('sg-box', 'vpc-a', ['-1 0.0.0.0/0'], ['tcp 22 0.0.0.0/0']),
  'blocked',
);
claim(
  'S18, S8: a rule that names the old QuickSight interface’s own group admits no reply from beyond a VPN',
  ['eni-quick', '192.168.1.1', tcp(443)],
  () =>
    hybrid()
      .group('sg-quick', 'vpc-a', ['-1 sg-quick'])
      .eni('eni-quick', 'subnet-private', '10.0.2.60', ['sg-quick'], {
        InterfaceType: 'quicksight',
        Attachment: { AttachTime: '2022-01-01T00:00:00.000Z' },
      }),
  'blocked',
  'a rule for the addresses there',
  (world) => world.remove('security-group', 'sg-quick').group('sg-quick', 'vpc-a', ['-1 192.168.0.0/16']),
  'reachable',
);
claim(
  'S18: an old QuickSight interface needs a rule for replies',
  ['eni-quick', 'eni-app', tcp(5432)],
  () =>
    office()
      .group('sg-quick', 'vpc-a', [])
      .eni('eni-quick', 'subnet-private', '10.0.2.60', ['sg-quick'], {
        InterfaceType: 'quicksight',
        Attachment: { AttachTime: '2022-01-01T00:00:00.000Z' },
      }),
  'blocked',
  'a new one',
  (world) => world.change('network-interface', 'eni-quick', { Attachment: { AttachTime: '2024-01-01T00:00:00.000Z' } }),
  'reachable',
);
claim(
  'S18: an old interface that is none of QuickSight’s remembers its connections',
  ['eni-quick', 'eni-app', tcp(5432)],
  () =>
    office()
      .group('sg-quick', 'vpc-a', [])
      .eni('eni-quick', 'subnet-private', '10.0.2.60', ['sg-quick'], { Attachment: { AttachTime: '2022-01-01T00:00:00.000Z' } }),
  'reachable',
  'of QuickSight',
  (world) => world.change('network-interface', 'eni-quick', { InterfaceType: 'quicksight' }),
  'blocked',
);
claim(
  'S18: the last day of forgetting is 26 April 2023',
  ['eni-quick', 'eni-app', tcp(5432)],
  () =>
    office()
      .group('sg-quick', 'vpc-a', [])
      .eni('eni-quick', 'subnet-private', '10.0.2.60', ['sg-quick'], {
        InterfaceType: 'quicksight',
        Attachment: { AttachTime: '2023-04-26T23:59:59.000Z' },
      }),
  'blocked',
  'a second later',
  (world) => world.change('network-interface', 'eni-quick', { Attachment: { AttachTime: '2023-04-27T00:00:00.000Z' } }),
  'reachable',
);
claim(
  'S18: a QuickSight interface that is not attached has no old connection to forget',
  ['eni-quick', 'eni-app', tcp(5432)],
  () =>
    office()
      .group('sg-quick', 'vpc-a', [])
      .eni('eni-quick', 'subnet-private', '10.0.2.60', ['sg-quick'], { InterfaceType: 'quicksight' }),
  'reachable',
  'attached long ago',
  (world) => world.change('network-interface', 'eni-quick', { Attachment: { AttachTime: '2022-01-01T00:00:00.000Z' } }),
  'blocked',
);
const throughBox = (...egress: string[]) =>
  office()
    .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-web'], { SourceDestCheck: false })
    .change('security-group', 'sg-web', { IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] })
    .remove('security-group', 'sg-db')
    .group('sg-db', 'vpc-a', ['-1 10.0.0.0/8'])
    .remove('security-group', 'sg-app')
    .group('sg-app', 'vpc-a', ['-1 10.0.0.0/8'], egress)
    .route('rtb-private', '10.0.3.0/24 eni-box')
    .table('rtb-other', 'vpc-a', ['subnet-other'], ['10.0.0.0/16 local', '10.0.2.0/24 eni-box']);
claim(
  'S9: what a group reference lets out is not let out to a middlebox',
  ['eni-app', 'eni-db', tcp(5432)],
  () => throughBox('tcp 5432 sg-db'),
  ['blocked', 'SG_REFERENCES_NOT_PRESERVED'],
  'another rule lets it out by address',
  (world) =>
    world.change('security-group', 'sg-app', (data) =>
      data.IpPermissionsEgress.push({ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.3.0/24' }] }),
    ),
  'reachable',
);
claim(
  'S9: it is the same with the address first, and with the group in another group of the sender',
  ['eni-app', 'eni-db', tcp(5432)],
  () =>
    throughBox('tcp 5432 10.0.3.0/24')
      .group('sg-extra', 'vpc-a', [], ['tcp 5432 sg-db'])
      .change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-app' }, { GroupId: 'sg-extra' }] }),
  'reachable',
  'without the address',
  (world) => world.change('security-group', 'sg-app', { IpPermissionsEgress: [] }),
  ['blocked', 'SG_REFERENCES_NOT_PRESERVED'],
);
claim(
  'S19: an unknown list of IPv6 addresses says nothing of IPv4',
  ['eni-app', 'eni-app2', tcp(22)],
  () =>
    toApp('tcp 22 pl-1')()
      .prefixList('pl-1', [])
      .change('prefix-list', 'pl-1', { AddressFamily: 'IPv6' })
      .denied('prefix-list-entry'),
  'blocked',
  'one of IPv4',
  (world) => world.change('prefix-list', 'pl-1', { AddressFamily: 'IPv4' }),
  'unknown',
);
claim(
  'S19: a group to send to that is not in the snapshot leaves the verdict unknown',
  ['eni-app', 'eni-db', tcp(5432)],
  () => office().remove('security-group', 'sg-app').group('sg-app', 'vpc-a', [], ['tcp 5432 sg-elsewhere']),
  'unknown',
  'with the group',
  (world) => world.group('sg-elsewhere', 'vpc-a', []),
  'blocked',
);
claim(
  'S19: an unknown group of the sender does not hide that another lets it out',
  ['eni-app', 'eni-app2', tcp(22)],
  () => office().change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-gone' }, { GroupId: 'sg-app' }] }),
  'reachable',
  'without the other',
  (world) => world.change('network-interface', 'eni-app', { Groups: [{ GroupId: 'sg-gone' }] }),
  'unknown',
);
claim(
  'S19: a prefix list that is not in the snapshot neither matches nor misses',
  ['eni-app', 'eni-app2', tcp(22)],
  toApp('tcp 22 pl-1'),
  'unknown',
  'with the list',
  (world) => world.prefixList('pl-1', ['10.0.0.0/8']),
  'reachable',
);
claim(
  'S19: entries that were refused leave the rule unknown',
  ['eni-app', 'eni-app2', tcp(22)],
  () =>
    toApp('tcp 22 pl-1')()
      .prefixList('pl-1', ['10.0.0.0/8'])
      .denied('prefix-list-entry', { parents: ['pl-1'] }),
  'unknown',
  'another rule lets it in anyway',
  (world) =>
    world.change('security-group', 'sg-app', (data) =>
      data.IpPermissions.push({ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }),
    ),
  'reachable',
);
claim(
  'S19: a group that is not in the snapshot leaves the verdict unknown',
  ['eni-app', 'eni-app2', tcp(22)],
  toApp('tcp 22 sg-elsewhere'),
  'unknown',
  'with the group',
  (world) => world.group('sg-elsewhere', 'vpc-a', []),
  'blocked',
);
claim(
  'a group that was not collected makes the verdict unknown',
  ['eni-app', 'eni-app2', tcp(22)],
  () => office().denied('security-group'),
  'unknown',
  'a dead instance blocks all the same',
  (world) => world.instance('i-2', 'eni-app2', 'stopped'),
  ['blocked', 'BAD_STATE'],
);

test('S1: the step names the rule that decided, by its id where the snapshot has it', () => {
  const world = office().add('security-group-rule', 'sgr-1', {
    SecurityGroupRuleId: 'sgr-1',
    GroupId: 'sg-web',
    IsEgress: false,
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
    CidrIpv4: '0.0.0.0/0',
  });
  const found = path('internet', 'eni-web public', tcp(443)).in(world).is('reachable');
  expect(found.forward.map((step) => step.label)).toContain('sg-web sgr-1');
});

test('a refusal names the call that is missing, the account and the Region', () => {
  const found = path('eni-app', 'eni-app2', tcp(22)).in(office().denied('security-group')).is('unknown');
  expect(found.unknowns[0]?.missing?.text).toBe(
    'ec2:DescribeSecurityGroups in account 111111111111, eu-west-1 (AccessDenied: not allowed)',
  );
});

test('S15: no group guards gateways, endpoints of appliances, and Network Load Balancers that have none', () => {
  const guard = (type: string, ...groupIds: string[]) => isUnguarded(type, groupIds);
  const types = ['nat_gateway', 'gateway_load_balancer_endpoint', 'gateway_load_balancer', 'transit_gateway'];
  expect(types.map((type) => guard(type, 'sg-1'))).toEqual([true, true, true, true]);
  expect([guard('network_load_balancer'), guard('network_load_balancer', 'sg-1')]).toEqual([true, false]);
  expect([guard('interface'), guard('vpc_endpoint', 'sg-1')]).toEqual([false, false]);
});

test('S8: that a reference matches IPv6 is an assumption, that it matches IPv4 is none', () => {
  const assumed = (to: string) =>
    path('eni-app', to, tcp(5432))
      .in(office())
      .is('reachable')
      .assumptions.map((step) => [step.at.id, step.assumption]);
  expect(assumed('eni-db ipv6')).toContainEqual(['sg-db', 'references-ipv6']);
  expect(assumed('eni-db').map(([, assumption]) => assumption)).not.toContain('references-ipv6');
});

test('S9: that references match across accounts over a transit gateway is an assumption', () => {
  const assumed = (world: ReturnType<typeof referenced>) =>
    path('eni-app', 'eni-far', tcp(22))
      .in(world)
      .is('reachable')
      .assumptions.filter((step) => step.assumption === 'transit-references-cross-account')
      .map((step) => step.at.id);
  expect(assumed(referenced())).toEqual([]);
  expect(assumed(referenced().change('network-interface', 'eni-far', { OwnerId: '222222222222' }))).toEqual(['sg-far']);
});
