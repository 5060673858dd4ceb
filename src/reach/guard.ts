/** The groups of an interface taken together: their rules in one list for each direction. Interfaces with the same groups share one. */
import type { Family } from '../net/index.ts';
import { familyOf } from '../net/index.ts';
import { Missing } from './coverage.ts';
import type { Chain, Entry, Rulebook } from './rulebook.ts';
import type { Group, Rule, RuleDirection } from './security-group.ts';

/** A rule, or that there would be the rules of a group which is not known. */
export type GuardRule = Rule | Missing;

interface Side {
  readonly rules: readonly GuardRule[];
  readonly chain: Chain;
}

/** Gives groups that the snapshot holds a number; −1 for others. */
export type Numbering = (groupId: string) => number;

export class Guard {
  readonly ingress: Readonly<Record<Family, Side>> & { readonly all: readonly GuardRule[] };
  readonly egress: Readonly<Record<Family, Side>> & { readonly all: readonly GuardRule[] };
  readonly groups: readonly (Group | Missing)[];
  readonly #numbers: readonly number[];

  constructor(groupIds: readonly string[], groups: readonly (Group | Missing)[], book: Rulebook, numberOf: Numbering) {
    this.groups = groups;
    this.#numbers = groupIds.map(numberOf);
    const sides = (direction: RuleDirection): Guard['ingress'] => {
      const all = groups.flatMap((group): readonly GuardRule[] => (group instanceof Missing ? [group] : group[direction]));
      const side = (family: Family): Side => {
        const rules = all.filter((rule) => rule instanceof Missing || !rule.prefix || familyOf(rule.prefix.lo) === family);
        return { rules, chain: book.chain(rules.map((rule) => entryOf(rule, numberOf))) };
      };
      return { all, 4: side(4), 6: side(6) };
    };
    this.ingress = sides('ingress');
    this.egress = sides('egress');
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
