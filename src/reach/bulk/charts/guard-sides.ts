/** The groups of an interface taken together, as lists of boxes: made once for each set of groups. */
import type { Family, Interval } from '../../../net/index.ts';
import { Missing } from '../../network/coverage.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { RuleDirection } from '../../network/security-group.ts';
import { type Allowance, type GroupSide, groupSide, type Reference } from './conditions.ts';
import { contentsOf } from './contents.ts';
import { isEverybody } from './ground.ts';

/** Rules that another one makes needless are left out, of either list when it is asked for. */
export class GuardSide {
  readonly #network: Network;
  readonly #sides: readonly GroupSide[];
  #content: number | undefined;
  #addresses: readonly Allowance[] | undefined;
  #outer: readonly Allowance[] | undefined;
  readonly doubtful: readonly Allowance[];
  readonly references: readonly Reference[];
  /** Some group is not in the snapshot. */
  readonly isUnknown: boolean;

  constructor(network: Network, sides: readonly GroupSide[], isUnknown: boolean) {
    this.#network = network;
    this.#sides = sides;
    this.doubtful = together(sides, (one) => one.doubtful);
    this.references = together(sides, (one) => one.references);
    this.isUnknown = isUnknown;
  }

  get addresses(): readonly Allowance[] {
    this.#addresses ??= withoutNeedless(together(this.#sides, (one) => one.addresses));
    return this.#addresses;
  }

  get outer(): readonly Allowance[] {
    this.#outer ??= withoutNeedless(together(this.#sides, (one) => one.outer));
    return this.#outer;
  }

  /** The same number for all who let through the same of the internet, references left out. */
  get content(): number {
    if (this.#content === undefined) {
      const texts: string[] = [];
      for (const { outerText } of this.#sides) if (outerText !== '' && !texts.includes(outerText)) texts.push(outerText);
      const text = texts.length === 1 ? texts[0]! : texts.join('|');
      this.#content = contentsOf(this.#network).numberOf(this.isUnknown ? `unknown ${text}` : text);
    }
    return this.#content;
  }
}

/** The lists of several groups as one; most have one that is not empty. */
function together<T>(sides: readonly GroupSide[], listOf: (one: GroupSide) => readonly T[]): readonly T[] {
  let found: readonly T[] = [];
  for (const side of sides) {
    const more = listOf(side);
    if (more.length > 0) found = found.length === 0 ? more : found.concat(more);
  }
  return found;
}

const guardSides = new WeakMap<Network, Record<`${RuleDirection}${Family}`, Map<readonly string[], GuardSide>>>();

/** One side of all groups of an interface for one family; interfaces with the same groups share it. */
export function guardSide(network: Network, one: Interface, side: RuleDirection, family: Family): GuardSide {
  let all = guardSides.get(network);
  if (!all) {
    all = { ingress4: new Map(), ingress6: new Map(), egress4: new Map(), egress6: new Map() };
    guardSides.set(network, all);
  }
  const mine = all[`${side}${family}`];
  let found = mine.get(one.groupIds);
  if (!found) {
    found = takenTogether(network, one, side, family);
    mine.set(one.groupIds, found);
  }
  return found;
}

function takenTogether(network: Network, one: Interface, side: RuleDirection, family: Family): GuardSide {
  const sides: GroupSide[] = [];
  for (const id of one.groupIds) {
    const group = network.group(id, one);
    if (!(group instanceof Missing)) sides.push(groupSide(network, group, side, family));
  }
  return new GuardSide(network, sides, sides.length < one.groupIds.length);
}

/** Without those that a rule for everybody holds already. */
function withoutNeedless(all: readonly Allowance[]): readonly Allowance[] {
  const kept: Allowance[] = [];
  const needless = ({ protocol, port }: Allowance): boolean =>
    kept.some((wide) => holdsRange(wide.protocol, protocol) && holdsRange(wide.port, port));
  for (const one of all) if (isEverybody(one.other) && !needless(one)) kept.push(one);
  if (kept.length === 0 || kept.length === all.length) return all;
  return [...kept, ...all.filter((one) => !isEverybody(one.other) && !needless(one))];
}

const holdsRange = (wide: Interval<number>, one: Interval<number>): boolean => wide.lo <= one.lo && one.hi <= wide.hi;
