/** The resources of one kind in one place while their pages come in: no more of them stays in memory than is needed. */
import type { Kind } from '../kinds/index.ts';
import type { SealedShard } from '../snapshot/shard.ts';
import { ShardBuilder } from '../snapshot/shard.ts';
import type { Place, Resource } from '../snapshot/snapshot.ts';

export class Gathered {
  readonly #shard: ShardBuilder;
  readonly #keys = new Set<string>();
  readonly #keep: boolean;
  /** What the resources are made of, where other kinds need it. */
  readonly items: unknown[] = [];

  constructor(place: Place, row: Kind, key: Uint8Array, keep: boolean) {
    this.#shard = new ShardBuilder(place, row, key);
    this.#keep = keep;
  }

  get count(): number {
    return this.#shard.count;
  }

  /** Takes a page; gives the keys of its resources, those of resources that came before too. */
  add(page: readonly Resource[]): string[] {
    const named = page.map((resource) => ({ resource, key: `${resource.id}\n${resource.parent ?? ''}` }));
    // What moves between pages, or is in the first page and in a part of the split, is listed twice.
    const added = named.filter(({ key }) => !this.#keys.has(key) && this.#keys.add(key)).map(({ resource }) => resource);
    this.#shard.add(added);
    // Copies, because the strings of an item are parts of its page's text and would keep all of that in memory.
    if (this.#keep) for (const { data } of added) this.items.push(JSON.parse(JSON.stringify(data)));
    return named.map(({ key }) => key);
  }

  seal(): Promise<SealedShard> {
    return this.#shard.seal();
  }
}
