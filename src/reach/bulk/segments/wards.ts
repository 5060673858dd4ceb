/** Interfaces that are in the same segments, as wards: what is told of segments is told of each ward once. */
import type { Interface } from '../../network/interface.ts';

/** Interfaces that stand together in a list, all of one ward: from `first` up to, not including, `end`. */
export interface Run {
  readonly first: number;
  readonly end: number;
  readonly ward: number;
}

export class Wards {
  readonly #segmentsOf: (one: Interface) => readonly number[];
  readonly #numbers = new Map<string, number>();
  readonly #wardOf = new Map<Interface, number>();
  /** Of each ward the numbers of its segments. */
  readonly segments: (readonly number[])[] = [];

  /** `segmentsOf`: the numbers of the segments that an interface is in. */
  constructor(segmentsOf: (one: Interface) => readonly number[]) {
    this.#segmentsOf = segmentsOf;
  }

  of(one: Interface): number {
    let ward = this.#wardOf.get(one);
    if (ward === undefined) {
      ward = this.#numberOf(this.#segmentsOf(one));
      this.#wardOf.set(one, ward);
    }
    return ward;
  }

  #numberOf(segments: readonly number[]): number {
    const key = segments.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.segments.length);
    return this.segments.push(segments) - 1;
  }

  runsOf(interfaces: readonly Interface[]): Run[] {
    const runs: Run[] = [];
    for (let first = 0; first < interfaces.length; ) {
      const ward = this.of(interfaces[first]!);
      let end = first + 1;
      while (end < interfaces.length && this.of(interfaces[end]!) === ward) end += 1;
      runs.push({ first, end, ward });
      first = end;
    }
    return runs;
  }
}
