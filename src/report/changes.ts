/** The differences as blocks of text, one for each account and Region. Only lines are kept, never the resources. */
import type { Change, Difference } from '../diff/diff.ts';
import { kindNamed, kinds, nameOf } from '../kinds/index.ts';
import { editLines } from './edit.ts';
import { forTerminal } from './escape.ts';
import { cellText } from './listing.ts';
import type { Meaning, Style } from './style.ts';
import { textOf, wrap } from './table.ts';
import { counted, digits, inSentence, plural, shortened } from './words.ts';

/** More than this of one kind, and more edits of one resource, are counted. */
const MOST = 20;
/** What a line says of a resource that is new or gone: that many of its columns. */
const FACTS = 6;

const signs: Record<Change, [sign: string, means: Meaning]> = {
  new: ['+', 'good'],
  gone: ['−', 'bad'],
  changed: ['~', 'warning'],
  'first seen': ['?', 'warning'],
  'not seen': ['?', 'warning'],
};

interface Entry {
  kind: string;
  id: string;
  parent?: string;
  change: Change;
  lines: string[];
}

const order = new Map(kinds.map(({ kind }, at) => [kind, at]));

export class Changes {
  readonly #accounts: ReadonlyMap<string, string>;
  readonly #all: boolean;
  readonly #style: Style;
  readonly #places = new Map<string, Entry[]>();

  constructor(accounts: ReadonlyMap<string, string>, all: boolean, style: Style) {
    this.#accounts = accounts;
    this.#all = all;
    this.#style = style;
  }

  add(difference: Difference): void {
    const { account, region, kind, id, parent, change } = difference;
    const where = region === 'global' ? 'global' : region;
    const title = `${this.#accounts.get(account) ?? `Account ${account}`} · ${where}`;
    const entries = this.#places.get(title) ?? [];
    this.#places.set(title, entries);
    entries.push({ kind, id, parent, change, lines: this.#lines(difference) });
  }

  blocks(): string[][] {
    return [...this.#places].map(([title, entries]) => {
      const shown = withoutDetails(entries);
      const byKind = Map.groupBy(shown, ({ kind }) => kind);
      const sorted = [...byKind].sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
      return [
        ...wrap(this.#style.paint('heading', forTerminal(title)), this.#style),
        ...sorted.flatMap(([kind, group]) => this.#ofKind(kind, group)),
      ];
    });
  }

  #ofKind(kind: string, entries: readonly Entry[]): string[] {
    const of = (change: Change): readonly Entry[] => entries.filter((entry) => entry.change === change);
    const listed = (change: Change): string[] => {
      const all = of(change);
      const most = this.#all ? all.length : MOST;
      const more = all.length - most;
      const rest = more > 0 ? [`  ${this.#sign(change)} … and ${digits(more)} more: --kind ${kind} lists them all`] : [];
      return [...all.slice(0, most).flatMap(({ lines }) => lines), ...rest];
    };
    return [...(['gone', 'new', 'changed'] as const).flatMap(listed), ...this.#unsure(kind, of)];
  }

  /** What one of the snapshots could not look for is named, not listed. */
  #unsure(kind: string, of: (change: Change) => readonly Entry[]): string[] {
    const noun = inSentence(kindNamed(kind).title);
    return (['first seen', 'not seen'] as const).flatMap((change) => {
      const ids = of(change).map(({ id }) => id);
      if (!ids.length) return [];
      const why = change === 'first seen' ? 'the older snapshot could not look' : 'the newer snapshot could not look';
      const named = this.#all ? shortened(ids, ids.length) : shortened(ids, 3);
      return wrap(
        `${this.#sign(change)} ${forTerminal(`${counted(ids.length, noun)} ${change}, ${why}: ${named}`)}`,
        this.#style,
        '  ',
        '      ',
      );
    });
  }

  #sign(change: Change): string {
    const [sign, means] = signs[change];
    return this.#style.paint(means, sign);
  }

  #lines({ kind, id, change, before, after, edits = [] }: Difference): string[] {
    if (change === 'first seen' || change === 'not seen') return [];
    const row = kindNamed(kind);
    const data = after ?? before;
    const name = nameOf(row, data as object);
    const facts = edits.length ? [] : factsOf(kind, data);
    const title = [`${row.title} ${id}${name && name !== id ? ` “${name}”` : ''}`, ...facts].map(forTerminal).join(' · ');
    const shown = this.#all ? edits : edits.slice(0, MOST);
    const more = edits.length - shown.length;
    return [
      ...wrap(`${this.#sign(change)} ${title}`, this.#style, '  ', '      '),
      ...shown.flatMap((edit) => editLines(edit, this.#style, '      ')),
      ...(more > 0 ? [`      … and ${digits(more)} more: --kind ${kind} lists them all`] : []),
    ];
  }
}

/** The first columns of the kind's table that say something. */
function factsOf(kind: string, data: unknown): string[] {
  const cells = Object.entries(kindNamed(kind).columns ?? {}).map(
    ([title, read]) => [title, textOf(cellText(read(data)))] as const,
  );
  return cells
    .filter(([, text]) => text !== '')
    .slice(0, FACTS)
    .map(([title, text]) => `${title} ${text}`);
}

/** What other kinds say about a resource that came or went, came or went with it: it is counted on the resource's own line. */
function withoutDetails(entries: readonly Entry[]): Entry[] {
  const ends = new Map(
    entries
      .filter(({ change }) => change === 'new' || change === 'gone')
      .map((entry) => [`${entry.change} ${entry.kind} ${entry.id}`, entry]),
  );
  const counts = new Map<Entry, Map<string, number>>();
  const left = entries.filter((entry) => {
    const of = kindNamed(entry.kind).detailOf;
    const about = of && entry.parent !== undefined ? ends.get(`${entry.change} ${of} ${entry.parent.split('/')[0]}`) : undefined;
    if (!about) return true;
    const count = counts.get(about) ?? new Map<string, number>();
    counts.set(about, count.set(entry.kind, (count.get(entry.kind) ?? 0) + 1));
    return false;
  });
  for (const [entry, count] of counts) {
    const what = [...count].map(([kind, n]) =>
      n === 1 ? inSentence(kindNamed(kind).title) : `${digits(n)} ${plural(inSentence(kindNamed(kind).title))}`,
    );
    entry.lines = [...entry.lines, `      with its ${shortened(what, what.length)}`];
  }
  return left;
}
