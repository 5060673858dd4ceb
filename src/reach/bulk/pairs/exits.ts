/** By which exit the packets of a seat leave for which addresses: one walk for each interval of destinations that is treated alike. */
import { type Address, type Box, everyAddress, holds, type Interval, only } from '../../../net/index.ts';
import { beginsConnections } from '../../exposure.ts';
import type { Network } from '../../network/network.ts';
import type { Step } from '../../walk/step.ts';
import { chartOne } from '../charts/charting.ts';
import { type Around, endOf, reaches } from './around.ts';
import { firstThat, type PairSeat, type Seating } from './pair-seats.ts';
import { type PairOptions, questionsFor, type Services } from './service-masks.ts';

/** The number of what is carried into transit gateways, see `Junctions`; or one of the two below. */
export type Exit = number;
/** Nothing passes. */
export const DEAD: Exit = -1;
/** Nothing is known of others: each pair is charted by itself. */
export const ALONE: Exit = -2;

/** Runs of seats in the order of addresses: from `starts[n]` on the exit is `exits[n]`. */
export interface Exits {
  readonly starts: number[];
  readonly exits: Exit[];
  /** What it begins itself comes nowhere: unattached, stopped, or of a type that only answers. */
  isMute: boolean;
}

/** What senders carry into transit gateways, by number. */
export class Junctions {
  readonly #numbers = new Map<string, number>();

  get count(): number {
    return this.#numbers.size;
  }

  numberOf(key: string): number {
    let found = this.#numbers.get(key);
    if (found === undefined) {
      found = this.#numbers.size;
      this.#numbers.set(key, found);
    }
    return found;
  }
}

interface Known extends Around {
  readonly exit: Exit;
  readonly isMute?: boolean;
}

export function exitsOf(
  network: Network,
  seat: PairSeat,
  { seats, family }: Seating,
  services: Services,
  junctions: Junctions,
  options: PairOptions,
): Exits {
  // A NAT gateway sends only what it was sent, and takes nothing that did not begin behind it.
  if (seat.one.type === 'nat_gateway') return { starts: [0], exits: [DEAD], isMute: true };
  const found: Exits = { starts: [], exits: [], isMute: !beginsConnections(seat.one) };
  const known: Known[] = [];
  const everywhere = everyAddress(family);
  for (let at = 0; at < seats.length; ) {
    const { own } = seats[at]!;
    let mine = known.find((one) => reaches(one, own));
    if (!mine) {
      mine = walkTo(network, seat, own, everywhere, services, junctions, options);
      if (mine.exit !== ALONE) known.push(mine);
      if (mine.isMute) found.isMute = true;
    }
    if (found.exits.at(-1) !== mine.exit) {
      found.starts.push(at);
      found.exits.push(mine.exit);
    }
    const end = endOf(mine, own);
    at = firstThat(at + 1, seats.length, (one) => seats[one]!.own > end);
  }
  return found;
}

/** What all services have in common on the way to an address. */
function walkTo(
  network: Network,
  { one, own }: PairSeat,
  to: Address,
  everywhere: Interval<Address>,
  services: Services,
  junctions: Junctions,
  options: PairOptions,
): Known {
  const [question, ...more] = questionsFor(services, only(own), everywhere, options) as [Box, ...Box[]];
  const first = walked(network, one.id, question, to, options);
  if (first.key === undefined && !first.isMute) return { range: only(to), holes: [], exit: ALONE, isMute: false };
  const found = [first, ...more.map((each) => walked(network, one.id, each, to, options))];
  const isMute = found.every((each) => each.isMute);
  const keys = found.map(({ key }) => key);
  const exit = keys.includes(undefined)
    ? ALONE
    : keys.every((key) => key === NOWHERE)
      ? DEAD
      : keys.includes(NOWHERE)
        ? ALONE
        : junctions.numberOf(keys.join('|'));
  if (exit === ALONE) return { range: only(to), holes: [], exit, isMute };
  const range = found.reduce(
    ({ lo, hi }, { range: other }) => ({ lo: other.lo > lo ? other.lo : lo, hi: other.hi < hi ? other.hi : hi }),
    first.range,
  );
  return { range, holes: found.flatMap(({ holes }) => holes), exit, isMute };
}

interface Walked extends Around {
  /** What it carries into a transit gateway; nothing where each destination is a matter of its own. */
  readonly key: string | undefined;
  readonly isMute: boolean;
}

const NOWHERE = 'nowhere';

function walked(network: Network, eni: string, question: Box, to: Address, options: PairOptions): Walked {
  const start = { ...question, dst: only<Address>(to) };
  const { ways, box: territory, holes } = chartOne(network, { eni }, start, question, undefined, options);
  const [way] = ways as [(typeof ways)[0]];
  const isMute = isMuteBy(way.path.forward);
  const junction = way.notes[0]!.junctions.find(({ direction }) => direction === 'forward');
  // Of a question for TCP and UDP the protocols between them are asked by nobody.
  const asked = [question.protocol.lo, question.protocol.hi];
  const isWhole = (one: Box): boolean =>
    asked.every((protocol) => holds(one.protocol, protocol)) &&
    (['sourcePort', 'destinationPort'] as const).every(
      (field) => one[field].lo <= question[field].lo && question[field].hi <= one[field].hi,
    );
  const lost = { range: only<Address>(to), holes: [], key: undefined, isMute };
  const reach = junction ? junction.territory : territory;
  const cut = (junction ? holes.slice(0, junction.holes) : holes).filter(({ protocol }) =>
    asked.some((one) => holds(protocol, one)),
  );
  // Some services to this address may go elsewhere.
  if (!isWhole(reach) || cut.some(({ dst }) => holds(dst, to))) return lost;
  const isDead = ways.every(
    ({ path }) => path.verdict.forward === 'blocked' && path.connections.every(({ arrival }) => !arrival),
  );
  const key = junction ? junction.key : isDead ? NOWHERE : undefined;
  return key === undefined ? lost : { range: reach.dst, holes: cut.map(({ dst }) => dst), key, isMute };
}

/** Blocked by the sender itself, before a filter, a route or a gateway had a say. */
const isMuteBy = (forward: readonly Step[]): boolean => forward[0]?.does === 'blocks' && ownKinds.has(forward[0].at.kind);
const ownKinds = new Set(['network-interface', 'instance']);
