/** The AWS resources as they lie there, and slow loops that look something up among them. */
import type { Gap, Resource } from '../../src/snapshot/snapshot.ts';
import { type Address, address, same, within } from './address.ts';

export interface Packet {
  src: string;
  dst: string;
  protocol: number;
  srcPort?: number;
  dstPort?: number;
  icmpType?: number;
  icmpCode?: number;
}

export interface Header {
  src: Address;
  dst: Address;
  protocol: number;
  sport: number;
  dport: number;
  type: number;
  code: number;
}

export interface World {
  resources: readonly Resource[];
  gaps: readonly Gap[];
}

export type Answer = 'yes' | 'no' | 'unknown';

// biome-ignore lint/suspicious/noExplicitAny: AWS's own shapes, as a snapshot holds them
export type Data = any;

/** Everything of a kind; what two accounts both see of one thing is there twice. */
export const all = (world: World, kind: string): Data[] => {
  const found: Data[] = [];
  for (const resource of world.resources) if (resource.kind === kind) found.push(resource.data);
  return found;
};

export const childrenOf = (world: World, kind: string, parent: string): Data[] => {
  const found: Data[] = [];
  for (const resource of world.resources) if (resource.kind === kind && resource.parent === parent) found.push(resource.data);
  return found;
};

export const first = (world: World, kind: string, test: (data: Data) => boolean): Data | undefined => {
  for (const resource of world.resources) if (resource.kind === kind && test(resource.data)) return resource.data;
  return undefined;
};

const regionOf = (world: World, kind: string, test: (data: Data) => boolean): string | undefined => {
  for (const resource of world.resources) if (resource.kind === kind && test(resource.data)) return resource.region;
  return undefined;
};

/** Is something of this kind not collected: anywhere, in one Region, for one parent? */
export const gap = (world: World, kind: string, where: { region?: string; account?: string; parent?: string } = {}): boolean => {
  for (const hole of world.gaps) {
    if (hole.kind !== kind) continue;
    if (where.region !== undefined && hole.region !== where.region) continue;
    if (where.account !== undefined && hole.account !== where.account) continue;
    if (where.parent !== undefined && hole.parents !== undefined && !hole.parents.includes(where.parent)) continue;
    return true;
  }
  return false;
};

export const vpcOf = (world: World, id: string): Data | undefined => first(world, 'vpc', (vpc) => vpc.VpcId === id);
export const vpcRegion = (world: World, id: string): string | undefined => regionOf(world, 'vpc', (vpc) => vpc.VpcId === id);
export const subnetOf = (world: World, id: string): Data | undefined => first(world, 'subnet', (it) => it.SubnetId === id);
export const eniOf = (world: World, id: string): Data | undefined =>
  first(world, 'network-interface', (it) => it.NetworkInterfaceId === id);

/** R7, X6: the CIDR blocks of a VPC that are associated. */
export const cidrsOfVpc = (vpc: Data): string[] => {
  const cidrs: string[] = [];
  for (const block of vpc.CidrBlockAssociationSet ?? [])
    if (block.CidrBlockState.State === 'associated') cidrs.push(block.CidrBlock);
  for (const block of vpc.Ipv6CidrBlockAssociationSet ?? [])
    if (block.Ipv6CidrBlockState.State === 'associated') cidrs.push(block.Ipv6CidrBlock);
  return cidrs;
};

export const cidrsOfSubnet = (subnet: Data): string[] => {
  const cidrs: string[] = subnet.CidrBlock ? [subnet.CidrBlock] : [];
  for (const block of subnet.Ipv6CidrBlockAssociationSet ?? [])
    if (block.Ipv6CidrBlockState.State === 'associated') cidrs.push(block.Ipv6CidrBlock);
  return cidrs;
};

export const inAny = (ip: Address, cidrs: readonly string[]): boolean => {
  for (const cidr of cidrs) if (within(ip, cidr)) return true;
  return false;
};

/** W10: the private addresses of an interface: primary, secondary, IPv6, and the prefixes delegated to it. */
export const owns = (eni: Data, ip: Address): boolean => {
  for (const own of eni.PrivateIpAddresses ?? []) if (same(address(own.PrivateIpAddress), ip)) return true;
  for (const own of eni.Ipv6Addresses ?? []) if (same(address(own.Ipv6Address), ip)) return true;
  for (const own of eni.Ipv4Prefixes ?? []) if (within(ip, own.Ipv4Prefix)) return true;
  for (const own of eni.Ipv6Prefixes ?? []) if (within(ip, own.Ipv6Prefix)) return true;
  return false;
};

/** The interface of a VPC that owns an address. `'unknown'`: none found, but not all interfaces were collected. */
export const ownerIn = (world: World, vpcId: string, ip: Address): Data | 'unknown' | undefined => {
  const found = first(world, 'network-interface', (eni) => eni.VpcId === vpcId && owns(eni, ip));
  if (found) return found;
  return gap(world, 'network-interface', { region: vpcRegion(world, vpcId) ?? '' }) ? 'unknown' : undefined;
};

export const azOf = (world: World, subnetId: string): string | undefined => subnetOf(world, subnetId)?.AvailabilityZone;
