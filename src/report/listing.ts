/** A table of the resources of one kind; its columns are the row's. */
import { kindNamed, nameOf } from '../kinds/index.ts';
import { type Gap, gapsFor, type Manifest, type Resource } from '../snapshot/snapshot.ts';
import { gapSection } from './gaps.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';
import { counted, inSentence } from './words.ts';

/** `of`: how many there are before a person's conditions. */
export function listing(kind: string, resources: readonly Resource[], of: number, gaps: readonly Gap[], style: Style): string {
  const row = kindNamed(kind);
  const name = ({ data }: Resource): string | undefined => nameOf(row, data);
  const differ = (key: 'account' | 'region'): boolean => new Set(resources.map((resource) => resource[key])).size > 1;
  const shown = [
    { title: 'id', read: (resource: Resource) => resource.id },
    ...(resources.some(name) ? [{ title: 'name', read: name }] : []),
    ...(['account', 'region'] as const)
      .filter(differ)
      .map((key) => ({ title: key, read: (resource: Resource) => resource[key] })),
    ...Object.entries(row.columns ?? {}).map(([title, read]) => ({ title, read: ({ data }: Resource) => read(data) })),
  ];
  const values = resources.map((resource) => shown.map(({ read }) => read(resource)));
  const columns = shown.map(({ title }, at) => ({
    title,
    ...(title === 'id' && { whole: true as const }),
    align: values.some((cells) => typeof cells[at] === 'number') ? ('right' as const) : ('left' as const),
  }));
  const count = counted(resources.length, inSentence(row.title));
  const among = resources.length === of ? '' : ` of ${of}`;
  const lines = resources.length
    ? table(
        columns,
        values.map((cells) => cells.map(cellText)),
        style,
      )
    : [];
  const missing = gaps.length ? ['', ...gapSection(gaps, style)] : [];
  return `${[...lines, style.paint('quiet', `${count}${among}`), ...missing].join('\n')}\n`;
}

/** What leaves a kind unknown or incomplete somewhere in the snapshot. */
export function gapsOfKind(manifest: Manifest, kind: string): Gap[] {
  const places = manifest.places.length ? manifest.places : manifest.gaps;
  return [...new Set(places.flatMap((place) => gapsFor(manifest, kind, place)))];
}

export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(cellText).filter(Boolean).join(', ');
  return String(value);
}
