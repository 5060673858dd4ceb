/** Routes of one table that take packets from each other. */
import { covers, formatPrefix } from '../../net/index.ts';
import type { Route, RouteTable } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { isWholePrivate } from '../private.ts';
import { interfacesUsing, ROUTES, routeEvidence, tables, without } from '../routes.ts';
import { family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html';

const shadow: Rule = {
  id: 'route-more-specific-shadow',
  title: 'A more specific route leads a part of a network elsewhere',
  severity: 'medium',
  why:
    'Who reads the wider route believes that all of the network is behind it. It is said of routes in use to a peering connection, a transit gateway, a ' +
    'core network or a virtual private gateway, but for default routes and those for a whole private range (10.0.0.0/8), where a narrower route leads to a target of another sort. Routes within the VPC, and those of ' +
    'prefix lists, which AWS keeps, are left out.',
  fix: 'Take the narrower route away, if it is a remnant; else keep it and say why in the name of the table.',
  see,
  needs: ROUTES,
};

const hidden: Rule = {
  id: 'route-static-overrides-propagated',
  title: 'A static route hides a propagated one that leads elsewhere',
  severity: 'low',
  why:
    'What the other network announces has no effect here, also when the static route leads to something that is gone. It is said where both are for the ' +
    'same destination and lead to different targets: the static one wins.',
  fix: 'Take the static route away, or stop the propagation.',
  see,
  needs: ROUTES,
};

export default family({
  rules: [shadow, hidden],
  *check(estate) {
    for (const table of tables(estate)) {
      yield* shadows(estate, table);
      yield* overrides(table);
    }
  },
});

const networks: ReadonlySet<string> = new Set(['vpc-peering-connection', 'transit-gateway', 'core-network', 'vpn-gateway']);

/** A sweep in the order of first addresses, the widest first: what is open encloses what comes. */
function* shadows(estate: Estate, table: RouteTable): Iterable<Said> {
  if (!table.routes.entries.some(({ value }) => isNetwork(value)) || interfacesUsing(estate, table.id).length === 0) return;
  const sorted = table.routes.entries
    .map(({ value }) => value)
    .filter(({ prefixListId }) => prefixListId === undefined)
    .sort((a, b) => (a.prefix.lo === b.prefix.lo ? a.prefix.length - b.prefix.length : before(a, b)));
  let open: Route[] = [];
  for (const route of sorted) {
    open = open.filter(({ prefix }) => covers(prefix, route.prefix));
    const around = open.findLast((one) => isNetwork(one) && one.prefix.length < route.prefix.length);
    if (around && route.target.kind !== 'local' && route.target.kind !== around.target.kind) yield shadowed(table, around, route);
    open.push(route);
  }
}

const before = (a: Route, b: Route): number => {
  if (typeof a.prefix.lo !== typeof b.prefix.lo) return typeof a.prefix.lo === 'number' ? -1 : 1;
  return a.prefix.lo < b.prefix.lo ? -1 : 1;
};

const isNetwork = ({ prefix, target, prefixListId }: Route): boolean =>
  prefix.length > 1 && !isWholePrivate(prefix) && prefixListId === undefined && networks.has(target.kind);

const shadowed = (table: RouteTable, around: Route, route: Route) => ({
  rule: shadow.id,
  subject: table,
  key: formatPrefix(route.prefix),
  message: `${table.id} leads ${formatPrefix(route.prefix)} to ${route.target.id}, and the rest of ${formatPrefix(around.prefix)} to ${around.target.id}.`,
  evidence: [around, route].map((one) => routeEvidence({ table, route: one })),
  fix: without({ table, route }),
});

function* overrides(table: RouteTable): Iterable<Said> {
  const isPropagated = ({ origin }: Route): boolean => origin === 'EnableVgwRoutePropagation';
  const all = table.routes.entries.map(({ value }) => value);
  if (!all.some(isPropagated)) return;
  for (const [destination, routes] of Map.groupBy(all, ({ prefix }) => formatPrefix(prefix))) {
    const loser = routes.find(isPropagated);
    const winner = routes.find(({ origin }) => origin === 'CreateRoute');
    if (!loser || !winner || loser.target.id === winner.target.id) continue;
    yield {
      rule: hidden.id,
      subject: table,
      key: destination,
      message: `${table.id} leads ${destination} to ${winner.target.id} by a static route, which hides the propagated one to ${loser.target.id}.`,
      evidence: [winner, loser].map((route) => routeEvidence({ table, route })),
      fix: without({ table, route: winner }),
    };
  }
}
