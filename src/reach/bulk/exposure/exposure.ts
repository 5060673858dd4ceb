/** Exposure in bulk: of each class of interfaces, whose ways are known, each set of groups is put through the filters. */
import type { Member } from '../charts/members.ts';
import type { Crossing } from './crossings.ts';
import { Entry, type Shared } from './entry.ts';
import type { Passage, Passages } from './passages.ts';

/** Members with the same groups, and what gets between them and one end. */
export class Told {
  readonly #shared: Shared;
  readonly #passage: Passage;
  readonly #members: readonly Member[];
  readonly #from: number;
  readonly #to: number;
  #entries: readonly Entry[] | undefined;

  /** `from`, `to`: whom of the members. */
  constructor(shared: Shared, passage: Passage, members: readonly Member[], from: number, to: number) {
    this.#shared = shared;
    this.#passage = passage;
    this.#members = members;
    this.#from = from;
    this.#to = to;
  }

  /** One for each member; the same when they are asked for again. */
  get entries(): readonly Entry[] {
    this.#entries ??= this.#members.slice(this.#from, this.#to).map((member) => new Entry(this.#shared, this.#passage, member));
    return this.#entries;
  }
}

const NONE: readonly never[] = [];

/** What is exposed of a class, crowd by crowd. Where a filter on the way looks at its members' own addresses, each is asked for itself. */
export function toldOf({ members, ends, crowds }: Crossing, passages: Passages): readonly Told[] {
  if (ends.length === 0) return NONE;
  const told: Told[] = [];
  if (crowds) {
    for (const crowd of crowds) {
      for (const end of ends) {
        const passage = toldOfEnd(end, passages.forCrowd(end, crowd, members[crowd.from]!));
        if (passage) told.push(new Told(end, passage, members, crowd.from, crowd.to));
      }
    }
  } else {
    for (const [at, member] of members.entries()) {
      for (const end of ends) {
        const passage = toldOfEnd(end, passages.forMember(end, member));
        if (passage) told.push(new Told(end, passage, members, at, at + 1));
      }
    }
  }
  return told.length > 0 ? told : NONE;
}

const toldOfEnd = ({ end }: Shared, passage: Passage | undefined): Passage | undefined =>
  end.lostAt ? passage?.inDoubt : passage;
