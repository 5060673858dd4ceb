/** Entries of network ACLs that never match anything. */
import { type Box, isEmpty, minus } from '../../net/index.ts';
import { matchedBy } from '../../reach/index.ts';
import { aclsInUse, entryEvidence } from '../acls.ts';
import { run } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'nacl-shadowed-rule',
  title: 'An entry of a network ACL can never match',
  severity: 'low',
  why:
    'The entries before it match all that it would, so it does nothing, and whoever wrote it believes that it does: a denial that denies ' +
    'nobody is the worst case. It is said of ACLs that a subnet has, whether the entries before it decide the same or the opposite, and also ' +
    'where it takes several of them together.',
  fix: 'Give it a lower number than the entries that hide it, or delete it.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html',
  needs: ['network-acl', 'subnet', 'vpc'],
  *check(estate) {
    for (const { acl } of aclsInUse(estate)) {
      for (const direction of ['ingress', 'egress'] as const) {
        for (const family of [4, 6] as const) {
          const before: { box: Box; number: number }[] = [];
          for (const entry of acl.entries[direction][family]) {
            const box = matchedBy(entry, direction);
            const hiding = before.filter((one) => isEmpty(minus([box], [one.box])));
            const hidden = isEmpty(
              minus(
                [box],
                before.map((one) => one.box),
              ),
            );
            before.push({ box, number: entry.number });
            if (!hidden) continue;
            const by = hiding[0] ? `#${hiding[0].number} matches` : 'the entries before it match';
            yield {
              subject: acl,
              key: `${direction} #${entry.number}`,
              message: `${acl.id} never comes to its ${direction} entry #${entry.number} (${entry.text}): ${by} all of it.`,
              evidence: acl.entries[direction][family]
                .filter(
                  ({ number }) =>
                    number === entry.number || number === hiding[0]?.number || (!hiding[0] && number < entry.number),
                )
                .map((one) => entryEvidence(acl, direction, one)),
              fix: [
                run(
                  acl,
                  `Delete ${direction} entry #${entry.number} of ${acl.id}`,
                  `ec2 delete-network-acl-entry --network-acl-id ${acl.id} --rule-number ${entry.number} --${direction}`,
                  `# take the ${direction} rule ${entry.number} of ${acl.id} out of the configuration`,
                ),
              ],
            };
          }
        }
      }
    }
  },
});
