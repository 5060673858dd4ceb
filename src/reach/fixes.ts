/** The smallest sets of changes that open a path, each tried on the snapshot in memory; and what would close it. */
import { type Point, TCP } from '../net/index.ts';
import type { Path } from './answer.ts';
import { applyChange, type Change, type Service } from './change.ts';
import { awsCommand, sentence, terraform } from './change-text.ts';
import type { Interface } from './interface.ts';
import { buildNetwork, type Network } from './network.ts';
import { propose } from './propose.ts';
import type { Rule } from './security-group.ts';
import type { From } from './start.ts';
import { tracePoint } from './trace.ts';

/** A question that is asked again after each change: a public address may be a new one by then. */
export type Ask = (network: Network) => { from: From; point: Point };

export interface Fix {
  readonly changes: readonly {
    readonly change: Change;
    readonly text: string;
    readonly command: string;
    readonly terraform: string;
  }[];
}

/** From anywhere to an interface, at its public address where the packet comes from the internet. */
export const toInterface =
  (from: From, eni: string, point: Omit<Point, 'dst'>): Ask =>
  (network) => {
    const one = network.interfaces.get(eni)!;
    const own = one.addressIn(point.src) ?? one.addresses[0]!;
    const dst = 'internet' in from ? (one.publicOf(own) ?? own) : own;
    return { from: 'internet' in from ? { internet: true, near: one.vpc.id } : from, point: { ...point, dst } };
  };

const MAX_ROUNDS = 8;
const MAX_SETS = 3;
const MAX_TRIES = 60;

/**
 * Up to three sets of changes, the smallest first. Every one of them, applied, really opens the path both ways. `adapt`: what a change
 * becomes for a question that is about more than its one packet.
 */
export function fixesFor(network: Network, ask: Ask, adapt: (change: Change) => Change = (change) => change): Fix[] {
  const found: Change[][] = [];
  const queue: Change[][] = [[]];
  for (let tries = 0; queue.length > 0 && tries < MAX_TRIES && found.length < MAX_SETS; tries++) {
    const changes = queue.shift()!;
    const after = changed(network, changes);
    const path = traced(after, ask);
    if (path.verdict.both === 'reachable') found.push(smallest(network, changes, ask));
    else if (changes.length < MAX_ROUNDS * 2) queue.push(...nextSets(after, path, changes, adapt));
  }
  const distinct = [...new Map(found.map((changes) => [JSON.stringify(changes), changes])).values()];
  return distinct.sort((a, b) => a.length - b.length).map(fixOf);
}

const traced = (network: Network, ask: Ask): Path => {
  const { from, point } = ask(network);
  return tracePoint(network, from, point);
};

const changed = (network: Network, changes: readonly Change[]): Network =>
  changes.length === 0 ? network : buildNetwork(changes.reduce(applyChange, network.snapshot));

/** All blockers at once; where one of them has alternatives, a set for each. */
function nextSets(network: Network, path: Path, changes: readonly Change[], adapt: (change: Change) => Change): Change[][] {
  const proposals = path.blockers.map((step) => propose(network, step).map(adapt)).filter((options) => options.length > 0);
  if (proposals.length === 0) return [];
  const most = Math.max(...proposals.map((options) => options.length));
  return Array.from({ length: most }, (_, index) => {
    const added = proposals.map((options) => options[Math.min(index, options.length - 1)]!);
    const fresh = added.filter((one) => !changes.some((other) => JSON.stringify(other) === JSON.stringify(one)));
    const unique = [...new Map(fresh.map((one) => [JSON.stringify(one), one])).values()];
    return unique.length > 0 ? [...changes, ...unique] : [];
  }).filter((set) => set.length > 0);
}

/** Without any change that is not needed. */
function smallest(network: Network, changes: readonly Change[], ask: Ask): Change[] {
  let kept = [...changes];
  for (const one of changes) {
    const without = kept.filter((other) => other !== one);
    if (traced(changed(network, without), ask).verdict.both === 'reachable') kept = without;
  }
  return kept;
}

