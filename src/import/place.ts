/** Puts one place together from files: each kind after those that it builds on, and what has no file as a gap. */
import { itemsOf, parentOf, pointsOf } from '../kinds/answer.ts';
import { inOrder, type Kind, kindNamed, type Point } from '../kinds/index.ts';
import { services } from '../kinds/services.ts';
import type { Gap, Place, Resource } from '../snapshot/snapshot.ts';
import { type AnswerFile, type Page, type Problem, pageIn, Refused } from './answer.ts';
import type { Folder } from './folder.ts';
import { fileNameOf, keyInName } from './names.ts';

/** What a place is known to hold of a kind. */
interface Known {
  complete: boolean;
  resources: Resource[];
}

/** A file that would close a gap. */
export interface Wanted extends Place {
  row: Kind;
  point?: Point;
}

/** Everything that the places of an import yield. */
export interface Yield {
  found: { place: Place; row: Kind; resources: Resource[] }[];
  gaps: Gap[];
  wanted: Wanted[];
  problems: Problem[];
}

export class PlaceReader {
  readonly place: Place;
  readonly partition: string;
  readonly #folder: Folder;
  readonly #yield: Yield;
  readonly #global: PlaceReader | undefined;
  readonly #known = new Map<string, Known>();

  constructor(place: Place, partition: string, folder: Folder, yielded: Yield, global?: PlaceReader) {
    this.place = place;
    this.partition = partition;
    this.#folder = folder;
    this.#yield = yielded;
    this.#global = global;
  }

  async all(rows: readonly Kind[]): Promise<void> {
    const here = rows.filter((row) => (row.scope === 'global') === (this.place.region === 'global'));
    for (const row of inOrder(here)) this.#known.set(row.kind, await this.#kind(row));
  }

  known(kind: string): Known | undefined {
    return this.#known.get(kind) ?? this.#global?.known(kind);
  }

  async #kind(row: Kind): Promise<Known> {
    const nothing = { complete: true, resources: [] };
    if (services[row.call.service].missingIn?.includes(this.partition)) return nothing;
    const { over } = row.call;
    const parents = over?.kind ? this.known(over.kind) : undefined;
    const owner = over?.kind ? kindNamed(over.kind).owner : undefined;
    const items = parents?.resources.map(({ data }) => data);
    const points = over ? pointsOf(row, owner, items, this.place) : [undefined];
    const resources = new Map<string, Resource>();
    const missing: (Point | undefined)[] = [];
    const cut: { point: Point | undefined; why: string }[] = [];
    for (const point of points) {
      const files = this.#folder.take(this.place, row, point && keyInName(point.key));
      if (!files.length) missing.push(point);
      else {
        const why = await this.#pages(row, point, files, resources);
        if (why) cut.push({ point, why });
      }
    }
    const all = [...resources.values()];
    if (all.length) this.#yield.found.push({ place: this.place, row, resources: all });
    if (missing.length && !this.#cannotExist(row)) this.#miss(row, missing);
    for (const { point, why } of cut) this.#gap(row, [point], why);
    const whole = !cut.length && (!missing.length || this.#cannotExist(row));
    return { complete: whole && (parents?.complete ?? true), resources: all };
  }

  #cannotExist(row: Kind): boolean {
    const others = row.onlyWith?.map((kind) => this.known(kind)) ?? [];
    return others.length > 0 && others.every((other) => other?.complete && !other.resources.length);
  }

  /** Takes in all pages of an answer; says why it is cut short, if it is. */
  async #pages(
    row: Kind,
    point: Point | undefined,
    files: readonly { file: AnswerFile; page: number }[],
    resources: Map<string, Resource>,
  ): Promise<string | undefined> {
    let before: Page | undefined;
    for (const [at, { file, page }] of files.entries()) {
      try {
        if (files[at - 1]?.page === page) throw twins(files[at - 1]!.file, file, page);
        if (page !== at + 1) return `${fileNameOf(row, point?.key)} lacks its page ${at + 1}, and ${file.name} was there`;
        if (before && !before.more) throw ended(files[at - 1]!.file, file);
        before = await pageIn(file, row);
        this.#take(row, point, file, before, resources);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        this.#yield.problems.push(error.problem);
        return undefined;
      }
    }
    return before?.more && `${files.at(-1)!.file.name} ${before.more}, and no file holds the next page`;
  }

  #take(row: Kind, point: Point | undefined, file: AnswerFile, page: Page, resources: Map<string, Resource>): void {
    for (const [at, data] of itemsOf(row, page.answer).entries()) {
      const parent = parentOf(row, data, point ? [point] : []);
      const id = row.id(data, parent ?? '');
      if (!id)
        throw new Refused({
          file: file.path,
          at: `${row.call.items}[${at}]`,
          why: `a ${row.title} without an id`,
          next: 'Ask AWS again.',
        });
      const resource = { kind: row.kind, ...this.place, id, ...(parent !== undefined && { parent }), data };
      const key = `${id}\n${parent ?? ''}`;
      if (!resources.has(key)) resources.set(key, resource);
    }
  }

  #miss(row: Kind, points: readonly (Point | undefined)[]): void {
    for (const point of points) this.#yield.wanted.push({ ...this.place, row, ...(point && { point }) });
    const name = fileNameOf(row, points[0]?.key);
    const more = points.length > 1 ? ` (and ${points.length - 1} more like it)` : '';
    this.#gap(row, points, `${name} was not in the folder${more}`);
  }

  #gap(row: Kind, points: readonly (Point | undefined)[], message: string): void {
    const parents = points.flatMap((point) => (point ? [point.key] : []));
    this.#yield.gaps.push({
      ...this.place,
      kind: row.kind,
      operation: row.call.operation,
      code: 'NotImported',
      message,
      ...(parents.length && { parents: parents.sort() }),
    });
  }
}

const twins = (a: AnswerFile, b: AnswerFile, page: number): Refused =>
  new Refused({
    file: b.path,
    why: `${a.path} is page ${page} of the same answer, too`,
    next: 'Remove the one that is out of date.',
  });

const ended = (last: AnswerFile, further: AnswerFile): Refused =>
  new Refused({
    file: further.path,
    why: `${last.path} has no NextToken, so it is the last page, and there is a further one`,
    next: 'Keep the pages of one run of the command alone.',
  });
