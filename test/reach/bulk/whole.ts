/** The exposure in bulk beside that by tracing, as sets: for each thing, address and way what passes, arrives and is in doubt. */
import { and, box, familyOf, formatAddress, sameTraffic, type Traffic, union } from '../../../src/net/index.ts';
import { exposureIn, exposuresOf } from '../../../src/reach/bulk/index.ts';
import { type Exposed, type Network, type Outgoing, theInternet } from '../../../src/reach/index.ts';
import { surveyedExposure } from '../surveyed-exposure.ts';

const lots = ['passes', 'arrives', 'doubtful'] as const;
type Lot = (typeof lots)[number];

export interface Compared {
  /** What bulk says otherwise than tracing. */
  readonly disagreements: readonly string[];
  /** How many entries hold something that nobody knows. */
  readonly doubts: number;
}

const ids = (all: readonly { readonly id: string }[]): string => all.map(({ id }) => id).join(' ');

const inKey = ({ interface: one, address, through, port }: Exposed): string =>
  `in ${one.id} by ${formatAddress(address.lo)} through ${ids(through)} ${port ?? ''}`;

const outKey = ({ interface: one, family, exit: { to, gateways } }: Outgoing): string =>
  `out ${one.id} IPv${family} to ${to} ${ids(gateways)}`;

type Told = ReadonlyMap<string, Record<Lot, Traffic>>;

/** Within the internet: of addresses that are not, an entry in bulk says nothing. */
function told<T extends Exposed | Outgoing>(
  network: Network,
  entries: readonly T[],
  key: (one: T) => string,
  open: 'src' | 'dst',
): Told {
  const world = theInternet(network);
  const sum = (all: readonly T[], lot: Lot): Traffic => {
    const traffic = union(all.flatMap((one) => one[lot]));
    const [first] = traffic;
    if (!first) return [];
    const there = world.filter(({ lo }) => familyOf(lo) === familyOf(first[open].lo));
    return and(
      traffic,
      there.map((range) => box({ [open]: range })),
    );
  };
  return new Map(
    [...Map.groupBy(entries, key)].map(([name, all]) => [
      name,
      { passes: sum(all, 'passes'), arrives: sum(all, 'arrives'), doubtful: sum(all, 'doubtful') },
    ]),
  );
}

export function compareWhole(network: Network, where: string): Compared {
  const slow = surveyedExposure(network);
  const bulk = exposureIn(exposuresOf(network));
  const pairs: [Told, Told][] = [
    [told(network, slow.inbound, inKey, 'src'), told(network, bulk.inbound, inKey, 'src')],
    [told(network, slow.outbound, outKey, 'dst'), told(network, bulk.outbound, outKey, 'dst')],
  ];
  const disagreements = pairs.flatMap(([mine, other]) =>
    [...new Set([...mine.keys(), ...other.keys()])].flatMap((key) =>
      lots
        .filter((lot) => !sameTraffic(mine.get(key)?.[lot] ?? [], other.get(key)?.[lot] ?? []))
        .map((lot) => `${where}: ${key}: ${lot} ${mine.get(key)?.[lot].length} ${other.get(key)?.[lot].length}`),
    ),
  );
  const entries = [...slow.inbound, ...slow.outbound];
  return { disagreements, doubts: entries.filter(({ doubtful }) => doubtful.length > 0).length };
}
