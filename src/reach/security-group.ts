/** Security groups as lists of rules that can be matched: one rule for each permission and peer. */
import {
  ANY_PORT,
  ANY_PROTOCOL,
  hasPorts,
  type Interval,
  icmpRange,
  isIcmp,
  only,
  type Prefix,
  parsePrefix,
  protocolNumber,
} from '../net/index.ts';
import type { Resource } from '../snapshot/snapshot.ts';
import { type Data, type Entity, entityOf } from './entity.ts';

export type RuleDirection = 'ingress' | 'egress';

/** Who is at the other end: addresses, the members of a group, or a prefix list. Exactly one is there. */
export interface Rule {
  readonly group: Group;
  readonly direction: RuleDirection;
  readonly protocol: Interval<number>;
  readonly ports: Interval<number>;
  readonly prefix?: Prefix;
  readonly groupId?: string;
  /** The peering is gone: the rule is listed and matches nothing (S10). */
  readonly stale?: boolean;
  readonly prefixListId?: string;
  /** The peer as AWS writes it. */
  readonly peer: string;
  /** The id of the rule, `sgr-…`, where the snapshot has it. */
  readonly id?: string;
  readonly text: string;
  /** The permission that it is a part of. */
  readonly permission: Data;
}

export interface Group extends Entity {
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

/** `rules`: the same rules as `DescribeSecurityGroupRules` lists them; only their ids are taken. */
export function groupOf(resource: Resource, rules: readonly Resource[]): Group {
  const ids = new Map(rules.map(({ data, id }) => [ruleKey(data), id]));
  const group: Entity & { ingress: Rule[]; egress: Rule[] } = { ...entityOf(resource), ingress: [], egress: [] };
  for (const permission of resource.data.IpPermissions ?? []) group.ingress.push(...rulesOf(group, 'ingress', permission, ids));
  for (const permission of resource.data.IpPermissionsEgress ?? [])
    group.egress.push(...rulesOf(group, 'egress', permission, ids));
  return group;
}

function rulesOf(group: Group, direction: RuleDirection, permission: Data, ids: ReadonlyMap<string, string>): Rule[] {
  const service = serviceOf(permission);
  if (!service) return [];
  return peersOf(permission).map(({ peer, ...who }) => {
    const key = keyOf(direction, permission, peer);
    return {
      group,
      direction,
      ...service,
      ...who,
      peer,
      id: ids.get(key),
      text: `${service.text} ${direction === 'ingress' ? 'from' : 'to'} ${peer}`,
      permission,
    };
  });
}

/** Protocol and ports of a permission (S4–S6); nothing for one that can match nothing. */
function serviceOf(permission: Data): Pick<Rule, 'protocol' | 'ports' | 'text'> | undefined {
  const { IpProtocol = '-1', FromPort, ToPort } = permission;
  if (String(IpProtocol) === '-1') return { protocol: ANY_PROTOCOL, ports: ANY_PORT, text: 'all traffic' };
  const number = protocolNumber(String(IpProtocol));
  if (number === undefined) return undefined;
  const ports = isIcmp(number) ? icmpRange(FromPort, ToPort) : hasPorts(number) ? portsOf(FromPort, ToPort) : ANY_PORT;
  return ports && { protocol: only(number), ports, text: textOf(String(IpProtocol), number, FromPort, ToPort) };
}

const portsOf = (from = -1, to = -1): Interval<number> => (from === -1 ? ANY_PORT : { lo: from, hi: to === -1 ? 65535 : to });

function textOf(protocol: string, number: number, from = -1, to = -1): string {
  if (isIcmp(number)) return from === -1 ? protocol : `${protocol} type ${from}${to === -1 ? '' : ` code ${to}`}`;
  if (!hasPorts(number)) return `protocol ${number}`;
  return from === -1 || (from === 0 && to === 65535)
    ? `${protocol} all ports`
    : `${protocol} ${from}${to === from ? '' : `-${to}`}`;
}

type Peer = Pick<Rule, 'prefix' | 'groupId' | 'prefixListId' | 'stale' | 'peer'>;

function peersOf(permission: Data): Peer[] {
  const addresses = [
    ...(permission.IpRanges ?? []).map((one: Data) => one.CidrIp),
    ...(permission.Ipv6Ranges ?? []).map((one: Data) => one.CidrIpv6),
  ];
  return [
    ...addresses.flatMap((peer: string): Peer[] => {
      const prefix = parsePrefix(peer ?? '');
      return prefix ? [{ prefix, peer }] : [];
    }),
    ...(permission.UserIdGroupPairs ?? []).map(
      (one: Data): Peer => ({ groupId: one.GroupId, peer: one.GroupId, stale: isStale(one) }),
    ),
    ...(permission.PrefixListIds ?? []).map((one: Data): Peer => ({ prefixListId: one.PrefixListId, peer: one.PrefixListId })),
  ];
}

const isStale = (pair: Data): boolean =>
  pair.PeeringStatus !== undefined && pair.PeeringStatus !== 'active' && pair.PeeringStatus !== '';

const keyOf = (direction: RuleDirection, permission: Data, peer: string): string =>
  [direction, String(permission.IpProtocol), permission.FromPort ?? -1, permission.ToPort ?? -1, peer].join(' ');

function ruleKey(data: Data): string {
  const peer = data.CidrIpv4 ?? data.CidrIpv6 ?? data.PrefixListId ?? data.ReferencedGroupInfo?.GroupId ?? '';
  return keyOf(data.IsEgress ? 'egress' : 'ingress', data, peer);
}
