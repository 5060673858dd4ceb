/** The route table of a subnet: which route takes the packet, and to what (R1–R12). */
import { covers, familyOf, holds, type Prefix } from '../../net/index.ts';
import { Missing } from '../network/coverage.ts';
import { rivals, unresolvedFor, whyItWon } from '../network/route-choice.ts';
import type { Route, RouteTable } from '../network/route-table.ts';
import { Target, THE_VPC } from '../network/route-target.ts';
import { isLattice, mayBeService } from '../network/special.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Vpc } from '../network/vpc.ts';
import { type Evidence, type Saying, saying } from '../walk/step.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { peering } from './peering.ts';
import { isUnroutable } from './service-address.ts';
import { deliver } from './subnet.ts';
import { sendTo } from './target.ts';
import { enterByAttachment } from './transit-gateway.ts';

/** Looks the destination up in the subnet's table and hands the packet to the target. */
export function route(walk: Walk, subnet: Subnet): Arrival | undefined {
  if (isUnroutable(walk, subnet)) return undefined;
  const { returnTo } = walk;
  if (walk.direction === 'reply' && returnTo && returnTo.vpc === subnet.vpc && returnTo.nat === walk.header.dst) {
    walk.note(subnet, 'the answer to a NAT gateway returns by the peering that it came by, without a route');
    return peering(walk, new Target('vpc-peering-connection', returnTo.peeringId), subnet.vpc);
  }
  const table = walk.network.tableOf(subnet);
  const row = walk.scope || mayBeService(walk.header.dst) ? -1 : walk.network.routeRowOf(subnet, walk.header.dst);
  if (row >= 0) return alongRow(walk, subnet, table as RouteTable, row);
  if (table instanceof Missing) return unknownTable(walk, subnet, table);
  const chosen = choose(walk, table, subnet.vpc);
  if (!chosen) return undefined;
  return follow(walk, chosen, subnet.vpc, subnet, table);
}

/** By the route of a row in the book, where nothing but the longest prefix decides: the table itself is not looked at. */
function alongRow(walk: Walk, subnet: Subnet, table: RouteTable, row: number): Arrival | undefined {
  const { network, header } = walk;
  if (walk.isLoop(table)) return inLoop(walk, table);
  const rows = network.routeBook.of(familyOf(header.dst));
  if (rows.isLocal(row)) {
    walk.say(table, staysInside, undefined, table);
    return follow(walk, THE_VPC, subnet.vpc, subnet, table);
  }
  const target = rows.targets[row];
  if (target === undefined) {
    walk.say(table, noRoute, table);
    return undefined;
  }
  const isDead = rows.isDead(row);
  walk.say(table, isDead ? leadsNowhere : forwards, rows.winners[row], table);
  if (isDead) return undefined;
  const attachment = rows.attachments[row];
  if (attachment !== undefined) return enterByAttachment(walk, attachment.gateway!, attachment, subnet);
  const arrival = follow(walk, target, subnet.vpc, subnet, table);
  if (target.attachment) rows.attachments[row] = target.attachment;
  return arrival;
}

const inLoop = (walk: Walk, table: RouteTable): undefined =>
  walk.block(table, 'HOPSCOPE_LOOP', 'the packet has been here before with the same addresses');

const unknownTable = (walk: Walk, subnet: Subnet, missing: Missing): undefined =>
  walk.unknown(subnet, missing, () => `the route table of ${subnet.id} is not known: ${missing.text}`);

const evidenceOf = (chosen: Route): Evidence => ({ label: chosen.text, text: chosen.text, source: chosen });
const forwards: Saying<Route, RouteTable> = saying({
  does: 'forwards',
  because: (chosen, table, { dst }) => `${chosen.text}: ${whyItWon(table, dst)}`,
  evidence: evidenceOf,
});
const leadsNowhere: Saying<Route, RouteTable> = saying({
  does: 'blocks',
  code: 'BAD_STATE_ROUTE',
  because: (chosen) => `${chosen.text}: the target is gone, and the route still wins`,
  evidence: evidenceOf,
});

