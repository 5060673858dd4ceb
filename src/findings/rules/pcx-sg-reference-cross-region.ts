/** Rules that name a group beyond a peering with another Region. */
import { type GroupRule, revocationOf } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { groups, ruleEvidence, ruleKey } from '../groups.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'pcx-sg-reference-cross-region',
  title: 'A security group rule names a group of another Region',
  severity: 'medium',
  why:
    'Groups of peered VPCs can be named within one Region only: the rule lets nobody in. It is said where the peering that the rule goes by joins two ' +
    'Regions, or where the group that it names is known to be in another.',
  fix: 'Take it away, and name the addresses of the other VPC instead.',
  see: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html',
  needs: ['security-group', 'vpc-peering-connection'],
  *check(estate) {
    for (const group of groups(estate)) {
      for (const [direction, rules] of [
        ['ingress', group.ingress],
        ['egress', group.egress],
      ] as const) {
        for (const one of rules) {
          const elsewhere = one.groupId ? regionBeyond(estate, one) : undefined;
          if (!elsewhere) continue;
          yield {
            subject: group,
            key: `${direction} ${ruleKey(one)}`,
            message: `${group.id} in ${group.region} names ${one.groupId} of ${elsewhere}, which has no effect.`,
            evidence: [ruleEvidence(one)],
            fix: [revocationOf(one)],
          };
        }
      }
    }
  },
});

/** The Region that a rule's group is in, where it is another. */
function regionBeyond(estate: Estate, { group, groupId, permission }: GroupRule): string | undefined {
  const pair = permission.UserIdGroupPairs?.find((each: { GroupId?: string }) => each.GroupId === groupId);
  const peering = estate.get('vpc-peering-connection', pair?.VpcPeeringConnectionId)?.data;
  const ends = [peering?.RequesterVpcInfo?.Region, peering?.AccepterVpcInfo?.Region];
  const known = estate.get('security-group', groupId)?.region;
  return [known, ...ends].find((region) => region !== undefined && region !== group.region);
}
