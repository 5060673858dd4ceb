/** Who of all interfaces may talk to whom, segment by segment: the services of all pairs, added up. */
import { type Address, type Box, box, type Family, only, simplify, type Traffic } from '../../../net/index.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { Passing } from '../../passing.ts';
import { survey } from '../../survey.ts';
import type { Path } from '../../walk/answer.ts';
import { trace } from '../../walk/trace.ts';
import type { Options } from '../../walk/walk.ts';
import { Work } from '../../working.ts';
import { addTo, type Bits, clearBit, isEmpty } from '../charts/bits.ts';
import { Seating } from '../pairs/pair-seats.ts';
import { PassingSets } from './passing-sets.ts';
import { type Profile, type Profiles, profilesOf, type Share } from './profiles.ts';
import { type Ends, Reached } from './reached.ts';
import { type Example, SegmentCells } from './segment-cells.ts';
import { cutsIn } from './service-classes.ts';
import { Wards } from './wards.ts';

/** What passes from interfaces of one segment to those of another, by their numbers. Whose address it was is not told. */
export interface Between extends Passing {
  readonly from: number;
  readonly to: number;
  /** How many pairs of interfaces some of it passes between. */
  readonly pairs: number;
  path(): Path;
}

type Meant = (passing: Passing) => Passing | undefined;

/** `segmentsOf`: the numbers of the segments that an interface is in. `meant`: what of a pair's traffic counts. */
export function betweenSegments(
  network: Network,
  segmentsOf: (one: Interface) => readonly number[],
  options: Options = {},
  meant: Meant = (passing) => passing,
  work = new Work(),
): Between[] {
  const wards = new Wards(segmentsOf);
  const sets = new PassingSets();
  const cells = new SegmentCells(wards, sets);
  const reached = new Reached(network.interfaces.size);
  const seatings = ([4, 6] as const).map((family) => new Seating(network, family));
  for (const { seats } of seatings) work.expect(seats.length);
  for (const seating of seatings) {
    let cuts = cutsIn(network, seating.family);
    while (seating.seats.length > 0) {
      const profiles = profilesOf(network, seating, cuts, options, work);
      const found = new SegmentCells(wards, sets);
      const ends: Ends = new Map();
      addUp(profiles, wards, meant, found, reached, ends);
      const missed = profiles.missed();
      if (missed.length === 0) {
        cells.join(found);
        reached.join(ends);
        break;
      }
      cuts = [...cuts, ...missed];
      work.expect(seating.seats.length);
    }
  }
  reached.count(wards, (from, to, pairs) => cells.addPairs(from, to, pairs));
  return Array.from(cells.all, ({ from, to, set, pairs, best }) => ({
    from,
    to,
    ...sets.merged(set),
    pairs,
    path: () => proofOf(network, best, options),
  }));
}

function addUp(
  { seating, classes, blocks }: Profiles,
  wards: Wards,
  meant: Meant,
  cells: SegmentCells,
  reached: Reached,
  ends: Ends,
): void {
  const { interfaces } = seating;
  const ranksOf = new Map<Interface, number[]>();
  for (const [rank, one] of interfaces.entries()) ranksOf.set(one, [...(ranksOf.get(one) ?? []), rank]);
  const passingOf = passingIn(classes, seating.family, meant);
  const note = cells.reader(seating);
  const rowOf = reached.reader(interfaces);
  const others = (senders: Bits, own: Iterable<Interface>): Bits => {
    const left = senders.slice();
    for (const one of own) for (const rank of ranksOf.get(one) ?? []) clearBit(left, rank);
    return left;
  };
  for (const { receivers, landing, shares } of blocks()) {
    const told = shares.flatMap(({ senders, profile }): (Share & { passing: Passing })[] => {
      const passing = passingOf(profile);
      return passing ? [{ senders, profile, passing }] : [];
    });
    if (told.length === 0) continue;
    // Nobody asks whether a thing reaches itself.
    const end = landing.end ? [landing.end] : [];
    for (const [to, mine] of Map.groupBy(receivers, (rank) => wards.of(landing.end ?? interfaces[rank]!))) {
      const own = new Set(mine.map((rank) => interfaces[rank]!));
      const isOne = own.size === 1;
      let passes: Bits | undefined;
      for (const { senders: all, passing } of told) {
        // What one of several sends to itself it sends to the others too.
        const senders = isOne || landing.end ? others(all, isOne ? [...own, ...end] : end) : all;
        if (isEmpty(senders)) continue;
        note({ receivers: mine, to, landing, senders, passing });
        if (passing.passes.length === 0) continue;
        if (passes) addTo(passes, senders);
        else passes = senders.slice();
      }
      if (passes) {
        const row = rowOf(passes);
        for (const one of landing.end ? end : own) reached.add(ends, one, row);
      }
    }
  }
}

/** What of the packets of classes counts, whoever they are between. */
function passingIn(classes: Profiles['classes'], family: Family, meant: Meant): (profile: Profile) => Passing | undefined {
  const traffic = trafficOf(classes, family);
  const known = new Map<string, Passing | undefined>();
  return ({ passes, arrives, doubtful }) => {
    const key = `${passes} ${arrives} ${doubtful}`;
    if (!known.has(key))
      known.set(key, meant({ passes: traffic(passes), arrives: traffic(arrives), doubtful: traffic(doubtful) }));
    return known.get(key);
  };
}

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
function proofOf(network: Network, { seating, sender, receiver, landing, passing }: Example, options: Options): Path {
  const { interfaces, addresses } = seating;
  const [src, dst] = [only(addresses[sender]!), only(addresses[receiver]!)];
  const eni = interfaces[sender]!.id;
  const { passes, doubtful, arrives } = passing;
  const best = [passes, doubtful, arrives].find((some) => some.length > 0)!;
  const traffic = best.map((one): Box => box({ ...one, src, dst }));
  const { landings } = survey(network, { eni }, traffic, options);
  const ids = (all: readonly Interface[]): string => all.map(({ id }) => id).join();
  const same = landings.find(
    ({ arrival, through, port }) =>
      ids(through) === ids(landing.through) && port === landing.port && (!landing.end || arrival.interface === landing.end),
  );
  return same ? same.path() : trace(network, { from: { eni }, traffic, options }).path;
}