const noRoute: Saying<RouteTable> = saying({
  does: 'blocks',
  code: 'NO_ROUTE_TO_DESTINATION',
  because: ({ id }) => `${id} has no route to this address`,
});
const noLattice: Saying<RouteTable> = saying({
  does: 'blocks',
  code: 'NO_ROUTE_TO_DESTINATION',
  because: ({ id }) => `no route of ${id} leads to VPC Lattice, and no other carries this address`,
});

/** The same of the local route, which nobody but who reads it looks at. */
const staysInside: Saying<undefined, RouteTable> = saying({
  does: 'forwards',
  because: (_, table, { dst }) => `${table.find(dst)!.text}: ${whyItWon(table, dst)}`,
  evidence: (_, table, { dst }) => evidenceOf(table.find(dst)!),
});

/** Where the route leads that takes the packet. Ends the walk, saying why, when there is none. */
export function choose(walk: Walk, table: RouteTable, vpc: Vpc): Target | undefined {
  const { dst } = walk.header;
  if (walk.isLoop(table)) return inLoop(walk, table);
  if (walk.scope) walk.keepMatch('dst', table.routes.lookup(dst), table.routes, outcomeOf);
  const lattice = isLattice(dst);
  const winner = table.find(dst);
  const missing = table.isPlain || vpc.holds(dst) || (lattice && !leadsToLattice(table)) ? undefined : unresolvedFor(table, dst);
  if (missing) return unknownList(walk, table, missing);
  if (lattice && winner?.target.kind !== 'vpc-lattice') {
    walk.say(table, noLattice, table);
    return undefined;
  }
  if (!winner) {
    walk.say(table, noRoute, table);
    return undefined;
  }
  const picked = !table.isPlain && table.mayBeAmbiguous ? settle(walk, table, winner, vpc) : winner;
  walk.say(table, picked.isDead ? leadsNowhere : forwards, picked, table);
  return picked.isDead ? undefined : picked.target;
}

const unknownList = (walk: Walk, table: RouteTable, missing: Missing): undefined =>
  walk.unknown(table, missing, () => `a route of ${table.id} names a prefix list whose entries are not known: ${missing.text}`);

/** R9, R15: only Lattice's own route, to a prefix list, carries Lattice's addresses. */
const leadsToLattice = (table: RouteTable): boolean =>
  (table.data.Routes ?? []).some((one: { GatewayId?: string }) => one.GatewayId === 'VpcLattice');

/** What of a route decides on what becomes of a packet that it takes. */
const outcomeOf = ({ target, state, origin, prefixListId = '' }: Route): string =>
  [target.id, state, origin, prefixListId].join(' ');

/** R4, R5: where AWS does not say which route wins, each is walked. */
function settle(walk: Walk, table: RouteTable, winner: Route, vpc: Vpc): Route {
  const others = rivals(table, winner, walk.header.dst);
  if (winner.origin === 'Advertisement') {
    const local = vpc.blocks.find((block) => covers(block, winner.prefix)) as Prefix | undefined;
    const own = table.routes.entries.find(({ value }) => value.target.kind === 'local' && holds(value.prefix, walk.header.dst));
    if (local && own) others.push(own.value);
  }
  if (others.length === 0) return winner;
  walk.pin('dst');
  return walk.choices.pick(
    [winner, ...others],
    'all',
    `${table.id} has several routes for this address and AWS does not say which wins`,
    'HOPSCOPE_AMBIGUOUS_ROUTE',
  );
}

/** Hands the packet to the target of a route. `from`: the subnet that it leaves; nothing where it enters the VPC. */
export function follow(walk: Walk, target: Target, vpc: Vpc, from: Subnet | undefined, table: RouteTable): Arrival | undefined {
  if (target.kind !== 'local') return sendTo(walk, target, vpc, from, table);
  const { dst } = walk.header;
  if (!vpc.holds(dst))
    return walk.block(table, 'VPC_LOCAL_ROUTE_CIDR_RESTRICTION', 'the local route carries only addresses of the VPC');
  if (walk.scope) walk.keep('dst', vpc.blockOf(dst)!);
  return deliver(walk, vpc, from);
}
