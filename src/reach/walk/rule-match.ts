/** Whether one rule of a security group matches a packet: by address, by prefix list, by the group of the other end (S3–S10). */
import { type Address, familyOf } from '../../net/index.ts';
import { Missing } from '../network/coverage.ts';
import type { Interface } from '../network/interface.ts';
import { PARTICULAR } from '../network/interface-book.ts';
import type { Rule } from '../network/security-group.ts';
import type { Vpc } from '../network/vpc.ts';
import { isCloudFront } from './managed-edge.ts';
import type { Condition } from './scope.ts';
import type { Walk } from './walk.ts';

export const servesPort = ({ header }: Walk, { protocol, ports }: Rule): boolean =>
  protocol.lo <= header.protocol &&
  header.protocol <= protocol.hi &&
  ports.lo <= header.destinationPort &&
  header.destinationPort <= ports.hi;

/** What of a packet decides whether the rule takes it. */
export function conditionOf(rule: Rule): Condition {
  const field = rule.direction === 'ingress' ? 'src' : 'dst';
  return { protocol: rule.protocol, destinationPort: rule.ports, ...(rule.prefix && { [field]: rule.prefix }) };
}

/** True, false, or what is missing to tell. */
export function matches(walk: Walk, one: Interface, rule: Rule): boolean | Missing {
  if (!servesPort(walk, rule)) return false;
  const other = rule.direction === 'ingress' ? walk.header.src : walk.header.dst;
  const { prefix } = rule;
  if (prefix) return typeof prefix.lo === typeof other && prefix.lo <= other && other <= prefix.hi;
  if (rule.prefixListId) return listHolds(walk, rule, other);
  if (rule.stale || !rule.groupId) return false;
  return rule.direction === 'ingress' ? senderHas(walk, one, rule) : receiverHas(walk, one, rule, other);
}

/** I21: what CloudFront's own interface sends counts as coming from CloudFront, by the list of its addresses too. */
const isFromCloudFront = ({ network, sender }: Walk, { prefixListId, direction }: Rule): boolean =>
  direction === 'ingress' &&
  sender >= 0 &&
  network.entity('prefix-list', prefixListId!)?.data.PrefixListName === 'com.amazonaws.global.cloudfront.origin-facing' &&
  isCloudFront(network.book.all[sender]!);

function listHolds(walk: Walk, rule: Rule, other: Address): boolean | Missing {
  if (isFromCloudFront(walk, rule)) return true;
  const list = walk.network.prefixList(rule.prefixListId!, rule.group);
  if (list instanceof Missing) {
    const family = walk.network.listFamily(rule.prefixListId!);
    return family === undefined || family === familyOf(other) ? list : false;
  }
  const match = list.table.lookup(other);
  walk.keep(rule.direction === 'ingress' ? 'src' : 'dst', match);
  return match.entry !== undefined;
}

/** S8: the private address of the sender belongs to an interface that carries the group. Public addresses never match. */
function senderHas(walk: Walk, one: Interface, rule: Rule): boolean | Missing {
  const lost = unrecognisedAt(walk, one.number);
  if (!walk.identity || typeof lost === 'string') return false;
  if (!walk.identity.groupIds.includes(rule.groupId!)) return unresolved(walk, one, rule);
  return lost === undefined;
}

/** S9: members in the same VPC, and over an active peering in the Region. Not those behind a transit gateway; not for what an appliance sends on. */
function receiverHas(walk: Walk, one: Interface, rule: Rule, other: Address): boolean | Missing {
  if (walk.unrecognised) return false;
  const found = near(walk, one.vpc, other).some((vpc) => vpc?.ownerOf(other)?.groupIds.includes(rule.groupId!));
  return found || unresolved(walk, one, rule);
}

/** Where an address that a VPC sends to may be a member's. */
const near = (walk: Walk, mine: Vpc, other: Address): (Vpc | undefined)[] =>
  mine.blockOf(other) ? [mine] : walk.network.peersOf(mine.id).map((id) => walk.network.vpcs.get(id));

/** S19: a group that is not in the snapshot neither matches nor misses. */
function unresolved(walk: Walk, one: Interface, rule: Rule): false | Missing {
  const group = walk.network.group(rule.groupId!, one);
  return group instanceof Missing ? group : false;
}

/** S9: why the sender's groups are not known here; over a transit gateway an interface endpoint never knows them. */
export const unrecognisedAt = (walk: Walk, at: number): Walk['unrecognised'] =>
  walk.entry === 'transit-gateway' && isEndpoint(walk, at) ? 'SG_REFERENCING_SUPPORT' : walk.unrecognised;

const isEndpoint = ({ network: { book } }: Walk, at: number): boolean =>
  book.is(at, PARTICULAR) && book.all[at]!.type === 'vpc_endpoint';
