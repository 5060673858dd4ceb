/** Who of all interfaces may talk to whom, segment by segment: the services of all pairs, added up. */
import { type Address, type Box, box, type Family, only, simplify, type Traffic } from '../../net/index.ts';
import type { Path } from '../answer.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import { mergedPassing, type Passing, servicesPassing } from '../passing.ts';
import { survey } from '../survey.ts';
import { trace } from '../trace.ts';
import type { Options } from '../walk.ts';
import { type Bits, clearBit, isEmpty, setBit, without } from './bits.ts';
import type { Row } from './pairs.ts';
import { type Block, type Profile, type Profiles, profilesOf } from './profiles.ts';
import { Reached } from './reached.ts';
import { cutsIn } from './service-classes.ts';

/** What passes from interfaces of one segment to those of another, by their numbers. Whose address it was is not told. */
export interface Between extends Passing {
  readonly from: number;
  readonly to: number;
  /** How many pairs of interfaces some of it passes between. */
  readonly pairs: number;
  path(): Path;
}

type Landing = Row['landing'];

/** Somebody who sends services, and where they end. */
interface Example {
  readonly family: Family;
  readonly from: Interface;
  readonly src: Address;
  readonly dst: Address;
  readonly landing: Landing;
  readonly passing: Passing;
}

/** `segmentsOf`: the numbers of the segments that an interface is in. `meant`: what of a pair's traffic counts. */
export function betweenSegments(
  network: Network,
  segmentsOf: (one: Interface) => readonly number[],
  options: Options = {},
  meant: (passing: Passing) => Passing | undefined = (passing) => passing,
): Between[] {
  const cells = new Map<string, Cell>();
  const pairs = new Reached();
  for (const family of [4, 6] as const) {
    let cuts = cutsIn(network, family);
    for (;;) {
      const profiles = profilesOf(network, family, cuts, options);
      if (profiles.seating.interfaces.length === 0) break;
      const found = new Map<string, Cell>();
      addUp(profiles, family, segmentsOf, meant, found, pairs);
      const missed = profiles.missed();
      if (missed.length === 0) {
        join(cells, found);
        break;
      }
      pairs.forget(profiles.seating.interfaces);
      cuts = [...cuts, ...missed];
    }
  }
  const known = new Map<Passing, Passing>();
  const services = (passing: Passing): Passing => {
    const found = known.get(passing) ?? servicesPassing(passing);
    known.set(passing, found);
    return found;
  };
  const counts = pairs.count(segmentsOf);
  return [...cells.values()].map(({ from, to, all, best }) => ({
    from,
    to,
    ...mergedPassing([...all].map(services)),
    pairs: counts.get(`${from} ${to}`) ?? 0,
    path: () => proofOf(network, best, options),
  }));
}

interface Cell {
  readonly from: number;
  readonly to: number;
  readonly all: Set<Passing>;
  best: Example;
}

/** What families have between the same segments, together. */
function join(cells: Map<string, Cell>, more: ReadonlyMap<string, Cell>): void {
  for (const [key, cell] of more) {
    const known = cells.get(key);
    if (!known) cells.set(key, cell);
    else {
      for (const passing of cell.all) known.all.add(passing);
      if (weight(cell.best.passing) > weight(known.best.passing)) known.best = cell.best;
    }
  }
}

