/** Subnets that leave through a NAT gateway that is not there any more, or never was. */
import { Missing } from '../../reach/index.ts';
import { leadTo, leavingThrough, type Placed, ROUTES, routeEvidence, wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-nat-not-available',
  title: 'The default route of a subnet leads to a NAT gateway that does not work',
  severity: 'critical',
  why:
    'What the subnets send to the internet is lost. It is said of gateways that have failed, are being deleted or are gone, where the way out ' +
    'of a subnet leads to them; one that is pending will work in a moment. A route to a gateway of which AWS tells nothing any more is ' +
    'route-blackhole.',
  fix: 'Lead the routes to a NAT gateway that is available.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html',
  needs: ['nat-gateway', ...ROUTES],
  *check(estate) {
    const byVpc = estate.by('nat-gateway', 'vpc', ({ data }) => data.VpcId);
    for (const nat of estate.all('nat-gateway')) {
      const { State = 'available', VpcId = '' } = nat.data;
      if (State === 'available' || State === 'pending') continue;
      const subnets = leavingThrough(estate, nat.id);
      if (subnets.length === 0) continue;
      const routes = new Map<string, Placed>();
      for (const subnet of subnets) {
        const out = wayOut(estate, subnet, 4);
        if (out && !(out instanceof Missing)) routes.set(out.table.id, out);
      }
      const other = (byVpc.get(VpcId) ?? []).find(
        ({ data }) => data.State === 'available' && data.ConnectivityType === nat.data.ConnectivityType,
      );
      yield {
        subject: nat,
        message: `${nat.id} is ${State}, and ${subnets.map(({ id }) => id).join(', ')} ${subnets.length === 1 ? 'leaves' : 'leave'} through it: what they send to the internet is lost.`,
        evidence: [{ kind: 'nat-gateway', id: nat.id, text: State }, ...[...routes.values()].map(routeEvidence)],
        fix: other ? [...routes.values()].map((one) => leadTo(one, { NatGatewayId: other.id })) : [],
      };
    }
  },
});
