/** Network interfaces as the engine walks them: addresses, public associations, groups, state, role. */
import { type Address, holds, type Interval, only, type Prefix, parseAddress, parsePrefix } from '../../net/index.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import { type Data, type Entity, nameOf } from './entity.ts';
import type { Guard } from './guard.ts';
import type { Subnet } from './subnet.ts';
import type { Vpc } from './vpc.ts';

/** What every packet asks of it is in the network's book of interfaces, too. */
export class Interface implements Entity {
  /** Its place among the interfaces of the network. */
  readonly number: number;
  readonly kind = 'network-interface';
  readonly subnet: Subnet;
  readonly vpc: Vpc;
  /** Whether groups decide what comes and goes (S15). */
  readonly guarded: boolean;
  /** Whether it is a host's, which sends and takes what its groups admit: no gateway's, load balancer's, endpoint's. */
  readonly isPlain: boolean;
  readonly id: string;
  /** What the network made of its groups. */
  guard: Guard | undefined;
  /** Private IPv4 addresses, the primary one first, then IPv6 addresses. */
  readonly addresses: readonly Address[];
  readonly sourceDestCheck: boolean;
  readonly attached: boolean;
  /** One list for all interfaces with the same groups. */
  readonly groupIds: readonly string[];
  /** `interface`, `nat_gateway`, … in one spelling (X4). */
  readonly type: string;
  readonly delegated: readonly Prefix[];
  readonly account: string;
  readonly region: string;
  readonly name: string | undefined;
  readonly data: Data;
  readonly instanceId: string | undefined;
  /** What AWS, or whoever made it, wrote on it: services leave their marks here. */
  readonly description: string;
  /** `DenyAllIgwTraffic`. */
  readonly deniesInternet: boolean;
  /** Public IPv4 address by private one. */
  readonly publicAddresses: readonly { private: Address; public: Address }[];

  /** `shared`: the one list for all lists that hold the same. */
  constructor(resource: Resource, subnet: Subnet, number: number, shared: (groupIds: readonly string[]) => readonly string[]) {
    const { data } = resource;
    const groups: readonly Data[] = data.Groups ?? NONE;
    const type = typeOf(data.InterfaceType ?? 'interface');
    this.number = number;
    this.subnet = subnet;
    this.vpc = subnet.vpc;
    const privates = privatesOf(data);
    this.addresses = addressesOf(data, privates);
    this.guarded = !isUnguarded(type, groups);
    this.description = String(data.Description ?? '');
    this.deniesInternet = data.DenyAllIgwTraffic === true;
    this.isPlain = plain.has(type) && !this.description.startsWith('ELB ');
    this.sourceDestCheck = data.SourceDestCheck !== false;
    this.attached = data.Status === undefined || data.Status === 'in-use';
    this.id = resource.id;
    this.groupIds = groups.length === 0 ? NONE : shared(groups.map((one) => one.GroupId));
    this.type = type;
    this.delegated = data.Ipv4Prefixes?.length || data.Ipv6Prefixes?.length ? delegatedOf(data) : NONE;
    this.account = data.OwnerId ?? resource.account;
    this.region = resource.region;
    this.name = nameOf(data);
    this.data = data;
    this.instanceId = data.Attachment?.InstanceId;
    this.publicAddresses = publicOf(data, privates);
  }

  owns(value: Address): boolean {
    if (this.vpc.numberOf(value) === this.number) return true;
    for (const own of this.addresses) if (own === value) return true;
    return (
      this.delegated.length > 0 &&
      this.delegated.some((block) => typeof block.lo === typeof value && block.lo <= value && value <= block.hi)
    );
  }

  /** The delegated prefix that one of its addresses lies in, whose addresses are all alike; else the address alone. */
  blockOf(own: Address): Interval<Address> {
    const found = this.delegated.find((block) => holds(block, own));
    return found && !this.addresses.includes(own) ? found : only(own);
  }

  /** The address that it speaks from in a family: the primary one. */
  addressIn(sameAs: Address): Address | undefined {
    return this.addresses.find((own) => typeof own === typeof sameAs);
  }

  publicOf(own: Address): Address | undefined {
    for (const one of this.publicAddresses) if (one.private === own) return one.public;
    return undefined;
  }
}

const NONE: readonly never[] = [];

/** AWS writes `natGateway` in one answer and `nat_gateway` in another. */
const typeOf = (text: string): string =>
  /[A-Z]/.test(text) ? text.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : text;

/** Interfaces that no group guards (S15). */
const unguarded = new Set(['nat_gateway', 'gateway_load_balancer_endpoint', 'gateway_load_balancer', 'transit_gateway']);

/** S15. A Network Load Balancer without groups admits everything. */
export const isUnguarded = (type: string, groups: readonly unknown[]): boolean =>
  unguarded.has(type) || (type === 'network_load_balancer' && groups.length === 0);

/** Interfaces that take every connection that their groups admit (X17), and begin any. */
const plain = new Set(['interface', 'efa', 'efa_only', 'branch', 'trunk']);

/** The primary address first. */
function privatesOf({ PrivateIpAddresses }: Data): readonly Data[] {
  if (!PrivateIpAddresses || PrivateIpAddresses.length < 2) return PrivateIpAddresses ?? NONE;
  return [...PrivateIpAddresses].sort((a: Data, b: Data) => Number(b.Primary ?? false) - Number(a.Primary ?? false));
}

function addressesOf(data: Data, privates: readonly Data[]): readonly Address[] {
  const found: Address[] = [];
  const add = (text: string | undefined): void => {
    const parsed = parseAddress(text ?? '');
    if (parsed !== undefined) found.push(parsed);
  };
  for (const one of privates) add(one.PrivateIpAddress);
  if (privates.length === 0) add(data.PrivateIpAddress);
  for (const one of data.Ipv6Addresses ?? NONE) add(one.Ipv6Address);
  return found.slice();
}

const delegatedOf = (data: Data): Prefix[] =>
  [
    ...(data.Ipv4Prefixes ?? NONE).map((one: Data) => one.Ipv4Prefix),
    ...(data.Ipv6Prefixes ?? NONE).map((one: Data) => one.Ipv6Prefix),
  ].flatMap((text: string) => parsePrefix(text) ?? []);

function publicOf(data: Data, privates: readonly Data[]): readonly { private: Address; public: Address }[] {
  const shown = privates.some((one) => one.Association?.PublicIp);
  if (!shown && !data.Association?.PublicIp) return NONE;
  const pairs = shown
    ? privates.map((one) => [one.PrivateIpAddress, one.Association?.PublicIp])
    : [[data.PrivateIpAddress, data.Association.PublicIp]];
  return pairs.flatMap(([inner, outer]) => {
    const [own, visible] = [parseAddress(inner ?? ''), parseAddress(outer ?? '')];
    return own === undefined || visible === undefined ? [] : [{ private: own, public: visible }];
  });
}
