/** Groups that let in ranges of Amazon, as if whoever is there were one's own. */
import { covers, familyOf, type Prefix } from '../../net/index.ts';
import { type GroupRule, revocationOf } from '../../reach/index.ts';
import { amazonRanges, broughtRanges } from '../amazon-ranges.ts';
import type { Estate } from '../estate.ts';
import { unlistedServices } from '../exposure.ts';
import { groups, ruleEvidence, ruleKey } from '../groups.ts';
import { rule } from '../rule.ts';
import { isWide } from '../world.ts';

export default rule({
  id: 'sg-trusts-aws-ranges',
  title: 'A security group lets in a range that belongs to AWS’s customers',
  severity: 'medium',
  why:
    'Whoever rents a machine for an hour may be given an address of the range, and is let in then. It is said of inbound rules for more than one address of the large ' +
    'blocks of Amazon; a single address is sg-specific-public-ip, a range of `wide_public_cidr` and wider sg-wide-public-cidr. Ports of ' +
    '`allowed_public_ports` and ICMP are left out, and so are `known_networks` and ranges that somebody brought to AWS. Prefix lists of AWS name one service of it and are ' +
    'fine. Of Amazon’s ranges the large ones are known.',
  fix: 'Let in one’s own addresses, or the prefix list of the service that is meant, as com.amazonaws.global.cloudfront.origin-facing.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html',
  needs: ['security-group', 'public-ipv4-pool'],
  *check(estate) {
    for (const group of groups(estate)) {
      for (const one of group.ingress) {
        if (!one.prefix || !isOfAmazon(estate, one, one.prefix)) continue;
        yield {
          subject: group,
          key: ruleKey(one),
          message: `${group.id} lets ${one.peer} in, out of which any customer of AWS may get an address: ${one.text}.`,
          evidence: [ruleEvidence(one)],
          fix: [revocationOf(one)],
        };
      }
    }
  },
});

function isOfAmazon(estate: Estate, one: GroupRule, range: Prefix): boolean {
  if (range.lo === range.hi || isWide(estate, range)) return false;
  const within = (outer: Prefix): boolean => familyOf(outer.lo) === familyOf(range.lo) && covers(outer, range);
  if (!amazonRanges.some(within) || unlistedServices(estate, one).length === 0) return false;
  const known = estate.settings.knownNetworks.flatMap(({ ranges }) => ranges);
  return ![...known, ...broughtRanges(estate)].some(({ lo, hi }) => lo <= range.lo && range.hi <= hi);
}
