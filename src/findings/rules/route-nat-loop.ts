/** NAT gateways whose own subnet sends what they translated back to them. */
import { Missing } from '../../reach/index.ts';
import { leadTo, ROUTES, routeEvidence, subnetsOf, wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-nat-loop',
  title: 'The subnet of a NAT gateway leads to that NAT gateway',
  severity: 'critical',
  why:
    'What the gateway has translated leaves by the route table of its own subnet, and so comes back to it: nothing that uses the gateway ' +
    'gets out. It is said of zonal gateways, public or private, that are available; regional gateways have no subnet.',
  fix: 'Give the gateway a subnet of its own whose table leads to an internet gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html',
  needs: ['nat-gateway', 'internet-gateway', ...ROUTES],
  *check(estate) {
    for (const nat of estate.all('nat-gateway')) {
      if (nat.data.State !== 'available' || nat.data.AvailabilityMode === 'regional') continue;
      const subnet = estate.network.subnets.get(nat.data.SubnetId ?? '');
      if (!subnet) {
        yield { subject: nat, unknown: `the subnet of ${nat.id} is not in the snapshot` };
        continue;
      }
      const out = wayOut(estate, subnet, 4);
      if (out instanceof Missing) yield { subject: nat, unknown: out };
      if (!out || out instanceof Missing || out.route.target.id !== nat.id) continue;
      const users = subnetsOf(estate, out.table.id);
      const gateway = estate.network.attached('internet-gateway', subnet.vpc.id)[0];
      // A table that others share cannot lead to the internet gateway without making them public.
      const own = users.length === 1 && gateway && nat.data.ConnectivityType !== 'private';
      yield {
        subject: nat,
        message: `${nat.id} is in ${subnet.id}, and ${out.table.id} of that subnet sends what leaves the VPC to ${nat.id}: it never gets out.`,
        evidence: [routeEvidence(out)],
        fix: own ? [leadTo(out, { GatewayId: gateway.id })] : [],
      };
    }
  },
});
