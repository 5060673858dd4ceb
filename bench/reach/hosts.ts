/** Who lives in the VPCs of an estate: hosts, NAT gateways, load balancers and their targets, endpoints. */
import { type Data, dotted, type Sheet } from './sheet.ts';
import { addRoute, type DrawnSubnet, type DrawnVpc } from './vpc.ts';

interface Card {
  type?: string;
  groups?: string[];
  description?: string;
  public?: boolean;
  instance?: string;
}

/** An interface with the next free address of its subnet. */
function drawInterface(
  sheet: Sheet,
  subnet: DrawnSubnet,
  card: Card,
): { id: string; address: string; public: string | undefined } {
  const { vpc, six } = subnet;
  const host = subnet.taken++;
  const address = dotted(subnet.base + host);
  const id = sheet.id('eni');
  const shown = card.public ? sheet.publicAddress() : undefined;
  const Association = shown && { PublicIp: shown, IpOwnerId: vpc.place.account };
  sheet.add('network-interface', vpc.place, id, {
    NetworkInterfaceId: id,
    InterfaceType: card.type ?? 'interface',
    SubnetId: subnet.id,
    VpcId: vpc.id,
    AvailabilityZone: `${vpc.place.region}${subnet.zone}`,
    OwnerId: vpc.place.account,
    Status: 'in-use',
    SourceDestCheck: card.type !== 'nat_gateway',
    RequesterManaged: card.instance === undefined,
    Description: card.description ?? '',
    Groups: (card.groups ?? []).map((GroupId) => ({ GroupId, GroupName: GroupId })),
    MacAddress: `02:${id.slice(-10).replace(/(..)(?=.)/g, '$1:')}`,
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true, ...(Association && { Association }) }],
    Ipv6Addresses: six ? [{ Ipv6Address: `${six}${host.toString(16)}` }] : [],
    ...(Association && { Association }),
    Attachment: {
      AttachmentId: `eni-attach-${id.slice(4)}`,
      Status: 'attached',
      DeviceIndex: 0,
      AttachTime: '2026-03-01T09:12:44.000Z',
      ...(card.instance && { InstanceId: card.instance, InstanceOwnerId: vpc.place.account }),
    },
    TagSet: [],
  });
  return { id, address, public: shown };
}

export function drawHost(sheet: Sheet, vpc: DrawnVpc): void {
  const { dice } = sheet;
  const subnet = dice.pick(vpc.subnets);
  if (subnet.taken >= subnet.size - 2) throw new Error(`${subnet.id} is full: the estate has too few VPCs for its interfaces`);
  const instance = sheet.id('i');
  const open = subnet.open && vpc.gateway !== undefined && dice.chance(30);
  const { address } = drawInterface(sheet, subnet, { instance, groups: dice.pick(vpc.sets), public: open });
  sheet.add('instance', vpc.place, instance, {
    InstanceId: instance,
    VpcId: vpc.id,
    SubnetId: subnet.id,
    PrivateIpAddress: address,
    InstanceType: 'm7g.large',
    State: { Name: dice.chance(97) ? 'running' : 'stopped' },
    MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required' },
  });
  vpc.instances.push({ id: instance, address, zone: `${vpc.place.region}${subnet.zone}` });
}

/** A NAT gateway in the open half, for the closed one. */
export function drawNat(sheet: Sheet, vpc: DrawnVpc): void {
  if (!vpc.gateway) return;
  const home = vpc.subnets[0]!;
  const id = sheet.id('nat');
  const made = drawInterface(sheet, home, { type: 'nat_gateway', description: `Interface for NAT Gateway ${id}`, public: true });
  sheet.add('nat-gateway', vpc.place, id, {
    NatGatewayId: id,
    VpcId: vpc.id,
    SubnetId: home.id,
    State: 'available',
    ConnectivityType: 'public',
    NatGatewayAddresses: [
      { NetworkInterfaceId: made.id, PrivateIp: made.address, PublicIp: made.public, IsPrimary: true, Status: 'succeeded' },
    ],
  });
  addRoute(vpc.closed, '0.0.0.0/0', { NatGatewayId: id });
}

