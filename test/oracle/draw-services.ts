/** VPC endpoints, load balancers and what stands behind them in a random topology. */
import { add, addEni, addRoute, type Drawing, type DrawnSubnet, type DrawnVpc, fresh, publicIp } from './topology.ts';
import type { Data } from './world.ts';

export const S3 = '52.218.0.0/17';
export const S3_SIX = '2a05:d050::/32';

export function drawEndpoints(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  const list = d.lists.find((it) => it.cidr === S3 && it.place.region === vpc.place.region);
  if (list && dice.chance(35)) {
    const id = fresh(d, 'vpce');
    add(d, vpc.place, 'vpc-endpoint', id, {
      VpcEndpointId: id,
      VpcEndpointType: 'Gateway',
      VpcId: vpc.id,
      OwnerId: vpc.place.account,
      State: dice.chance(95) ? 'available' : 'deleting',
      ServiceName: `com.amazonaws.${vpc.place.region}.s3`,
      RouteTableIds: vpc.tables.map((it) => it.RouteTableId),
    });
    for (const table of vpc.tables)
      if (dice.chance(70)) for (const it of [list.id, `pl-s3six-${vpc.place.region}`]) addRoute(table, it, { GatewayId: id });
  }
  if (dice.chance(30)) drawInterfaceEndpoint(d, vpc, `com.amazonaws.${vpc.place.region}.sqs`);
  if (dice.chance(4)) drawInterfaceEndpoint(d, vpc, `com.amazonaws.vpce.${vpc.place.region}.vpce-svc-elsewhere`);
}

export function drawInterfaceEndpoint(d: Drawing, vpc: DrawnVpc, ServiceName: string): void {
  const { dice } = d;
  const id = fresh(d, 'vpce');
  const homes = vpc.subnets.filter((it) => it.role === 'private').slice(0, dice.chance(50) ? 1 : 2);
  const groups = [dice.pick(vpc.groups)];
  const enis = homes.map((home) =>
    addEni(d, home, {
      type: 'vpc_endpoint',
      groups,
      requester: 'amazon-vpce',
      description: `VPC Endpoint Interface ${id}`,
      ipv6: dice.chance(75),
      place: vpc.place,
    }),
  );
  add(d, vpc.place, 'vpc-endpoint', id, {
    VpcEndpointId: id,
    VpcEndpointType: 'Interface',
    VpcId: vpc.id,
    OwnerId: vpc.place.account,
    State: dice.chance(94) ? 'available' : 'pendingAcceptance',
    ServiceName,
    SubnetIds: homes.map((it) => it.id),
    NetworkInterfaceIds: enis.map((it) => it.NetworkInterfaceId),
    Groups: groups.map((GroupId) => ({ GroupId, GroupName: GroupId })),
    PrivateDnsEnabled: true,
  });
}

export function drawBalancers(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  if (dice.chance(35)) drawBalancer(d, vpc, 'application');
  if (dice.chance(55)) {
    const arn = drawBalancer(d, vpc, 'network');
    const consumer = dice.pick(d.vpcs.filter((it) => it.place.region === vpc.place.region));
    if (dice.chance(60)) {
      const id = fresh(d, 'vpce-svc');
      const ServiceName = `com.amazonaws.vpce.${vpc.place.region}.${id}`;
      add(d, vpc.place, 'endpoint-service', id, {
        ServiceId: id,
        ServiceName,
        ServiceState: 'Available',
        ServiceType: [{ ServiceType: 'Interface' }],
        AvailabilityZones: d.resources.find((it) => it.id === arn)!.data.AvailabilityZones.map((it: Data) => it.ZoneName),
        NetworkLoadBalancerArns: [arn],
      });
      drawInterfaceEndpoint(d, consumer, ServiceName);
    }
  }
  if (dice.chance(15)) drawClassic(d, vpc);
}

