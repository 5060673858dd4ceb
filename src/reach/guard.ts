/** The groups of an interface taken together: their rules in one list for each direction. Interfaces with the same groups share one. */
import { type Family, familyOf } from '../net/index.ts';
import { Missing } from './coverage.ts';
import type { Chain, Chains, Entry, Rulebook } from './rulebook.ts';
import type { Group, Rule, RuleDirection } from './security-group.ts';

/** A rule, or that there would be the rules of a group which is not known. */
export type GuardRule = Rule | Missing;

/** Gives groups that the snapshot holds a number; −1 for others. */
export type Numbering = (groupId: string) => number;

export class Guard implements Chains<GuardRule> {
  readonly ingress4: Chain<GuardRule>;
  readonly egress4: Chain<GuardRule>;
  readonly #numbers: readonly number[];
  readonly groups: readonly (Group | Missing)[];
  readonly ingress6: Chain<GuardRule>;
  readonly egress6: Chain<GuardRule>;

  constructor(groupIds: readonly string[], groups: readonly (Group | Missing)[], book: Rulebook, numberOf: Numbering) {
    this.groups = groups;
    this.#numbers = groupIds.map(numberOf);
    const chain = (side: RuleDirection, family: Family): Chain<GuardRule> => {
      const mine = this.rules(side).filter(
        (rule) => rule instanceof Missing || !rule.prefix || familyOf(rule.prefix.lo) === family,
      );
      return book.chain(mine, (rule) => entryOf(rule, numberOf));
    };
    this.ingress4 = chain('ingress', 4);
    this.egress4 = chain('egress', 4);
    this.ingress6 = chain('ingress', 6);
    this.egress6 = chain('egress', 6);
  }

  /** Whether no group has a rule of a direction. */
  isEmpty(side: RuleDirection): boolean {
    const [four, six] = side === 'ingress' ? [this.ingress4, this.ingress6] : [this.egress4, this.egress6];
    return four.rules.length === 0 && six.rules.length === 0;
  }

  /** Every rule of a direction, group by group. */
  rules(side: RuleDirection): readonly GuardRule[] {
    return this.groups.flatMap((group): readonly GuardRule[] => (group instanceof Missing ? [group] : group[side]));
  }

  /** Whether one of the groups has the number. */
  has(number: number): boolean {
    for (const own of this.#numbers) if (own === number) return true;
    return false;
  }
}

const ANYTHING: Entry = { protocol: { lo: 0, hi: 255 }, ports: { lo: 0, hi: 65535 } };

/** A rule for IPv4 addresses is certain; one for a group has the group's number. */
function entryOf(rule: GuardRule, numberOf: Numbering): Entry {
  if (rule instanceof Missing) return ANYTHING;
  const { protocol, ports, prefix, groupId } = rule;
  if (groupId) return { protocol, ports, mark: rule.stale ? -1 : numberOf(groupId) };
  return prefix && typeof prefix.lo === 'number' ? { protocol, ports, addresses: prefix } : { protocol, ports };
}
