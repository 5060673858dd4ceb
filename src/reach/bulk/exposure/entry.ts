/** One thing that the internet reaches, or that reaches it: found for a crowd together, told for each of its members. */
import { type Address, familyOf, type Interval, only, type Traffic } from '../../../net/index.ts';
import type { Exit, Exposed, Outgoing } from '../../exposure.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import { type Owner, ownerOfInterface } from '../../network/owner.ts';
import { type Landing, survey } from '../../survey.ts';
import type { Path } from '../../walk/answer.ts';
import type { From } from '../../walk/start.ts';
import { trace } from '../../walk/trace.ts';
import type { Options } from '../../walk/walk.ts';
import { foreignIn, outsideAround } from '../charts/ground.ts';
import { type End, ownField, readdressed } from '../charts/lanes.ts';
import type { Member } from '../charts/members.ts';
import type { Ways } from './all-ways.ts';
import type { Passage } from './passages.ts';

/** An end of the internet's traffic, or of traffic to the internet; then with the way by which it leaves. */
export interface Goal extends Omit<End, 'stretches'> {
  readonly exit: Exit | undefined;
}

export const fromOf = (open: 'src' | 'dst', one: Interface): From => (open === 'src' ? { internet: true } : { eni: one.id });

/** What those who are told of one end have in common. */
export class Shared {
  readonly network: Network;
  readonly end: Goal;
  readonly charted: Interface;
  readonly open: 'src' | 'dst';
  readonly options: Options;
  readonly ways: Ways;
  /** For whose rules name groups: these may name who stands for others. */
  readonly ownWays: Ways | undefined;

  constructor(
    network: Network,
    { key, arrival, lostAt, through, gateways, port, exit }: Goal,
    charted: Interface,
    open: 'src' | 'dst',
    options: Options,
    ways: Ways,
    ownWays?: Ways,
  ) {
    this.network = network;
    this.end = { key, arrival, ...(lostAt && { lostAt }), through, gateways, port, exit };
    this.charted = charted;
    this.open = open;
    this.options = options;
    this.ways = ways;
    this.ownWays = ownWays;
  }
}

/** One entry. What is costly is made when it is asked for. Addresses at the internet's end are to be understood within the internet. */
export class Entry implements Exposed, Outgoing {
  readonly #shared: Shared;
  readonly #passage: Passage;
  readonly #member: Member;

  constructor(shared: Shared, passage: Passage, member: Member) {
    this.#shared = shared;
    this.#passage = passage;
    this.#member = member;
  }

  /** Where it ends: the member, or what a load balancer leads to; of outgoing traffic where it begins. */
  get interface(): Interface {
    const { end, charted, open } = this.#shared;
    const found = (open === 'src' && end.arrival?.interface) || charted;
    return found === charted ? this.#member.one : found;
  }

  /** Whose address it is: the interface that was asked for, which may stand for others. */
  get at(): Interface {
    return this.#member.one;
  }

  get owner(): Owner {
    return ownerOfInterface(this.#shared.network, this.interface);
  }

  get family(): 4 | 6 {
    return familyOf(this.#member.range.lo);
  }

  get address(): Interval<Address> {
    return this.#member.range;
  }

  get through(): readonly Interface[] {
    const { end, charted } = this.#shared;
    return end.through.map((one) => (one === charted ? this.#member.one : one));
  }

  get port(): number | undefined {
    return this.#shared.end.port;
  }

  get exit(): Exit {
    return this.#shared.end.exit!;
  }

  get passes(): Traffic {
    return this.#mine(this.#passage.passing.passes);
  }

  get arrives(): Traffic {
    return this.#mine(this.#passage.passing.arrives);
  }

  get doubtful(): Traffic {
    return this.#mine(this.#passage.passing.doubtful);
  }

  #mine(traffic: Traffic): Traffic {
    return readdressed(traffic, ownField(this.#shared.open), this.#member.range);
  }

  /** All of it as a plain value, for who changes something of it; the proof is still made when it is asked for. */
  told(): Exposed & Outgoing {
    const { interface: one, owner, family, address, through, port, exit, passes, arrives, doubtful } = this;
    return {
      interface: one,
      owner,
      family,
      address,
      through,
      port,
      exit,
      passes,
      arrives,
      doubtful,
      path: (of) => this.path(of),
    };
  }

  /** The proof: one packet of it, traced; of the part that is asked for. */
  path(of: Traffic = [...this.passes, ...this.doubtful, ...this.arrives]): Path {
    const { network, open, options, end } = this.#shared;
    const [first] = of;
    const foreign = foreignIn(outsideAround(network, first![open].lo), first![open])!;
    const traffic = [{ ...first!, [open]: only(foreign) }];
    const from = fromOf(open, this.#member.one);
    const { landings, lost } = survey(network, from, traffic, options);
    const mine = (one: Landing): boolean =>
      one.port === end.port &&
      one.arrival.at === end.arrival?.at &&
      (one.arrival.interface === undefined || open === 'dst' || one.arrival.interface === this.interface) &&
      one.through.length === end.through.length &&
      one.through.every((node, at) => node === this.through[at]);
    const found = end.lostAt ? lost[0] : landings.find(mine);
    return found ? found.path() : trace(network, { from, traffic, options }).path;
  }
}