/** One more attribute of a load balancer or target group: the answer is one resource. */
function attribute(d: Drawing, vpc: DrawnVpc, kind: string, arn: string, Key: string, Value: string): void {
  const known = d.resources.find((it) => it.kind === kind && it.id === arn);
  if (known) known.data.Attributes.push({ Key, Value });
  else add(d, vpc.place, kind, arn, { Attributes: [{ Key, Value }] }, arn);
}

/** The interfaces of a load balancer, one in each subnet. */
function nodes(
  d: Drawing,
  homes: DrawnSubnet[],
  description: string,
  network: boolean,
  outward: boolean,
  groups: string[],
): Data[] {
  return homes.map((home) =>
    addEni(d, home, {
      type: network ? 'network_load_balancer' : 'interface',
      requester: network ? 'amazon-elb' : 'amazon-elb',
      description,
      publicIp: outward ? publicIp(d) : undefined,
      groups,
      sourceDestCheck: !network,
      place: home.vpc.place,
      ipv6: d.dice.chance(70),
    }),
  );
}

function homesFor(d: Drawing, vpc: DrawnVpc, outward: boolean): DrawnSubnet[] {
  const found = vpc.subnets.filter((it) => it.role === (outward ? 'public' : 'private'));
  return found.slice(0, d.dice.chance(60) ? 2 : 1);
}

function drawBalancer(d: Drawing, vpc: DrawnVpc, type: 'network' | 'application'): string {
  const { dice } = d;
  const network = type === 'network';
  const outward = dice.chance(50);
  const homes = homesFor(d, vpc, outward);
  const name = `${network ? 'net' : 'app'}/lb${d.serial}/${fresh(d, 'x')}`;
  const prefix = `arn:aws:elasticloadbalancing:${vpc.place.region}:${vpc.place.account}`;
  const arn = `${prefix}:loadbalancer/${name}`;
  const groups = network && dice.chance(30) ? [] : [dice.pick(vpc.groups)];
  nodes(d, homes, `ELB ${name}`, network, outward, groups);
  add(d, vpc.place, 'load-balancer', arn, {
    LoadBalancerArn: arn,
    LoadBalancerName: name.split('/')[1],
    Type: type,
    Scheme: outward ? 'internet-facing' : 'internal',
    VpcId: vpc.id,
    State: { Code: 'active' },
    IpAddressType: vpc.cidr6 ? 'dualstack' : 'ipv4',
    AvailabilityZones: homes.map((it) => ({ ZoneName: it.zone, SubnetId: it.id, LoadBalancerAddresses: [] })),
    SecurityGroups: groups,
    ...(network && groups.length > 0 && { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: dice.pick(['on', 'on', 'off']) }),
  });
  if (network) attribute(d, vpc, 'load-balancer-attributes', arn, 'load_balancing.cross_zone.enabled', String(dice.chance(50)));
  for (const Port of [443, 80]) {
    const Protocol = network ? dice.pick(['TCP', 'TCP', 'TLS', 'UDP', 'TCP_UDP']) : dice.pick(['HTTP', 'HTTPS']);
    const group = drawTargets(d, vpc, arn, network, Protocol, prefix);
    const listener = `${prefix}:listener/${name}/${fresh(d, 'l')}`;
    add(
      d,
      vpc.place,
      'listener',
      listener,
      {
        ListenerArn: listener,
        LoadBalancerArn: arn,
        Port,
        Protocol,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
      },
      arn,
    );
    if (!network && dice.chance(30)) {
      const other = drawTargets(d, vpc, arn, network, Protocol, prefix);
      const rule = `${prefix}:listener-rule/${name}/${fresh(d, 'r')}`;
      add(
        d,
        vpc.place,
        'listener-rule',
        rule,
        {
          RuleArn: rule,
          Priority: '1',
          Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
          Actions: [{ Type: 'forward', TargetGroupArn: other }],
        },
        listener,
      );
    }
    if (dice.chance(50)) break;
  }
  return arn;
}

