/** Instance Connect endpoints that cannot be used. */
import { remove } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'eice-failed',
  title: 'An Instance Connect endpoint cannot be used',
  severity: 'medium',
  why:
    'A VPC has room for one endpoint: one that failed stands in the way of one that works, and whoever needs it in an emergency finds out ' +
    'then. It is said when creating, changing or deleting it failed.',
  fix: 'Do what the message of AWS asks for; delete the endpoint and make it anew.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-with-ec2-instance-connect-endpoint.html',
  needs: ['instance-connect-endpoint'],
  *check(estate) {
    for (const endpoint of estate.all('instance-connect-endpoint')) {
      const { State = '', StateMessage, VpcId } = endpoint.data;
      if (!State.endsWith('-failed')) continue;
      const reason = StateMessage ? `: ${StateMessage.replace(/\.$/, '')}` : '';
      yield {
        subject: endpoint,
        message: `${endpoint.id} of ${VpcId} is ${State}${reason}.`,
        evidence: [{ kind: 'instance-connect-endpoint', id: endpoint.id, text: `State ${State}${reason}` }],
        fix: [remove(endpoint)],
      };
    }
  },
});
