/** Where a set of traffic from one place ends up: every interface, gateway and service, also each target behind a load balancer. */
import { type Box, lowestOf, type Traffic } from '../net/index.ts';
import type { Ref } from './network/entity.ts';
import type { Interface } from './network/interface.ts';
import type { Network } from './network/network.ts';
import { lotOf, mergedPassing, type Passing } from './passing.ts';
import { isUnwalked, unwalked, weigh } from './walk/alternatives.ts';
import { type Connection, changed, type Path, pathOf, worst } from './walk/answer.ts';
import type { Code } from './walk/codes.ts';
import type { From } from './walk/start.ts';
import type { Step, Verdict } from './walk/step.ts';
import { traceApart, tracePoint } from './walk/trace.ts';
import type { Arrival, Options } from './walk/walk.ts';

/** One place where some of the traffic ends. */
export interface Landing extends Passing {
  readonly arrival: Arrival;
  /** Whose connections lead here: nodes of load balancers, interface endpoints. In the order in which they are met. */
  readonly through: readonly Interface[];
  /** The gateways and middleboxes on the way, in order; only of what leaves the snapshot's networks. */
  readonly gateways: readonly Ref[];
  /** The port where it arrives, if something on the way changed it. */
  readonly port: number | undefined;
  /** How its best part gets there, or why nobody knows whether it does. */
  path(): Path;
}

/** Traffic whose way cannot be told to its end. */
export interface Lost {
  readonly doubtful: Traffic;
  /** Where it was seen last, not knowing how it goes on. */
  readonly at: Ref;
  path(): Path;
}

export interface Piece {
  readonly key: string;
  readonly arrival: Arrival;
  readonly through: readonly Interface[];
  readonly gateways: readonly Ref[];
  readonly port: number | undefined;
  /** The connections of the way up to here. */
  readonly count: number;
}

/** Places where nothing of the traffic gets are left out. What is treated in more ways than are walked is lost where it begins. */
export function survey(
  network: Network,
  from: From,
  traffic: Traffic,
  options: Options = {},
): { landings: Landing[]; lost: Lost[] } {
  const found = new Map<string, { piece: Piece; passing: Passing[]; path: Path }>();
  const lost = new Map<string, Lost & { doubtful: Box[] }>();
  const { parts, rest } = traceApart(network, { from, traffic, options });
  for (const { box, ways } of parts) {
    const pieces = new Map(ways.flatMap(piecesOf).map((piece) => [piece.key, piece]));
    lose(lost, box, ways);
    for (const piece of pieces.values()) {
      const path = weigh(ways.map((way) => cut(network, way, piece)));
      const lot = lotOf(path.verdict);
      if (!lot) continue;
      const passing: Passing = { passes: [], arrives: [], doubtful: [], [lot]: [box] };
      const before = found.get(piece.key);
      const better = before === undefined || rank(path) > rank(before.path);
      found.set(piece.key, {
        piece,
        passing: [...(before?.passing ?? []), passing],
        path: better ? changed(path, { traffic: [box] }) : before.path,
      });
    }
  }
  const landings = [...found.values()].map(({ piece: { arrival, through, gateways, port }, passing, path }) => ({
    arrival,
    through,
    gateways,
    port,
    ...mergedPassing(passing),
    path: () => path,
  }));
  return { landings, lost: [...lost.values(), ...untraced(network, from, rest, options)] };
}

/** What nobody walked: the way of one of its packets, with the word that it does not speak for the others. */
function untraced(network: Network, from: From, rest: Traffic, options: Options): Lost[] {
  if (rest.length === 0) return [];
  const path = restOf(network, from, rest, options);
  return [{ at: path.forward.at(-1)!.at, doubtful: rest, path: () => path }];
}

/** The way of one packet of traffic that is treated in more ways than are walked, saying so. */
export function restOf(network: Network, from: From, rest: Traffic, options: Options): Path {
  const path = tracePoint(network, from, lowestOf(rest[0]!), options);
  const because = `the rest of the traffic of ${path.forward[0]!.at.id} is treated in more ways than are walked`;
  return unwalked(path, because, { traffic: rest, choices: [] });
}

/** Notes what may go on, and nobody knows where to. */
function lose(lost: Map<string, Lost & { doubtful: Box[] }>, box: Box, ways: readonly Path[]): void {
  const at = lostAt(ways);
  // Another way may be enough, or surely be taken.
  if (!at || !(ways.some(isUnwalked) || weigh(ways).verdict.both === 'unknown')) return;
  const before = lost.get(at.id);
  if (before) before.doubtful.push(box);
  else lost.set(at.id, { at, doubtful: [box], path: () => changed(ways.find(isUnwalked) ?? weigh(ways), { traffic: [box] }) });
}

