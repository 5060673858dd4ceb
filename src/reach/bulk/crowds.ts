/** Crowds: members of one seat with the same groups. What is found for one member holds for all, in each member's own addresses. */
import { familyOf } from '../../net/index.ts';
import type { Network } from '../network.ts';
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

/** A crowd, and what its groups let through at the internet's side. */
export interface Crowd {
  readonly members: readonly Member[];
  readonly guard: GuardSide;
}

export const guardedCrowds = (network: Network, members: readonly Member[], open: 'src' | 'dst'): Crowd[] =>
  crowdsOf(members).map((crowd) => {
    const [{ one, own }] = crowd as [Member];
    return { members: crowd, guard: guardSide(network, one, open === 'src' ? 'ingress' : 'egress', familyOf(own)) };
  });
