/** Sets of what passes, by number: the same few pass between many segments, and are added up once. */
import { mergedPassing, type Passing, servicesPassing } from '../../passing.ts';

/** The number of the empty set. */
export const NO_SET = 0;

/** More than there can be of one sort of number. */
const SHIFT = 2 ** 26;

export class PassingSets {
  /** Services that are the same have the same number, whichever traffic they are of. */
  readonly #numbers = new Map<Passing, number>();
  readonly #byText = new Map<string, number>();
  readonly #services: Passing[] = [];
  readonly #sets: (readonly number[])[] = [[]];
  readonly #byMembers = new Map<string, number>([['', NO_SET]]);
  readonly #grown = new Map<number, number>();
  readonly #merged: Passing[] = [];

  /** A set and one more. */
  with(set: number, passing: Passing): number {
    return this.#with(set, this.#numberOf(passing));
  }

  /** Two sets together. */
  joined(a: number, b: number): number {
    return this.#sets[b]!.reduce((set, one) => this.#with(set, one), a);
  }

  /** Its services, each in the best lot that it is in. */
  merged(set: number): Passing {
    this.#merged[set] ??= mergedPassing(this.#sets[set]!.map((one) => this.#services[one]!));
    return this.#merged[set];
  }

  #with(set: number, one: number): number {
    const key = set * SHIFT + one;
    let grown = this.#grown.get(key);
    if (grown === undefined) {
      const before = this.#sets[set]!;
      grown = before.includes(one) ? set : this.#setOf([...before, one].sort((a, b) => a - b));
      this.#grown.set(key, grown);
    }
    return grown;
  }

  #setOf(members: readonly number[]): number {
    const key = members.join();
    let set = this.#byMembers.get(key);
    if (set === undefined) {
      set = this.#sets.push(members) - 1;
      this.#byMembers.set(key, set);
    }
    return set;
  }

  #numberOf(passing: Passing): number {
    let number = this.#numbers.get(passing);
    if (number === undefined) {
      const services = servicesPassing(passing);
      const text = servicesKey(services);
      number = this.#byText.get(text) ?? this.#services.push(services) - 1;
      this.#byText.set(text, number);
      this.#numbers.set(passing, number);
    }
    return number;
  }
}

/** The same for the same services. */
export const servicesKey = ({ passes, arrives, doubtful }: Passing): string =>
  [passes, arrives, doubtful]
    .map((traffic) => traffic.map(({ protocol: p, destinationPort: d }) => `${p.lo}-${p.hi} ${d.lo}-${d.hi}`).join())
    .join(';');
