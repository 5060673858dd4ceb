/** Rules of security groups that a network ACL makes void. */
import { and, box, familyOf, formatPrefix, isEmpty, minus, type Traffic } from '../../net/index.ts';
import { type Acl, type AclEntry, type GroupRule, Missing, type Subnet } from '../../reach/index.ts';
import { entryEvidence, numberBefore, passes, writtenService } from '../acls.ts';
import type { Estate } from '../estate.ts';
import { groups, membersOf, ruleEvidence, ruleKey } from '../groups.ts';
import type { Remedy } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'nacl-blocks-allowed-sg',
  title: 'A network ACL denies all that a rule of a security group lets in',
  severity: 'medium',
  why:
    'One of the two is wrong: people who read the group believe that clients get in, or the ACL is forgotten the day it is opened. It is said of ' +
    'rules for a range of addresses, of groups that an attached interface wears, where the ACL of its subnet lets nothing of the rule in. ' +
    'Clients in the subnet itself do not cross the ACL. Rules for other groups and for prefix lists are left out: their addresses change.',
  fix: 'Add the entry to the ACL, or take the rule out of the group.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html',
  needs: ['network-acl', 'security-group', 'network-interface', 'subnet', 'vpc'],
  *check(estate) {
    for (const group of groups(estate)) {
      const subnets = new Set(membersOf(estate, group.id).flatMap((one) => (one.attached ? one.subnet : [])));
      for (const subnet of subnets) {
        const acl = estate.network.aclOf(subnet);
        if (acl instanceof Missing) {
          yield { subject: group, unknown: acl };
          continue;
        }
        for (const open of group.ingress) {
          if (!open.prefix || !isVoid(estate, open, acl, subnet)) continue;
          const family = familyOf(open.prefix.lo);
          const denials = acl.entries.ingress[family].filter(({ allows }) => !allows);
          yield {
            subject: group,
            key: `${ruleKey(open)} ${subnet.id}`,
            message: `${group.id} lets in ${open.text}, and ${acl.id} lets nothing of that into ${subnet.id}.`,
            evidence: [
              ruleEvidence(open),
              ...denials.map((entry) => entryEvidence(acl, 'ingress', entry)),
              {
                kind: 'network-acl',
                id: acl.id,
                text: `no ingress entry allows any of ${open.text}`,
              },
            ],
            fix: lettingIn(acl, open, denials),
          };
        }
      }
    }
  },
});

/** Whether nothing of a rule's traffic passes, and some of it would cross the border of the subnet. */
function isVoid(estate: Estate, { protocol, ports, prefix }: GroupRule, acl: Acl, { blocks }: Subnet): boolean {
  const family = familyOf(prefix!.lo);
  const inside = blocks.filter(({ lo }) => familyOf(lo) === family);
  if (inside.length === 0) return false;
  const allowed = [box({ protocol, destinationPort: ports, src: prefix! }, family)];
  const crossing: Traffic = minus(
    allowed,
    inside.map((src) => box({ src }, family)),
  );
  return !isEmpty(crossing) && isEmpty(and(crossing, passes(estate, acl, 'ingress', family)));
}

/** An entry for what the rule lets in, before those that deny. */
function lettingIn(acl: Acl, { protocol, ports, prefix }: GroupRule, denials: readonly AclEntry[]): Remedy[] {
  const number = numberBefore(
    acl,
    'ingress',
    denials.map((one) => one.number),
  );
  if (number === undefined || !prefix) return [];
  const { id: aclId, account, region } = acl;
  const service = writtenService(protocol, ports);
  return [
    {
      do: 'create ACL entry',
      account,
      region,
      aclId,
      direction: 'ingress',
      number,
      allows: true,
      service,
      cidr: formatPrefix(prefix),
    },
  ];
}
