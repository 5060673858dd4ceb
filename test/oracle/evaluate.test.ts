import { describe, expect, test } from 'vitest';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { ask, change, denied, deny, echo, eni, group, OPEN, plain, put, route, second, subnet, tcp, to, vpc } from './by-hand.ts';
import type { Data } from './world.ts';

const BOTH = 'reachable/reachable';
const NONE = 'blocked/blocked';
const A = '10.1.1.10';
const A2 = '10.1.1.11';
const B = '10.1.2.10';
const C = '10.2.1.10';
const WEB = '8.8.8.8';

describe('W: the walk', () => {
  test('inside a subnet neither ACL nor table is consulted', () => {
    const world = deny(plain(), 'acl-a', false, '0.0.0.0/0');
    expect(ask(world, 'eni-a', tcp(A, A2))).toBe(BOTH);
    expect(ask(world, 'eni-b', tcp(B, A))).toBe(NONE);
  });
  test('an address that nobody owns is nowhere', () => {
    expect(ask(plain(), 'eni-a', tcp(A, '10.1.2.99'))).toBe(NONE);
  });
  test('the reply has its own ACLs: the client port must pass', () => {
    const world = deny(plain(), 'acl-b', true, '0.0.0.0/0', { Protocol: '6', PortRange: { From: 40000, To: 40000 } });
    expect(ask(world, 'eni-a', tcp(A, B))).toBe('reachable/blocked');
  });
  test('an echo reply is type 0 for ACLs', () => {
    const world = deny(plain(), 'acl-b', true, '0.0.0.0/0', { Protocol: '1', IcmpTypeCode: { Type: 0, Code: 0 } });
    expect(ask(world, 'eni-a', echo(A, B))).toBe('reachable/blocked');
    expect(ask(world, 'eni-b', echo(B, A))).toBe(BOTH);
  });
  test('multicast goes nowhere', () => {
    expect(ask(plain(), 'eni-a', tcp(A, '224.0.0.5'))).toBe(NONE);
  });
});

