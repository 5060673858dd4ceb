/** Where whole networks may hide: places in which nobody could look for interfaces, or for what they stand in. */
import { samePlace } from '../snapshot/snapshot.ts';
import type { Missing } from './network/coverage.ts';
import type { Network } from './network/network.ts';

/** What of other kinds is missing shows as doubt on the way; without these there is no way to doubt. */
const needed = ['vpc', 'subnet', 'network-interface'];

export const unseenIn = (network: Network): Missing[] =>
  network.snapshot.manifest.places
    .filter(({ region }) => region !== 'global')
    .filter((place, at, all) => all.findIndex((other) => samePlace(place, other)) === at)
    .flatMap((place) => needed.flatMap((kind) => network.coverage.missing(kind, place) ?? []));
