/** Resources that can be changed in place, and the few ways of mending that several mistakes share. */
import type { Resource } from '../../../src/snapshot/snapshot.ts';
import { cidr, contains, dotted } from '../addresses.ts';

// biome-ignore lint/suspicious/noExplicitAny: AWS's own shapes
export type Data = any;

/** Resources that can be changed in place. */
export class Workshop {
  resources: Resource[];

  constructor(resources: readonly Resource[]) {
    this.resources = structuredClone([...resources]);
  }

  all(kind: string): Resource[] {
    return this.resources.filter((one) => one.kind === kind);
  }

  each(kind: string, id: string, change: (data: Data) => unknown): void {
    const mine = this.all(kind).filter((one) => one.id === id);
    if (mine.length === 0) throw new Error(`there is no ${kind} ${id} to mend`);
    for (const one of mine) change(one.data);
  }

  every(kind: string, change: (data: Data) => unknown): void {
    for (const one of this.resources) if (one.kind === kind) change(one.data);
  }

  find(kind: string, wanted: (data: Data) => boolean): Data {
    const found = this.resources.find((one) => one.kind === kind && wanted(one.data));
    if (!found) throw new Error(`there is no such ${kind} to mend by`);
    return found.data;
  }

  drop(kind: string, id: string): void {
    this.resources = this.resources.filter((one) => one.kind !== kind || one.id !== id);
  }

  dropWhere(kind: string, wanted: (data: Data) => boolean): void {
    this.resources = this.resources.filter((one) => one.kind !== kind || !wanted(one.data));
  }
}

/** Makes a subnet of sixteen addresses in the zone of another, with the same table, at the end of its VPC. Answers its id. */
export function ownSubnet(all: Workshop, beside: string): string {
  const like = all.all('subnet').find((one) => one.id === beside)!;
  const { VpcId } = like.data;
  const taken = all.all('subnet').flatMap(({ data }) => (data.VpcId === VpcId ? data.CidrBlock : []));
  const { base, size } = cidr(all.find('vpc', (one) => one.VpcId === VpcId).CidrBlock);
  const blocks = Array.from({ length: 64 }, (_, index) => `${dotted(base + size - 16 * (index + 1))}/28`);
  const CidrBlock = blocks.find((block) => !taken.some((other) => contains(other, block)))!;
  const SubnetId = `subnet-1${beside.slice(-16)}`;
  const data = { ...structuredClone(like.data), SubnetId, CidrBlock, AvailableIpAddressCount: 10, Tags: [] };
  all.resources.push({ ...like, id: SubnetId, data });
  for (const table of all.all('route-table'))
    for (const one of table.data.Associations.filter((each: Data) => each.SubnetId === beside))
      table.data.Associations.push({ ...one, SubnetId, RouteTableAssociationId: `rtbassoc-1${beside.slice(-16)}` });
  all.every('network-acl', (acl) => {
    if (acl.VpcId !== VpcId || !acl.IsDefault) return;
    acl.Associations.push({
      NetworkAclAssociationId: `aclassoc-1${beside.slice(-16)}`,
      NetworkAclId: acl.NetworkAclId,
      SubnetId,
    });
  });
  return SubnetId;
}

/** Takes what lets everybody in from the groups of an interface, if it is still there. */
export function closeInterface(all: Workshop, id: string): void {
  all.every('network-interface', ({ NetworkInterfaceId, Groups }) => {
    if (NetworkInterfaceId === id) for (const { GroupId } of Groups) closeGroup(all, GroupId);
  });
}

const web = [80, 443];
const isWide = (cidr: string): boolean => Number(cidr.split('/')[1]) < 8;

/** Lets the VPC in where a group let everybody in, or half of them, but for the ports of a web server. */
export function closeGroup(all: Workshop, id: string): void {
  const isOpen = ({ FromPort, ToPort }: Data): boolean => FromPort !== ToPort || !web.includes(FromPort);
  narrowGroup(all, id, (cidr, rule) => isOpen(rule) && isWide(cidr));
}

/** Puts the blocks of its VPC in place of some sources of a group's inbound rules; without such a block nobody is let in. */
export function narrowGroup(all: Workshop, id: string, isTooWide: (cidr: string, rule: Data) => boolean): void {
  const { VpcId } = all.find('security-group', (one) => one.GroupId === id);
  const { CidrBlock, Ipv6CidrBlockAssociationSet: six } = all.find('vpc', (one) => one.VpcId === VpcId);
  const own = { CidrIp: CidrBlock, CidrIpv6: six?.[0]?.Ipv6CidrBlock };
  all.each('security-group', id, (data) => {
    for (const one of data.IpPermissions)
      for (const [list, member] of [['IpRanges', 'CidrIp'] as const, ['Ipv6Ranges', 'CidrIpv6'] as const]) {
        const ranges: Data[] = one[list] ?? [];
        const kept = ranges.filter((range) => !isTooWide(range[member], one));
        const isHeld = kept.some((range) => range[member] === own[member]);
        one[list] = kept.length === ranges.length || isHeld || !own[member] ? kept : [...kept, { [member]: own[member] }];
      }
  });
  const told = new Set<string>();
  const isSaid = (one: Data): boolean => {
    const said = [one.IpProtocol, one.FromPort, one.ToPort, one.CidrIpv4, one.CidrIpv6].join(' ');
    return told.has(said) || !told.add(said);
  };
  all.dropWhere('security-group-rule', (one) => {
    if (one.GroupId !== id || one.IsEgress || !isTooWide(one.CidrIpv4 ?? one.CidrIpv6 ?? '/32', one)) return false;
    Object.assign(one, one.CidrIpv4 ? { CidrIpv4: own.CidrIp } : { CidrIpv6: own.CidrIpv6 });
    return (one.CidrIpv4 ?? one.CidrIpv6) === undefined || isSaid(one);
  });
}

/** Makes a zonal NAT gateway a regional one: without a subnet and an interface, and with a table of its own that leads outward. */
export function spanZones(all: Workshop, id: string): void {
  const { SubnetId } = all.find('nat-gateway', (nat) => nat.NatGatewayId === id);
  const like = all.resources.find(
    ({ kind, data }) => kind === 'route-table' && data.Associations.some((one: Data) => one.SubnetId === SubnetId),
  )!;
  const RouteTableId = `rtb-0${id.slice(-16)}`;
  const data = { ...structuredClone(like.data), RouteTableId, Associations: [], Tags: [] };
  all.resources.push({ ...like, id: RouteTableId, data });
  all.each('nat-gateway', id, (nat) => {
    for (const address of nat.NatGatewayAddresses) {
      all.drop('network-interface', address.NetworkInterfaceId);
      all.each('elastic-ip', address.AllocationId, (ip) => {
        delete ip.NetworkInterfaceId;
        delete ip.PrivateIpAddress;
      });
      delete address.NetworkInterfaceId;
      delete address.PrivateIp;
    }
    delete nat.SubnetId;
    Object.assign(nat, { RouteTableId, AvailabilityMode: 'regional', AutoProvisionZones: 'enabled' });
  });
}