describe('S: security groups', () => {
  const web = (rule: Data, egress: Data[] = [OPEN]) => [
    ...change(plain(), 'eni-b', (it) => {
      it.Groups = [{ GroupId: 'sg-web' }];
    }),
    group('sg-web', [rule], egress),
  ];
  test('a rule admits its protocol, ports and source alone, and the reply by state', () => {
    const world = web({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.1.1.0/24' }] }, []);
    expect(ask(world, 'eni-a', tcp(A, B))).toBe(BOTH);
    expect(ask(world, 'eni-a', tcp(A, B, 80))).toBe(NONE);
    expect(ask(world, 'eni-b', tcp(B, A))).toBe(NONE);
  });
  test('a reference matches the private address of a carrier, not its public one', () => {
    const world = web({ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-open' }] });
    expect(ask(world, 'eni-a', tcp(A, B))).toBe(BOTH);
    expect(ask(world, 'internet', tcp(WEB, B))).toBe(NONE);
  });
  test('ICMP types are ports of their own', () => {
    const world = web({ IpProtocol: 'icmp', FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: '0.0.0.0/0' }] });
    expect(ask(world, 'eni-a', echo(A, B))).toBe(BOTH);
    expect(ask(world, 'eni-a', { ...echo(A, B), icmpType: 13 })).toBe(NONE);
  });
  test('a prefix list that is not in the snapshot is neither match nor miss', () => {
    const world = web({ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-gone' }] });
    expect(ask(world, 'eni-a', tcp(A, B))).toBe('unknown/unknown');
  });
  test('the family of a prefix list is known even where its entries are not', () => {
    const world = [
      ...web({ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-4' }] }),
      put('prefix-list', 'pl-4', { PrefixListId: 'pl-4', AddressFamily: 'IPv4' }),
    ];
    const gaps = [denied('prefix-list-entry')];
    expect(ask(world, 'eni-a', tcp(A, B), gaps)).toBe('unknown/unknown');
    expect(ask(world, 'eni-a', tcp('2600:1f18:100:1::a', '2600:1f18:100:2::b'), gaps)).toBe(NONE);
  });
  test('nothing filters Amazon DNS', () => {
    const world = [...deny(plain(), 'acl-a', true, '0.0.0.0/0')];
    expect(ask(world, 'eni-a', { ...tcp(A, '10.1.0.2', 53), protocol: 17 })).toBe(BOTH);
    expect(ask(world, 'eni-a', tcp(A, '169.254.169.254', 80))).toBe(BOTH);
    expect(ask(world, 'eni-a', tcp(A, '169.254.1.1', 80))).toBe(NONE);
  });
});

test('R9: a broader route leads nothing to VPC Lattice; its own leads where nobody sees', () => {
  const lattice = [
    put('prefix-list', 'pl-l', { PrefixListId: 'pl-l', AddressFamily: 'IPv4' }),
    put('prefix-list-entry', 'pl-l/1', { Cidr: '169.254.171.0/24' }, 'pl-l'),
  ];
  const world = [...plain(), ...lattice];
  expect(ask(world, 'eni-a', tcp(A, '169.254.171.9'))).toBe(NONE);
  expect(ask(route(world, 'rtb-a', to('pl-l', { GatewayId: 'VpcLattice' })), 'eni-a', tcp(A, '169.254.171.9'))).toBe(
    'unknown/unknown',
  );
});

describe('N: network ACLs', () => {
  test('the lowest number decides, wherever it stands in the list', () => {
    const world = deny(plain(), 'acl-b', false, '10.1.1.10/32');
    expect(ask(world, 'eni-a', tcp(A, B))).toBe(NONE);
    expect(ask(world, 'eni-a2', tcp(A2, B))).toBe(BOTH);
  });
  test('a subnet without an ACL in the snapshot is unknown', () => {
    const world = plain().filter((it) => it.id !== 'acl-b');
    expect(ask(world, 'eni-a', tcp(A, B))).toBe('unknown/unknown');
  });
});

describe('R: route tables', () => {
  test('the longest prefix wins even when it is a blackhole', () => {
    const world = route(plain(), 'rtb-a', to('8.8.8.0/24', { NatGatewayId: 'nat-gone' }, { State: 'blackhole' }));
    expect(ask(world, 'eni-a', tcp(A, WEB))).toBe(NONE);
    expect(ask(world, 'eni-a', tcp(A, '9.9.9.9'))).toBe(BOTH);
  });
  test('a propagated route never beats the local one, however specific', () => {
    const world = route(plain(), 'rtb-a', to('10.1.2.0/24', { GatewayId: 'vgw-1' }, { Origin: 'EnableVgwRoutePropagation' }));
    expect(ask(world, 'eni-a', tcp(A, B))).toBe(BOTH);
  });
  test('a subnet without a table of its own uses the main one', () => {
    const world = plain().filter((it) => it.id !== 'rtb-b');
    expect(ask(world, 'eni-b', tcp(B, A))).toBe('unknown/unknown');
    const Routes = [to('10.1.0.0/16', { GatewayId: 'local' })];
    const main = put('route-table', 'rtb-m', { RouteTableId: 'rtb-m', VpcId: 'vpc-1', Associations: [{ Main: true }], Routes });
    expect(ask([...world, main], 'eni-b', tcp(B, A))).toBe(BOTH);
  });
  test('a static route more specific than local goes through an appliance that does not check addresses', () => {
    const through = (SourceDestCheck: boolean) => [
      ...route(
        route(plain(), 'rtb-a', to('10.1.2.0/24', { NetworkInterfaceId: 'eni-m' })),
        'rtb-b',
        to('10.1.1.0/24', { NetworkInterfaceId: 'eni-m' }),
      ),
      ...subnet('subnet-m', 'vpc-1', '10.1.3.0/24', 'a', []),
      eni('eni-m', 'vpc-1', 'subnet-m', '10.1.3.10', { SourceDestCheck }),
    ];
    expect(ask(through(false), 'eni-a', tcp(A, B))).toBe(BOTH);
    expect(ask(through(true), 'eni-a', tcp(A, B))).toBe(NONE);
  });
  test('a reply that avoids the appliance is dropped', () => {
    const world = [
      ...route(plain(), 'rtb-a', to('10.1.2.0/24', { NetworkInterfaceId: 'eni-m' })),
      ...subnet('subnet-m', 'vpc-1', '10.1.3.0/24', 'a', []),
      eni('eni-m', 'vpc-1', 'subnet-m', '10.1.3.10', { SourceDestCheck: false }),
    ];
    expect(ask(world, 'eni-a', tcp(A, B))).toBe('reachable/blocked');
    const uncollected = world.filter((it) => it.id !== 'rtb-b');
    expect(ask(uncollected, 'eni-a', tcp(A, B))).toBe('reachable/unknown');
  });
});

describe('G, I: edge tables, internet gateways, NAT', () => {
  test('a public address and a route make an instance reachable both ways', () => {
    expect(ask(plain(), 'internet', tcp(WEB, '54.0.0.1'))).toBe(BOTH);
    expect(ask(plain(), 'eni-a', tcp(A, WEB))).toBe(BOTH);
    expect(ask(plain(), 'eni-a2', tcp(A2, WEB))).toBe(NONE);
  });
  test('without a route to the gateway a public address cannot answer', () => {
    const world = change(plain(), 'eni-b', (it) => {
      it.PrivateIpAddresses[0].Association = { PublicIp: '54.0.0.2' };
    });
    expect(ask(world, 'internet', tcp(WEB, '54.0.0.2'))).toBe('reachable/blocked');
  });
  test('private destinations stop at the gateway', () => {
    expect(ask(plain(), 'eni-a', tcp(A, '192.168.1.1'))).toBe(NONE);
  });
  test('IPv6 needs no translation, and a private block is dropped', () => {
    const packet = { ...tcp('2600:1f18:100:1::a', '2001:4860::1') };
    expect(ask(plain(), 'eni-a', packet)).toBe(BOTH);
    const world = change(plain(), 'vpc-1', (it) => {
      it.Ipv6CidrBlockAssociationSet[0].IpSource = 'none';
    });
    expect(ask(world, 'eni-a', packet)).toBe(NONE);
  });
  test('an egress-only gateway lets replies in and nothing else', () => {
    const world = [
      ...route(plain(), 'rtb-b', to('::/0', { EgressOnlyInternetGatewayId: 'eigw-1' })),
      put('egress-only-internet-gateway', 'eigw-1', {
        EgressOnlyInternetGatewayId: 'eigw-1',
        Attachments: [{ VpcId: 'vpc-1', State: 'attached' }],
      }),
    ];
    expect(ask(world, 'eni-b', tcp('2600:1f18:100:2::b', '2001:4860::1'))).toBe(BOTH);
    expect(ask(world, 'internet', tcp('2001:4860::1', '2600:1f18:100:2::b'))).toBe('reachable/blocked');
  });
  test('an egress-only gateway knows its flows even where they go to another VPC of ours, and no other gateway is asked', () => {
    const six = [to('::/0', { GatewayId: 'igw-2' })];
    const world = [
      ...route(plain(), 'rtb-b', to('::/0', { EgressOnlyInternetGatewayId: 'eigw-1' })).filter((it) => it.id !== 'igw-1'),
      put('egress-only-internet-gateway', 'eigw-1', {
        EgressOnlyInternetGatewayId: 'eigw-1',
        Attachments: [{ VpcId: 'vpc-1', State: 'attached' }],
      }),
      vpc('vpc-2', '10.2.0.0/16', '2600:1f18:200::/56'),
      put('internet-gateway', 'igw-2', { InternetGatewayId: 'igw-2', Attachments: [{ VpcId: 'vpc-2', State: 'available' }] }),
      ...subnet('subnet-c', 'vpc-2', '10.2.1.0/24', 'a', six, '2600:1f18:200:1::/64'),
      eni('eni-c', 'vpc-2', 'subnet-c', '10.2.1.10', { Ipv6Addresses: [{ Ipv6Address: '2600:1f18:200:1::c' }] }),
    ];
    expect(ask(world, 'eni-b', tcp('2600:1f18:100:2::b', '2600:1f18:200:1::c'))).toBe(BOTH);
    expect(ask(world, 'eni-c', tcp('2600:1f18:200:1::c', '2600:1f18:100:2::b'))).toBe(NONE);
  });
  const withNat = (more: Data = {}) => [
    ...route(plain(), 'rtb-b', to('0.0.0.0/0', { NatGatewayId: 'nat-1' })),
    eni('eni-nat', 'vpc-1', 'subnet-a', '10.1.1.50', { InterfaceType: 'nat_gateway', Groups: [], publicIp: '54.0.0.9' }),
    put('nat-gateway', 'nat-1', {
      NatGatewayId: 'nat-1',
      VpcId: 'vpc-1',
      SubnetId: 'subnet-a',
      State: 'available',
      NatGatewayAddresses: [
        { NetworkInterfaceId: 'eni-nat', PrivateIp: '10.1.1.50', PublicIp: '54.0.0.9', IsPrimary: true, Status: 'succeeded' },
      ],
      ...more,
    }),
  ];
  test('behind a NAT gateway flows begin inside', () => {
    expect(ask(withNat(), 'eni-b', tcp(B, WEB))).toBe(BOTH);
    expect(ask(withNat(), 'internet', tcp(WEB, '54.0.0.9'))).toBe(NONE);
    expect(ask(withNat({ State: 'failed' }), 'eni-b', tcp(B, WEB))).toBe(NONE);
  });
  test('a regional NAT gateway has a table and no subnet, and takes nothing unsolicited', () => {
    const Routes = [to('10.1.0.0/16', { GatewayId: 'local' }), to('0.0.0.0/0', { GatewayId: 'igw-1' })];
    const world = [
      ...route(plain(), 'rtb-b', to('0.0.0.0/0', { NatGatewayId: 'nat-r' })),
      put('route-table', 'rtb-r', { RouteTableId: 'rtb-r', VpcId: 'vpc-1', Associations: [], Routes }),
      put('nat-gateway', 'nat-r', {
        NatGatewayId: 'nat-r',
        VpcId: 'vpc-1',
        AvailabilityMode: 'regional',
        AutoProvisionZones: 'disabled',
        RouteTableId: 'rtb-r',
        State: 'available',
        NatGatewayAddresses: [{ PublicIp: '54.0.0.8', AvailabilityZone: 'eu-west-1b', Status: 'succeeded' }],
      }),
    ];
    expect(ask(world, 'eni-b', tcp(B, WEB))).toBe(BOTH);
    expect(ask(world, 'internet', tcp(WEB, '54.0.0.8'))).toBe(NONE);
    const elsewhere = change(world, 'nat-r', (it) => {
      it.NatGatewayAddresses[0].AvailabilityZone = 'eu-west-1a';
    });
    expect(ask(elsewhere, 'eni-b', tcp(B, WEB))).toBe(NONE);
  });
  test('whether a NAT instance translates is not to be seen, so the answer depends on it', () => {
    const world = (publicIp?: string) => [
      ...route(plain(), 'rtb-b', to('0.0.0.0/0', { NetworkInterfaceId: 'eni-i' })),
      eni('eni-i', 'vpc-1', 'subnet-a', '10.1.1.80', { SourceDestCheck: false, publicIp }),
    ];
    expect(ask(world('54.0.0.6'), 'eni-b', tcp(B, WEB))).toBe('unknown/unknown');
    expect(ask(world(), 'eni-b', tcp(B, WEB))).toBe(NONE);
  });
  test('a NAT gateway carries TCP, UDP and ICMP only', () => {
    expect(ask(withNat(), 'eni-b', echo(B, WEB))).toBe(BOTH);
    expect(ask(withNat(), 'eni-b', { src: B, dst: WEB, protocol: 50 })).toBe(NONE);
  });
  test('the reply to a NAT gateway passes the ACL of its subnet', () => {
    const world = deny(withNat(), 'acl-a', false, '8.8.8.8/32');
    expect(ask(world, 'eni-b', tcp(B, WEB))).toBe('reachable/blocked');
  });
  test('64:ff9b::/96 is translated by a NAT gateway', () => {
    const world = route(withNat(), 'rtb-b', to('64:ff9b::/96', { NatGatewayId: 'nat-1' }));
    expect(ask(world, 'eni-b', tcp('2600:1f18:100:2::b', '64:ff9b::8.8.8.8'))).toBe(BOTH);
  });
  test('own public addresses are outside: group references do not match them', () => {
    const world = change(plain(), 'eni-a2', (it) => {
      it.PrivateIpAddresses[0].Association = { PublicIp: '54.0.0.2' };
    });
    expect(ask(world, 'eni-a', tcp(A, '54.0.0.2'))).toBe(BOTH);
    const referring = change(world, 'sg-open', (it) => {
      it.IpPermissions = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-open' }] }];
    });
    expect(ask(referring, 'eni-a', tcp(A, A2))).toBe(BOTH);
    expect(ask(referring, 'eni-a', tcp(A, '54.0.0.2'))).toBe(NONE);
  });
  test('Block Public Access blocks, an exclusion opens, and block-ingress spares what NAT began', () => {
    const mode = (InternetGatewayBlockMode: string) =>
      put('block-public-access-options', 'options', { InternetGatewayBlockMode });
    const exclusion = put('block-public-access-exclusion', 'x', {
      ResourceArn: 'arn:aws:ec2:eu-west-1:111111111111:subnet/subnet-a',
      InternetGatewayExclusionMode: 'allow-bidirectional',
      State: 'create-complete',
    });
    const all = mode('block-bidirectional');
    expect(ask([...plain(), all], 'eni-a', tcp(A, WEB))).toBe(NONE);
    expect(ask([...plain(), all, exclusion], 'eni-a', tcp(A, WEB))).toBe(BOTH);
    expect(ask([...withNat(), mode('block-ingress')], 'eni-b', tcp(B, WEB))).toBe(BOTH);
    expect(ask([...withNat(), mode('block-ingress')], 'eni-a', tcp(A, WEB))).toBe(NONE);
  });
});

describe('E, F: endpoints and firewalls', () => {
  test('a gateway endpoint takes TCP for its prefix list', () => {
    const world = [
      ...route(plain(), 'rtb-b', to('pl-s3', { GatewayId: 'vpce-s3' })),
      put('prefix-list', 'pl-s3', { PrefixListId: 'pl-s3' }),
      put('prefix-list-entry', 'pl-s3/52.218.0.0/17', { Cidr: '52.218.0.0/17' }, 'pl-s3'),
      put('vpc-endpoint', 'vpce-s3', {
        VpcEndpointId: 'vpce-s3',
        VpcEndpointType: 'Gateway',
        VpcId: 'vpc-1',
        State: 'available',
      }),
    ];
    expect(ask(world, 'eni-b', tcp(B, '52.218.1.1'))).toBe(BOTH);
    expect(ask(world, 'eni-b', { ...tcp(B, '52.218.1.1'), protocol: 17 })).toBe(NONE);
  });
  test('an interface endpoint takes TCP and UDP, and begins nothing', () => {
    const world = [
      ...plain(),
      eni('eni-e', 'vpc-1', 'subnet-b', '10.1.2.60', { InterfaceType: 'vpc_endpoint' }),
      put('vpc-endpoint', 'vpce-i', {
        VpcEndpointId: 'vpce-i',
        VpcEndpointType: 'Interface',
        State: 'available',
        ServiceName: 'com.amazonaws.eu-west-1.sqs',
        NetworkInterfaceIds: ['eni-e'],
      }),
    ];
    expect(ask(world, 'eni-a', tcp(A, '10.1.2.60'))).toBe(BOTH);
    expect(ask(world, 'eni-a', echo(A, '10.1.2.60'))).toBe(NONE);
    expect(ask(world, 'eni-e', tcp('10.1.2.60', A))).toBe(NONE);
    const uncollected = world.filter((it) => it.kind !== 'vpc-endpoint');
    expect(ask(uncollected, 'eni-a', tcp(A, '10.1.2.60'))).toBe('unknown/unknown');
    expect(ask(uncollected, 'eni-a', echo(A, '10.1.2.60'))).toBe(NONE);
  });
  test('PrivateLink is a second connection from a node in the zone of the endpoint', () => {
    const world = (zone: 'subnet-a' | 'subnet-b') => [
      ...plain(),
      ...second(),
      eni('eni-e', 'vpc-2', 'subnet-c', '10.2.1.60', { InterfaceType: 'vpc_endpoint' }),
      put('vpc-endpoint', 'vpce-p', {
        VpcEndpointId: 'vpce-p',
        VpcEndpointType: 'Interface',
        State: 'available',
        ServiceName: 'x.vpce.svc-1',
        NetworkInterfaceIds: ['eni-e'],
      }),
      put('endpoint-service', 'svc-1', { ServiceName: 'x.vpce.svc-1', NetworkLoadBalancerArns: ['lb/net/n/1'] }),
      eni('eni-n', 'vpc-1', zone, zone === 'subnet-a' ? '10.1.1.70' : '10.1.2.70', {
        InterfaceType: 'network_load_balancer',
        Groups: [],
        Description: 'ELB net/n/1',
      }),
      put('load-balancer', 'lb/net/n/1', {
        LoadBalancerArn: 'lb/net/n/1',
        Type: 'network',
        AvailabilityZones: [{ ZoneName: 'eu-west-1a' }],
      }),
      put('listener', 'l', {
        ListenerArn: 'l',
        LoadBalancerArn: 'lb/net/n/1',
        Port: 443,
        Protocol: 'TCP',
        DefaultActions: [{ TargetGroupArn: 'tg' }],
      }),
      put('target-group', 'tg', { TargetGroupArn: 'tg', TargetType: 'ip', Protocol: 'TCP', Port: 443, VpcId: 'vpc-1' }),
      put('target-health', 'z', { Target: { Id: A2, Port: 443 } }, 'tg'),
    ];
    expect(ask(world('subnet-a'), 'eni-c', tcp(C, '10.2.1.60'))).toBe(BOTH);
    expect(ask(world('subnet-b'), 'eni-c', tcp(C, '10.2.1.60'))).toBe(NONE);
  });
  const inspected = (policy: Data, rules: Data = {}) => [
    ...route(
      route(plain(), 'rtb-a', to('10.1.2.0/24', { GatewayId: 'vpce-f' })),
      'rtb-b',
      to('10.1.1.0/24', { GatewayId: 'vpce-f' }),
    ),
    ...subnet('subnet-f', 'vpc-1', '10.1.4.0/24', 'a', []),
    put('vpc-endpoint', 'vpce-f', {
      VpcEndpointId: 'vpce-f',
      VpcEndpointType: 'GatewayLoadBalancer',
      State: 'available',
      SubnetIds: ['subnet-f'],
    }),
    put('firewall', 'fw', {
      Firewall: { FirewallArn: 'fw', FirewallPolicyArn: 'fwp', VpcId: 'vpc-1' },
      FirewallStatus: {
        SyncStates: { 'eu-west-1a': { Attachment: { EndpointId: 'vpce-f', SubnetId: 'subnet-f', Status: 'READY' } } },
      },
    }),
    put('firewall-policy', 'fwp', {
      FirewallPolicyResponse: { FirewallPolicyArn: 'fwp' },
      FirewallPolicy: {
        StatelessDefaultActions: ['aws:forward_to_sfe'],
        StatefulRuleGroupReferences: [{ ResourceArn: 'rg', Priority: 1 }],
        ...policy,
      },
    }),
    put('firewall-rule-group', 'rg', { RuleGroupResponse: { RuleGroupArn: 'rg' }, RuleGroup: { RulesSource: rules } }),
  ];
  const rule = (Action: string, more: Data = {}): Data => ({
    Action,
    Header: {
      Protocol: 'TCP',
      Source: 'ANY',
      SourcePort: 'ANY',
      Destination: 'ANY',
      DestinationPort: '443',
      Direction: 'FORWARD',
      ...more,
    },
    RuleOptions: [{ Keyword: 'sid', Settings: ['1'] }],
  });
  test('under action order pass comes before drop, and nothing matching passes', () => {
    const world = inspected({}, { StatefulRules: [rule('DROP'), rule('PASS', { Source: '10.1.1.10/32' })] });
    expect(ask(world, 'eni-a', tcp(A, B))).toBe(BOTH);
    expect(ask(world, 'eni-a2', tcp(A2, B))).toBe(NONE);
    expect(ask(world, 'eni-a2', tcp(A2, B, 80))).toBe(BOTH);
  });
  test('under strict order the first rule decides, and drop_established is never plain reachable', () => {
    const strict = { StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER' }, StatefulDefaultActions: ['aws:drop_established'] };
    const world = inspected(strict, { StatefulRules: [rule('PASS', { Source: '10.1.1.10/32' }), rule('DROP')] });
    expect(ask(world, 'eni-a', tcp(A, B))).toBe(BOTH);
    expect(ask(world, 'eni-a', tcp(A, B, 80))).toBe(NONE);
  });
  test('where names decide between a drop and a mere handshake, nothing is reachable either way', () => {
    const names = (GeneratedRulesType: string) => ({ RulesSourceList: { GeneratedRulesType } });
    const strict = { StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER' }, StatefulDefaultActions: ['aws:drop_established'] };
    expect(ask(inspected(strict, names('DENYLIST')), 'eni-a', tcp(A, B))).toBe(NONE);
    expect(ask(inspected(strict, names('ALLOWLIST')), 'eni-a', tcp(A, B))).toBe('unknown/unknown');
  });
  test('a stateless drop and a pass, each for its own direction', () => {
    const MatchAttributes = { Protocols: [6], DestinationPorts: [{ FromPort: 443, ToPort: 443 }] };
    const pass = { Priority: 1, RuleDefinition: { Actions: ['aws:pass'], MatchAttributes } };
    const policy = {
      StatelessDefaultActions: ['aws:drop'],
      StatelessRuleGroupReferences: [{ ResourceArn: 'rg', Priority: 1 }],
      StatefulRuleGroupReferences: [],
    };
    const world = inspected(policy, { StatelessRulesAndCustomActions: { StatelessRules: [pass] } });
    expect(ask(world, 'eni-a', tcp(A, B))).toBe('reachable/blocked');
    expect(ask(world, 'eni-a', tcp(A, B, 80))).toBe(NONE);
  });
  test('Suricata rules are unknown', () => {
    expect(ask(inspected({}, { RulesString: 'drop tls any any -> any any (sid:1;)' }), 'eni-a', tcp(A, B))).toBe(
      'unknown/unknown',
    );
  });
});

describe('P: peering', () => {
  const peered = (there = [to('10.1.0.0/16', { VpcPeeringConnectionId: 'pcx-1' })], Code = 'active') => [
    ...route(plain(), 'rtb-a', to('10.2.0.0/16', { VpcPeeringConnectionId: 'pcx-1' })),
    ...second(there),
    put('vpc-peering-connection', 'pcx-1', {
      VpcPeeringConnectionId: 'pcx-1',
      Status: { Code },
      RequesterVpcInfo: { VpcId: 'vpc-1' },
      AccepterVpcInfo: { VpcId: 'vpc-2' },
    }),
  ];
  test('both sides need a route', () => {
    expect(ask(peered(), 'eni-a', tcp(A, C))).toBe(BOTH);
    expect(ask(peered([]), 'eni-a', tcp(A, C))).toBe('reachable/blocked');
    expect(ask(peered(undefined, 'deleted'), 'eni-a', tcp(A, C))).toBe(NONE);
  });
});

describe('T: transit gateways', () => {
  const attachment = (id: string, VpcId: string, SubnetIds: string[]) =>
    put('transit-gateway-vpc-attachment', id, {
      TransitGatewayAttachmentId: id,
      TransitGatewayId: 'tgw-1',
      VpcId,
      State: 'available',
      SubnetIds,
    });
  const tgwRoute = (cidr: string, id: string, more: Data = {}) =>
    put(
      'transit-gateway-route',
      `rt/${cidr}`,
      {
        DestinationCidrBlock: cidr,
        Type: 'propagated',
        State: 'active',
        TransitGatewayAttachments: [{ TransitGatewayAttachmentId: id, ResourceType: 'vpc' }],
        ...more,
      },
      'rt',
    );
  const associated = (id: string) =>
    put('transit-gateway-association', `rt/${id}`, { TransitGatewayAttachmentId: id, State: 'associated' }, 'rt');
  const transit = () => [
    ...route(
      route(plain(), 'rtb-a', to('10.2.0.0/16', { TransitGatewayId: 'tgw-1' })),
      'rtb-b',
      to('10.2.0.0/16', { TransitGatewayId: 'tgw-1' }),
    ),
    ...second([to('10.1.0.0/16', { TransitGatewayId: 'tgw-1' })]),
    put('transit-gateway', 'tgw-1', {
      TransitGatewayId: 'tgw-1',
      State: 'available',
      Options: { SecurityGroupReferencingSupport: 'enable' },
    }),
    put('transit-gateway-route-table', 'rt', { TransitGatewayRouteTableId: 'rt', TransitGatewayId: 'tgw-1' }),
    attachment('att-1', 'vpc-1', ['subnet-a']),
    attachment('att-2', 'vpc-2', ['subnet-c']),
    associated('att-1'),
    associated('att-2'),
    tgwRoute('10.1.0.0/16', 'att-1'),
    tgwRoute('10.2.0.0/16', 'att-2'),
  ];
  test('the associated table and the tables of both VPCs decide', () => {
    expect(ask(transit(), 'eni-a', tcp(A, C))).toBe(BOTH);
    expect(
      ask(
        transit().filter((it) => it.id !== 'rt/att-2'),
        'eni-a',
        tcp(A, C),
      ),
    ).toBe('reachable/blocked');
  });
  test('a zone without an attachment subnet can be reached but cannot send', () => {
    expect(ask(transit(), 'eni-b', tcp(B, C))).toBe(NONE);
    expect(ask(transit(), 'eni-c', tcp(C, B))).toBe('reachable/blocked');
  });
  test('in the attachment subnet ingress rules see what is sent and nothing sees what arrives', () => {
    const world = deny(transit(), 'acl-c', false, '10.1.0.0/16');
    expect(ask(world, 'eni-a', tcp(A, C))).toBe(BOTH);
    expect(ask(deny(transit(), 'acl-a', false, '10.1.0.0/16'), 'eni-a', tcp(A, C))).toBe(NONE);
  });
  test('a gap of another Region says nothing about a table of this one', () => {
    const world = transit().filter((it) => it.kind !== 'transit-gateway-route');
    const gap = denied('transit-gateway-route');
    expect(ask(world, 'eni-a', tcp(A, C), [gap])).toBe('unknown/unknown');
    expect(ask(world, 'eni-a', tcp(A, C), [{ ...gap, region: 'eu-central-1' }])).toBe(NONE);
  });
  test('a packet may come by the same transit gateway twice, each time by the table of another attachment', () => {
    const world = [
      ...route(transit(), 'rtb-c', to('0.0.0.0/0', { TransitGatewayId: 'tgw-1' })),
      put('transit-gateway-route-table', 'rt-2', { TransitGatewayRouteTableId: 'rt-2', TransitGatewayId: 'tgw-1' }),
      vpc('vpc-3', '10.3.0.0/16'),
      ...subnet('subnet-d', 'vpc-3', '10.3.1.0/24', 'a', [to('0.0.0.0/0', { TransitGatewayId: 'tgw-1' })]),
      eni('eni-d', 'vpc-3', 'subnet-d', '10.3.1.10'),
      attachment('att-3', 'vpc-3', ['subnet-d']),
      put('transit-gateway-association', 'rt-2/att-3', { TransitGatewayAttachmentId: 'att-3', State: 'associated' }, 'rt-2'),
      { ...tgwRoute('10.2.0.0/16', 'att-2'), id: 'rt-2/10.2.0.0/16', parent: 'rt-2' },
    ];
    const detour = change(world, 'rt/10.2.0.0/16', (it) => {
      it.TransitGatewayAttachments[0].TransitGatewayAttachmentId = 'att-3';
    });
    expect(ask(detour, 'eni-a', tcp(A, C))).toBe(BOTH);
  });
  test('a blackhole drops', () => {
    expect(
      ask([...transit(), tgwRoute('10.2.1.0/24', '', { State: 'blackhole', TransitGatewayAttachments: [] })], 'eni-a', tcp(A, C)),
    ).toBe(NONE);
  });
  test('a group of the other VPC matches inbound only', () => {
    const referring = (ingress: boolean) =>
      change(transit(), 'eni-c', (it) => {
        it.Groups = [{ GroupId: 'sg-ref' }];
      }).concat(
        group(
          'sg-ref',
          [ingress ? { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-open' }] } : OPEN],
          [ingress ? OPEN : { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-open' }] }],
        ),
      );
    expect(ask(referring(true), 'eni-a', tcp(A, C))).toBe(BOTH);
    expect(ask(referring(false), 'eni-c', tcp(C, A))).toBe(NONE);
  });
});

describe('C: Cloud WAN', () => {
  test('the routes of the segment decide, and the reply uses its own', () => {
    const arn = 'arn:aws:networkmanager::111111111111:core-network/core-1';
    const attached = (id: string, vpc: string, subnetId: string) => {
      const ResourceArn = `arn:aws:ec2:eu-west-1:111111111111:vpc/${vpc}`;
      const Attachment = {
        AttachmentId: id,
        CoreNetworkId: 'core-1',
        AttachmentType: 'VPC',
        State: 'AVAILABLE',
        SegmentName: 'prod',
        EdgeLocation: 'eu-west-1',
        ResourceArn,
      };
      return [
        put('core-network-attachment', id, Attachment),
        put(
          'core-network-vpc-attachment',
          id,
          { Attachment, SubnetArns: [`arn:aws:ec2:eu-west-1:111111111111:subnet/${subnetId}`] },
          id,
        ),
      ];
    };
    const NetworkRoutes = [
      { DestinationCidrBlock: '10.2.0.0/16', State: 'ACTIVE', Destinations: [{ CoreNetworkAttachmentId: 'att-2' }] },
      { DestinationCidrBlock: '10.1.0.0/16', State: 'BLACKHOLE', Destinations: [] },
    ];
    const world = [
      ...route(plain(), 'rtb-a', to('10.2.0.0/16', { CoreNetworkArn: arn })),
      ...second([to('10.1.0.0/16', { CoreNetworkArn: arn })]),
      ...attached('att-1', 'vpc-1', 'subnet-a'),
      ...attached('att-2', 'vpc-2', 'subnet-c'),
      put('core-network-route-table', 'core-1/prod/eu-west-1', {
        CoreNetworkSegmentEdge: { CoreNetworkId: 'core-1', SegmentName: 'prod', EdgeLocation: 'eu-west-1' },
        NetworkRoutes,
      }),
    ];
    expect(ask(world, 'eni-a', tcp(A, C))).toBe('reachable/blocked');
    expect(ask(world, 'eni-c', tcp(C, A))).toBe(NONE);
  });
});

describe('V: VPN', () => {
  const vpn = (status: string) => [
    ...route(plain(), 'rtb-b', to('0.0.0.0/0', { GatewayId: 'vgw-1' })),
    put('vpn-gateway', 'vgw-1', {
      VpnGatewayId: 'vgw-1',
      State: 'available',
      VpcAttachments: [{ VpcId: 'vpc-1', State: 'attached' }],
    }),
    put('vpn-connection', 'vpn-1', {
      VpnConnectionId: 'vpn-1',
      VpnGatewayId: 'vgw-1',
      State: 'available',
      Options: { StaticRoutesOnly: true },
      Routes: [{ DestinationCidrBlock: '172.16.0.0/16', State: 'available' }],
      VgwTelemetry: [{ Status: status }, { Status: 'DOWN' }],
    }),
  ];
  test('from behind the gateway every interface of the VPC is reached; only one with a route there can answer', () => {
    expect(ask(vpn('UP'), 'vgw-1', tcp('172.16.1.1', B))).toBe(BOTH);
    expect(ask(vpn('UP'), 'vgw-1', tcp('172.16.1.1', A))).toBe('reachable/blocked');
    expect(ask(vpn('DOWN'), 'vgw-1', tcp('172.16.1.1', B))).toBe(NONE);
    expect(ask(vpn('UP'), 'vgw-1', tcp('2001:db8::1', '2600:1f18:100:2::b'))).toBe(NONE);
  });
  test('a Client VPN client is authorised, routed to a subnet, and speaks as the interface there', () => {
    const id = 'cvpn-1';
    const world = (authorised: string) => [
      ...plain(),
      eni('eni-v', 'vpc-1', 'subnet-b', '10.1.2.90', { Description: `ClientVPN Endpoint resource ${id}` }),
      put('client-vpn-endpoint', id, { ClientVpnEndpointId: id }),
      put('client-vpn-route', 'r', { DestinationCidr: '10.1.0.0/16', TargetSubnet: 'subnet-b', Status: { Code: 'active' } }, id),
      put('client-vpn-authorization-rule', 'z', { DestinationCidr: authorised }, id),
    ];
    expect(ask(world('10.1.1.0/24'), id, tcp('10.250.0.9', A))).toBe(BOTH);
    expect(ask(world('10.9.0.0/16'), id, tcp('10.250.0.9', A))).toBe(NONE);
    expect(ask(world('0.0.0.0/0'), id, tcp('10.250.0.9', WEB))).toBe(NONE);
  });
  test('the gateway carries what it knows, over a tunnel that is up', () => {
    expect(ask(vpn('UP'), 'eni-b', tcp(B, '172.16.1.1'))).toBe(BOTH);
    expect(ask(vpn('UP'), 'eni-b', tcp(B, '172.17.1.1'))).toBe(NONE);
    expect(ask(vpn('DOWN'), 'eni-b', tcp(B, '172.16.1.1'))).toBe(NONE);
  });
});

describe('L: load balancers', () => {
  const arn = 'arn:lb/net/n/1';
  const network = (preserve: string) => [
    ...plain(),
    eni('eni-n', 'vpc-1', 'subnet-a', '10.1.1.70', {
      InterfaceType: 'network_load_balancer',
      Groups: [],
      Description: 'ELB net/n/1',
      publicIp: '54.0.0.7',
    }),
    put('load-balancer', arn, {
      LoadBalancerArn: arn,
      Type: 'network',
      AvailabilityZones: [{ ZoneName: 'eu-west-1a' }, { ZoneName: 'eu-west-1b' }],
    }),
    put('load-balancer-attributes', 'x', { Key: 'load_balancing.cross_zone.enabled', Value: 'true' }, arn),
    put(
      'listener',
      'l',
      {
        ListenerArn: 'l',
        LoadBalancerArn: arn,
        Port: 443,
        Protocol: 'TCP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: 'tg' }],
      },
      arn,
    ),
    put('target-group', 'tg', { TargetGroupArn: 'tg', TargetType: 'ip', Protocol: 'TCP', Port: 8080, VpcId: 'vpc-1' }),
    put('target-group-attributes', 'y', { Key: 'preserve_client_ip.enabled', Value: preserve }, 'tg'),
    put('target-health', 'z', { Target: { Id: B, Port: 8080 }, TargetHealth: { State: 'healthy' } }, 'tg'),
  ];
  test('a listener leads to its targets, whose table the reply need not ask', () => {
    expect(ask(network('true'), 'internet', tcp(WEB, '54.0.0.7'))).toBe(BOTH);
    expect(ask(network('true'), 'internet', tcp(WEB, '54.0.0.7', 80))).toBe(NONE);
    expect(ask(deny(network('true'), 'acl-b', true, '8.8.8.8/32'), 'internet', tcp(WEB, '54.0.0.7'))).toBe('reachable/blocked');
  });
  test('with preservation the target sees the client, else the node', () => {
    const only = (preserve: string) => [
      ...change(network(preserve), 'eni-b', (it) => {
        it.Groups = [{ GroupId: 'sg-node' }];
      }),
      group('sg-node', [{ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, IpRanges: [{ CidrIp: '10.1.1.70/32' }] }]),
    ];
    expect(ask(only('false'), 'internet', tcp(WEB, '54.0.0.7'))).toBe(BOTH);
    expect(ask(only('true'), 'internet', tcp(WEB, '54.0.0.7'))).toBe(NONE);
  });
  test('with preservation the group of the balancer is recognised, and not that of the client', () => {
    const only = (GroupId: string) => [
      ...change(network('true'), 'eni-b', (it) => {
        it.Groups = [{ GroupId: 'sg-named' }];
      }),
      group('sg-named', [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }]),
      group('sg-balancer'),
    ];
    const guarded = (world: Resource[]) =>
      change(world, 'eni-n', (it) => {
        it.Groups = [{ GroupId: 'sg-balancer' }];
      });
    expect(ask(guarded(only('sg-balancer')), 'eni-a2', tcp(A2, '10.1.1.70'))).toBe(BOTH);
    expect(ask(guarded(only('sg-open')), 'eni-a2', tcp(A2, '10.1.1.70'))).toBe(NONE);
  });
  test('without cross-zone a node reaches the targets of its own zone', () => {
    const world = change(network('true'), 'x', (it) => {
      it.Value = 'false';
    });
    expect(ask(world, 'internet', tcp(WEB, '54.0.0.7'))).toBe(NONE);
  });
});

describe('X: interfaces, instances', () => {
  test('only own addresses are sent, unless the check is off', () => {
    expect(ask(plain(), 'eni-a', tcp('10.1.1.99', B))).toBe(NONE);
    const world = change(plain(), 'eni-a', (it) => {
      it.SourceDestCheck = false;
    });
    expect(ask(world, 'eni-a', tcp('10.1.1.99', B))).toBe('reachable/blocked');
  });
  test('a stopped instance neither sends nor receives', () => {
    const world = [
      ...change(plain(), 'eni-b', (it) => {
        it.Attachment = { InstanceId: 'i-b' };
      }),
      put('instance', 'i-b', { InstanceId: 'i-b', State: { Name: 'stopped' } }),
    ];
    expect(ask(world, 'eni-a', tcp(A, B))).toBe('blocked/blocked');
    expect(ask(world, 'eni-b', tcp(B, A))).toBe(NONE);
  });
  test('a function takes no connections', () => {
    const world = change(plain(), 'eni-b', (it) => {
      it.InterfaceType = 'lambda';
    });
    expect(ask(world, 'eni-a', tcp(A, B))).toBe(NONE);
    expect(ask(world, 'eni-b', tcp(B, A))).toBe(BOTH);
  });
});
