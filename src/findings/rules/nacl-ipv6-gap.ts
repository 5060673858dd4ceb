/** Dual-stack subnets whose network ACL was written for IPv4 alone. */
import { everything, type Family, familyOf, includes, isEmpty } from '../../net/index.ts';
import { aclsInUse, entryEvidence, passes, sameForIpv6, withoutEntry } from '../acls.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'nacl-ipv6-gap',
  title: 'The network ACL of a dual-stack subnet treats IPv6 as nobody meant it',
  severity: 'medium',
  why:
    'ACLs have entries for each family. It is said of subnets with blocks of both where the ACL lets IPv4 pass in a direction and no IPv6 at ' +
    'all, so that IPv6 connections hang; and where it lets all IPv6 in while IPv4 is restricted, so that IPv6 goes around what was meant.',
  fix: 'Write for IPv6 the same entries as for IPv4.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html',
  needs: ['network-acl', 'subnet', 'vpc'],
  *check(estate) {
    for (const { acl, subnets } of aclsInUse(estate)) {
      const both = subnets.filter(({ blocks }) => new Set(blocks.map(({ lo }) => familyOf(lo))).size === 2);
      if (both.length === 0) continue;
      const where = both.map(({ id }) => id).join(', ');
      const passing = (direction: 'ingress' | 'egress', family: Family) => passes(estate, acl, direction, family);
      const lacking = (['ingress', 'egress'] as const).filter(
        (direction) => !isEmpty(passing(direction, 4)) && isEmpty(passing(direction, 6)),
      );
      const evidence = (['ingress', 'egress'] as const).flatMap((direction) =>
        ([4, 6] as const).flatMap((family) =>
          acl.entries[direction][family].map((entry) => entryEvidence(acl, direction, entry)),
        ),
      );
      if (lacking.length > 0)
        yield {
          subject: acl,
          key: 'no IPv6',
          message: `${acl.id} of ${where} lets IPv4 pass and no IPv6 (${lacking.join(', ')}).`,
          evidence,
          fix: lacking.flatMap((direction) => sameForIpv6(acl, direction)),
        };
      const whole = (family: Family): boolean => includes(passing('ingress', family), everything(family));
      if (whole(6) && !whole(4))
        yield {
          subject: acl,
          key: 'all IPv6',
          message: `${acl.id} of ${where} lets all IPv6 in while it restricts IPv4.`,
          evidence,
          fix: [
            ...sameForIpv6(acl, 'ingress'),
            ...acl.entries.ingress[6]
              .filter(({ allows, prefix }) => allows && prefix.length === 0)
              .map((one) => withoutEntry(acl, 'ingress', one)),
          ],
        };
    }
  },
});
