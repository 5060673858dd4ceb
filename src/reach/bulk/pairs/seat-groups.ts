/** Who of the seats has which groups. */
import type { Crowd } from './alone.ts';
import type { PairSeat, Seating } from './pair-seats.ts';

export class SeatGroups {
  readonly #seating: Seating;
  #seatsByGroup: Map<string, number[]> | undefined;

  constructor(seating: Seating) {
    this.#seating = seating;
  }

  /** Seats some members of which have a group. */
  seatsWith(groupId: string): readonly number[] {
    this.#seatsByGroup ??= this.#groupSeats();
    return this.#seatsByGroup.get(groupId) ?? [];
  }

  #groupSeats(): Map<string, number[]> {
    const found = new Map<string, number[]>();
    const { interfaces, seatOfRank } = this.#seating;
    interfaces.forEach(({ groupIds }, rank) => {
      const seat = seatOfRank[rank]!;
      for (const id of groupIds) {
        const known = found.get(id);
        if (!known) found.set(id, [seat]);
        else if (known.at(-1) !== seat) known.push(seat);
      }
    });
    return found;
  }

  /** The members of a seat by their groups. */
  crowdsIn({ first, end }: PairSeat): Crowd[] {
    const ranks = Array.from({ length: end - first }, (_, at) => first + at);
    const crowds = Map.groupBy(ranks, (rank) => this.#seating.interfaces[rank]!.groupIds);
    return [...crowds].map(([groups, mine]) => ({ groups, ranks: mine }));
  }
}
