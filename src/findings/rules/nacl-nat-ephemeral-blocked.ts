/** NAT gateways whose subnet's network ACL keeps answers from them, or from those who asked. */
import {
  box,
  describe,
  EPHEMERAL,
  everyAddress,
  familyOf,
  formatPrefix,
  isEmpty,
  minus,
  only,
  TCP,
  type Traffic,
} from '../../net/index.ts';
import { type Acl, Missing, matchedBy, type RuleDirection } from '../../reach/index.ts';
import { entryEvidence, lettingAnswers, passes } from '../acls.ts';
import type { Estate } from '../estate.ts';
import { leavingThrough, ROUTES } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'nacl-nat-ephemeral-blocked',
  title: 'The network ACL of a NAT gateway’s subnet blocks 1024–65535',
  severity: 'high',
  why:
    'A NAT gateway sends from any port in 1024–65535, and its clients from any of theirs: where some are blocked, some connections hang and ' +
    'nobody sees why. It is said of TCP where not all of these ports are let in from everywhere, of public gateways, or out to the subnets ' +
    'that leave through it. What an entry denies by name, a few addresses and not everybody, is meant so.',
  fix: 'Let 1024–65535 in from 0.0.0.0/0 and out to the subnets that use the gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html',
  needs: ['nat-gateway', 'network-acl', ...ROUTES],
  *check(estate) {
    for (const nat of estate.all('nat-gateway')) {
      if (nat.data.State !== 'available' || nat.data.AvailabilityMode === 'regional') continue;
      const subnet = estate.network.subnets.get(nat.data.SubnetId ?? '');
      const acl = subnet && estate.network.aclOf(subnet);
      if (!acl || acl instanceof Missing) {
        yield { subject: nat, unknown: acl ?? `the subnet of ${nat.id} is not in the snapshot` };
        continue;
      }
      const clients = leavingThrough(estate, nat.id)
        .filter((one) => one !== subnet)
        .flatMap(({ blocks }) => blocks.filter(({ lo }) => familyOf(lo) === 4));
      const answers = (ends: object): Traffic => [box({ protocol: only(TCP), destinationPort: EPHEMERAL, ...ends }, 4)];
      const needed = [
        {
          direction: 'ingress' as const,
          traffic: nat.data.ConnectivityType === 'private' ? [] : answers({ src: everyAddress(4) }),
          says: 'keeps answers from it',
          cidrs: ['0.0.0.0/0'],
        },
        {
          direction: 'egress' as const,
          traffic: clients.flatMap((dst) => answers({ dst })),
          says: 'keeps answers from those who use it',
          cidrs: clients.map(formatPrefix),
        },
      ];
      for (const { direction, traffic, says, cidrs } of needed) {
        const blocked = lost(estate, acl, direction, traffic);
        if (isEmpty(blocked)) continue;
        yield {
          subject: nat,
          key: direction,
          message: `${acl.id} of ${subnet.id}, where ${nat.id} is, ${says}: it blocks ${direction} ${describe(blocked)}.`,
          evidence: [
            ...acl.entries[direction][4].map((entry) => entryEvidence(acl, direction, entry)),
            { kind: 'network-acl', id: acl.id, text: `${direction} #32767 deny what no rule matched` },
          ],
          fix: lettingAnswers(acl, direction, 'tcp', cidrs),
        };
      }
    }
  },
});

/** What of some traffic an ACL blocks without naming whom. */
function lost(estate: Estate, acl: Acl, direction: RuleDirection, traffic: Traffic): Traffic {
  const named = acl.entries[direction][4]
    .filter(({ allows, prefix }) => !allows && prefix.length > 0)
    .map((entry) => matchedBy(entry, direction));
  return minus(minus(traffic, passes(estate, acl, direction, 4)), named);
}