const fixOf = (changes: readonly Change[]): Fix => ({
  changes: changes.map((change) => ({
    change,
    text: sentence(change),
    command: awsCommand(change),
    terraform: terraform(change),
  })),
});

/** One way to close a path, and what else it would cut off. */
export interface Closing {
  readonly change: Change;
  readonly text: string;
  readonly command: string;
  readonly terraform: string;
  /** Interfaces that the same change would no longer let be reached on that port by this source, or whose groups share the rule. */
  readonly alsoCuts: readonly string[];
}

/** What to remove, or to deny, so that the packet no longer arrives; each is tried. */
export function closingsFor(network: Network, ask: Ask): Closing[] {
  const path = traced(network, ask);
  if (path.verdict.both !== 'reachable') return [];
  const candidates = path.forward.flatMap((step): Change[] => {
    const place = { account: step.at.account, region: step.at.region };
    if (step.at.kind === 'security-group' && step.evidence) return revoke(step.evidence.source as Rule, place);
    if (step.at.kind === 'route-table')
      return deleteRoute(step.evidence?.source as { data: Record<string, string> } | undefined, step.at.id, place);
    return [];
  });
  return candidates
    .filter((change) => traced(changed(network, [change]), ask).verdict.both !== 'reachable')
    .map((change) => ({
      change,
      text: sentence(change),
      command: awsCommand(change),
      terraform: terraform(change),
      alsoCuts: cutOff(network, change, ask),
    }));
}

/** What a rule lets by, as AWS's commands take it. */
export function serviceOfRule({ protocol, ports, text }: Rule): Service {
  if (protocol.lo !== protocol.hi) return { protocol: '-1' };
  const written = text.split(' ')[0]!;
  const name = written === 'protocol' ? String(protocol.lo) : written;
  if (ports.lo === 0 && ports.hi === 65535) return { protocol: name };
  const icmp = protocol.lo !== TCP && name.startsWith('icmp');
  const [from, to] = icmp ? [ports.lo >> 8, ports.lo === ports.hi ? ports.lo & 255 : -1] : [ports.lo, ports.hi];
  return { protocol: name, from, to };
}

function revoke(rule: Rule, place: { account: string; region: string }): Change[] {
  if (!rule.prefix) return [];
  const { group, direction, peer } = rule;
  return [{ do: 'revoke', ...place, groupId: group.id, direction, service: serviceOfRule(rule), cidr: peer }];
}

function deleteRoute(
  route: { data: Record<string, string> } | undefined,
  tableId: string,
  place: { account: string; region: string },
): Change[] {
  const cidr = route?.data.DestinationCidrBlock ?? route?.data.DestinationIpv6CidrBlock;
  return cidr && route?.data.GatewayId !== 'local' ? [{ do: 'delete route', ...place, tableId, cidr, target: {} }] : [];
}

/** Other interfaces that the same packet reaches now and would not reach then. */
function cutOff(network: Network, change: Change, ask: Ask): string[] {
  const { from, point } = ask(network);
  const after = changed(network, [change]);
  const touched = [...network.interfaces.values()].filter((one) => concerns(network, change, one));
  return touched
    .filter((one) => {
      const other = toInterface(from, one.id, point);
      const { point: there } = other(network);
      if (there.dst === point.dst || typeof there.dst !== typeof point.src) return false;
      return traced(network, other).verdict.both === 'reachable' && traced(after, other).verdict.both !== 'reachable';
    })
    .map((one) => one.id);
}

function concerns(network: Network, change: Change, one: Interface): boolean {
  if (change.do === 'revoke') return one.groupIds.includes(change.groupId);
  if (change.do !== 'delete route') return false;
  const table = network.tableOf(one.subnet);
  return 'routes' in table && table.id === change.tableId;
}
