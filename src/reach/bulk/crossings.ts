/**
 * What answers about the internet stand on, whatever the filters say: who is alike, by which ways each class comes and goes, the classes'
 * groups compiled. Made of a network once, and a part of its index: exposure, and what an edit makes of it, put the classes through filters.
 */
import type { Network } from '../network.ts';
import type { Options } from '../walk.ts';
import { type Crowd, guardedCrowds } from './crowds.ts';
import { keyOfEnd } from './end-keys.ts';
import { inboundMembers, type Member, outboundMembers } from './members.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import { isAlikeFor } from './screens.ts';
import { type Seats, seatsOf } from './seats.ts';

/** All who are alike but for their groups, and their ways. */
export interface Crossing {
  readonly members: readonly Member[];
  readonly outlook: Outlook;
  /** By their groups; nothing where each is asked by itself, because a filter on the way looks at its address. */
  readonly crowds: readonly Crowd[] | undefined;
  /** Of each end, see `keyOfEnd`. */
  readonly keys: readonly (number | undefined)[];
}

export class Crossings {
  readonly network: Network;
  readonly seats: Seats;
  readonly #options: Options;
  #inbound: readonly Crossing[] | undefined;
  #outbound: readonly Crossing[] | undefined;

  constructor(network: Network, options: Options) {
    this.network = network;
    this.seats = seatsOf(network);
    this.#options = options;
  }

  get inbound(): readonly Crossing[] {
    this.#inbound ??= this.#all(inboundMembers(this.network, this.seats), 'src');
    return this.#inbound;
  }

  get outbound(): readonly Crossing[] {
    this.#outbound ??= this.#all(outboundMembers(this.network, this.seats), 'dst');
    return this.#outbound;
  }

  #all(classes: readonly (readonly Member[])[], open: 'src' | 'dst'): Crossing[] {
    return classes.map((members) => crossingOf(this.network, members, open, this.#options));
  }
}

const NONE: readonly never[] = [];

/** `outlook`: where the ways are known. */
export function crossingOf(
  network: Network,
  members: readonly Member[],
  open: 'src' | 'dst',
  options: Options,
  outlook = outlookOf(network, members[0]!, open, options),
): Crossing {
  const { ends } = outlook;
  if (ends.length === 0) return { members, outlook, crowds: NONE, keys: NONE };
  const isInCell = members.every((member) => member.range.lo === member.own && member.range.hi === member.own);
  if (!ends.every((end) => isAlikeFor(end, open === 'src' ? 'dst' : 'src', isInCell)))
    return { members, outlook, crowds: undefined, keys: NONE };
  const asked = { network, member: members[0]!, open };
  return { members, outlook, crowds: guardedCrowds(network, members, open), keys: ends.map((end) => keyOfEnd(asked, end)) };
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
