/** Exposure in bulk: of each class of interfaces, whose ways are known, each set of groups is put through the filters. */
import type { Crossing } from './crossings.ts';
import { Entry, type Shared } from './entry.ts';
import type { Member } from './members.ts';
import type { Passage, Passages } from './passages.ts';

/** Members with the same groups, and what gets between them and one end. */
export class Told {
  readonly #shared: Shared;
  readonly #passage: Passage;
  readonly #members: readonly Member[];
  #entries: readonly Entry[] | undefined;

  constructor(shared: Shared, passage: Passage, members: readonly Member[]) {
    this.#shared = shared;
    this.#passage = passage;
    this.#members = members;
  }

  /** One for each member; the same when they are asked for again. */
  get entries(): readonly Entry[] {
    this.#entries ??= this.#members.map((member) => new Entry(this.#shared, this.#passage, member));
    return this.#entries;
  }
}

const NONE: readonly never[] = [];

/** What is exposed of a class, crowd by crowd. Where a filter on the way looks at its members' own addresses, each is asked for itself. */
export function toldOf({ members, ends, crowds, keys }: Crossing, passages: Passages): readonly Told[] {
  if (ends.length === 0) return NONE;
  const told: Told[] = [];
  if (crowds) {
    for (const crowd of crowds) {
      for (let at = 0; at < ends.length; at++) {
        const passage = passages.forCrowd(ends[at]!, keys[at], crowd);
        if (passage) told.push(new Told(ends[at]!, passage, crowd.members));
      }
    }
  } else {
    for (const member of members) {
      for (const end of ends) {
        const passage = passages.forMember(end, member);
        if (passage) told.push(new Told(end, passage, [member]));
      }
    }
  }
  return told.length > 0 ? told : NONE;
}
