/** Network ACLs that no subnet has. */
import { remove } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'nacl-unused',
  title: 'A network ACL belongs to no subnet',
  severity: 'low',
  why: 'It filters nothing. Often it was taken off a subnet to try something, and the subnet has had the default ACL ever since.',
  fix: 'Associate it with the subnets that it was made for, or delete it.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
  needs: ['network-acl'],
  maps: { fsbp: ['EC2.16'] },
  *check(estate) {
    for (const acl of estate.all('network-acl')) {
      if (acl.data.IsDefault || acl.data.Associations?.length) continue;
      yield {
        subject: acl,
        message: `${acl.id} in ${acl.data.VpcId} belongs to no subnet.`,
        evidence: [{ kind: 'network-acl', id: acl.id, text: `${acl.data.Entries?.length ?? 0} entries, no association` }],
        fix: [remove(acl)],
      };
    }
  },
});
