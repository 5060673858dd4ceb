/** Collects the kinds of one place in the order that the catalogue implies, and turns what could not be read into gaps. */
import { itemsOf, parentOf, pointsOf } from '../kinds/answer.ts';
import type { Kind, Point } from '../kinds/index.ts';
import { kindNamed } from '../kinds/index.ts';
import { services } from '../kinds/services.ts';
import type { SealedShard } from '../snapshot/shard.ts';
import type { Gap, Place, Resource } from '../snapshot/snapshot.ts';
import { ask } from './ask.ts';
import { type Failed, gapsOf } from './failed.ts';
import { CallFailure } from './failure.ts';
import { Gathered } from './gathered.ts';
import type { AskedWith } from './page.ts';
import { asOne, inGroups } from './points.ts';
import type { SignedIn } from './sign-in.ts';
import { urgencies } from './urgency.ts';

/** What a place is known to hold of a kind. `items` are kept only where other kinds need them. */
export interface Found {
  count: number;
  complete: boolean;
  items: unknown[];
}

const NOTHING: Found = { count: 0, complete: true, items: [] };

export interface WalkedWith extends AskedWith {
  key: Uint8Array;
  sealed(shard: SealedShard): void | Promise<void>;
  gap(gap: Gap): void;
  found(resources: number): void;
  /** A kind in a place is read to its end. */
  through(kind: string, place: Place): void;
  /** What an interrupted scan had read whole: its resources of this kind here, or `undefined`. */
  known(kind: string, place: Place): readonly Resource[] | undefined;
}

/** Seconds of calls behind a kind from which on its own call has a head start of a round trip: the rest would only stand in its way. */
const LONG_CHAIN = 100;
const HEAD_START_MS = 250;

/** Side-by-side chains for one long list, and the most values that one filter takes. */
const SPLIT = { chains: 16, values: 200 };

/** The walk of one place: each kind is collected once, as soon as those that it builds on are known. */
export class Walk {
  readonly place: Place;
  readonly #signedIn: SignedIn;
  readonly #rows: ReadonlyMap<string, Kind>;
  readonly #io: WalkedWith;
  /** The account's walk of what belongs to no Region, where a Region's kinds may fan out over those. */
  readonly #global: Walk | undefined;
  readonly #kept: ReadonlySet<string | undefined>;
  readonly #urgency: ReadonlyMap<string, number>;
  readonly #found = new Map<string, Promise<Found>>();

