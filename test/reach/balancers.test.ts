/** Load balancers: zones, families, the way to a target that sees the client, group references on the way (§12, S9). */
import { claim } from './claim.ts';
import { type Data, routeData, tcp, type World } from './scenario.ts';
import { office, peered } from './worlds.ts';

const arn = (rest: string) => `arn:aws:elasticloadbalancing:eu-west-1:111111111111:${rest}`;
const [front, targets] = [arn('loadbalancer/net/front/1'), arn('targetgroup/t/1')];

/** A Network Load Balancer with a node in `subnet-private` sends 443 to 8080 of the target, by instance or address. */
const balanced = (start: World, type: string, target: string, group: Data = {}) =>
  start
    .group('sg-lb', 'vpc-a', ['-1 0.0.0.0/0'])
    .eni('eni-lb', 'subnet-private', '10.0.2.50', ['sg-lb'], {
      Description: 'ELB net/front/1',
      InterfaceType: 'network_load_balancer',
    })
    .add('load-balancer', front, {
      LoadBalancerArn: front,
      Type: 'network',
      State: { Code: 'active' },
      VpcId: 'vpc-a',
      AvailabilityZones: [
        { ZoneName: 'eu-west-1a', SubnetId: 'subnet-private' },
        { ZoneName: 'eu-west-1b', SubnetId: 'subnet-other' },
      ],
    })
    .add(
      'listener',
      'listener',
      {
        ListenerArn: 'listener',
        LoadBalancerArn: front,
        Port: 443,
        Protocol: 'TCP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: targets }],
      },
      { parent: front },
    )
    .add('target-group', targets, {
      TargetGroupArn: targets,
      Protocol: 'TCP',
      Port: 8080,
      VpcId: 'vpc-a',
      TargetType: type,
      ...group,
    })
    .add(
      'load-balancer-attributes',
      front,
      { Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }] },
      { parent: front },
    )
    .add(
      'target-health',
      'target',
      { Target: { Id: target, ...(type === 'ip' && { AvailabilityZone: 'all' }) } },
      { parent: targets },
    );
const keepsClient = (value: string) => (world: World) =>
  world.add(
    'target-group-attributes',
    targets,
    { Attributes: [{ Key: 'preserve_client_ip.enabled', Value: value }] },
    { parent: targets },
  );
const ask = ['eni-app2', 'eni-lb', tcp(443)] as const;

claim(
  'L5: a target in a zone that is not enabled on the load balancer is not reached',
  ask,
  () => balanced(office(), 'ip', '10.0.3.50').eni('eni-target', 'subnet-other', '10.0.3.50', ['sg-app']),
  'reachable',
  'registered where only one zone is enabled',
  (world) =>
    world
      .change('load-balancer', front, { AvailabilityZones: [{ ZoneName: 'eu-west-1a', SubnetId: 'subnet-private' }] })
      .change('target-health', 'target', { Target: { Id: '10.0.3.50' } }),
  ['blocked', 'ELB_INSTALLED_AZ_RESTRICTION'],
);
claim(
  'L2: a target by its IPv6 address is reached from an IPv6 address of the node',
  ask,
  () =>
    balanced(office(), 'instance', 'i-app', { IpAddressType: 'ipv6' })
      .instance('i-app', 'eni-app')
      .change('network-interface', 'eni-lb', { Ipv6Addresses: [{ Ipv6Address: '2600:a:0:2::50' }] }),
  'reachable',
  'the node has none',
  (world) => world.change('network-interface', 'eni-lb', { Ipv6Addresses: [] }),
  'blocked',
);
claim(
  'L2: a target that sees the client may be in a peered VPC',
  ask,
  () => keepsClient('true')(balanced(peered(), 'ip', '10.1.1.10')),
  'reachable',
  'not in one that is peered no more',
  (world) => world.change('vpc-peering-connection', 'pcx-ab', { Status: { Code: 'deleted' } }),
  ['blocked', 'ELBV2_SOURCE_ADDRESS_PRESERVATION'],
);
const detour = (value: string) =>
  keepsClient(value)(balanced(office(), 'ip', '10.0.3.50'))
    .eni('eni-target', 'subnet-other', '10.0.3.50', ['sg-app'])
    .eni('eni-box', 'subnet-public', '10.0.1.99', ['sg-app'], { SourceDestCheck: false })
    .route('rtb-private', '10.0.3.0/24 eni-box')
    .route('rtb-main', '10.0.2.0/24 eni-box');
