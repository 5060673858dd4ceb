/** The groups of an interface taken together: their rules in one list for each direction. Interfaces with the same groups share one. */
import { type Family, familyOf, isWide } from '../../net/index.ts';
import type { Badges } from './badges.ts';
import { Missing } from './coverage.ts';
import type { Entry, Rows, Rulebook } from './rulebook.ts';
import type { Group, Rule, RuleDirection } from './security-group.ts';

/** A rule, or that there would be the rules of a group which is not known. */
export type GuardRule = Rule | Missing;

/** Gives groups that the snapshot holds a number; −1 for others. */
export type Numbering = (groupId: string) => number;

export class Guard implements Rows {
  readonly ingress4: number;
  readonly egress4: number;
  /** Where the numbers of its groups begin among the badges. */
  readonly worn: number;
  readonly groups: readonly (Group | Missing)[];
  readonly ingress6: number;
  readonly egress6: number;
  /** Which lists let everything through with their first rule: see the book. */
  readonly opens: number;

  constructor(
    groupIds: readonly string[],
    groups: readonly (Group | Missing)[],
    { book, badges, numberOf }: { book: Rulebook<GuardRule>; badges: Badges; numberOf: Numbering },
  ) {
    this.groups = groups;
    this.worn = badges.add(groupIds.map(numberOf));
    const add = (side: RuleDirection, family: Family): number => {
      const mine = this.rules(side).filter(
        (rule) => rule instanceof Missing || !rule.prefix || familyOf(rule.prefix.lo) === family,
      );
      return book.add(mine, (rule) => entryOf(rule, numberOf));
    };
    this.ingress4 = add('ingress', 4);
    this.egress4 = add('egress', 4);
    this.ingress6 = add('ingress', 6);
    this.egress6 = add('egress', 6);
    this.opens = book.opensOf(this);
  }

  /** Every rule of a direction, group by group. */
  rules(side: RuleDirection): readonly GuardRule[] {
    return this.groups.flatMap((group): readonly GuardRule[] => (group instanceof Missing ? [group] : group[side]));
  }
}

const ANYTHING: Entry = { protocol: { lo: 0, hi: 255 }, ports: { lo: 0, hi: 65535 } };

/** A rule for addresses is certain, if they are no narrow IPv6 prefix; one for a group has the group's number. */
function entryOf(rule: GuardRule, numberOf: Numbering): Entry {
  if (rule instanceof Missing) return ANYTHING;
  const { protocol, ports, prefix, groupId } = rule;
  if (groupId) return { protocol, ports, mark: rule.stale ? -1 : numberOf(groupId) };
  return prefix && (typeof prefix.lo === 'number' || isWide(prefix))
    ? { protocol, ports, addresses: prefix }
    : { protocol, ports };
}