  constructor(signedIn: SignedIn, place: Place, rows: readonly Kind[], io: WalkedWith, global?: Walk) {
    this.place = place;
    this.#signedIn = signedIn;
    this.#rows = new Map(
      rows.filter((row) => (row.scope === 'global') === (place.region === 'global')).map((row) => [row.kind, row]),
    );
    this.#io = io;
    this.#global = global;
    this.#kept = new Set(['region', 'account-alias', ...rows.flatMap((row) => [row.call.over?.kind, row.call.split?.kind])]);
    this.#urgency = urgencies(rows);
  }

  async all(): Promise<void> {
    const asked = [...this.#rows.keys()];
    const waitedFor = (than: number) => asked.filter((kind) => (this.#urgency.get(kind) ?? 0) > than);
    const most = waitedFor(LONG_CHAIN).map((kind) => this.found(kind));
    await Promise.race([Promise.all(most), this.#io.pause(HEAD_START_MS)]);
    const others = waitedFor(0).map((kind) => this.found(kind));
    await this.#io.pause(0);
    await Promise.all([...most, ...others, ...asked.map((kind) => this.found(kind))]);
  }

  /** What is found of a kind, here or in the account's global place; `undefined` when this scan does not ask for it. */
  found(kind: string): Promise<Found> | undefined {
    const row = this.#rows.get(kind);
    if (!row) return this.#global?.found(kind);
    let found = this.#found.get(kind);
    if (!found) {
      found = this.#collect(row).then((known) => {
        this.#io.through(row.kind, this.place);
        return known;
      });
      this.#found.set(kind, found);
    }
    return found;
  }

  async #collect(row: Kind): Promise<Found> {
    const known = this.#io.known(row.kind, this.place);
    if (known) return { count: known.length, complete: true, items: known.map((resource) => resource.data) };
    if (services[row.call.service].missingIn?.includes(this.#signedIn.partition)) return NOTHING;
    if (await this.#cannotExist(row)) return NOTHING;
    const over = row.call.over;
    const parents = over?.kind ? await this.found(over.kind) : undefined;
    const owner = over?.kind ? kindNamed(over.kind).owner : undefined;
    const groups = over ? inGroups(pointsOf(row, owner, parents?.items, this.place), over.batch?.size ?? 1) : [[]];
    const gathered = new Gathered(this.place, row, this.#io.key, this.#kept.has(row.kind));
    const failed: Failed[] = [];
    await Promise.all(groups.map((points) => this.#answer(row, points, gathered, failed)));
    for (const gap of gapsOf(row, this.place, failed)) this.#io.gap(gap);
    const { count, items } = gathered;
    if (count) await this.#io.sealed(await gathered.seal());
    return { count, complete: failed.length === 0 && (parents?.complete ?? true), items };
  }

  async #cannotExist(row: Kind): Promise<boolean> {
    if (!row.onlyWith) return false;
    for (const kind of row.onlyWith) {
      const other = await this.found(kind);
      if (!other?.complete || other.count > 0) return false;
    }
    return true;
  }

  /** The answer for one or several points, all pages, into the shard; what fails is noted, and what was read before stays. */
  async #answer(row: Kind, points: readonly Point[], gathered: Gathered, failed: Failed[]): Promise<void> {
    const worth = (row.call.worth ?? 0) + (this.#urgency.get(row.kind) ?? 0);
    const question = { row, point: asOne(points), signedIn: this.#signedIn, region: this.#region(row), worth };
    const take = (page: Record<string, unknown>): string[] => {
      const before = gathered.count;
      const keys = gathered.add(itemsOf(row, page).map((item) => this.#resource(row, item, points)));
      this.#io.found(gathered.count - before);
      return keys;
    };
    try {
      let first: string[] | undefined;
      const takeFirst = (page: Record<string, unknown>) => {
        const keys = take(page);
        first ??= keys;
      };
      let pages = 0;
      for await (const more of ask(question, this.#io, takeFirst)) {
        pages += 1;
        const groups = pages === 1 && more ? await this.#splits(row) : undefined;
        if (!groups) continue;
        const seen = new Set<string>();
        const filter = row.call.split!.filter;
        const takePart = (page: Record<string, unknown>) => {
          for (const key of take(page)) seen.add(key);
        };
        await Promise.all(
          groups.map(async (values) => {
            const parts = ask({ ...question, filter: { name: filter, values } }, this.#io, takePart);
            while (!(await parts.next()).done);
          }),
        );
        // Parts that do not bring back what the first page held do not cover the list: then the serial chain has to.
        if (first!.every((key) => seen.has(key))) return;
      }
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      if (row.call.absent?.includes(error.code) || services[row.call.service].absent.includes(error.code)) return;
      if (points.length > 1 && /NotFound/.test(error.code)) {
        // One of them went away meanwhile: the others can still be asked.
        await Promise.all(points.map((point) => this.#answer(row, [point], gathered, failed)));
        return;
      }
      failed.push({ failure: error, parents: points.map((point) => point.key) });
    }
  }

  /** The values of the row's filter in groups, when every one of them is known. */
  async #splits(row: Kind): Promise<string[][] | undefined> {
    const split = row.call.split;
    const source = split && (await this.found(split.kind));
    if (!split || !source?.complete) return undefined;
    const values = [...new Set(source.items.map((item) => split.value(item)).filter((value) => value !== undefined))].sort();
    if (values.length < 2) return undefined;
    return inGroups(values, Math.min(SPLIT.values, Math.ceil(values.length / SPLIT.chains)));
  }

  #resource(row: Kind, item: unknown, points: readonly Point[]): Resource {
    const parent = parentOf(row, item, points);
    const id = row.id(item, parent ?? '');
    if (!id) throw new CallFailure('MalformedReply', `${row.call.operation} answered with a ${row.title} that has no id`, 'none');
    return { kind: row.kind, ...this.place, id, ...(parent !== undefined && { parent }), data: item };
  }

  #region(row: Kind): string {
    if (row.scope !== 'global') return this.place.region;
    return services[row.call.service].home?.[this.#signedIn.partition] ?? this.#signedIn.bootstrapRegion;
  }
}
