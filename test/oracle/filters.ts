/** Security groups (S), network ACLs (N) and prefix lists, one packet at a time. */
import { within } from './address.ts';
import { type Answer, all, childrenOf, type Data, first, gap, type Header, type World } from './world.ts';

const TCP = 6;
const UDP = 17;
const ICMP = 1;
const ICMP6 = 58;

const NAMES: Record<string, number> = { tcp: TCP, udp: UDP, icmp: ICMP, icmpv6: ICMP6 };

const protocolNumber = (text: string): number => NAMES[text] ?? Number(text);

/** The CIDRs of a prefix list, or nothing where the snapshot cannot say (S19). */
export function entriesOf(world: World, prefixListId: string): string[] | undefined {
  if (gap(world, 'prefix-list-entry', { parent: prefixListId })) {
    const known = childrenOf(world, 'prefix-list-entry', prefixListId);
    if (known.length === 0) return undefined;
  }
  if (!first(world, 'prefix-list', (list) => list.PrefixListId === prefixListId)) return undefined;
  const cidrs: string[] = [];
  for (const entry of childrenOf(world, 'prefix-list-entry', prefixListId))
    if (!cidrs.includes(entry.Cidr)) cidrs.push(entry.Cidr);
  return cidrs;
}

/** S7: a list has one family, which is known even where its entries are not. */
export const listIsOf = (world: World, prefixListId: string, family: 4 | 6): boolean => {
  const list = first(world, 'prefix-list', (it) => it.PrefixListId === prefixListId);
  return list?.AddressFamily === undefined || (list.AddressFamily === 'IPv6') === (family === 6);
};

/** S4, S5, S6: does a rule of a security group cover protocol and ports? */
function coversPort(rule: Data, packet: Header): boolean {
  if (rule.IpProtocol === '-1') return true;
  if (protocolNumber(rule.IpProtocol) !== packet.protocol) return false;
  if (packet.protocol === TCP || packet.protocol === UDP) {
    const from = rule.FromPort ?? -1;
    const to = rule.ToPort ?? -1;
    if (from === -1 || to === -1) return true;
    return from <= packet.dport && packet.dport <= to;
  }
  if (packet.protocol === ICMP || packet.protocol === ICMP6) {
    const type = rule.FromPort ?? -1;
    const code = rule.ToPort ?? -1;
    if (type === -1) return code === -1;
    return type === packet.type && (code === -1 || code === packet.code);
  }
  return true;
}

/** Does the other end carry this group, as far as a reference reaches (S8, S9)? The walk knows. */
export type Carries = (pair: Data) => Answer;

export interface Decision {
  answer: Answer;
  why: string;
  /** Sorts of rules that were for this protocol and port, and did not match. */
  tried: ('reference' | 'list')[];
}

/** S1: the decision of all groups of an interface together. */
export function groupsAllow(world: World, groups: string[], ingress: boolean, packet: Header, carries: Carries): Decision {
  const other = ingress ? packet.src : packet.dst;
  let doubt = '';
  const tried: Decision['tried'] = [];
  for (const groupId of groups) {
    const group = first(world, 'security-group', (it) => it.GroupId === groupId);
    if (!group) {
      doubt ||= `S19 ${groupId} is not in the snapshot`;
      continue;
    }
    const rules = (ingress ? group.IpPermissions : group.IpPermissionsEgress) ?? [];
    for (const rule of rules) {
      if (!coversPort(rule, packet)) continue;
      for (const range of rule.IpRanges ?? [])
        if (within(other, range.CidrIp)) return { answer: 'yes', why: `S1 ${groupId} ${range.CidrIp}`, tried };
      for (const range of rule.Ipv6Ranges ?? [])
        if (within(other, range.CidrIpv6)) return { answer: 'yes', why: `S1 ${groupId} ${range.CidrIpv6}`, tried };
      for (const list of rule.PrefixListIds ?? []) {
        tried.push('list');
        if (!listIsOf(world, list.PrefixListId, other.family)) continue;
        const cidrs = entriesOf(world, list.PrefixListId);
        if (!cidrs) doubt ||= `S19 ${list.PrefixListId} cannot be resolved`;
        for (const cidr of cidrs ?? [])
          if (within(other, cidr)) return { answer: 'yes', why: `S11 ${groupId} ${list.PrefixListId} ${cidr}`, tried };
      }
      for (const pair of rule.UserIdGroupPairs ?? []) {
        tried.push('reference');
        const match = carries(pair);
        if (match === 'yes') return { answer: 'yes', why: `S8 ${groupId} references ${pair.GroupId}`, tried };
        if (match === 'unknown') doubt ||= `S19 reference to ${pair.GroupId} cannot be resolved`;
      }
    }
  }
  if (doubt) return { answer: 'unknown', why: doubt, tried };
  return {
    answer: 'no',
    why: `S2 no ${ingress ? 'ingress' : 'egress'} rule of ${groups.join(', ') || 'no group'} matches`,
    tried,
  };
}

/** N4, N5, N6: does an entry match? */
function entryMatches(entry: Data, egress: boolean, packet: Header): boolean {
  const ip = egress ? packet.dst : packet.src;
  const cidr = entry.CidrBlock ?? entry.Ipv6CidrBlock;
  if (!cidr || !within(ip, cidr)) return false;
  if (entry.Protocol === '-1') return true;
  const protocol = protocolNumber(entry.Protocol);
  if (protocol !== packet.protocol) return false;
  if (protocol === TCP || protocol === UDP)
    return !entry.PortRange || (entry.PortRange.From <= packet.dport && packet.dport <= entry.PortRange.To);
  if (protocol === ICMP || protocol === ICMP6) {
    if (protocol === ICMP6 && entry.CidrBlock) return true;
    const { Type: type = -1, Code: code = -1 } = entry.IcmpTypeCode ?? {};
    return (type === -1 || type === packet.type) && (code === -1 || code === packet.code);
  }
  return true;
}

/** N1, N2: the first entry that matches decides; nothing matches: deny. */
export function aclAllows(world: World, subnetId: string, egress: boolean, packet: Header): Omit<Decision, 'tried'> {
  const way = egress ? 'egress' : 'ingress';
  let acl: Data;
  for (const candidate of all(world, 'network-acl'))
    for (const association of candidate.Associations ?? []) if (association.SubnetId === subnetId) acl = candidate;
  if (!acl) return { answer: 'unknown', why: `N1 the network ACL of ${subnetId} is not in the snapshot` };
  const entries = [...acl.Entries].filter((entry) => entry.Egress === egress).sort((a, b) => a.RuleNumber - b.RuleNumber);
  for (const entry of entries)
    if (entryMatches(entry, egress, packet))
      return {
        answer: entry.RuleAction === 'allow' ? 'yes' : 'no',
        why: `N2 ${acl.NetworkAclId} of ${subnetId} ${way} #${entry.RuleNumber} ${entry.RuleAction}`,
      };
  return { answer: 'no', why: `N2 ${acl.NetworkAclId} of ${subnetId} ${way}: nothing matches` };
}
