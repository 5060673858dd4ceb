/** What of a snapshot an earlier scan read: a snapshot that builds on another says so wherever it says its time. */
import { kindNamed } from '../kinds/index.ts';
import type { Earlier, Manifest } from '../snapshot/snapshot.ts';
import { forTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { counted, listed, moment, shortened } from './words.ts';

/** A line for each moment; nothing where one scan read everything. */
export function earlierLines(manifest: Manifest, style: Style): string[] {
  const { earlier = [] } = manifest;
  if (!earlier.length) return [];
  const byTime = Map.groupBy(earlier, (one) => `${one.takenAt} ${one.snapshot}`);
  return [
    style.paint('heading', 'Taken over, not read by this scan'),
    ...[...byTime.values()]
      .sort(([a], [b]) => (a!.takenAt < b!.takenAt ? -1 : 1))
      .flatMap((all) => {
        const { takenAt, snapshot } = all[0]!;
        const byKinds = [...Map.groupBy(all, (one) => whatOf(manifest, one))];
        return [
          ...wrap(forTerminal(`as of ${moment(takenAt)}, by ${snapshot}:`), style, '  '),
          ...byKinds.flatMap(([what, places]) =>
            wrap(forTerminal(`${what} of ${placesText(manifest, places)}`), style, '    ', '      '),
          ),
        ];
      }),
  ];
}

function whatOf(manifest: Manifest, { kinds, region }: Earlier): string {
  if (!kinds) return 'everything';
  const others = manifest.kinds.filter(
    (kind) => (kindNamed(kind).scope === 'global') === (region === 'global') && !kinds.includes(kind),
  );
  return others.length < kinds.length ? `everything but ${shortened(others, 6)}` : shortened(kinds, 6);
}

function placesText({ accounts }: Manifest, places: readonly Earlier[]): string {
  const regions = [...new Set(places.map(({ region }) => region))].map((region) =>
    region === 'global' ? 'what is account-wide' : region,
  );
  const of = new Set(places.map(({ account }) => account));
  return `${listed(regions)}${of.size < accounts.length ? ` in ${counted(of.size, 'account')}: ${[...of].join(', ')}` : ''}`;
}
