/** A snapshot → the tree: every resource in its place, gaps where they are, what is empty folded away. */
import { forTerminal } from '../../report/escape.ts';
import { grouped } from '../../report/gaps.ts';
import { regionRows } from '../../report/regions.ts';
import { counted, inSentence, plural, titleOf } from '../../report/words.ts';
import { type Place, placeKey, type Snapshot } from '../../snapshot/snapshot.ts';
import { flatten, type Grown } from './flatten.ts';
import { bare, type Growing } from './growing.ts';
import { plant } from './plant.ts';
import { isUnderWay, type Reading, type Readings, readingText, withoutPending } from './reading.ts';
import { Flag } from './tree.ts';

/** `reading`: how far a scan that still runs is in each place, by `placeKey`. */
export function grow(snapshot: Snapshot, reading: Readings = new Map()): Grown {
  const places = placesOf(snapshot.manifest);
  const regions = new Map(places.map((place) => [placeKey(place), regionNode(place.region, reading.get(placeKey(place)))]));
  const roots = [...new Set(places.map(({ account }) => account))].map((account) => {
    const alias = snapshot.manifest.accounts.find((one) => one.account === account)?.alias;
    const name = alias ?? account;
    const root = bare('account', name, { id: account, flags: Flag.startsOpen, facts: alias ? account : '' });
    root.children = arranged(snapshot, account, regions, reading);
    return root;
  });
  plant(snapshot, regions);
  addGaps(snapshot, regions);
  for (const region of regions.values())
    if (region.id === 'global') region.flags |= region.children.length > 0 ? Flag.startsOpen : 0;
  return flatten(roots);
}

/** Where it looked; and where something is although nobody says that it looked, in a snapshot that was put together by hand. */
function placesOf({ places, shards, accounts }: Snapshot['manifest']): Place[] {
  const all = [...accounts.map(({ account }) => ({ account, region: 'global' })), ...places, ...shards];
  return [...new Map(all.map(({ account, region }) => [placeKey({ account, region }), { account, region }])).values()];
}

const regionNode = (region: string, reading?: Reading): Growing =>
  bare('place', region === 'global' ? 'Account-wide' : region, {
    ...{ id: region, rank: region === 'global' ? 1 : 0 },
    ...(reading && isUnderWay(reading) && { facts: readingText(reading) }),
  });

/** The Regions of an account: with something of its own, then folded what has a default VPC only, and what is empty. */
function arranged(snapshot: Snapshot, account: string, regions: ReadonlyMap<string, Growing>, reading: Readings): Growing[] {
  const { shown, ...rows } = regionRows(snapshot, account);
  // What is still being read is not folded away as empty or unseen: it is neither.
  const settled = (names: readonly string[]): string[] =>
    names.filter((region) => !isUnderWay(reading.get(placeKey({ account, region }))));
  const [defaults, empty, unseen] = [rows.defaults, rows.empty, rows.unseen].map(settled) as [string[], string[], string[]];
  const nodes = (names: readonly string[]): Growing[] =>
    names.flatMap((region) => regions.get(placeKey({ account, region })) ?? []);
  const open = nodes(shown.map(({ region }) => region));
  for (const one of open) one.flags |= Flag.startsOpen;
  const known = new Set(['global', ...shown.map(({ region }) => region), ...defaults, ...empty, ...unseen]);
  const others = [...regions]
    .filter(([key, { id }]) => key === placeKey({ account, region: id }) && !known.has(id))
    .map(([, node]) => node);
  const folds = [
    { regions: unseen, text: 'of which nothing could be seen', flags: Flag.gap },
    { regions: defaults, text: 'with only the default VPC', flags: 0 },
    { regions: empty, text: `with nothing in ${empty.length === 1 ? 'it' : 'them'}`, flags: 0 },
  ].filter((fold) => fold.regions.length > 0);
  return [
    ...open,
    ...others,
    ...nodes(['global']),
    ...folds.map((fold) =>
      bare('fold', `${counted(fold.regions.length, 'Region')} ${fold.text}`, {
        flags: fold.flags,
        rank: 2,
        children: nodes(fold.regions),
      }),
    ),
  ];
}

/** What could not be read stands where it would be, at the top. */
function addGaps({ manifest }: Snapshot, regions: ReadonlyMap<string, Growing>): void {
  for (const { account, regions: where, kind, operation, code, parents } of grouped(withoutPending(manifest.gaps))) {
    for (const region of where) {
      const what = plural(inSentence(titleOf(kind)));
      const of = parents ? ` of ${counted(parents.length, 'resource')}` : '';
      const gap = bare('gap', `${what}${of} could not be read`, {
        ...{ facts: forTerminal(`${operation} · ${code}`), rank: Number.NEGATIVE_INFINITY, flags: Flag.gap },
      });
      regions.get(placeKey({ account, region }))?.children.push(gap);
    }
  }
}
