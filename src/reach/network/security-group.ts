/** Security groups as lists of rules that can be matched: one rule for each permission and peer. */
import {
  ANY_PORT,
  ANY_PROTOCOL,
  everyAddress,
  hasPorts,
  type Interval,
  icmpRange,
  isIcmp,
  only,
  type Prefix,
  parsePrefix,
  protocolNumber,
} from '../../net/index.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import { type Data, type Entity, entityOf } from './entity.ts';

export type RuleDirection = 'ingress' | 'egress';

/** Who is at the other end: addresses, the members of a group, or a prefix list. Exactly one is there. */
interface Peer {
  readonly prefix: Prefix | undefined;
  readonly groupId: string | undefined;
  /** The peering is gone: the rule is listed and matches nothing (S10). */
  readonly stale: boolean | undefined;
  readonly prefixListId: string | undefined;
  /** The peer as AWS writes it. */
  readonly peer: string;
}

/** What `DescribeSecurityGroupRules` says of a group's rules; only their ids are taken, and only when somebody reads one. */
type Listed = () => readonly Resource[];

export class Rule implements Peer {
  readonly protocol: Interval<number>;
  readonly ports: Interval<number>;
  readonly prefix: Prefix | undefined;
  readonly groupId: string | undefined;
  readonly group: Group;
  readonly direction: RuleDirection;
  readonly stale: boolean | undefined;
  readonly prefixListId: string | undefined;
  readonly peer: string;
  /** The permission that it is a part of. */
  readonly permission: Data;

  constructor(group: Group, direction: RuleDirection, permission: Data, service: Service, who: Peer) {
    this.protocol = service.protocol;
    this.ports = service.ports;
    this.prefix = who.prefix;
    this.groupId = who.groupId;
    this.group = group;
    this.direction = direction;
    this.stale = who.stale;
    this.prefixListId = who.prefixListId;
    this.peer = who.peer;
    this.permission = permission;
  }

  /** The id of the rule, `sgr-…`, where the snapshot has it. */
  get id(): string | undefined {
    return this.group.ruleIds.get(keyOf(this.direction, this.permission, this.peer));
  }

  get text(): string {
    return `${textOf(this.permission)} ${this.direction === 'ingress' ? 'from' : 'to'} ${this.peer}`;
  }
}

export class Group implements Entity {
  readonly kind = 'security-group';
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly name: string | undefined;
  readonly data: Data;
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
  readonly #listed: Listed;
  #ruleIds: ReadonlyMap<string, string> | undefined;

  constructor(resource: Resource, listed: Listed) {
    const { id, account, region, name, data } = entityOf(resource);
    this.id = id;
    this.account = account;
    this.region = region;
    this.name = name;
    this.data = data;
    this.ingress = rulesOf(this, 'ingress', data.IpPermissions ?? []);
    this.egress = rulesOf(this, 'egress', data.IpPermissionsEgress ?? []);
    this.#listed = listed;
  }

  get ruleIds(): ReadonlyMap<string, string> {
    this.#ruleIds ??= new Map(this.#listed().map(({ data, id }) => [ruleKey(data), id]));
    return this.#ruleIds;
  }
}

function rulesOf(group: Group, direction: RuleDirection, permissions: readonly Data[]): Rule[] {
  const rules: Rule[] = [];
  for (const permission of permissions) {
    const service = serviceOf(permission);
    if (!service) continue;
    for (const who of peersOf(permission)) rules.push(new Rule(group, direction, permission, service, who));
  }
  return rules;
}

type Service = Pick<Rule, 'protocol' | 'ports'>;

const EVERY_SERVICE: Service = { protocol: ANY_PROTOCOL, ports: ANY_PORT };

/** Protocol and ports of a permission (S4–S6); nothing for one that can match nothing. */
function serviceOf(permission: Data): Service | undefined {
  const { IpProtocol = '-1', FromPort, ToPort } = permission;
  if (String(IpProtocol) === '-1') return EVERY_SERVICE;
  const number = protocolNumber(String(IpProtocol));
  if (number === undefined) return undefined;
  const ports = isIcmp(number) ? icmpRange(FromPort, ToPort) : hasPorts(number) ? portsOf(FromPort, ToPort) : ANY_PORT;
  return ports && { protocol: only(number), ports };
}

const portsOf = (from = -1, to = -1): Interval<number> => (from === -1 ? ANY_PORT : { lo: from, hi: to === -1 ? 65535 : to });

function textOf({ IpProtocol = '-1', FromPort: from = -1, ToPort: to = -1 }: Data): string {
  const protocol = String(IpProtocol);
  if (protocol === '-1') return 'all traffic';
  const number = protocolNumber(protocol)!;
  if (isIcmp(number)) return from === -1 ? protocol : `${protocol} type ${from}${to === -1 ? '' : ` code ${to}`}`;
  if (!hasPorts(number)) return `protocol ${number}`;
  return from === -1 || (from === 0 && to === 65535)
    ? `${protocol} all ports`
    : `${protocol} ${from}${to === from ? '' : `-${to}`}`;
}

function peersOf({ IpRanges, Ipv6Ranges, UserIdGroupPairs, PrefixListIds }: Data): Peer[] {
  const found: Peer[] = [];
  for (const { CidrIp } of IpRanges ?? NONE) addAddresses(found, CidrIp);
  for (const { CidrIpv6 } of Ipv6Ranges ?? NONE) addAddresses(found, CidrIpv6);
  for (const pair of UserIdGroupPairs ?? NONE)
    found.push({ prefix: undefined, groupId: pair.GroupId, stale: isStale(pair), prefixListId: undefined, peer: pair.GroupId });
  for (const { PrefixListId: id } of PrefixListIds ?? NONE)
    found.push({ prefix: undefined, groupId: undefined, stale: undefined, prefixListId: id, peer: id });
  return found;
}

const NONE: readonly Data[] = [];

/** Most rules are for everybody. */
const everybody: ReadonlyMap<string, Prefix> = new Map([
  ['0.0.0.0/0', everyAddress(4)],
  ['::/0', everyAddress(6)],
]);

function addAddresses(peers: Peer[], peer: string = ''): void {
  const prefix = everybody.get(peer) ?? parsePrefix(peer);
  if (prefix) peers.push({ prefix, groupId: undefined, stale: undefined, prefixListId: undefined, peer });
}

const isStale = (pair: Data): boolean =>
  pair.PeeringStatus !== undefined && pair.PeeringStatus !== 'active' && pair.PeeringStatus !== '';

const keyOf = (direction: RuleDirection, permission: Data, peer: string): string =>
  [direction, String(permission.IpProtocol), permission.FromPort ?? -1, permission.ToPort ?? -1, peer].join(' ');

function ruleKey(data: Data): string {
  const peer = data.CidrIpv4 ?? data.CidrIpv6 ?? data.PrefixListId ?? data.ReferencedGroupInfo?.GroupId ?? '';
  return keyOf(data.IsEgress ? 'egress' : 'ingress', data, peer);
}
