/** Network interfaces as the engine walks them: addresses, public associations, groups, state, role. */
import { type Address, type Prefix, parseAddress, parsePrefix } from '../net/index.ts';
import type { Resource } from '../snapshot/snapshot.ts';
import { type Data, type Entity, nameOf } from './entity.ts';
import type { Subnet, Vpc } from './vpc.ts';

export class Interface implements Entity {
  readonly kind = 'network-interface';
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly name: string | undefined;
  readonly data: Data;
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  /** Private IPv4 addresses, the primary one first, then IPv6 addresses. */
  readonly addresses: readonly Address[];
  readonly delegated: readonly Prefix[];
  readonly groupIds: readonly string[];
  /** `interface`, `nat_gateway`, … in one spelling (X4). */
  readonly type: string;
  readonly instanceId: string | undefined;
  readonly sourceDestCheck: boolean;
  readonly attached: boolean;
  /** Public IPv4 address by private one. */
  readonly publicAddresses: readonly { private: Address; public: Address }[];

  constructor(resource: Resource, subnet: Subnet) {
    const { data } = resource;
    this.id = resource.id;
    this.account = data.OwnerId ?? resource.account;
    this.region = resource.region;
    this.name = nameOf(data);
    this.data = data;
    this.subnet = subnet;
    this.vpc = subnet.vpc;
    const privates: Data[] = [...(data.PrivateIpAddresses ?? [])].sort(
      (a, b) => Number(b.Primary ?? false) - Number(a.Primary ?? false),
    );
    const four = privates.length > 0 ? privates.map((one) => one.PrivateIpAddress) : [data.PrivateIpAddress];
    const six = (data.Ipv6Addresses ?? []).map((one: Data) => one.Ipv6Address);
    this.addresses = [...four, ...six].flatMap((text) => parseAddress(text ?? '') ?? []);
    this.delegated = [
      ...(data.Ipv4Prefixes ?? []).map((one: Data) => one.Ipv4Prefix),
      ...(data.Ipv6Prefixes ?? []).map((one: Data) => one.Ipv6Prefix),
    ].flatMap((text: string) => parsePrefix(text) ?? []);
    this.groupIds = (data.Groups ?? []).map((one: Data) => one.GroupId);
    this.type = typeOf(data.InterfaceType);
    this.instanceId = data.Attachment?.InstanceId;
    this.sourceDestCheck = data.SourceDestCheck !== false;
    this.attached = data.Status === undefined || data.Status === 'in-use';
    this.publicAddresses = publicOf(data, privates);
  }

  owns(value: Address): boolean {
    for (const own of this.addresses) if (own === value) return true;
    return this.delegated.some((block) => typeof block.lo === typeof value && block.lo <= value && value <= block.hi);
  }

  /** The address that it speaks from in a family: the primary one. */
  addressIn(sameAs: Address): Address | undefined {
    return this.addresses.find((own) => typeof own === typeof sameAs);
  }

  publicOf(own: Address): Address | undefined {
    return this.publicAddresses.find((one) => one.private === own)?.public;
  }
}

/** AWS writes `natGateway` in one answer and `nat_gateway` in another. */
const typeOf = (text: string | undefined): string =>
  (text ?? 'interface').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function publicOf(data: Data, privates: readonly Data[]): { private: Address; public: Address }[] {
  const pairs = privates.map((one) => [one.PrivateIpAddress, one.Association?.PublicIp]);
  if (data.Association?.PublicIp && !pairs.some(([, shown]) => shown))
    pairs.push([data.PrivateIpAddress, data.Association.PublicIp]);
  return pairs.flatMap(([inner, outer]) => {
    const [own, shown] = [parseAddress(inner ?? ''), parseAddress(outer ?? '')];
    return own === undefined || shown === undefined ? [] : [{ private: own, public: shown }];
  });
}
