/** Subnets that the table of an internet gateway leads through an appliance in one direction only. */
import { describeAddresses } from '../../net/index.ts';
import { Missing, type Route, type Subnet } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { interfacesIn, isInspected, isPublic, ROUTES, routeEvidence, wayOut } from '../routes.ts';
import { rule, type Said } from '../rule.ts';

export default rule({
  id: 'route-gateway-table-bypass',
  title: 'Packets of a subnet pass the appliance at the internet gateway in one direction only',
  severity: 'medium',
  why:
    'A firewall that sees half of a connection drops it, or lets by what it should have seen. It is said where an internet gateway has a route table of its own ' +
    'that leads some subnets through an appliance or an endpoint: of subnets with public addresses that it leads through one and that answer straight to the internet ' +
    'gateway, and of those that send through one and get their answers straight.',
  fix: 'Lead both directions through the appliance: a route for the subnet in the gateway’s table, and the default route of the subnet.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html',
  needs: ['internet-gateway', 'network-interface', ...ROUTES],
  *check(estate) {
    for (const gateway of estate.all('internet-gateway')) {
      const edge = estate.network.edgeTableOf(gateway.id);
      const vpc = estate.network.vpcs.get(edge?.vpcId ?? '');
      if (!edge || !vpc || !edge.routes.entries.some(({ value }) => isDiverted(value))) continue;
      for (const subnet of vpc.subnets) {
        for (const version of [4, 6] as const)
          if (isPublished(estate, subnet, version)) yield* judged(estate, edge, subnet, version);
      }
    }
  },
});

type Edge = NonNullable<ReturnType<Estate['network']['edgeTableOf']>>;

const isDiverted = ({ target, state }: Route): boolean =>
  state === 'active' && (target.kind === 'vpc-endpoint' || target.kind === 'network-interface');

/** Whether packets of the internet come to it by addresses of its own. */
const isPublished = (estate: Estate, subnet: Subnet, version: 4 | 6): boolean =>
  interfacesIn(estate, subnet.id).some((one) =>
    version === 4 ? one.publicAddresses.length > 0 : one.addresses.some((own) => typeof own === 'bigint'),
  );

function* judged(estate: Estate, edge: Edge, subnet: Subnet, version: 4 | 6): Iterable<Said> {
  const block = subnet.blocks.find(({ lo }) => (typeof lo === 'number') === (version === 4));
  const out = wayOut(estate, subnet, version);
  if (out instanceof Missing) yield { subject: subnet, unknown: out };
  if (!block || !out || out instanceof Missing) return;
  const into = edge.routes.lookup(block.lo).entry?.value;
  const diverted = into !== undefined && isDiverted(into);
  // What an endpoint stands in itself is reached straight.
  if (diverted ? !isPublic(out) : !isInspected(out)) return;
  const range = describeAddresses(block);
  yield {
    subject: subnet,
    key: range,
    message: diverted
      ? `${edge.id} leads packets for ${range} through ${into.target.id}, and ${subnet.id} answers straight to ${out.route.target.id}.`
      : `${subnet.id} sends to the internet through ${out.route.target.id}, and ${edge.id} leads the answers for ${range} straight to it.`,
    evidence: [
      routeEvidence(out),
      into ? routeEvidence({ table: edge, route: into }) : { kind: 'route-table', id: edge.id, text: `no route for ${range}` },
    ],
    fix: [],
  };
}
