/** Exposure in bulk: each class of interfaces is charted once, and each set of groups in it put through the filters once. */
import { type Address, box, everyAddress, familyOf, type Interval, only, type Traffic } from '../../net/index.ts';
import type { Path } from '../answer.ts';
import { type Exit, type Exposed, exitOf, type Outgoing } from '../exposure.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import { type Owner, ownerOfInterface } from '../owner.ts';
import type { Passing } from '../passing.ts';
import type { From } from '../start.ts';
import { type Landing, survey } from '../survey.ts';
import type { Options } from '../walk.ts';
import type { Open } from './chart.ts';
import { chart } from './charting.ts';
import type { Crowd, Member } from './crowds.ts';
import type { Swap } from './filters.ts';
import { foreignIn, isInside, outsideAround } from './ground.ts';
import { checksOf, type End, endsOf, type Flow, flowTo, ownField, passingOf, readdressed } from './lanes.ts';
import { type Touched, touchedBy } from './touched.ts';

/** What the internet does with a class of interfaces, or they with it. */
export interface Outlook {
  /** Whom it was charted for. */
  readonly charted: Interface;
  readonly ends: readonly End[];
  readonly touched: Touched;
}

export const fromOf = (open: Open, one: Interface): From => (open === 'src' ? { internet: true } : { eni: one.id });

export function outlookOf(network: Network, { one, range }: Member, open: Open, options: Options): Outlook {
  const any = everyAddress(familyOf(range.lo));
  const question = open === 'src' ? box({ src: any, dst: range }) : box({ src: range, dst: any });
  const parts = chart(network, fromOf(open, one), question, open, options);
  const all = endsOf(network, parts);
  const wanted = ({ arrival }: End): boolean =>
    !arrival || (open === 'src' ? arrival.interface !== undefined : arrival.at === 'internet' || arrival.at === 'on-premises');
  return { charted: one, ends: all.filter(wanted), touched: touchedBy(network, parts) };
}

/** The entries of a crowd. Where a filter on the way looks at its members' own addresses, each is asked for itself. */
export function entriesOf(network: Network, crowd: Crowd, outlook: Outlook, open: Open, options: Options): Entry[] {
  const field = ownField(open);
  const alike = outlook.ends.every((end) => checksOf(end).every(({ other }) => other.link !== field));
  if (alike) return entriesOfAlike(network, crowd, outlook, open, options);
  return crowd.members.flatMap((member) => entriesOfAlike(network, { ...crowd, members: [member] }, outlook, open, options));
}

/** For each place where something of its traffic ends, one for each member. */
function entriesOfAlike(network: Network, { members }: Crowd, outlook: Outlook, open: Open, options: Options): Entry[] {
  const first = members[0]!;
  const swap: Swap = (one) => (one === outlook.charted ? first.one : one);
  const field = ownField(open);
  const entries: Entry[] = [];
  const isRange = first.range.lo !== first.range.hi;
  for (const end of outlook.ends) {
    const flow = flowTo(network, end, swap, (traffic) => (isRange ? traffic : readdressed(traffic, field, first.range)));
    const outside = onTheInternet(network, flow, open!);
    if (outside.both.possible.length === 0 && outside.forward.sure.length === 0) continue;
    const shared = new Shared(network, end, outside, outlook.charted, open, options);
    for (const member of members) entries.push(new Entry(shared, member));
  }
  return entries;
}

/** Without boxes that hold no address of the internet. */
function onTheInternet(network: Network, { forward, both }: Flow, open: 'src' | 'dst'): Flow {
  const there = (boxes: Traffic): Traffic =>
    boxes.every((one) => isWhole(one[open]) || !isInside(outsideAround(network, one[open].lo), one[open]))
      ? boxes
      : boxes.filter((one) => !isInside(outsideAround(network, one[open].lo), one[open]));
  const all = (one: Flow['both']): Flow['both'] => {
    const sure = there(one.sure);
    return { sure, possible: one.sure === one.possible ? sure : there(one.possible) };
  };
  return { forward: all(forward), both: all(both) };
}

const isWhole = ({ lo, hi }: Interval<Address>): boolean => Number(lo) === 0 && Number(hi) >= 0xffff_ffff;

/** What the members of a crowd have in common. */
class Shared {
  readonly network: Network;
  readonly end: End;
  readonly charted: Interface;
  readonly open: Open;
  readonly options: Options;
  readonly exit: Exit | undefined;
  readonly #flow: Flow;
  #passing: Passing | undefined;

  constructor(network: Network, end: End, flow: Flow, charted: Interface, open: Open, options: Options) {
    this.network = network;
    this.end = end;
    this.#flow = flow;
    this.charted = charted;
    this.open = open;
    this.options = options;
    const { arrival, gateways, lostAt } = end;
    if (lostAt) this.exit = { by: lostAt, gateways: [lostAt], to: 'unknown' };
    else if (arrival?.at === 'internet' || arrival?.at === 'on-premises') this.exit = exitOf(arrival.where, gateways, arrival.at);
  }

  get passing(): Passing {
    this.#passing ??= passingOf(this.#flow);
    return this.#passing;
  }
}

/** One entry. What is costly is made when it is asked for. Addresses at the internet's end are to be understood within the internet. */
export class Entry implements Exposed, Outgoing {
  readonly #shared: Shared;
  readonly #member: Member;

  constructor(shared: Shared, member: Member) {
    this.#shared = shared;
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
    return this.#shared.exit!;
  }

  get passes(): Traffic {
    return this.#mine(this.#shared.passing.passes);
  }

  get arrives(): Traffic {
    return this.#mine(this.#shared.passing.arrives);
  }

  get doubtful(): Traffic {
    return this.#mine(this.#shared.passing.doubtful);
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
      path: () => this.path(),
    };
  }

  /** The proof: one packet of it, traced. */
  path(): Path {
    const { network, open, options, end } = this.#shared;
    const [first] = [...this.passes, ...this.doubtful, ...this.arrives];
    const foreign = foreignIn(outsideAround(network, first![open!].lo), first![open!])!;
    const traffic = [{ ...first!, [open!]: only(foreign) }];
    const { landings, lost } = survey(network, fromOf(open, this.#member.one), traffic, options);
    const mine = (one: Landing): boolean =>
      one.port === end.port &&
      one.arrival.at === end.arrival?.at &&
      (one.arrival.interface === undefined || open === 'dst' || one.arrival.interface === this.interface) &&
      one.through.length === end.through.length &&
      one.through.every((node, at) => node === this.through[at]);
    return (end.lostAt ? lost[0] : landings.find(mine))!.path();
  }
}
