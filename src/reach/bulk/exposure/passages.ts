/** What gets between the internet and ends that are alike, for groups that say the same: put through the filters once for all of them. */
import { fieldOf, type Traffic } from '../../../net/index.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { Passing } from '../../passing.ts';
import type { Crowd } from '../charts/crowds.ts';
import { isEverybody, isInside, outsideAround } from '../charts/ground.ts';
import { type Flow, ownField, passingOf, readdressed } from '../charts/lanes.ts';
import type { Member } from '../charts/members.ts';
import { flowThrough, mayPass, type Screened, screened } from '../charts/screens.ts';
import type { Ways } from './all-ways.ts';
import type { Shared } from './entry.ts';

/** In the addresses of somebody who was asked for. */
export class Passage {
  readonly #flow: Flow;
  #passing: Passing | undefined;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  get passing(): Passing {
    this.#passing ??= passingOf(this.#flow);
    return this.#passing;
  }

  /** The part of it that is in doubt, as what gets lost is; nothing where none is. */
  get inDoubt(): Passage | undefined {
    const { doubtful } = this.passing;
    const half = { sure: [], possible: doubtful };
    return doubtful.length > 0 ? new Passage({ forward: half, both: half }) : undefined;
  }
}

/** What all filters but a crowd's own let through; nothing where that is nothing. */
interface Screen {
  readonly charted: Interface;
  readonly screened: Screened<Ways> | undefined;
}

/** Room for the numbers of what guards say beside those of ways. */
const CONTENTS = 2 ** 26;

export class Passages {
  readonly #network: Network;
  readonly #open: 'src' | 'dst';
  readonly #screens: Screen[] = [];
  readonly #known = new Map<number, Passage | null>();

  constructor(network: Network, open: 'src' | 'dst') {
    this.#network = network;
    this.#open = open;
  }

  /** What gets to an end for a crowd, one of whose members is given; nothing if nothing does. */
  forCrowd({ ways, ownWays }: Shared, { guard, content }: Crowd, { one }: Member): Passage | undefined {
    // Rules for groups name interfaces of one VPC and its neighbours.
    if (ownWays && guard.references.length > 0) return this.#through(this.#screenFor(ownWays), one);
    if (!ways.isCommon) return this.#through(this.#screenFor(ways), one);
    const number = ways.number * CONTENTS + content;
    let found = this.#known.get(number);
    if (found === undefined) {
      found = this.#through(this.#screenFor(ways), one) ?? null;
      this.#known.set(number, found);
    }
    return found ?? undefined;
  }

  /** The same for one of whom a filter on the way wants to know the address. */
  forMember({ ways }: Shared, { one, range }: Member): Passage | undefined {
    const isRange = range.lo !== range.hi;
    const own = ownField(this.#open);
    const screen = this.#screen(ways, (territory) => (isRange ? territory : readdressed(territory, own, range)));
    return this.#through(screen, one);
  }

  #screenFor(ways: Ways): Screen {
    this.#screens[ways.number] ??= this.#screen(ways);
    return this.#screens[ways.number]!;
  }

  #screen(ways: Ways, place = (territory: Traffic): Traffic => territory): Screen {
    const { charted } = ways;
    const found = screened(this.#network, ways, charted, this.#open, place);
    return { charted, screened: mayPass(found) ? found : undefined };
  }

  #through({ charted, screened: screen }: Screen, one: Interface): Passage | undefined {
    if (!screen) return undefined;
    const found = flowThrough(this.#network, screen, (other) => (other === charted ? one : other), this.#open);
    const flow = this.#onTheInternet(found);
    return flow.both.possible.length === 0 && flow.forward.sure.length === 0 ? undefined : new Passage(flow);
  }

  /** Without boxes that hold no address of the internet. */
  #onTheInternet({ forward, both }: Flow): Flow {
    const isThere = (range: Traffic[number]['src']): boolean =>
      isEverybody(range) || !isInside(outsideAround(this.#network, range.lo), range);
    const there = (boxes: Traffic): Traffic => {
      const found = boxes.filter((one) => isThere(fieldOf(one, this.#open)));
      return found.length === boxes.length ? boxes : found;
    };
    const all = (one: Flow['both']): Flow['both'] => {
      const sure = there(one.sure);
      return { sure, possible: one.sure === one.possible ? sure : there(one.possible) };
    };
    const arrived = all(forward);
    return { forward: arrived, both: both === forward ? arrived : all(both) };
  }
}
