/** Subnets that are private over IPv4 and public over IPv6. */
import { familyOf } from '../../net/index.ts';
import { Missing } from '../../reach/index.ts';
import { isInspected, isPublic, leadTo, ROUTES, routeEvidence, wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-ipv6-private-via-igw',
  title: 'A subnet is private over IPv4 and leads to an internet gateway over IPv6',
  severity: 'high',
  why:
    'Every IPv6 address is a public one, so only groups and ACLs keep the internet from machines that people believe to be private. It is said ' +
    'of subnets with blocks of both families whose IPv6 default route leads to an internet gateway, and whose IPv4 packets go elsewhere or ' +
    'nowhere. Where IPv4 goes to a firewall it may be public behind it, and nothing is said.',
  fix: 'Lead ::/0 to an egress-only internet gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html',
  needs: ['egress-only-internet-gateway', ...ROUTES],
  *check(estate) {
    for (const subnet of estate.network.subnets.values()) {
      if (new Set(subnet.blocks.map(({ lo }) => familyOf(lo))).size < 2) continue;
      const [four, six] = [wayOut(estate, subnet, 4), wayOut(estate, subnet, 6)];
      if (six instanceof Missing) yield { subject: subnet, unknown: six };
      if (six instanceof Missing || four instanceof Missing || !six || !isPublic(six) || isPublic(four) || isInspected(four))
        continue;
      const gateway = estate.network.attached('egress-only-internet-gateway', subnet.vpc.id)[0];
      yield {
        subject: subnet,
        message: `${subnet.id} leads IPv4 ${four ? `to ${four.route.target.id}` : 'nowhere'} and IPv6 to ${six.route.target.id}: over IPv6 it is public.`,
        evidence: [six, ...(four ? [four] : [])].map(routeEvidence),
        fix: gateway ? [leadTo(six, { EgressOnlyInternetGatewayId: gateway.id })] : [],
      };
    }
  },
});
