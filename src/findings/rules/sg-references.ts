/** Rules that name a group which is gone, or one of an account that nobody knows. */
import { type Group, type GroupRule, revocationOf } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { accountNamed, groups, ruleEvidence, ruleKey } from '../groups.ts';
import { family, type Rule } from '../rule.ts';

const stale: Rule = {
  id: 'sg-stale-reference',
  title: 'A rule names a security group that is gone',
  severity: 'medium',
  why:
    'It lets nobody in and looks as if it did; what relied on it has stopped working, or the rule can go. AWS says which rules are stale: the ' +
    'group was deleted, or the peering connection to it was. A group that an account and Region that were scanned do not have counts, too.',
  fix: 'Take the rule away.',
  see: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html',
  needs: ['security-group', 'stale-security-group'],
};

const crossAccount: Rule = {
  id: 'sg-cross-account-reference',
  title: 'A rule trusts a security group of an account that nobody knows',
  severity: 'medium',
  why:
    'Who wears the group is decided by the other account. Known are the accounts that were scanned and those of `trusted_accounts`. Inbound ' +
    'rules are looked at.',
  fix: 'Take the rule away, or add the account to `trusted_accounts` in hopscope.yaml.',
  see: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html',
  needs: ['security-group'],
};

export default family({
  rules: [stale, crossAccount],
  *check(estate) {
    const told = toldStale(estate);
    for (const group of groups(estate)) {
      const gone = [...group.ingress, ...group.egress].filter((one) => isGone(estate, told, one));
      if (gone.length > 0) {
        yield {
          rule: stale.id,
          subject: group,
          message: `${group.id} names ${[...new Set(gone.map(({ peer }) => peer))].join(', ')}, which ${gone.length === 1 ? 'is' : 'are'} gone or no longer connected: ${gone.map(({ text }) => text).join(', ')}.`,
          evidence: gone.map(ruleEvidence),
          fix: gone.map(revocationOf),
        };
      }
      for (const one of group.ingress) {
        const account = accountNamed(one);
        if (account === group.account || !/^\d{12}$/.test(account) || estate.trusts(account)) continue;
        yield {
          rule: crossAccount.id,
          subject: group,
          key: ruleKey(one),
          message: `${group.id} lets in (${one.text}) whatever wears a group of account ${account}, which is not a trusted one.`,
          evidence: [ruleEvidence(one)],
          fix: [revocationOf(one)],
        };
      }
    }
  },
});

const keyOf = (group: Pick<Group, 'id'>, direction: string, peer: string): string => `${group.id} ${direction} ${peer}`;

/** What AWS says is stale: group, direction and the group that is named. */
const toldStale = (estate: Estate): ReadonlySet<string> =>
  new Set(
    estate.all('stale-security-group').flatMap((one) =>
      (
        [
          ['ingress', one.data.StaleIpPermissions],
          ['egress', one.data.StaleIpPermissionsEgress],
        ] as const
      ).flatMap(([direction, permissions]) =>
        (permissions ?? [])
          .flatMap(({ UserIdGroupPairs }) => UserIdGroupPairs ?? [])
          .flatMap(({ GroupId }) => (GroupId ? keyOf(one, direction, GroupId) : [])),
      ),
    ),
  );

function isGone(estate: Estate, told: ReadonlySet<string>, one: GroupRule): boolean {
  const { group, groupId, direction } = one;
  if (groupId === undefined) return false;
  if (one.stale || told.has(keyOf(group, direction, groupId))) return true;
  const place = { account: accountNamed(one), region: group.region };
  return !estate.get('security-group', groupId) && !estate.missing('security-group', place);
}