function addUp(
  { seating, classes, blocks }: Profiles,
  family: Family,
  segmentsOf: (one: Interface) => readonly number[],
  meant: (passing: Passing) => Passing | undefined,
  cells: Map<string, Cell>,
  pairs: Reached,
): void {
  const { interfaces, addresses } = seating;
  const ranksOf = new Map<Interface, number[]>();
  for (const [rank, one] of interfaces.entries()) ranksOf.set(one, [...(ranksOf.get(one) ?? []), rank]);
  const numbers = interfaces.map(segmentsOf);
  const traffic = trafficOf(classes, family);
  const known = new Map<string, Passing | undefined>();
  const passingOf = (profile: Profile): Passing | undefined => {
    const key = `${profile.passes} ${profile.arrives} ${profile.doubtful}`;
    if (!known.has(key)) {
      const { passes, arrives, doubtful } = profile;
      known.set(key, meant({ passes: traffic(passes), arrives: traffic(arrives), doubtful: traffic(doubtful) }));
    }
    return known.get(key);
  };
  /** Who was seen already to send this to that segment. */
  const seen = new Map<Passing, Map<number, Bits>>();
  const note = (to: number, receiver: number, senders: Bits, landing: Landing, passing: Passing): void => {
    const mine = seen.get(passing) ?? new Map<number, Bits>();
    seen.set(passing, mine);
    const before = mine.get(to) ?? new Uint32Array(senders.length);
    mine.set(to, before);
    for (const rank of without(senders, before)) {
      setBit(before, rank);
      for (const from of numbers[rank]!) {
        const ends = { family, from: interfaces[rank]!, src: addresses[rank]!, dst: addresses[receiver]! };
        const example: Example = { ...ends, landing, passing };
        const cell = cells.get(`${from} ${to}`);
        if (!cell) cells.set(`${from} ${to}`, { from, to, all: new Set([passing]), best: example });
        else if (!cell.all.has(passing)) {
          cell.all.add(passing);
          if (weight(passing) > weight(cell.best.passing)) cell.best = example;
        }
      }
    }
  };
  for (const block of blocks()) {
    const passing = passingOf(block.profile);
    if (!passing) continue;
    for (const { end, receiver, senders } of endsOf(block, interfaces, ranksOf)) {
      for (const to of segmentsOf(end)) note(to, receiver, senders, block.landing, passing);
      if (passing.passes.length > 0) pairs.add(end, interfaces, senders);
    }
  }
}

/** Each interface where the packets of a block end, with who sends them: nobody asks whether a thing reaches itself. */
function* endsOf(
  { receivers, landing, senders }: Block,
  interfaces: readonly Interface[],
  ranksOf: ReadonlyMap<Interface, readonly number[]>,
): Generator<{ end: Interface; receiver: number; senders: Bits }> {
  for (const receiver of receivers) {
    const own = new Set([interfaces[receiver]!, ...(landing.end ? [landing.end] : [])]);
    const others = senders.slice();
    for (const one of own) for (const rank of ranksOf.get(one) ?? []) clearBit(others, rank);
    if (!isEmpty(others)) yield { end: landing.end ?? interfaces[receiver]!, receiver, senders: others };
  }
}

const weight = ({ passes, doubtful }: Passing): number => (passes.length > 0 ? 2 : doubtful.length > 0 ? 1 : 0);

/** The packets of classes of services, whoever they are between. */
function trafficOf(classes: Profiles['classes'], family: Family): (bits: bigint) => Traffic {
  const known = new Map<bigint, Traffic>();
  const nobody: Address = family === 4 ? 0 : 0n;
  const boxes = classes.map(({ pieces }) => pieces.map((one): Box => box({ src: only(nobody), dst: only(nobody), ...one })));
  return (bits) => {
    let found = known.get(bits);
    if (!found) {
      found = simplify(boxes.flatMap((some, at) => ((bits >> BigInt(at)) & 1n ? some : [])));
      known.set(bits, found);
    }
    return found;
  };
}

/** The way of the best of its packets. */
function proofOf(network: Network, { from, src, dst, landing, passing }: Example, options: Options): Path {
  const { passes, doubtful, arrives } = passing;
  const best = [passes, doubtful, arrives].find((some) => some.length > 0)!;
  const traffic = best.map((one): Box => box({ ...one, src: only(src), dst: only(dst) }));
  const { landings } = survey(network, { eni: from.id }, traffic, options);
  const ids = (all: readonly Interface[]): string => all.map(({ id }) => id).join();
  const same = landings.find(
    ({ arrival, through, port }) =>
      ids(through) === ids(landing.through) && port === landing.port && (!landing.end || arrival.interface === landing.end),
  );
  return same ? same.path() : trace(network, { from: { eni: from.id }, traffic, options }).path;
}
