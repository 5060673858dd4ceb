/** The route table of a subnet: which route takes the packet, and to what (R1–R12). */
import { covers, holds, type Prefix } from '../../net/index.ts';
import { Missing } from '../coverage.ts';
import { type Route, type RouteTable, rivals, unresolvedFor, whyItWon } from '../route-table.ts';
import { isLattice } from '../special.ts';
import { type Evidence, type Saying, saying } from '../step.ts';
import type { Subnet, Vpc } from '../vpc.ts';
import type { Arrival, Walk } from '../walk.ts';
import { peering } from './peering.ts';
import { isUnroutable } from './service-address.ts';
import { deliver } from './subnet.ts';
import { sendTo } from './target.ts';

/** Looks the destination up in the subnet's table and hands the packet to the target. */
export function route(walk: Walk, subnet: Subnet): Arrival | undefined {
  if (isUnroutable(walk, subnet)) return undefined;
  const { returnTo } = walk;
  if (walk.direction === 'reply' && returnTo && returnTo.vpc === subnet.vpc && returnTo.nat === walk.header.dst) {
    walk.note(subnet, 'the answer to a NAT gateway returns by the peering that it came by, without a route');
    return peering(walk, returnTo.peeringId, subnet.vpc);
  }
  const table = walk.network.tableOf(subnet);
  if (table instanceof Missing)
    return walk.unknown(subnet, table, () => `the route table of ${subnet.id} is not known: ${table.text}`);
  const chosen = choose(walk, table, subnet.vpc);
  if (!chosen) return undefined;
  return follow(walk, chosen, subnet.vpc, subnet, table);
}

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

/** The route that takes the packet. Ends the walk, saying why, when there is none. */
export function choose(walk: Walk, table: RouteTable, vpc: Vpc): Route | undefined {
  const { dst } = walk.header;
  if (walk.isLoop(table)) return walk.block(table, 'HOPSCOPE_LOOP', 'the packet has been here before with the same addresses');
  if (walk.scope) walk.keepMatch('dst', table.routes.lookup(dst), table.routes, outcomeOf);
  const winner = table.find(dst);
  const lattice = isLattice(dst);
  const missing = table.isPlain || vpc.holds(dst) || (lattice && !leadsToLattice(table)) ? undefined : unresolvedFor(table, dst);
  if (missing) {
    return walk.unknown(
      table,
      missing,
      () => `a route of ${table.id} names a prefix list whose entries are not known: ${missing.text}`,
    );
  }
  if (lattice && winner?.target.kind !== 'vpc-lattice')
    return walk.block(
      table,
      'NO_ROUTE_TO_DESTINATION',
      () => `no route of ${table.id} leads to VPC Lattice, and no other carries this address`,
    );
  if (!winner) return walk.block(table, 'NO_ROUTE_TO_DESTINATION', () => `${table.id} has no route to this address`);
  const picked = !table.isPlain && table.mayBeAmbiguous ? settle(walk, table, winner, vpc) : winner;
  walk.say(table, picked.isDead ? leadsNowhere : forwards, picked, table);
  return picked.isDead ? undefined : picked;
}

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
export function follow(walk: Walk, chosen: Route, vpc: Vpc, from: Subnet | undefined, table: RouteTable): Arrival | undefined {
  if (chosen.target.kind !== 'local') return sendTo(walk, chosen, vpc, from, table);
  const { dst } = walk.header;
  if (!vpc.holds(dst))
    return walk.block(table, 'VPC_LOCAL_ROUTE_CIDR_RESTRICTION', 'the local route carries only addresses of the VPC');
  if (walk.scope) walk.keep('dst', vpc.blockOf(dst)!);
  return deliver(walk, vpc, from);
}
