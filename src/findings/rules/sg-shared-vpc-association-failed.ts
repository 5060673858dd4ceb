/** Groups that were to be used in another VPC and are not. */
import { run } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'sg-shared-vpc-association-failed',
  title: 'A security group could not be associated with another VPC',
  severity: 'low',
  why:
    'Who relies on the group in that VPC has none, or still has it where it was to be taken away. It is said of associations that failed, ' +
    'either way; those under way are left out, for AWS ends them within seconds.',
  fix: 'Look at the reason, and try again.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html',
  needs: ['security-group-vpc-association'],
  *check(estate) {
    for (const one of estate.all('security-group-vpc-association')) {
      const { GroupId, VpcId, State, StateReason } = one.data;
      if (State !== 'association-failed' && State !== 'disassociation-failed') continue;
      const verb = State === 'association-failed' ? 'associate' : 'disassociate';
      yield {
        subject: one,
        message: `The security group ${GroupId} could not be ${verb}d ${verb === 'associate' ? 'with' : 'from'} ${VpcId}${StateReason ? `: ${StateReason.replace(/\.$/, '')}` : ''}.`,
        evidence: [{ kind: one.kind, id: one.id, text: State }],
        fix: [
          run(
            one,
            `Try again to ${verb} ${GroupId} ${verb === 'associate' ? 'with' : 'from'} ${VpcId}`,
            `ec2 ${verb}-security-group-vpc --group-id ${GroupId} --vpc-id ${VpcId}`,
            `# the aws_vpc_security_group_vpc_association of ${GroupId} and ${VpcId}: apply it again`,
          ),
        ],
      };
    }
  },
});
