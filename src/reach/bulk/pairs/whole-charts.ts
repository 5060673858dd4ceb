/** All packets between pairs of seats, charted once for all services and lots; kept while the same receiver is at hand. */
import { box, only } from '../../../net/index.ts';
import type { Network } from '../../network/network.ts';
import type { Options } from '../../walk/walk.ts';
import { type Charted, chart } from '../charts/charting.ts';
import type { PairSeat } from './pair-seats.ts';

export class WholeCharts {
  readonly #network: Network;
  readonly #options: Options;
  readonly #mine = new Map<string, Charted[]>();
  #to: number | undefined;

  constructor(network: Network, options: Options) {
    this.#network = network;
    this.#options = options;
  }

  between(from: PairSeat, to: PairSeat): Charted[] {
    if (this.#to !== to.at) this.#mine.clear();
    this.#to = to.at;
    const key = `${from.one.id} ${from.own} ${to.own}`;
    const known = this.#mine.get(key);
    if (known) return known;
    const question = box({ src: only(from.own), dst: only(to.own) });
    const found = chart(this.#network, { eni: from.one.id }, question, undefined, this.#options);
    this.#mine.set(key, found);
    return found;
  }
}
