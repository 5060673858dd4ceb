/** What there is, what could not be seen and where it was looked, also of a scan that still runs. */
import { earlierLines } from '../../report/earlier.ts';
import { gapSection } from '../../report/gaps.ts';
import { overview } from '../../report/overview.ts';
import type { Style } from '../../report/style.ts';
import { wrap } from '../../report/table.ts';
import { counted, shortened } from '../../report/words.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { pendingOnly, withoutPending } from '../model/reading.ts';
import type { Answer } from './answers.ts';
import { linesOf, paneStyle, section, sheet } from './sheet.ts';

export function coverage({ manifest }: Snapshot, width: number): Answer {
  const style = paneStyle(width);
  const places = manifest.accounts.flatMap(({ account, alias }) => {
    const regions = manifest.places
      .filter((place) => place.account === account && place.region !== 'global')
      .map(({ region }) => region);
    return wrap(
      `${style.paint('heading', alias ?? account)} ${counted(regions.length, 'Region')}: ${regions.join(', ')}`,
      style,
      '',
      '  ',
    );
  });
  const asked = wrap(`Asked for ${manifest.kinds.length} kinds: ${shortened(manifest.kinds, 12)}.`, style);
  return sheet([
    section(undefined, linesOf([...pending(manifest, style), ...gapSection(withoutPending(manifest.gaps), style)].join('\n'))),
    section(undefined, linesOf(['', ...earlierLines(manifest, style)].join('\n'))),
    section('Where it looked', linesOf([...places, ...asked].join('\n'))),
  ]);
}

/** How much a scan that still runs has not come to. */
function pending({ gaps }: Snapshot['manifest'], style: Style): string[] {
  const left = pendingOnly(gaps).length;
  if (left === 0) return [];
  return [
    ...wrap(
      `${style.paint('warning', 'The scan still runs:')} ${counted(left, 'list')} of kinds in places are still to be read.`,
      style,
    ),
    '',
  ];
}

/** What was read and what was refused, and how much a scan that still runs has not come to. */
export function overviewOf(snapshot: Snapshot, width: number): Answer {
  const { gaps } = snapshot.manifest;
  const settled = { ...snapshot, manifest: { ...snapshot.manifest, gaps: withoutPending(gaps) } };
  return sheet([section(undefined, linesOf(overview(settled, [], paneStyle(width), pendingOnly(gaps))))]);
}
