/** Connections of which something that keeps state sees one direction only. */
import { type Address, address, type Family, familyOf, formatPrefix, holds, TCP } from '../../net/index.ts';
import { type Interface, type Route, type RouteTable, type Step, tracePoint } from '../../reach/index.ts';
import { newEdgeTable } from '../edge-table.ts';
import type { Estate } from '../estate.ts';
import { evidenceOf, PATH, PATH_PARTLY, unknownOf } from '../exposure.ts';
import type { Remedy } from '../remedy.ts';
import { interfacesIn, interfacesUsing, subnetsOf, tables } from '../routes.ts';
import { rule, type Said } from '../rule.ts';

export default rule({
  id: 'route-asymmetric',
  title: 'A firewall or appliance sees only one direction of a connection',
  severity: 'medium',
  why:
    'What keeps state drops the answers of connections whose beginning it never saw, or the connections whose answers go past it. The engine ' +
    'walks a packet from the subnets of every table that leads to an endpoint or an appliance, to the internet and to one interface of each ' +
    'other table that such a route covers; it is said where the two directions do not meet the same middlebox.',
  fix: 'Lead the way back through the same endpoint or appliance, in the tables of the far end or in the edge table of the gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/gwlb-route.html',
  needs: ['vpc-endpoint', 'firewall', 'firewall-policy', ...PATH],
  partly: PATH_PARTLY,
  *check(estate) {
    for (const table of tables(estate)) {
      const routes = table.routes.entries.map(({ value }) => value).filter(isInspected);
      const [sender] = interfacesUsing(estate, table.id).filter(({ attached, type }) => attached && type === 'interface');
      if (routes.length === 0 || !sender) continue;
      yield* judged(estate, table, sender, routes);
    }
  },
});

const isInspected = ({ target, state, prefixListId }: Route): boolean =>
  state === 'active' && !prefixListId && (target.kind === 'vpc-endpoint' || target.kind === 'network-interface');

interface End {
  readonly name: string;
  readonly address: Address;
  /** Its table; nothing for the internet. */
  readonly tableId?: string;
}

function* judged(estate: Estate, table: RouteTable, sender: Interface, routes: readonly Route[]): Iterable<Said> {
  let unknown: Said | undefined;
  for (const end of endsOf(estate, table, routes)) {
    const src = sender.addressIn(end.address);
    if (src === undefined) continue;
    const point = { src, dst: end.address, protocol: TCP, sourcePort: 49152, destinationPort: 443 };
    const path = tracePoint(estate.network, { eni: sender.id }, point);
    const lost = path.blockers.find(isAsymmetric);
    if (!lost) {
      if (path.verdict.both === 'unknown') unknown ??= { subject: table, unknown: unknownOf(path) };
      continue;
    }
    yield {
      subject: table,
      key: `${end.name} IPv${familyOf(end.address)}`,
      message: `Of connections from ${sender.subnet.id} to ${end.name} ${lost.at.id} sees one direction only: ${lost.because}.`,
      evidence: evidenceOf(path),
      path,
      fix: leadBack(estate, table, sender, end),
    };
  }
  if (unknown) yield unknown;
}

const isAsymmetric = ({ code }: Step): boolean => code === 'HOPSCOPE_ASYMMETRIC_INSPECTION';

const somewhere: Record<Family, Address> = { 4: address('1.1.1.1'), 6: address('2600::1') };

/** What the routes to middleboxes cover: the internet, and an interface of each other table. */
function endsOf(estate: Estate, table: RouteTable, routes: readonly Route[]): End[] {
  const covered = (value: Address): boolean => {
    const route = table.routes.lookup(value).entry?.value;
    return route !== undefined && routes.includes(route);
  };
  const world = Object.values(somewhere).filter(covered);
  const inside = standIns(estate).flatMap(({ tableId, one }) =>
    tableId === table.id
      ? []
      : one.addresses
          .filter((own) => routes.some(({ prefix }) => holds(prefix, own)) && covered(own))
          .map((own) => ({ name: one.subnet.id, address: own, tableId })),
  );
  return [...world.map((value) => ({ name: 'the internet', address: value })), ...inside];
}

/** An interface for each table that is in use: what its routes do to one they do to all. */
const standIns = (estate: Estate): readonly { tableId: string; one: Interface }[] =>
  estate.once('an interface of each table', () =>
    tables(estate).flatMap(({ id: tableId }) => {
      const one = subnetsOf(estate, tableId)
        .flatMap((subnet) => interfacesIn(estate, subnet.id))
        .find(({ attached, type }) => attached && type === 'interface');
      return one ? [{ tableId, one }] : [];
    }),
  );

/** The way back through what the table leads to: in the table of the far subnet of the same VPC, or in that of the internet gateway. */
function leadBack(estate: Estate, table: RouteTable, sender: Interface, end: End): Remedy[] {
  const way = table.routes.lookup(end.address).entry?.value;
  const block = sender.subnet.blocks.find((one) => typeof one.lo === typeof end.address);
  const back = end.tableId === undefined ? edgeTable(estate, table) : estate.network.table(end.tableId);
  if (!way || !block) return [];
  const cidr = formatPrefix(block);
  const [gateway] = estate.network.attached('internet-gateway', table.vpcId);
  if (!back && end.tableId === undefined && gateway) {
    const { account, region, vpcId } = table;
    return newEdgeTable({ account, region, vpcId, gatewayId: gateway.id, cidr, through: way.target });
  }
  if (!back || back.vpcId !== table.vpcId) return [];
  const existing = back.routes.entries.find(({ prefix }) => formatPrefix(prefix) === cidr);
  const field = way.target.kind === 'vpc-endpoint' ? 'VpcEndpointId' : 'NetworkInterfaceId';
  const { id: tableId, account, region } = back;
  const verb = existing ? 'replace route' : 'create route';
  return [{ do: verb, account, region, tableId, cidr, target: { [field]: way.target.id } }];
}

/** The table that the VPC's internet gateway looks into. */
const edgeTable = (estate: Estate, { vpcId }: RouteTable): RouteTable | undefined => {
  const gateways = new Set(estate.network.attached('internet-gateway', vpcId).map(({ id }) => id));
  return tables(estate).find(({ data }) =>
    ((data.Associations ?? []) as { GatewayId?: string }[]).some(({ GatewayId = '' }) => gateways.has(GatewayId)),
  );
};
