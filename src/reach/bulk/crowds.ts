/** Crowds: members of one seat with the same groups. What is found for one member holds for all, in each member's own addresses. */
import type { Member } from './members.ts';

export function crowdsOf(members: readonly Member[]): readonly (readonly Member[])[] {
  if (members.length === 1) return [members];
  const found = new Map<string, Member[]>();
  for (const member of members) {
    const { groupIds } = member.one;
    const key = groupIds.length === 1 ? groupIds[0]! : groupIds.join(' ');
    const crowd = found.get(key);
    if (crowd) crowd.push(member);
    else found.set(key, [member]);
  }
  return [...found.values()];
}
