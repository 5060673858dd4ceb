/** Crowds: members of one seat with the same groups. What is found for one member holds for all, in each member's own addresses. */
import type { Member } from './members.ts';

export function crowdsOf(members: readonly Member[]): readonly (readonly Member[])[] {
  if (members.length === 1) return [members];
  const found = new Map<readonly string[], Member[]>();
  for (const member of members) {
    const { groupIds } = member.one;
    const crowd = found.get(groupIds);
    if (crowd) crowd.push(member);
    else found.set(groupIds, [member]);
  }
  return [...found.values()];
}
