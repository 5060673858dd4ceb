/** Network ACLs that let everything in. */
import { aclsInUse, entryEvidence, openEntry } from '../acls.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'nacl-allows-all-ingress',
  title: 'A network ACL lets everything in',
  severity: 'low',
  why:
    'It is no second line behind the security groups: a group that somebody opens is open. It is said of ACLs of subnets where, of the entries ' +
    'for all traffic from everywhere, the first one allows; narrower denials before it do not change that. On a default ACL, which AWS ' +
    'makes this way, it is info. Many keep ACLs open on purpose and rely on groups.',
  fix: 'Let in what the subnets serve, and 1024–65535 for answers; or mute this where groups are the only line on purpose.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html',
  needs: ['network-acl', 'subnet', 'vpc'],
  *check(estate) {
    for (const { acl, subnets } of aclsInUse(estate)) {
      const open = ([4, 6] as const).flatMap((family) => {
        const entry = openEntry(acl, 'ingress', family);
        return entry ? [{ family, entry }] : [];
      });
      if (open.length === 0) continue;
      yield {
        subject: acl,
        severity: acl.data.IsDefault ? 'info' : 'low',
        message: `${acl.id} lets all ${open.map(({ family }) => `IPv${family}`).join(' and ')} traffic into ${subnets.map(({ id }) => id).join(', ')}.`,
        evidence: open.map(({ entry }) => entryEvidence(acl, 'ingress', entry)),
        fix: [],
      };
    }
  },
});