/** An application load balancer of the VPC that a network load balancer may stand in front of. */
const applicationIn = (d: Drawing, vpc: DrawnVpc): string | undefined =>
  d.resources.find((it) => it.kind === 'load-balancer' && it.data.Type === 'application' && it.data.VpcId === vpc.id)?.id;

function drawTargets(d: Drawing, vpc: DrawnVpc, balancer: string, network: boolean, protocol: string, prefix: string): string {
  const { dice } = d;
  const arn = `${prefix}:targetgroup/tg${d.serial}/${fresh(d, 'x')}`;
  const byInstance = dice.chance(50);
  const port = dice.pick([80, 443, 8080]);
  const six = vpc.cidr6 !== undefined && dice.chance(25);
  const front = network && protocol === 'TCP' && dice.chance(50) ? applicationIn(d, vpc) : undefined;
  add(d, vpc.place, 'target-group', arn, {
    TargetGroupArn: arn,
    TargetGroupName: arn.split('/')[1],
    Protocol: network ? protocol : 'HTTP',
    Port: port,
    VpcId: vpc.id,
    TargetType: front ? 'alb' : byInstance ? 'instance' : 'ip',
    IpAddressType: six && !front ? 'ipv6' : 'ipv4',
    LoadBalancerArns: [balancer],
  });
  if (front) {
    add(
      d,
      vpc.place,
      'target-health',
      `${arn}/${front}:443`,
      { Target: { Id: front, Port: 443 }, TargetHealth: { State: 'healthy' } },
      arn,
    );
    return arn;
  }
  if (network && (protocol === 'TCP' || protocol === 'TLS')) {
    const kept = dice.pick([undefined, undefined, 'true', 'false']) ?? (byInstance ? 'true' : 'false');
    attribute(d, vpc, 'target-group-attributes', arn, 'preserve_client_ip.enabled', kept);
  }
  const cross = dice.pick(['use_load_balancer_configuration', 'use_load_balancer_configuration', 'true', 'false']);
  attribute(d, vpc, 'target-group-attributes', arn, 'load_balancing.cross_zone.enabled', cross);
  const pool = vpc.enis.filter(
    (eni) => eni.Attachment?.InstanceId && eni.SourceDestCheck && (!six || eni.Ipv6Addresses.length > 0),
  );
  for (const eni of pool.slice(0, 1 + dice.int(3))) {
    const Id = byInstance ? eni.Attachment.InstanceId : six ? eni.Ipv6Addresses[0].Ipv6Address : eni.PrivateIpAddress;
    const Target = { Id, Port: dice.chance(80) ? port : 8080, ...(!byInstance && { AvailabilityZone: eni.AvailabilityZone }) };
    add(d, vpc.place, 'target-health', `${arn}/${Id}:${Target.Port}`, { Target, TargetHealth: { State: 'healthy' } }, arn);
  }
  if (!byInstance && vpc.peers.length > 0 && dice.chance(80)) {
    const away = dice.pick(vpc.peers).enis.find((eni) => eni.Attachment?.InstanceId && (!six || eni.Ipv6Addresses.length > 0));
    if (away) {
      const Target = { Id: six ? away.Ipv6Addresses[0].Ipv6Address : away.PrivateIpAddress, Port: port, AvailabilityZone: 'all' };
      add(d, vpc.place, 'target-health', `${arn}/${Target.Id}:${port}`, { Target, TargetHealth: { State: 'healthy' } }, arn);
    }
  }
  return arn;
}

