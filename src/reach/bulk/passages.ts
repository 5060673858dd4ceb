/** What gets between the internet and ends that are alike, for groups that say the same: put through the filters once for all of them. */
import { fieldOf, type Traffic } from '../../net/index.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import type { Passing } from '../passing.ts';
import type { Crowd } from './crowds.ts';
import { isEverybody, isInside, outsideAround } from './ground.ts';
import { type End, type Flow, passingOf } from './lanes.ts';
import { flowThrough, mayPass, type Screened, screened } from './screens.ts';

/** In the addresses of somebody who is asked for. */
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
}

/** Room for the numbers of guards beside those of ends. */
const GUARDS = 2 ** 26;

export class Passages {
  readonly #network: Network;
  readonly #open: 'src' | 'dst';
  readonly #known = new Map<number, Passage | undefined>();

  constructor(network: Network, open: 'src' | 'dst') {
    this.#network = network;
    this.#open = open;
  }

  /** What gets to an end for a crowd, if anything does; `key`: see `keyOfEnd`. `screen`: what all filters but the crowd's own let through. */
  find(
    key: number | undefined,
    { members, guard }: Crowd,
    charted: Interface,
    screen: () => Screened | undefined,
  ): Passage | undefined {
    const make = (): Passage | undefined => {
      const found = screen();
      return found && this.through(found, members[0]!.one, charted);
    };
    // Rules for groups name interfaces of one VPC and its neighbours.
    if (key === undefined || (this.#open === 'dst' && guard.references.length > 0)) return make();
    const number = key * GUARDS + guard.content;
    const known = this.#known.get(number);
    if (known || this.#known.has(number)) return known;
    const made = make();
    this.#known.set(number, made);
    return made;
  }

  screen(end: End, charted: Interface, place: (territory: Traffic) => Traffic): Screened | undefined {
    const found = screened(this.#network, end, charted, this.#open, place);
    return mayPass(found) ? found : undefined;
  }

  through(screen: Screened, one: Interface, charted: Interface): Passage | undefined {
    const flow = this.#onTheInternet(
      flowThrough(this.#network, screen, (other) => (other === charted ? one : other), this.#open),
    );
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
