/** The route table of a subnet: which route takes the packet, and to what (R1–R12). */
import { covers, holds, type Match, type Prefix } from '../../net/index.ts';
import { Missing } from '../coverage.ts';
import { type Route, type RouteTable, rivals, unresolvedFor, whyItWon } from '../route-table.ts';
import type { Evidence } from '../step.ts';
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
    walk.assume(subnet, 'return-to-sender');
    return peering(walk, returnTo.peeringId, subnet.vpc);
  }
  const table = walk.network.tableOf(subnet);
  if (table instanceof Missing)
    return walk.unknown(subnet, table, () => `the route table of ${subnet.id} is not known: ${table.text}`);
  const chosen = choose(walk, table, subnet.vpc);
  if (!chosen) return undefined;
  return follow(walk, chosen, subnet.vpc, subnet, table);
}

/** The route that takes the packet. Ends the walk, saying why, when there is none. */
export function choose(walk: Walk, table: RouteTable, vpc: Vpc): Route | undefined {
  const { dst } = walk.header;
  if (walk.isLoop(table.id)) return walk.block(table, 'HOPSCOPE_LOOP', 'the packet has been here before with the same addresses');
  const match = table.routes.lookup(dst);
  walk.keepMatch('dst', match, table.routes, outcomeOf);
  const winner = match.entry?.value;
  const missing = vpc.blockOf(dst) ? undefined : unresolvedFor(table, dst);
  if (missing) {
    return walk.unknown(
      table,
      missing,
      () => `a route of ${table.id} names a prefix list whose entries are not known: ${missing.text}`,
    );
  }
  if (!winner) return walk.block(table, 'NO_ROUTE_TO_DESTINATION', () => `${table.id} has no route to this address`);
  const picked = settle(walk, table, winner, vpc);
  const evidence: Evidence = { label: picked.text, text: picked.text, source: picked };
  if (picked.state === 'blackhole') {
    return walk.block(table, 'BAD_STATE_ROUTE', () => `${picked.text}: the target is gone, and the route still wins`, {
      evidence,
    });
  }
  walk.forward(table, () => `${picked.text}: ${whyItWon(table, match as Match<Route>, dst)}`, { evidence });
  return picked;
}

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
  const block = vpc.blockOf(walk.header.dst);
  if (block) walk.keep('dst', block);
  if (!block) return walk.block(table, 'VPC_LOCAL_ROUTE_CIDR_RESTRICTION', 'the local route carries only addresses of the VPC');
  return deliver(walk, vpc, from);
}
