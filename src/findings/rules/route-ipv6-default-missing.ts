/** Dual-stack subnets that have a way out over IPv4 and none over IPv6. */
import { familyOf } from '../../net/index.ts';
import { type Change, Missing } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { isPublic, type Placed, ROUTES, routeEvidence, wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-ipv6-default-missing',
  title: 'A dual-stack subnet has a default route for IPv4 and none for IPv6',
  severity: 'medium',
  why:
    'Most programs try IPv6 first where they have an address, and wait until that fails. It is said of subnets with an IPv6 block whose IPv4 ' +
    'packets have a way out, whatever it leads to, and whose IPv6 packets match no route at all.',
  fix: 'Add a route for ::/0: to the internet gateway in a public subnet, to an egress-only internet gateway in a private one.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html',
  needs: ['internet-gateway', 'egress-only-internet-gateway', ...ROUTES],
  *check(estate) {
    for (const subnet of estate.network.subnets.values()) {
      if (!subnet.blocks.some(({ lo }) => familyOf(lo) === 6)) continue;
      const [four, six] = [wayOut(estate, subnet, 4), wayOut(estate, subnet, 6)];
      if (four instanceof Missing) yield { subject: subnet, unknown: four };
      if (!four || four instanceof Missing || six) continue;
      yield {
        subject: subnet,
        message: `${subnet.id} has IPv6 addresses, and ${four.table.id} leads to the internet over IPv4 only.`,
        evidence: [routeEvidence(four), { kind: 'route-table', id: four.table.id, text: 'no route for ::/0' }],
        fix: sixth(estate, four),
      };
    }
  },
});

/** A way out for IPv6 of the same sort. */
function sixth({ network }: Estate, four: Placed): Change[] {
  const { id: tableId, account, region, vpcId } = four.table;
  const gateway = network.attached('egress-only-internet-gateway', vpcId)[0];
  const target: Record<string, string> | undefined = isPublic(four)
    ? { GatewayId: four.route.target.id }
    : gateway && { EgressOnlyInternetGatewayId: gateway.id };
  return target ? [{ do: 'create route', account, region, tableId, cidr: '::/0', target }] : [];
}