/** A gateway endpoint for S3 and, in some, an interface endpoint in both zones. */
export function drawEndpoints(sheet: Sheet, vpc: DrawnVpc, list: string): void {
  const { dice } = sheet;
  const endpoint = (id: string, data: Data): Data =>
    sheet.add('vpc-endpoint', vpc.place, id, {
      VpcEndpointId: id,
      VpcId: vpc.id,
      OwnerId: vpc.place.account,
      State: 'available',
      ...data,
    });
  if (dice.chance(50)) {
    const id = sheet.id('vpce');
    endpoint(id, { VpcEndpointType: 'Gateway', ServiceName: `com.amazonaws.${vpc.place.region}.s3` });
    addRoute(vpc.closed, list, { GatewayId: id });
  }
  if (!dice.chance(20)) return;
  const id = sheet.id('vpce');
  const groups = [dice.pick(vpc.groups)];
  const homes = vpc.subnets.filter((subnet) => !subnet.open).slice(0, 2);
  const nodes = homes.map((home) =>
    drawInterface(sheet, home, { type: 'vpc_endpoint', groups, description: `VPC Endpoint Interface ${id}` }),
  );
  endpoint(id, {
    VpcEndpointType: 'Interface',
    ServiceName: `com.amazonaws.${vpc.place.region}.sqs`,
    SubnetIds: homes.map((home) => home.id),
    NetworkInterfaceIds: nodes.map((node) => node.id),
  });
}

/** A load balancer that faces the internet where the VPC does, and sends to some of its hosts. */
export function drawBalancer(sheet: Sheet, vpc: DrawnVpc): void {
  const { dice } = sheet;
  const { account, region } = vpc.place;
  const network = dice.chance(50);
  const path = `${network ? 'net' : 'app'}/front/${sheet.id('lb')}`;
  const prefix = `arn:aws:elasticloadbalancing:${region}:${account}`;
  const [arn, group] = [`${prefix}:loadbalancer/${path}`, `${prefix}:targetgroup/${path}`];
  const groups = network ? [] : [dice.pick(vpc.groups)];
  const homes = [vpc.subnets[0]!, vpc.subnets[1]!];
  const type = network ? 'network_load_balancer' : 'interface';
  for (const home of homes)
    drawInterface(sheet, home, { type, groups, description: `ELB ${path}`, public: vpc.gateway !== undefined });
  sheet.add('load-balancer', vpc.place, arn, {
    LoadBalancerArn: arn,
    LoadBalancerName: 'front',
    Type: network ? 'network' : 'application',
    VpcId: vpc.id,
    State: { Code: 'active' },
    AvailabilityZones: homes.map((home) => ({ ZoneName: `${region}${home.zone}`, SubnetId: home.id })),
    SecurityGroups: groups,
  });
  const listener = `${prefix}:listener/${path}`;
  sheet.add(
    'listener',
    vpc.place,
    listener,
    {
      ListenerArn: listener,
      LoadBalancerArn: arn,
      Port: 443,
      Protocol: network ? 'TCP' : 'HTTPS',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
    },
    arn,
  );
  sheet.add('target-group', vpc.place, group, {
    TargetGroupArn: group,
    Protocol: network ? 'TCP' : 'HTTP',
    Port: 8080,
    VpcId: vpc.id,
    TargetType: 'instance',
  });
  for (const one of vpc.instances.slice(0, 3)) {
    const Target = { Id: one.id, Port: 8080, AvailabilityZone: one.zone };
    sheet.add('target-health', vpc.place, `${group}/${one.id}`, { Target, TargetHealth: { State: 'healthy' } }, group);
  }
}