/**
 * Where traffic was seen last that may end nowhere that anybody knows: of some way that ends before it arrives, not knowing how it goes on, or
 * of ways which nobody walked. Where another way arrives, AWS may pick this one all the same.
 */
export function lostAt(ways: readonly Path[]): Ref | undefined {
  const more = ways.find(isUnwalked);
  if (more) return more.unknowns.at(-1)!.at;
  const path = ways.some(arrives)
    ? ways.find((way) => !arrives(way) && way.verdict.both === 'unknown')
    : [weigh(ways)].find(({ verdict }) => verdict.both === 'unknown');
  return path && (path.unknowns.at(-1)?.at ?? path.forward.at(-1)!.at);
}

const arrives = ({ connections }: Path): boolean => connections.at(-1)?.arrival !== undefined;

const value = { blocked: 0, unknown: 1, reachable: 2 };
const rank = ({ verdict }: Path): number => value[verdict.both] * 3 + value[verdict.forward];

/** The places that a way comes to: the end of each of its connections, and nodes that led one on. */
export function piecesOf(way: Path): Piece[] {
  const pieces: Piece[] = [];
  const through: Interface[] = [];
  for (const [at, { arrival, forward, through: node }] of way.connections.entries()) {
    const add = (where: Arrival, port?: number): void => {
      const gateways = where.at === 'interface' ? [] : gatewaysOn(forward);
      const key = [...[...through, ...gateways].map(({ id }) => id), where.at, where.where.id, port].join(' ');
      pieces.push({ key, arrival: where, through: [...through], gateways, port, count: at + 1 });
    };
    if (node && arrival?.interface !== node) {
      add({ at: 'interface', where: node, interface: node, vpc: node.vpc });
      through.push(node);
    }
    if (!arrival) break;
    add(arrival, through.length > 0 ? forward.at(-1)?.header.destinationPort : undefined);
    if (arrival.interface) through.push(arrival.interface);
  }
  return pieces;
}

const kindsOfGateways = new Set([
  'nat-gateway',
  'transit-gateway',
  'core-network',
  'vpc-peering-connection',
  'vpc-endpoint',
  'internet-gateway',
  'egress-only-internet-gateway',
  'vpn-gateway',
]);

/** Gateways, and interfaces other than the first that handed the packet on: appliances. */
function gatewaysOn(steps: readonly Step[]): Ref[] {
  const passing = steps.filter(
    ({ at, does }) =>
      kindsOfGateways.has(at.kind) || (at.kind === 'network-interface' && ['forwards', 'translates'].includes(does)),
  );
  return [...new Map(passing.map(({ at }) => [at.id, at])).values()];
}

/** The way as far as it is about this place; blocked where it does not come there. */
function cut(network: Network, way: Path, { key, count }: Piece): Path {
  const { traffic, choices } = way;
  const connections = way.connections.slice(0, count);
  const comes = piecesOf(way).some((one) => one.key === key);
  const all = (pick: (one: Connection) => Verdict): Verdict => (comes ? worst(...connections.map(pick)) : 'blocked');
  const verdict = { forward: all((one) => accepted(network, one)), reply: all((one) => one.verdict.reply) };
  const forward = connections.flatMap((one) => one.forward);
  const reply = connections.toReversed().flatMap((one) => one.reply);
  return pathOf(forward, reply, verdict, { traffic, choices, connections });
}

/** What keeps an application load balancer from handing a request on, but not from taking it. */
const behind = new Set<Code | undefined>([
  'ELBV2_LISTENER_REQUIRES_TG_ACCEPT',
  'ELBV2_LISTENER_HAS_NO_TG',
  'ELBV2_NO_TARGETS_IN_AZ',
  'ELB_INSTALLED_AZ_RESTRICTION',
]);

/** The verdict of one connection's way there. A listener that redirects, or answers itself, is there all the same. */
export function accepted(network: Network, { arrival, forward, verdict }: Connection): Verdict {
  if (verdict.forward !== 'blocked' || !arrival) return verdict.forward;
  const taken = forward
    .filter(({ does }) => does === 'blocks')
    .every(({ code, at }) => behind.has(code) && network.entity('load-balancer', at.id)?.data.Type === 'application');
  if (!taken) return verdict.forward;
  return forward.some(({ does }) => does === 'unknown') ? 'unknown' : 'reachable';
}
