/** Instance Connect endpoints whose groups let them connect to everywhere. */
import { formatPrefix } from '../../net/index.ts';
import { type GroupRule, Missing, revocationOf } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { PATH_PARTLY } from '../exposure.ts';
import { ruleEvidence, ruleKey } from '../groups.ts';
import type { Remedy } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'eice-sg-egress-wide',
  title: 'An Instance Connect endpoint may connect to everywhere',
  severity: 'low',
  why:
    'The endpoint has no inbound rules: only these outbound ones, and those of the targets, say where people with credentials get. It is said ' +
    'of each outbound rule for every IPv4 or every IPv6 address, also by a prefix list, whatever its ports.',
  fix: 'Let it connect to the groups of its targets, on ports 22 or 3389, and to nothing else.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/eice-security-groups.html',
  needs: ['instance-connect-endpoint', 'security-group', 'prefix-list', 'prefix-list-entry'],
  partly: PATH_PARTLY,
  *check(estate) {
    for (const endpoint of estate.all('instance-connect-endpoint')) {
      const { SecurityGroupIds, State, VpcId } = endpoint.data;
      if (State?.startsWith('delete') || State === 'create-failed') continue;
      for (const groupId of SecurityGroupIds ?? []) {
        const group = estate.network.group(groupId, endpoint);
        if (group instanceof Missing) {
          yield { subject: endpoint, unknown: group };
          continue;
        }
        for (const one of group.egress) {
          const isWide = isForEverywhere(estate, one);
          if (isWide instanceof Missing) yield { subject: endpoint, unknown: isWide };
          if (isWide !== true) continue;
          yield {
            subject: endpoint,
            key: `${groupId} ${ruleKey(one)}`,
            message: `${endpoint.id} of ${VpcId} may connect to everywhere: ${groupId} has ${one.text}.`,
            evidence: [ruleEvidence(one)],
            fix: [...narrower(estate, VpcId, one), revocationOf(one)],
          };
        }
      }
    }
  },
});

function isForEverywhere({ network }: Estate, { prefix, prefixListId, group }: GroupRule): boolean | Missing {
  if (prefix) return prefix.length === 0;
  if (!prefixListId) return false;
  const list = network.prefixList(prefixListId, group);
  return list instanceof Missing ? list : list.table.entries.some((entry) => entry.prefix.length === 0);
}

/** What the rule was most likely for, so that nobody is locked out: SSH to the VPC. */
const narrower = (estate: Estate, vpcId: string | undefined, { group, prefix }: GroupRule): Remedy[] =>
  (estate.network.vpcs.get(vpcId ?? '')?.blocks ?? [])
    .filter(({ lo }) => !prefix || typeof lo === typeof prefix.lo)
    .filter((block) => !group.egress.some(({ peer }) => peer === formatPrefix(block)))
    .map((block) => ({
      do: 'authorize' as const,
      account: group.account,
      region: group.region,
      groupId: group.id,
      direction: 'egress' as const,
      service: { protocol: 'tcp', from: 22, to: 22 },
      peer: formatPrefix(block),
    }));
