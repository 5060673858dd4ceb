/** Traffic put through the filters of a way: what of it surely passes, and what passes if all that is not known is well. */
import {
  type Address,
  type Box,
  type Dimension,
  familyOf,
  fieldOf,
  type Interval,
  meet,
  minus,
  withField,
} from '../../../net/index.ts';
import { Missing } from '../../network/coverage.ts';
import { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import { aclSide } from './acl-sides.ts';
import { type Allowance, everything } from './conditions.ts';
import { guardSide } from './guard-sides.ts';
import type { Check } from './notes.ts';
import { mayRefer, referredTo, type Swap } from './references.ts';

/** Boxes may overlap. `possible` holds `sure`, and is the same list where nothing is in doubt. */
export interface Sifted {
  readonly sure: readonly Box[];
  readonly possible: readonly Box[];
}

export const asCharted: Swap = (one) => one;

/**
 * Puts traffic through filters, one after the other. `open`: a field that stands for the internet; of what a rule says of other addresses
 * there only what it has in common with the internet is kept.
 */
export function sift(network: Network, traffic: Sifted, checks: readonly Check[], swap: Swap, open?: 'src' | 'dst'): Sifted {
  let { sure, possible } = traffic;
  for (const check of checks) {
    if (possible.length === 0) break;
    const { allowed, doubtful } = allowedBy(network, check, swap, possible, open);
    const same = sure === possible && doubtful.length === 0;
    const passed = through(sure, check, allowed);
    possible = same ? passed : through(possible, check, doubtful.length > 0 ? [...allowed, ...doubtful] : allowed);
    sure = passed;
  }
  return sure === traffic.sure && possible === traffic.possible ? traffic : { sure, possible };
}

function through(boxes: readonly Box[], check: Check, allowances: readonly Allowance[]): readonly Box[] {
  const passed: Box[] = [];
  for (const box of boxes) {
    for (const one of allowances) {
      const part = narrowed(box, check, one);
      if (part === box) {
        passed.push(box);
        break;
      }
      if (part) passed.push(part);
    }
  }
  return passed.length === boxes.length && passed.every((one, at) => one === boxes[at]) ? boxes : passed;
}

/** What of a box a filter lets through by one of its boxes; the box itself where it is all of it. */
function narrowed(box: Box, check: Check, one: Allowance): Box | undefined {
  const other = kept(box, check.other, one.other);
  const protocol = other && kept(box, check.protocol, one.protocol);
  const port = protocol && kept(box, check.port, one.port);
  if (!port) return undefined;
  const part = narrowedIn(narrowedIn(box, check.other.link, other!), check.protocol.link, protocol!);
  return narrowedIn(part, check.port.link, port);
}

const narrowedIn = (box: Box, link: Dimension | undefined, range: Interval<Address>): Box =>
  link ? withField(box, link, range) : box;

/** The range of a field that is left; the field's own where nothing is cut off. */
function kept(box: Box, { link, value }: Check['other'], range: Interval<Address>): Interval<Address> | undefined {
  if (!link) return range.lo <= value && value <= range.hi ? range : undefined;
  const mine = fieldOf(box, link);
  if (range.lo <= mine.lo && mine.hi <= range.hi) return mine;
  return mine.lo <= range.lo && range.hi <= mine.hi ? range : meet(mine, range);
}

interface Allowed {
  readonly allowed: readonly Allowance[];
  readonly doubtful: readonly Allowance[];
}

const NONE: readonly Allowance[] = [];

function allowedBy(network: Network, check: Check, swap: Swap, boxes: readonly Box[], open: 'src' | 'dst' | undefined): Allowed {
  const family = familyOf(check.other.value);
  if (check.at instanceof Interface) return byGroups(network, check, swap, boxes, open);
  const acl = network.aclOf(check.at);
  if (acl instanceof Missing) return { allowed: NONE, doubtful: [everything(family)] };
  return { allowed: aclSide(acl, check.side, family).allowed, doubtful: NONE };
}

function byGroups(network: Network, check: Check, swap: Swap, boxes: readonly Box[], open: 'src' | 'dst' | undefined): Allowed {
  const one = swap(check.at as Interface);
  const family = familyOf(check.other.value);
  const guard = guardSide(network, one, check.side, family);
  const addresses = open && check.other.link === open ? guard.outer : guard.addresses;
  const isAsked = guard.references.length > 0 && mayRefer(check);
  if (!isAsked && !guard.isUnknown) return { allowed: addresses, doubtful: guard.doubtful };
  const referenced: Allowance[] = [];
  const doubtful = guard.isUnknown ? [...guard.doubtful, everything(family)] : [...guard.doubtful];
  if (isAsked) {
    for (const reference of guard.references) {
      const { certain, uncertain } = referredTo(network, check, one, swap, reference, boxes);
      referenced.push(...certain);
      doubtful.push(...uncertain);
    }
  }
  if (!check.referencesVoid) return { allowed: referenced.length > 0 ? [...addresses, ...referenced] : addresses, doubtful };
  return {
    allowed: addresses,
    doubtful: doubtful.length > 0 && referenced.length > 0 ? without(doubtful, referenced) : doubtful,
  };
}

/** Rules in doubt, but for what rules that turned out void had admitted (S9). */
const without = (doubtful: readonly Allowance[], referenced: readonly Allowance[]): Allowance[] => {
  const boxed = ({ other: src, protocol, port: destinationPort }: Allowance): Box => ({
    src,
    dst: src,
    protocol,
    sourcePort: { lo: 0, hi: 65535 },
    destinationPort,
  });
  const dst = doubtful[0]!.other;
  const flat = (one: Allowance): Box => ({ ...boxed(one), dst });
  return minus(doubtful.map(flat), referenced.map(flat)).map(({ src: other, protocol, destinationPort: port }) => ({
    other,
    protocol,
    port,
  }));
};
