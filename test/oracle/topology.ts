/** The paper on which a random topology is drawn: resources, gaps, and what later parts need to know of earlier ones. */
import type { Gap, Place, Resource } from '../../src/snapshot/snapshot.ts';
import type { Dice } from './random.ts';
import type { Data } from './world.ts';

export interface Topology {
  seed: number;
  resources: Resource[];
  gaps: Gap[];
}

export interface DrawnSubnet {
  id: string;
  cidr: string;
  /** `10.0.1` */
  base: string;
  cidr6?: string;
  base6?: string;
  zone: string;
  next: number;
  /** How many prefixes of it are delegated to interfaces. */
  delegated: number;
  vpc: DrawnVpc;
  /** The account that puts things in it: the owner, or who it is shared with. */
  tenant: string;
  role: 'public' | 'private' | 'attach' | 'firewall';
  table?: Data;
}

export interface DrawnVpc {
  id: string;
  place: Place;
  index: number;
  cidrs: string[];
  cidr6?: string;
  subnets: DrawnSubnet[];
  tables: Data[];
  main: Data;
  groups: string[];
  enis: Data[];
  igw?: string;
  publicNat?: string;
  attachedTgw?: string;
  peers: DrawnVpc[];
}

export interface Drawing {
  dice: Dice;
  /** Drawn with few faults, so that what lies behind the first filter is reached. */
  tidy: boolean;
  resources: Resource[];
  gaps: Gap[];
  vpcs: DrawnVpc[];
  lists: { id: string; cidr: string; place: Place }[];
  /** VPCs that a transit gateway sends to for what nobody else takes. */
  outlets: DrawnVpc[];
  publicIps: number;
  serial: number;
}

/** Kinds that are described one by one: the key of their point is their own id. */
const DESCRIBED = ['firewall', 'firewall-policy', 'firewall-rule-group', 'firewall-endpoint'];

export const add = (d: Drawing, place: Place, kind: string, id: string, data: Data, point?: string): Data => {
  const parent =
    point ??
    (DESCRIBED.includes(kind) ? id : kind === 'direct-connect-gateway-association' ? data.directConnectGatewayId : undefined);
  d.resources.push({ account: place.account, region: place.region, kind, id, ...(parent !== undefined && { parent }), data });
  return data;
};

export const fresh = (d: Drawing, prefix: string): string => `${prefix}-${(d.serial++).toString(16).padStart(4, '0')}`;

/** A public address that nobody else has. */
export const publicIp = (d: Drawing): string => `54.0.${Math.floor(d.publicIps / 250)}.${(d.publicIps++ % 250) + 1}`;

/** The next free address of a subnet, IPv4 and IPv6. */
export const nextIp = (subnet: DrawnSubnet): { ip: string; ip6?: string } => {
  const host = subnet.next++;
  return { ip: `${subnet.base}.${host}`, ip6: subnet.base6 && `${subnet.base6}::${host.toString(16)}` };
};

export interface EniOptions {
  type?: string;
  instance?: string;
  description?: string;
  publicIp?: string;
  sourceDestCheck?: boolean;
  groups?: string[];
  status?: string;
  requester?: string;
  ipv6?: boolean;
  denyIgw?: boolean;
  secondary?: boolean;
  prefix?: boolean;
  attached?: string;
  place?: Place;
}

export function addEni(d: Drawing, subnet: DrawnSubnet, options: EniOptions): Data {
  const { vpc } = subnet;
  const place = options.place ?? { account: subnet.tenant, region: vpc.place.region };
  const id = fresh(d, 'eni');
  const { ip, ip6 } = nextIp(subnet);
  const association = options.publicIp && { PublicIp: options.publicIp, IpOwnerId: 'amazon' };
  const addresses: Data[] = [{ PrivateIpAddress: ip, Primary: true, ...(association && { Association: association }) }];
  if (options.secondary) {
    const more = nextIp(subnet).ip;
    const eip = d.dice.chance(40) ? { Association: { PublicIp: publicIp(d), IpOwnerId: place.account } } : {};
    addresses.push({ PrivateIpAddress: more, Primary: false, ...eip });
  }
  const eni = add(d, place, 'network-interface', id, {
    NetworkInterfaceId: id,
    InterfaceType: options.type ?? 'interface',
    SubnetId: subnet.id,
    VpcId: vpc.id,
    AvailabilityZone: subnet.zone,
    OwnerId: place.account,
    Status: options.status ?? 'in-use',
    SourceDestCheck: options.sourceDestCheck ?? true,
    RequesterManaged: options.requester !== undefined,
    ...(options.requester && { RequesterId: options.requester }),
    Description: options.description ?? '',
    Groups: (options.groups ?? []).map((GroupId) => ({ GroupId, GroupName: GroupId })),
    PrivateIpAddress: ip,
    PrivateIpAddresses: addresses,
    Ipv6Addresses: ip6 && options.ipv6 !== false ? [{ Ipv6Address: ip6 }] : [],
    ...(options.prefix && {
      Ipv4Prefixes: [{ Ipv4Prefix: `${subnet.base}.${240 - 16 * subnet.delegated++}/28` }],
      ...(subnet.base6 && { Ipv6Prefixes: [{ Ipv6Prefix: `${subnet.base6}:${subnet.delegated}::/80` }] }),
    }),
    ...(association && { Association: association }),
    ...(options.denyIgw && { DenyAllIgwTraffic: true }),
    ...(options.status !== 'available' && {
      Attachment: {
        AttachmentId: fresh(d, 'eni-attach'),
        Status: 'attached',
        DeviceIndex: 0,
        AttachTime: options.attached ?? '2025-01-01T00:00:00.000Z',
        ...(options.instance && { InstanceId: options.instance, InstanceOwnerId: place.account }),
      },
    }),
  });
  vpc.enis.push(eni);
  return eni;
}

/** Routes of the IPv4 and, where there is one, the IPv6 kind to one target. */
export const route = (destination: string, target: Data, origin = 'CreateRoute', state = 'active'): Data => ({
  ...(destination.startsWith('pl-')
    ? { DestinationPrefixListId: destination }
    : destination.includes(':')
      ? { DestinationIpv6CidrBlock: destination }
      : { DestinationCidrBlock: destination }),
  ...target,
  Origin: origin,
  State: state,
});

/** Adds a route unless the table has one for this destination. */
export function addRoute(table: Data, destination: string, target: Data, origin?: string, state?: string): void {
  const made = route(destination, target, origin, state);
  const taken = table.Routes.some(
    (it: Data) =>
      (it.DestinationCidrBlock ?? it.DestinationIpv6CidrBlock ?? it.DestinationPrefixListId) === destination &&
      it.Origin === made.Origin,
  );
  if (!taken) table.Routes.push(made);
}

export const subnetArn = (subnet: DrawnSubnet): string =>
  `arn:aws:ec2:${subnet.vpc.place.region}:${subnet.vpc.place.account}:subnet/${subnet.id}`;

export const vpcArn = (vpc: DrawnVpc): string => `arn:aws:ec2:${vpc.place.region}:${vpc.place.account}:vpc/${vpc.id}`;
