/** Elastic IPs that a stopped instance holds. */
import { run } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'eip-on-stopped-instance',
  title: 'An Elastic IP belongs to an instance that is stopped',
  severity: 'low',
  why: 'It costs money every hour while nothing answers at it. An instance that is only just stopping is not meant.',
  fix: 'Start the instance, or take the address away from it and release it.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html',
  needs: ['elastic-ip', 'instance'],
  *check(estate) {
    for (const one of estate.all('elastic-ip')) {
      const instance = estate.get('instance', one.data.InstanceId);
      if (instance?.data.State?.Name !== 'stopped' || !one.data.AssociationId) continue;
      yield {
        subject: one,
        message: `${one.id} (${one.data.PublicIp ?? 'no address'}) belongs to ${instance.id}, which is stopped.`,
        evidence: [{ kind: 'instance', id: instance.id, text: `stopped ${instance.data.StateTransitionReason ?? ''}`.trim() }],
        fix: [
          run(
            one,
            `Take ${one.id} away from ${instance.id}`,
            `ec2 disassociate-address --association-id ${one.data.AssociationId}`,
            `# take the aws_eip_association of ${one.id} out of the configuration`,
          ),
        ],
      };
    }
  },
});
