/** NAT gateways that could not be made. */
import { remove } from '../remedy.ts';
import { routeEvidence, routesTo } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'nat-failed',
  title: 'A NAT gateway has failed',
  severity: 'high',
  why: 'It translates nothing, and AWS deletes it soon; routes to it turn into black holes. One that is being deleted was meant to go.',
  fix: 'Mend what the message says, make a new one, and lead the routes to it.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html',
  needs: ['nat-gateway', 'route-table'],
  *check(estate) {
    for (const nat of estate.all('nat-gateway')) {
      const { State, FailureCode, FailureMessage } = nat.data;
      if (State !== 'failed') continue;
      yield {
        subject: nat,
        message: `${nat.id} has failed: ${(FailureMessage ?? FailureCode ?? 'AWS gives no reason').replace(/\.$/, '')}.`,
        evidence: [
          { kind: 'nat-gateway', id: nat.id, text: `failed ${FailureCode ?? ''}`.trim() },
          ...routesTo(estate, nat.id).map(routeEvidence),
        ],
        fix: [remove(nat)],
      };
    }
  },
});
