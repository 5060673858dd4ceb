/**
 * What answers about the internet stand on, whatever the filters say: who is alike, by which ways each class comes and goes, the classes'
 * groups compiled. Made of a network once, and a part of its index: exposure, and what an edit makes of it, put the classes through filters.
 */
import type { Network } from '../../network/network.ts';
import type { Options } from '../../walk/walk.ts';
import { type Crowd, inCrowds } from '../charts/crowds.ts';
import { ownField } from '../charts/lanes.ts';
import { type Member, type Members, membersOf } from '../charts/members.ts';
import { isAlikeFor } from '../charts/screens.ts';
import { type Seats, seatsOf } from '../charts/seats.ts';
import { AllWays } from './all-ways.ts';
import { Shared } from './entry.ts';
import { outlookOf } from './outlook.ts';
import type { Touched } from './touched.ts';

/** All who are alike but for their groups, and their ways. */
export interface Crossing {
  /** Crowd after crowd. */
  readonly members: readonly Member[];
  readonly touched: Touched;
  readonly ends: readonly Shared[];
  /** By their groups; nothing where each is asked by itself, because a filter on the way looks at its address. */
  readonly crowds: readonly Crowd[] | undefined;
}

export class Crossings {
  readonly network: Network;
  readonly seats: Seats;
  readonly #options: Options;
  #members: Members | undefined;
  #inbound: readonly Crossing[] | undefined;
  #outbound: readonly Crossing[] | undefined;

  constructor(network: Network, options: Options) {
    this.network = network;
    this.seats = seatsOf(network);
    this.#options = options;
  }

  get outbound(): readonly Crossing[] {
    this.#members ??= membersOf(this.network, this.seats);
    this.#outbound ??= this.#all(this.#members.outbound, 'dst');
    return this.#outbound;
  }

  /** Who asks for both asks for `outbound` first: their members are found together. */
  get inbound(): readonly Crossing[] {
    this.#inbound ??= this.#all((this.#members ?? membersOf(this.network, this.seats, true)).inbound, 'src');
    return this.#inbound;
  }

  #all(classes: readonly (readonly Member[])[], open: 'src' | 'dst'): Crossing[] {
    const ways = new AllWays();
    return classes.map((members) => crossingOf(this.network, members, open, this.#options, ways));
  }
}

const NONE: readonly never[] = [];

/** `ways`: those of the other classes that are made for this network, in the same direction. */
export function crossingOf(
  network: Network,
  all: readonly Member[],
  open: 'src' | 'dst',
  options: Options,
  ways: AllWays,
): Crossing {
  const [member] = all as [Member];
  const { ends, touched } = outlookOf(network, member, open, options);
  if (ends.length === 0) return { members: all, touched, ends: NONE, crowds: NONE };
  const charted = member.one;
  const isInCell = all.every((one) => one.isItself);
  if (!ends.every((end) => isAlikeFor(end, ownField(open), isInCell))) {
    const told = ends.map((end) => new Shared(network, end, charted, open, options, ways.own(end, charted)));
    return { members: all, touched, ends: told, crowds: undefined };
  }
  const { members, crowds } = inCrowds(network, all, open);
  const isNaming = open === 'dst' && crowds.some(({ guard }) => guard.references.length > 0);
  const told = ends.map((end) => {
    const own = isNaming ? ways.own(end, charted) : undefined;
    return new Shared(network, end, charted, open, options, ways.common({ network, member, open }, end), own);
  });
  return { members, touched, ends: told, crowds };
}

const known = new WeakMap<Network, { strict?: Crossings; lenient?: Crossings }>();

/** Of one network the same, unless somebody records its walks. Each direction is made when it is first asked for. */
export function crossingsOf(network: Network, options: Options = {}): Crossings {
  if (options.recorder) return new Crossings(network, options);
  let mine = known.get(network);
  if (!mine) {
    mine = {};
    known.set(network, mine);
  }
  const name = options.strict ? 'strict' : 'lenient';
  mine[name] ??= new Crossings(network, options);
  return mine[name];
}
