/** Which services pass between all pairs of interfaces, pairs with the same ones together: rows of all lots and services, put side by side. */
import { ANY_PORT, type Family } from '../../net/index.ts';
import type { Network } from '../network.ts';
import type { Options } from '../walk.ts';
import { type Bits, isEmpty } from './bits.ts';
import { type Lot, lots } from './facets.ts';
import type { Seating } from './pair-seats.ts';
import { Pairs, type Row } from './pairs.ts';
import { classesBy, isCutBy, type Piece, type ServiceClass } from './service-classes.ts';
import { MOST_SERVICES, type PairOptions } from './service-masks.ts';
import { WholeCharts } from './whole-charts.ts';

/** Bits for classes of services; what is in one is not in the others. */
export type Profile = Readonly<Record<'passes' | 'arrives' | 'doubtful', bigint>>;

/** Everybody who sends the same services. */
export interface Share {
  readonly senders: Bits;
  readonly profile: Profile;
}

/** Who sends what to these receivers, which are alike but for themselves: nobody is in two shares. */
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
export function profilesOf(network: Network, family: Family, cuts: readonly Piece[], options: Options = {}): Profiles {
  const classes = classesBy(cuts);
  const asked: PairOptions = { ...options, sourcePort: ANY_PORT, charts: new WholeCharts(network, options) };
  const batches = batched(classes).map((some) => {
    const services = some.map(({ service }) => service);
    return new Pairs(network, family, services, asked);
  });
  return {
    seating: batches[0]!.seating,
    classes,
    blocks: () => blocksOf(batches),
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
  readonly rows: { readonly lot: Lot; readonly classes: bigint; readonly senders: Bits }[];
}

/** Seat by seat, so that only one seat's rows are held at a time. */
function* blocksOf(batches: readonly Pairs[]): Generator<Block> {
  let gathered = new Map<string, Gathered>();
  const readers = batches.flatMap((pairs, batch) =>
    lots.map((lot) =>
      pairs.reader(lot, ({ receivers, landing, services, senders }) => {
        const key = `${receivers[0]} ${landing.key}`;
        const known = gathered.get(key) ?? { receivers, landing, rows: [] };
        const classes = BigInt(services) << BigInt(batch * MOST_SERVICES);
        known.rows.push({ lot, classes, senders: senders.slice() });
        gathered.set(key, known);
      }),
    ),
  );
  for (const { at } of batches[0]!.seating.seats) {
    gathered = new Map();
    batches.forEach(({ seating }, batch) => {
      for (let lot = 0; lot < lots.length; lot++) readers[batch * lots.length + lot]!(seating.seats[at]!);
    });
    for (const { receivers, landing, rows } of gathered.values()) {
      const shares = split(rows).map(({ senders, told }): Share => {
        const doubtful = told.possible & ~told.sure;
        return { senders, profile: { passes: told.sure, doubtful, arrives: told.sent & ~told.sure & ~doubtful } };
      });
      yield { receivers, landing, shares };
    }
  }
}

/** Senders by what all rows say of them. */
function split(rows: Gathered['rows']): { senders: Bits; told: Record<Lot, bigint> }[] {
  const everybody = new Uint32Array(rows[0]!.senders.length);
  for (const { senders } of rows) for (let at = 0; at < everybody.length; at++) everybody[at]! |= senders[at]!;
  let blocks = [{ senders: everybody as Bits, told: { sure: 0n, possible: 0n, sent: 0n } as Record<Lot, bigint> }];
  for (const { lot, classes, senders } of rows) {
    blocks = blocks.flatMap((block) => {
      const inside = block.senders.map((word, at) => word & senders[at]!);
      if (isEmpty(inside)) return [block];
      const told = { ...block.told, [lot]: block.told[lot] | classes };
      const others = block.senders.map((word, at) => word & ~senders[at]!);
      return isEmpty(others)
        ? [{ senders: inside, told }]
        : [
            { senders: inside, told },
            { senders: others, told: block.told },
          ];
    });
  }
  return merged(blocks);
}

function merged(blocks: ReturnType<typeof split>): ReturnType<typeof split> {
  const found = new Map<string, ReturnType<typeof split>[number]>();
  for (const block of blocks) {
    const { sure, possible, sent } = block.told;
    const known = found.get(`${sure} ${possible} ${sent}`);
    if (!known) found.set(`${sure} ${possible} ${sent}`, block);
    else for (let at = 0; at < block.senders.length; at++) known.senders[at]! |= block.senders[at]!;
  }
  return [...found.values()];
}
