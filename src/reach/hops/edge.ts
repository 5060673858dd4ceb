/** Edge route tables: where what enters a VPC through an internet or virtual private gateway goes first (G1–G5). */
import type { Ref } from '../network/entity.ts';
import type { Vpc } from '../network/vpc.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { targetKey } from './passed.ts';
import { choose, follow } from './route.ts';
import { deliver } from './subnet.ts';

/** By the gateway's edge table if it has one; else to whoever in the VPC has the address (W5). */
export function enterThroughEdge(walk: Walk, gateway: Ref, vpc: Vpc): Arrival | undefined {
  const table = walk.network.edgeTableOf(gateway.id);
  if (!table) {
    checkCollected(walk, gateway, vpc);
    return deliver(walk, vpc, undefined);
  }
  const target = choose(walk, table, vpc);
  if (!target) return undefined;
  if (gateway.kind === 'vpn-gateway' && target.kind === 'vpc-endpoint') walk.assume(table, 'vgw-to-gateway-load-balancer');
  if (gateway.kind === 'internet-gateway' && target.kind === 'network-interface') checkMiddleboxAddress(walk, target.id, gateway);
  return follow(walk, target, vpc, undefined, table);
}

/** No edge table is seen; where tables were not collected there may be one. */
function checkCollected(walk: Walk, gateway: Ref, vpc: Vpc): void {
  vpc.tables ??= walk.network.coverage.missing('route-table', { account: vpc.account, region: vpc.region }) ?? 'collected';
  const missing = vpc.tables;
  if (missing !== 'collected')
    walk.unknown(gateway, missing, () => `whether an edge table steers what enters ${vpc.id} is not known: ${missing.text}`);
}

/** G3: a middlebox on the way in from the internet needs a public address of its own. */
function checkMiddleboxAddress(walk: Walk, id: string, gateway: Ref): void {
  const middlebox = walk.network.interfaces.get(id);
  if (middlebox && typeof walk.header.dst === 'number' && middlebox.publicAddresses.length === 0) {
    walk.block(gateway, 'INGRESS_RTB_NO_PUBLIC_IP', () => `the edge table leads to ${id}, which has no public address`);
  }
}

/** G4: who is entered through a middlebox must leave through it. Judged where a packet leaves by an internet gateway. */
export function checkSteering(walk: Walk, gateway: Ref, vpc: Vpc): void {
  const table = walk.network.edgeTableOf(gateway.id);
  if (!table) return;
  const match = table.routes.lookup(walk.header.src);
  const route = match.entry?.value;
  walk.keep('src', match);
  if (!route || route.target.kind === 'local' || walk.passed.includes(targetKey(route.target))) return;
  walk.block(
    gateway,
    'INGRESS_RTB_TRAFFIC_REDIRECTION',
    () => `what comes in for this address is led to ${route.target.id} first, but it left ${vpc.id} directly`,
  );
}
