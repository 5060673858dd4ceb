/** Rules that together let the whole internet in although none of them says 0.0.0.0/0. */
import { covers, type Family, familyOf, type Prefix } from '../../net/index.ts';
import { type GroupRule, Missing, revocationOf } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { PATH, PATH_PARTLY, reachable, type Service } from '../exposure.ts';
import { groups, membersOf, ruleEvidence } from '../groups.ts';
import { rule } from '../rule.ts';
import { shareOf } from '../world.ts';

const families: readonly Family[] = [4, 6];

export default rule({
  id: 'sg-split-default-bypass',
  title: 'Rules together let the whole internet in, though none says 0.0.0.0/0 or ::/0',
  severity: 'high',
  why:
    'Two halves are the whole, and checks that look for 0.0.0.0/0 do not see it. It is said where the rules of a group for one service, ' +
    'prefix lists included, cover 99 % of the public addresses of a family. Where the internet reaches no interface by it, it is low.',
  fix: 'Replace the rules by one for those who need it.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  needs: PATH,
  partly: PATH_PARTLY,
  *check(estate) {
    for (const group of groups(estate)) {
      for (const family of families) {
        for (const [service, all] of wholes(estate, group.ingress, family)) {
          const now = reachable(estate, membersOf(estate, group.id), family, [service]);
          yield {
            subject: group,
            key: `${all[0]!.text.replace(/ from .*/, '')} IPv${family}`,
            severity: now.verdict === 'blocked' ? 'low' : 'high',
            message: `${group.id} lets the whole IPv${family} internet in by ${all.length === 1 ? 'one rule' : `${all.length} rules`}: ${all.map(({ text }) => text).join(', ')}.`,
            evidence: all.map(ruleEvidence),
            ...(now.path && { path: now.path }),
            fix: all.map(revocationOf),
          };
        }
      }
    }
  },
});

/** The services that rules open to everybody by pieces only, with these rules. */
function* wholes(estate: Estate, rules: readonly GroupRule[], family: Family): Iterable<[Service, GroupRule[]]> {
  const pieces = rules
    .map((one) => ({ one, prefixes: prefixesOf(estate, one, family) }))
    .filter(({ prefixes }) => prefixes.length);
  const services = new Map(pieces.map(({ one }) => [one.text.replace(/ from .*/, ''), one]));
  for (const { protocol, ports } of services.values()) {
    const same = pieces.filter(({ one }) => covers(one.protocol, protocol) && covers(one.ports, ports));
    if (same.some(({ prefixes }) => prefixes.some(({ length }) => length === 0))) continue;
    const ranges = same.flatMap(({ prefixes }) => prefixes);
    if (shareOf(estate, ranges, family) < 0.99) continue;
    yield [{ protocol: protocol.lo === protocol.hi ? protocol.lo : 6, ports }, same.map(({ one }) => one)];
  }
}

function prefixesOf(estate: Estate, { prefix, prefixListId, group }: GroupRule, family: Family): readonly Prefix[] {
  const list = prefixListId === undefined ? undefined : estate.network.prefixList(prefixListId, group);
  const all = prefix ? [prefix] : list && !(list instanceof Missing) ? list.table.entries.map((entry) => entry.prefix) : [];
  return all.filter(({ lo }) => familyOf(lo) === family);
}
