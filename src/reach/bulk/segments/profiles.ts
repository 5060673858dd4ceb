/** Which services pass between all pairs of interfaces, pairs with the same ones together: rows of all lots and services, put side by side. */
import { ANY_PORT } from '../../../net/index.ts';
import type { Network } from '../../network/network.ts';
import type { Options } from '../../walk/walk.ts';
import { Work } from '../../working.ts';
import type { Bits } from '../charts/bits.ts';
import { lots } from '../pairs/facets.ts';
import type { Seating } from '../pairs/pair-seats.ts';
import { Pairs, type Row } from '../pairs/pairs.ts';
import { MOST_SERVICES, type PairOptions } from '../pairs/service-masks.ts';
import { WholeCharts } from '../pairs/whole-charts.ts';
import { classesBy, isCutBy, type Piece, type ServiceClass } from './service-classes.ts';
import { Shares, type ToldRow } from './shares.ts';

/** Bits for classes of services; what is in one is not in the others. */
export type Profile = Readonly<Record<'passes' | 'arrives' | 'doubtful', bigint>>;

/** Everybody who sends the same services. */
export interface Share {
  readonly senders: Bits;
  readonly profile: Profile;
}

/** Who sends what to these receivers, which are alike but for themselves: nobody is in two shares. The bits are overwritten by the next seat’s. */
export interface Block {
  readonly receivers: readonly number[];
  readonly landing: Row['landing'];
  readonly shares: readonly Share[];
}

export interface Profiles {
  readonly seating: Seating;
  readonly classes: readonly ServiceClass[];
  /** Every block in which something passes, arrives or is in doubt. */
  blocks(): Generator<Block>;
  /** What turned out, while the blocks were told, to tell services of one class apart: the blocks are right only if there is nothing. */
  missed(): Piece[];
}

/** `cuts`: what tells services apart. */
export function profilesOf(
  network: Network,
  seating: Seating,
  cuts: readonly Piece[],
  options: Options = {},
  work = new Work(),
): Profiles {
  const classes = classesBy(cuts);
  const asked: PairOptions = { ...options, sourcePort: ANY_PORT, charts: new WholeCharts(network, options), seating };
  const batches = batched(classes).map((some) => {
    const services = some.map(({ service }) => service);
    return new Pairs(network, seating.family, services, asked);
  });
  return {
    seating,
    classes,
    blocks: () => blocksOf(batches, work),
    missed: () =>
      batches.flatMap(({ ways }) => [...ways.sets.pieces.values()]).filter((piece) => classes.some((one) => isCutBy(one, piece))),
  };
}

const batched = (classes: readonly ServiceClass[]): ServiceClass[][] =>
  Array.from({ length: Math.ceil(classes.length / MOST_SERVICES) }, (_, at) =>
    classes.slice(at * MOST_SERVICES, (at + 1) * MOST_SERVICES),
  );

/** What rows say of the same receivers and landing. */
interface Gathered {
  readonly receivers: readonly number[];
  readonly landing: Row['landing'];
  readonly rows: ToldRow[];
}

/** Seat by seat, so that only one seat's rows are held at a time. */
function* blocksOf(batches: readonly Pairs[], work: Work): Generator<Block> {
  let gathered = new Map<string, Gathered>();
  const { interfaces } = batches[0]!.seating;
  const shared = new Shares((interfaces.length + 31) >>> 5);
  const readers = batches.flatMap((pairs, batch) =>
    lots.map((lot) =>
      pairs.reader(lot, ({ receivers, landing, services, senders }) => {
        const key = `${receivers[0]} ${landing.key}`;
        const known = gathered.get(key) ?? { receivers, landing, rows: [] };
        const classes = BigInt(services) << BigInt(batch * MOST_SERVICES);
        known.rows.push({ lot, classes, senders: shared.copied(senders) });
        gathered.set(key, known);
      }),
    ),
  );
  for (const { at } of batches[0]!.seating.seats) {
    gathered = new Map();
    shared.begin();
    batches.forEach(({ seating }, batch) => {
      for (let lot = 0; lot < lots.length; lot++) readers[batch * lots.length + lot]!(seating.seats[at]!);
    });
    for (const { receivers, landing, rows } of gathered.values()) {
      const shares = shared.split(rows).map(({ senders, told }): Share => {
        const doubtful = told.possible & ~told.sure;
        return { senders, profile: { passes: told.sure, doubtful, arrives: told.sent & ~told.sure & ~doubtful } };
      });
      yield { receivers, landing, shares };
    }
    work.did();
  }
}
