/** Elastic IPs that nothing has. */
import { remove } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'eip-unassociated',
  title: 'An Elastic IP is associated with nothing',
  severity: 'low',
  why: 'It costs money every hour, and names or allow lists of others may still point to it.',
  fix: 'Release it, or associate it with what needs it.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html',
  needs: ['elastic-ip'],
  maps: { fsbp: ['EC2.12'] },
  *check(estate) {
    for (const one of estate.all('elastic-ip')) {
      if (one.data.AssociationId || one.data.NetworkInterfaceId || one.data.InstanceId) continue;
      yield {
        subject: one,
        message: `${one.id} (${one.data.PublicIp ?? one.data.CarrierIp ?? 'no address'}) is associated with nothing.`,
        evidence: [{ kind: 'elastic-ip', id: one.id, text: 'no association' }],
        fix: [remove(one)],
      };
    }
  },
});
