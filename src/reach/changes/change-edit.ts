/** The edits that a change makes in AWS's own structures, in place. */
import type { Data } from '../network/entity.ts';
import type { ChangeOf } from './change.ts';

export const isSix = (cidr: string): boolean => cidr.includes(':');

/** Under which list of a permission a peer stands, and in which member. */
export function peerField(peer: string): [list: string, member: string] {
  if (peer.startsWith('sg-')) return ['UserIdGroupPairs', 'GroupId'];
  if (peer.startsWith('pl-')) return ['PrefixListIds', 'PrefixListId'];
  return isSix(peer) ? ['Ipv6Ranges', 'CidrIpv6'] : ['IpRanges', 'CidrIp'];
}

export function editGroup(data: Data, { do: what, direction, service, peer }: ChangeOf<'authorize' | 'revoke'>): void {
  const list = direction === 'ingress' ? 'IpPermissions' : 'IpPermissionsEgress';
  const [peers, member] = peerField(peer);
  data[list] ??= [];
  if (what === 'authorize') {
    data[list].push({
      IpProtocol: service.protocol,
      FromPort: service.from,
      ToPort: service.to,
      [peers]: [{ [member]: peer }],
    });
    return;
  }
  for (const one of data[list]) {
    const same = String(one.IpProtocol) === service.protocol && one.FromPort === service.from && one.ToPort === service.to;
    if (same) one[peers] = (one[peers] ?? []).filter((each: Data) => each[member] !== peer);
  }
}

const protocolNumbers: Record<string, string> = { tcp: '6', udp: '17', icmp: '1', icmpv6: '58' };

export function editAcl(data: Data, { direction, number, allows, service, cidr }: ChangeOf<'create ACL entry'>): void {
  const isIcmp = service.protocol.startsWith('icmp');
  const ports =
    service.from === undefined
      ? {}
      : isIcmp
        ? { IcmpTypeCode: { Type: service.from, Code: service.to ?? -1 } }
        : { PortRange: { From: service.from, To: service.to } };
  data.Entries.push({
    Egress: direction === 'egress',
    RuleNumber: number,
    RuleAction: allows ? 'allow' : 'deny',
    Protocol: protocolNumbers[service.protocol] ?? service.protocol,
    ...(isSix(cidr) ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr }),
    ...ports,
  });
}

/** In which member of a route its destination stands. */
export const destinationField = (destination: string): string =>
  destination.startsWith('pl-')
    ? 'DestinationPrefixListId'
    : isSix(destination)
      ? 'DestinationIpv6CidrBlock'
      : 'DestinationCidrBlock';

export function editRoutes(
  data: Data,
  { do: what, cidr, target }: ChangeOf<'create route' | 'replace route' | 'delete route'>,
): void {
  const field = destinationField(cidr);
  data.Routes = data.Routes.filter((one: Data) => one[field] !== cidr);
  if (what !== 'delete route') data.Routes.push({ [field]: cidr, ...target, State: 'active', Origin: 'CreateRoute' });
}

export function takeAddress(data: Data, own: string, shown: string): void {
  const association = { PublicIp: shown, IpOwnerId: data.OwnerId };
  for (const one of data.PrivateIpAddresses ?? []) if (one.PrivateIpAddress === own) one.Association = association;
  if (data.PrivateIpAddress === own) data.Association = association;
}

export function loseAddress(data: Data, shown: string): void {
  for (const one of [data, ...(data.PrivateIpAddresses ?? [])])
    if (one.Association?.PublicIp === shown) one.Association = undefined;
}