function drawClassic(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  const name = `classic-${fresh(d, 'c')}`;
  const outward = dice.chance(50);
  const homes = homesFor(d, vpc, outward);
  const groups = [dice.pick(vpc.groups)];
  nodes(d, homes, `ELB ${name}`, false, outward, groups);
  const pool = vpc.enis.filter((eni) => eni.Attachment?.InstanceId && eni.SourceDestCheck).slice(0, 2);
  add(d, vpc.place, 'classic-load-balancer', name, {
    LoadBalancerName: name,
    VPCId: vpc.id,
    Scheme: outward ? 'internet-facing' : 'internal',
    Subnets: homes.map((it) => it.id),
    AvailabilityZones: homes.map((it) => it.zone),
    SecurityGroups: groups,
    ListenerDescriptions: [
      {
        Listener: { Protocol: 'HTTP', LoadBalancerPort: 80, InstanceProtocol: 'HTTP', InstancePort: dice.pick([80, 8080]) },
        PolicyNames: [],
      },
    ],
    Instances: pool.map((eni) => ({ InstanceId: eni.Attachment.InstanceId })),
  });
  add(d, vpc.place, 'classic-load-balancer-attributes', name, { CrossZoneLoadBalancing: { Enabled: dice.chance(50) } }, name);
}

/** V9: a Client VPN endpoint with an interface in some private subnets, routes to them, and whom it authorises. */
export function drawClientVpn(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  const id = fresh(d, 'cvpn-endpoint');
  const groups = [dice.pick(vpc.groups)];
  const homes = vpc.subnets.filter((it) => it.role === 'private').slice(0, dice.chance(50) ? 1 : 2);
  add(d, vpc.place, 'client-vpn-endpoint', id, {
    ClientVpnEndpointId: id,
    Status: { Code: 'available' },
    ClientCidrBlock: '10.250.0.0/22',
    VpcId: vpc.id,
    SecurityGroupIds: groups,
    SplitTunnel: true,
  });
  const route = (home: DrawnSubnet, DestinationCidr: string): Data =>
    add(
      d,
      vpc.place,
      'client-vpn-route',
      `${id}/${DestinationCidr}/${home.id}`,
      { ClientVpnEndpointId: id, DestinationCidr, TargetSubnet: home.id, Origin: 'add-route', Status: { Code: 'active' } },
      id,
    );
  for (const home of homes)
    addEni(d, home, {
      groups,
      requester: 'amazon-vpn',
      description: `ClientVPN Endpoint resource ${id}`,
      place: vpc.place,
      ipv6: false,
    });
  route(homes[0]!, vpc.cidrs[0]!);
  if (dice.chance(60)) route(homes.at(-1)!, '0.0.0.0/0');
  if (dice.chance(40)) route(homes.at(-1)!, '10.0.0.0/8');
  for (const TargetCidr of dice.some([vpc.cidrs[0]!, '0.0.0.0/0', '10.0.0.0/8', '8.8.8.0/24'], 60)) {
    const data = { ClientVpnEndpointId: id, DestinationCidr: TargetCidr, AccessAll: true, Status: { Code: 'active' } };
    add(d, vpc.place, 'client-vpn-authorization-rule', `${id}/${TargetCidr}`, data, id);
  }
}

/** An Instance Connect endpoint; its interface is a source. */
export function drawInstanceConnect(d: Drawing, vpc: DrawnVpc): void {
  const { dice } = d;
  const id = fresh(d, 'eice');
  const home = vpc.subnets.find((it) => it.role === 'private')!;
  const groups = [dice.pick(vpc.groups)];
  const eni = addEni(d, home, {
    type: 'ec2_instance_connect_endpoint',
    place: vpc.place,
    groups,
    requester: 'amazon-eice',
    description: `EC2 Instance Connect Endpoint ${id}`,
    ipv6: false,
  });
  add(d, vpc.place, 'instance-connect-endpoint', id, {
    InstanceConnectEndpointId: id,
    State: 'create-complete',
    VpcId: vpc.id,
    SubnetId: home.id,
    NetworkInterfaceIds: [eni.NetworkInterfaceId],
    SecurityGroupIds: groups,
    PreserveClientIp: false,
  });
}
