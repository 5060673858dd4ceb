/** Exposure in bulk: each class of interfaces is charted once, and each set of groups in it put through the filters once. */
import type { Network } from '../network.ts';
import type { Options } from '../walk.ts';
import type { Crossing } from './crossings.ts';
import { Entry, Shared } from './entry.ts';
import { ownField, readdressed } from './lanes.ts';
import type { Member } from './members.ts';
import type { Passage, Passages } from './passages.ts';
import type { Screened } from './screens.ts';

/** An end to which something gets, and what. */
interface Telling {
  readonly shared: Shared;
  readonly passage: Passage;
}

/** Members with the same groups, and what of theirs is exposed. */
export class Told {
  readonly #members: readonly Member[];
  readonly #tellings: readonly Telling[];
  #entries: readonly Entry[] | undefined;

  constructor(members: readonly Member[], tellings: readonly Telling[]) {
    this.#members = members;
    this.#tellings = tellings;
  }

  /** For each end and member one; the same when they are asked for again. */
  get entries(): readonly Entry[] {
    if (!this.#entries) {
      const entries: Entry[] = [];
      for (const { shared, passage } of this.#tellings)
        for (const member of this.#members) entries.push(new Entry(shared, passage, member));
      this.#entries = entries;
    }
    return this.#entries;
  }
}

const NONE: readonly never[] = [];

/** What is exposed of a class, crowd by crowd; nothing for crowds of which nothing is. */
export function toldOf(
  network: Network,
  crossing: Crossing,
  open: 'src' | 'dst',
  options: Options,
  passages: Passages,
): readonly Told[] {
  const {
    members,
    crowds,
    keys,
    outlook: { charted, ends },
  } = crossing;
  if (ends.length === 0) return NONE;
  const shared = ends.map((end) => new Shared(network, end, charted, open, options));
  if (!crowds) return members.flatMap((member) => toldAlone(member, shared, passages));
  const screens: (Screened | 'nothing' | undefined)[] = [];
  const screen = (at: number): Screened | undefined => {
    screens[at] ??= passages.screen(ends[at]!, charted, (territory) => territory) ?? 'nothing';
    return screens[at] === 'nothing' ? undefined : screens[at];
  };
  const told: Told[] = [];
  for (const crowd of crowds) {
    const tellings: Telling[] = [];
    for (let at = 0; at < ends.length; at++) {
      const passage = passages.find(keys[at], crowd, charted, () => screen(at));
      if (passage) tellings.push({ shared: shared[at]!, passage });
    }
    if (tellings.length > 0) told.push(new Told(crowd.members, tellings));
  }
  return told;
}

/** Where a filter on the way looks at its members' own addresses, each is asked for itself. */
function toldAlone(member: Member, all: readonly Shared[], passages: Passages): Told[] {
  const isRange = member.range.lo !== member.range.hi;
  const tellings = all.flatMap((shared): Telling[] => {
    const { end, charted, open } = shared;
    const screen = passages.screen(end, charted, (territory) =>
      isRange ? territory : readdressed(territory, ownField(open), member.range),
    );
    const passage = screen && passages.through(screen, member.one, charted);
    return passage ? [{ shared, passage }] : [];
  });
  return tellings.length > 0 ? [new Told([member], tellings)] : [];
}
