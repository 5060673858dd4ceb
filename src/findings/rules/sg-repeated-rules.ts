/** Rules of groups that another rule makes needless, in the same group or on the same interface. */
import { covers } from '../../net/index.ts';
import { type Group, type GroupRule, Missing, revocationOf } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { groups, membersOf, ruleEvidence, ruleKey } from '../groups.ts';
import { family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html';

const duplicate: Rule = {
  id: 'sg-duplicate-rule',
  title: 'A rule of a security group is covered by another one of it',
  severity: 'info',
  why:
    'It changes nothing today, counts against the quota, and whoever closes one of the two believes the door shut. Covered is a rule whose ' +
    'protocol, ports and source or destination another rule of the same direction holds. Groups and prefix lists are compared by their ids.',
  fix: 'Take the narrower rule away, after a look at which of the two was meant.',
  see,
  needs: ['security-group'],
};

const overlap: Rule = {
  id: 'sg-overlap-on-eni',
  title: 'Security groups that are worn together repeat each other’s rules',
  severity: 'info',
  why:
    'Rules of all groups of an interface hold together: who closes the door in one group has not closed it. It is said of two groups that some ' +
    'interface wears both of, and that hold an identical inbound rule; each pair once, of the group whose id comes first.',
  fix: 'Keep the rule in the group that it belongs to.',
  see,
  needs: ['security-group', 'network-interface'],
};

export default family({
  rules: [duplicate, overlap],
  *check(estate) {
    for (const group of groups(estate)) {
      yield* duplicates(group, group.ingress);
      yield* duplicates(group, group.egress);
    }
    yield* overlaps(estate);
  },
});

/** Rules of one peer, and ranges, are compared among themselves: quotas keep both few. */
function* duplicates(group: Group, rules: readonly GroupRule[]): Iterable<Said> {
  const alike = Map.groupBy(rules, ({ prefix, peer }) => (prefix ? typeof prefix.lo : peer));
  for (const some of alike.values()) {
    if (some.length < 2) continue;
    // Of two that are equal the first one stays.
    for (const [at, one] of some.entries()) {
      const wider = some.find((other, place) => other !== one && holdsRule(other, one) && (place < at || !holdsRule(one, other)));
      if (!wider) continue;
      yield {
        rule: duplicate.id,
        subject: group,
        key: `${one.direction} ${ruleKey(one)}`,
        message: `${group.id} has a rule (${one.text}) that another one covers (${wider.text}).`,
        evidence: [ruleEvidence(one), ruleEvidence(wider)],
        fix: one.text === wider.text ? [] : [revocationOf(one)],
      };
    }
  }
}

const holdsRule = (a: GroupRule, b: GroupRule): boolean =>
  a.protocol.lo <= b.protocol.lo &&
  b.protocol.hi <= a.protocol.hi &&
  a.ports.lo <= b.ports.lo &&
  b.ports.hi <= a.ports.hi &&
  (a.prefix && b.prefix ? covers(a.prefix, b.prefix) : a.peer === b.peer);

function* overlaps(estate: Estate): Iterable<Said> {
  for (const [one, other] of pairsWorn(estate)) {
    const texts = new Set(other.ingress.map(({ text }) => text));
    const shared = one.ingress.filter(({ text }) => texts.has(text));
    if (shared.length === 0) continue;
    yield {
      rule: overlap.id,
      subject: one,
      key: other.id,
      message: `${one.id} and ${other.id}, which are worn together, both have ${shared.map(({ text }) => text).join(', ')}.`,
      evidence: [...shared.map(ruleEvidence), { kind: 'security-group', id: other.id, text: 'has the same rules' }],
      fix: alwaysBeside(estate, other, one)
        ? shared.flatMap((rule) => other.ingress.filter(({ text }) => text === rule.text)).map(revocationOf)
        : [],
    };
  }
}

/** Whether whoever wears a group wears another one, too: what both hold, the first may lose. */
const alwaysBeside = (estate: Estate, group: Group, beside: Group): boolean =>
  membersOf(estate, group.id).every(({ groupIds }) => groupIds.includes(beside.id));

/** Every two groups that some interface wears both of, each pair once. */
function pairsWorn({ network }: Estate): Iterable<[Group, Group]> {
  const sets = new Map<string, { ids: readonly string[]; place: { account: string; region: string } }>();
  for (const { groupIds, account, region } of network.interfaces.values()) {
    if (groupIds.length < 2) continue;
    const ids = [...groupIds].sort();
    sets.set(ids.join(), { ids, place: { account, region } });
  }
  const pairs = new Map<string, [Group, Group]>();
  for (const { ids, place } of sets.values()) {
    const known = ids.map((id) => network.group(id, place)).filter((group): group is Group => !(group instanceof Missing));
    for (const [at, one] of known.entries())
      for (const other of known.slice(at + 1)) if (one.id !== other.id) pairs.set(`${one.id} ${other.id}`, [one, other]);
  }
  return pairs.values();
}