claim(
  'L2: no appliance may stand between a load balancer and a target that sees the client',
  ask,
  () => detour('true'),
  ['blocked', 'ELBV2_SOURCE_ADDRESS_PRESERVATION'],
  'one that sees the load balancer is reached',
  () => detour('false'),
  'reachable',
);

const classic = (cross: boolean) =>
  office()
    .group('sg-lb', 'vpc-a', ['-1 0.0.0.0/0'])
    .eni('eni-lb', 'subnet-private', '10.0.2.50', ['sg-lb'], { Description: 'ELB old' })
    .eni('eni-target', 'subnet-other', '10.0.3.50', ['sg-app'])
    .instance('i-target', 'eni-target')
    .add('classic-load-balancer', 'old', {
      LoadBalancerName: 'old',
      Subnets: ['subnet-private', 'subnet-other'],
      Instances: [{ InstanceId: 'i-target' }],
      ListenerDescriptions: [{ Listener: { Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 8080 } }],
    })
    .add('classic-load-balancer-attributes', 'old', { CrossZoneLoadBalancing: { Enabled: cross } }, { parent: 'old' });
claim(
  'L5: a classic load balancer sends to other zones only where cross-zone balancing is on',
  ['eni-app', 'eni-lb', tcp(80)],
  () => classic(true),
  'reachable',
  'off',
  () => classic(false),
  ['blocked', 'ELB_NOT_CROSSZONE'],
);
claim(
  'L5: whether it balances across zones is unknown where its attributes were refused',
  ['eni-app', 'eni-lb', tcp(80)],
  () => classic(true).denied('classic-load-balancer-attributes'),
  'unknown',
  'and a closed group blocks',
  (world) => world.change('security-group', 'sg-lb', { IpPermissions: [] }),
  'blocked',
);

// What an egress rule that names a group lets out
const onlyToFar = (start: World) =>
  start
    .remove('security-group', 'sg-app')
    .group('sg-app', 'vpc-a', ['-1 10.0.0.0/8'], ['-1 sg-far'])
    .change('security-group', 'sg-far', (data) =>
      data.IpPermissions.push({ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }] }),
    );
claim(
  'S9: an egress rule that names a group lets nothing out through a NAT gateway',
  ['eni-app', 'eni-far', tcp(22)],
  () => onlyToFar(peered()),
  'reachable',
  'by a NAT gateway',
  (world) =>
    world.change('route-table', 'rtb-private', {
      Routes: ['10.0.0.0/16 local', '0.0.0.0/0 nat-a'].map(routeData),
    }),
  ['blocked', 'SG_REFERENCES_NOT_PRESERVED'],
);
claim(
  'S9: an egress rule that names a group counts nothing over a transit gateway, peered or not',
  ['eni-app', 'eni-far', tcp(22)],
  () =>
    onlyToFar(peered())
      .tgw('tgw-1', { Options: { SecurityGroupReferencingSupport: 'enable' } })
      .attach('att-a', 'tgw-1', 'vpc-a', ['subnet-private'], 'tgw-rtb-1')
      .attach('att-b', 'tgw-1', 'vpc-b', ['subnet-far'], 'tgw-rtb-1')
      .transitTable('tgw-rtb-1', 'tgw-1', ['10.0.0.0/16 att-a propagated', '10.1.0.0/16 att-b propagated'])
      .change('route-table', 'rtb-private', { Routes: ['10.0.0.0/16 local', '10.1.0.0/16 tgw-1'].map(routeData) }),
  ['blocked', 'SG_REFERENCES_NOT_PRESERVED'],
  'over the peering it does',
  (world) => world.change('route-table', 'rtb-private', { Routes: ['10.0.0.0/16 local', '10.1.0.0/16 pcx-ab'].map(routeData) }),
  'reachable',
);
