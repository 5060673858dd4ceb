/** A scan as a tree that grows: each tree says what of the one before is where, and what is not as it was when the scan began. */
import { type Manifest, placeKey, type Snapshot } from '../../snapshot/snapshot.ts';
import { Change, carried, changesOf, keysOf } from '../model/carried.ts';
import type { Grown } from '../model/flatten.ts';
import { grow } from '../model/grow.ts';
import type { StoredSnapshot } from './answers.ts';
import { Desk } from './desk.ts';
import type { Live } from './live.ts';
import type { News } from './news.ts';

interface Stage {
  readonly grown: Grown;
  readonly keys: readonly string[];
}

const nothing: Stage = { grown: grow({ manifest: { accounts: [], places: [], shards: [], gaps: [] } } as never), keys: [] };

export class Following {
  readonly #live: Live;
  readonly #stored: () => Promise<StoredSnapshot[]>;
  readonly #first: Stage;
  #last: Stage;
  #number = 0;
  #desk: Desk | undefined;

  /** `before`: the snapshot that is shown while the scan begins. */
  constructor(live: Live, before: Snapshot | undefined, stored: () => Promise<StoredSnapshot[]>) {
    this.#live = live;
    this.#stored = stored;
    this.#first = before ? stageOf(grow(before)) : nothing;
    this.#last = this.#first;
  }

  get number(): number {
    return this.#number;
  }

  /** Answers about the last tree; nobody does before the first. */
  get desk(): Desk | undefined {
    return this.#desk;
  }

  /** The tree as it is now; at the end, that of the snapshot which was stored. */
  next(stored?: Manifest): News & { news: 'tree' } {
    const snapshot = stored ? this.#live.of(stored) : this.#live.snapshot();
    const readings = stored ? [] : this.#live.readings();
    const grown = grow(snapshot, new Map(readings.map((one) => [placeKey(one), one])));
    const keys = keysOf(grown.tree);
    const moved = carried(this.#last.keys, keys);
    const hadNone = this.#first === nothing;
    const changes = hadNone ? new Uint8Array(keys.length) : changesOf(this.#first.grown, this.#first.keys, grown, keys);
    this.#last = { grown, keys };
    this.#number += 1;
    this.#desk = new Desk(snapshot, grown, this.#stored);
    return {
      news: 'tree',
      tree: grown.tree,
      manifest: snapshot.manifest,
      growth: { number: this.#number, moved, changes, told: hadNone ? none : this.#told(changes, keys) },
    };
  }

  #told(changes: Uint8Array, keys: readonly string[]): { added: number; changed: number; gone: number } {
    const there = new Set(keys);
    const { grown, keys: were } = this.#first;
    const gone = were.filter((key, node) => grown.resources[node] && !there.has(key)).length;
    const count = (what: number): number => changes.reduce((sum, one) => sum + Number(one === what), 0);
    return { added: count(Change.added), changed: count(Change.changed), gone };
  }
}

const none = { added: 0, changed: 0, gone: 0 };

const stageOf = (grown: Grown): Stage => ({ grown, keys: keysOf(grown.tree) });
