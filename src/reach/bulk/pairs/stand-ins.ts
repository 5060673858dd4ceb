/** Of a way that was walked with somebody in another's stead: what is the sender's, what the receiver's, and when nobody can stand in. */
import type { Address } from '../../../net/index.ts';
import { Missing } from '../../network/coverage.ts';
import { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { Attachment } from '../../network/transit.ts';
import type { Step } from '../../walk/step.ts';
import type { Charted, ChartedWay } from '../charts/charting.ts';
import type { Check } from '../charts/notes.ts';
import type { PairSeat } from './pair-seats.ts';

export interface Place {
  readonly connection: number;
  readonly at: number;
  readonly way: ChartedWay;
}

/** Whether the packets are this receiver's: an address may be another's too, in another VPC. */
export const comesTo = ({ ways }: Charted, { one }: PairSeat): boolean =>
  ways.every(({ path }) => {
    const [first] = path.connections;
    return first?.arrival?.interface === one || first?.through === one || (!first?.arrival && path.verdict.both !== 'reachable');
  });

export const isWithoutWay = ({ does, at }: Step): boolean => does === 'blocks' && at.kind === 'transit-gateway-route-table';

const middleboxes = new Set(['vpc-endpoint', 'firewall', 'firewall-policy']);
const passing = new Set<Step['does']>(['forwards', 'allows', 'unknown']);

export const isInspected = ({ path }: ChartedWay): boolean => {
  const { forward, reply } = path.connections[0]!;
  return [...forward, ...reply].some(
    ({ at, does, assumption }) =>
      assumption === 'appliance-forwards' ||
      (at as Partial<Attachment>).type === 'network-function' ||
      (middleboxes.has(at.kind) && passing.has(does)),
  );
};

/** Noted on the sender's side: before the packet comes into a transit gateway, or after the reply has. */
function isSenders({ direction }: Check, { connection, at, way }: Place): boolean {
  if (connection > 0) return false;
  const junction = way.notes[0]!.junctions.find((one) => one.direction === direction);
  if (!junction) return false;
  return direction === 'forward' ? at < junction.checks : at >= junction.checks;
}

export const ofSender = (check: Check, place: Place, from: PairSeat): boolean =>
  isSenders(check, place) && !isEgressOf(check, from.one);
export const ofReceiver = (check: Check, place: Place, from: PairSeat, to: PairSeat): boolean =>
  !isSenders(check, place) && !isEgressOf(check, from.one) && !isIngressOf(check, to.one);

/** The groups that filters on the way, not at its ends, ask somebody for: what they say holds for who has the same of them. */
export function askedOf(
  network: Network,
  parts: readonly Charted[],
  { one, own }: PairSeat,
  wanted: (check: Check) => boolean,
): readonly string[] {
  const found = new Set<string>();
  for (const { notes } of parts.flatMap(({ ways }) => ways))
    for (const { checks } of notes)
      for (const check of checks)
        if (isAbout(check, one, own) && wanted(check)) for (const id of groupsNamed(network, check)) found.add(id);
  return found.size === 0 ? NONE : [...found];
}

const NONE: readonly string[] = [];

const isAbout = ({ side, identity, other }: Check, one: Interface, own: Address): boolean =>
  side === 'ingress' ? identity === one : other.value === own;

function groupsNamed(network: Network, { at, side }: Check): readonly string[] {
  if (!(at instanceof Interface)) return NONE;
  return at.groupIds.flatMap((id) => {
    const group = network.group(id, at);
    return group instanceof Missing ? NONE : group[side].flatMap(({ groupId }) => groupId ?? []);
  });
}

export const isEgressOf = ({ at, side, direction }: Check, one: Interface): boolean =>
  at === one && side === 'egress' && direction === 'forward';
export const isIngressOf = ({ at, side, direction }: Check, one: Interface): boolean =>
  at === one && side === 'ingress' && direction === 'forward';
