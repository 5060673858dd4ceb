/** Crowds: members of one seat with the same groups. What is found for one member holds for all, in each member's own addresses. */
import { familyOf } from '../../../net/index.ts';
import type { Network } from '../../network/network.ts';
import { type GuardSide, guardSide } from './guard-sides.ts';
import type { Member } from './members.ts';

/** So many sets of groups are compared one by one, which is sooner than to look them up. */
const FEW = 8;

export function crowdsOf(members: readonly Member[]): readonly (readonly Member[])[] {
  if (members.length === 1) return [members];
  const found: Member[][] = [];
  const groups: (readonly string[])[] = [];
  let places: Map<readonly string[], number> | undefined;
  for (const member of members) {
    const { groupIds } = member.one;
    const at = places ? places.get(groupIds) : indexIn(groups, groupIds);
    if (at !== undefined) {
      found[at]!.push(member);
      continue;
    }
    if (groups.length === FEW) places = new Map(groups.map((one, place) => [one, place]));
    places?.set(groupIds, groups.length);
    groups.push(groupIds);
    found.push([member]);
  }
  return found;
}

function indexIn(all: readonly (readonly string[])[], one: readonly string[]): number | undefined {
  for (let at = 0; at < all.length; at++) if (all[at] === one) return at;
  return undefined;
}

/** A crowd as a part of a list of members, and what its groups let through at the internet's side. */
export interface Crowd {
  readonly from: number;
  readonly to: number;
  readonly guard: GuardSide;
  /** See `GuardSide.content`. */
  readonly content: number;
}

/** The members, crowd after crowd. */
export function inCrowds(
  network: Network,
  all: readonly Member[],
  open: 'src' | 'dst',
): { members: readonly Member[]; crowds: readonly Crowd[] } {
  const lists = crowdsOf(all);
  let from = 0;
  const crowds = lists.map((crowd): Crowd => {
    const [{ one, own }] = crowd as [Member];
    const guard = guardSide(network, one, open === 'src' ? 'ingress' : 'egress', familyOf(own));
    const to = from + crowd.length;
    const found = { from, to, guard, content: guard.content };
    from = to;
    return found;
  });
  return { members: lists.length === 1 ? all : lists.flat(), crowds };
}
