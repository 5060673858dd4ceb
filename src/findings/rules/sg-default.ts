/** The default groups of VPCs: that they let anything by, and that anything wears them. */
import { type Interface, revocationOf } from '../../reach/index.ts';
import { groups, membersOf, ruleEvidence } from '../groups.ts';
import { type Remedy, run, runThen, settingsOf } from '../remedy.ts';
import { family, type Rule } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html';
const needs: Rule['needs'] = ['security-group', 'network-interface', 'subnet', 'vpc'];

const hasRules: Rule = {
  id: 'sg-default-has-rules',
  title: 'The default security group of a VPC has rules',
  severity: 'medium',
  why:
    'Whatever is started without a group gets this one, and with its rules talks to everything else that was. In a VPC without any interface ' +
    'nothing can, and it is info.',
  fix: 'Take all its rules away, once nothing wears it.',
  see,
  needs,
  maps: { fsbp: ['EC2.2'], cis: ['5.5'] },
};

const inUse: Rule = {
  id: 'sg-default-in-use',
  title: 'Something wears the default security group of its VPC',
  severity: 'medium',
  why:
    'It got there because nobody chose a group, and its rules cannot be taken away while something depends on them. Interfaces that AWS made ' +
    'for a service of its own count: they were given no group, too.',
  fix: 'Give the interfaces a group of their own.',
  see,
  needs,
};

export default family({
  rules: [hasRules, inUse],
  *check(estate) {
    for (const group of groups(estate)) {
      if (group.data.GroupName !== 'default') continue;
      const { VpcId } = group.data;
      const members = membersOf(estate, group.id);
      const all = [...group.ingress, ...group.egress];
      const isEmpty = !estate.network.vpcs.get(VpcId)?.interfaces.length;
      if (all.length > 0) {
        yield {
          rule: hasRules.id,
          subject: group,
          severity: isEmpty ? 'info' : 'medium',
          message: `${group.id}, the default group of ${VpcId}, has ${all.length === 1 ? 'a rule' : `${all.length} rules`}: ${all.map(({ text }) => text).join(', ')}.`,
          evidence: all.map(ruleEvidence),
          fix: all.map(revocationOf),
        };
      }
      if (members.length > 0) {
        yield {
          rule: inUse.id,
          subject: group,
          message: `${members.map(({ id }) => id).join(', ')} ${members.length === 1 ? 'wears' : 'wear'} ${group.id}, the default group of ${VpcId}.`,
          evidence: members.map(({ id, subnet }) => ({ kind: 'network-interface', id, text: `${group.id}, in ${subnet.id}` })),
          fix: members.map((one) => takeOff(one, group.id)),
        };
      }
    }
  },
});

/** The other groups of an interface; where it has none, one made for it. */
function takeOff(one: Interface, groupId: string): Remedy {
  const others = one.groupIds.filter((id) => id !== groupId);
  const command = `modify-network-interface-attribute --network-interface-id ${one.id} --groups`;
  const terraform = settingsOf('aws_network_interface', one.id, { security_groups: others.join(' ') || 'a group of its own' });
  if (others.length > 0)
    return run(one, `Leave ${one.id} its other groups: ${others.join(', ')}`, `ec2 ${command} ${others.join(' ')}`, terraform);
  const made = `ec2 create-security-group --group-name of-${one.id} --description "Made for ${one.id}" --vpc-id ${one.vpc.id} --query GroupId --output text`;
  return runThen(one, `Make a group for ${one.id}, and let it wear that`, [['GROUP', made]], `ec2 ${command} $GROUP`, terraform);
}
