/**
 * The tree of a snapshot as the screen knows it: flat arrays in the order in which the tree is read, and a few long texts. Half a million
 * nodes are a few arrays, so that they pass from thread to thread without a copy and cost no memory that a collector would walk.
 */
import { forTerminal } from '../../report/escape.ts';
import type { Addresses } from './addressing.ts';
import { search, type Texts, textOf } from './texts.ts';

/** What the nodes that stand for no resource are called. No kind has such a name: `region` is one, of which the account lists many. */
export const structural = ['account', 'place', 'group', 'fold', 'gap'] as const;

export const Flag = { startsOpen: 1, trouble: 2, gap: 4, isDefault: 8 } as const;

/** The parts of a node's text, in order. All of it is escaped for a terminal. */
export const fields = ['name', 'id', 'facts', 'cause', 'addresses', 'tags'] as const;
export type Field = (typeof fields)[number];

/** Plain data, for a message. A subtree is `node` up to `end[node]`. */
export interface TreeData {
  readonly size: number;
  readonly parent: Int32Array;
  readonly end: Int32Array;
  readonly depth: Uint8Array;
  /** Which of `kinds`. */
  readonly kind: Uint16Array;
  readonly flags: Uint8Array;
  readonly kinds: readonly string[];
  /** The fields of each node, with a tab after each: parts of `Texts`. */
  readonly text: readonly string[];
  /** The same in small letters, sign for sign. */
  readonly lower: readonly string[];
  readonly starts: Uint32Array;
  /** Hashes of ids with their nodes, sorted. */
  readonly ids: Float64Array;
  readonly addresses: Addresses;
}

export interface Named {
  readonly kind: string;
  readonly id: string;
  readonly account?: string;
  readonly region?: string;
}

const NODES = 2 ** 21;

/** FNV-1a; as the upper part of a number whose lower part is the node. */
export function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return (hash >>> 0) * NODES;
}

export class Tree {
  readonly data: TreeData;
  /** What stands in its nodes, and the same in small letters. */
  readonly #texts: Texts;
  readonly lower: Texts;

  constructor(data: TreeData) {
    this.data = data;
    this.#texts = { parts: data.text, starts: data.starts };
    this.lower = { parts: data.lower, starts: data.starts };
  }

  get size(): number {
    return this.data.size;
  }

  kindOf(node: number): string {
    return this.data.kinds[this.data.kind[node]!]!;
  }

  has(node: number, flag: number): boolean {
    return (this.data.flags[node]! & flag) !== 0;
  }

  isLeaf(node: number): boolean {
    return this.data.end[node] === node + 1;
  }

  isResource(node: number): boolean {
    return !(structural as readonly string[]).includes(this.kindOf(node));
  }

  parentOf(node: number): number {
    return this.data.parent[node]!;
  }

  field(node: number, field: Field): string {
    return this.#parts(node)[fields.indexOf(field)] ?? '';
  }

  #parts(node: number): string[] {
    return textOf(this.#texts, node).split('\t');
  }

  /** What a person calls it. */
  title(node: number): string {
    const [name = '', id = ''] = this.#parts(node);
    return name || id;
  }

  /** The account and Region that a node is in; empty above them. */
  placeOf(node: number): { account: string; region: string } {
    const place = { account: '', region: '' };
    for (let at = node; at >= 0; at = this.parentOf(at)) {
      const kind = this.kindOf(at);
      if (kind === 'account') place.account ||= this.field(at, 'id');
      if (kind === 'place') place.region ||= this.field(at, 'id');
    }
    return place;
  }

  ancestors(node: number): number[] {
    const found: number[] = [];
    for (let at = this.parentOf(node); at >= 0; at = this.parentOf(at)) found.unshift(at);
    return found;
  }

  /** What stays the same when the network is read again. */
  keyOf(node: number): string {
    const { account, region } = this.placeOf(node);
    const kind = this.kindOf(node);
    const own = this.isResource(node)
      ? this.field(node, 'id')
      : `${this.parentOf(node) < 0 ? '' : this.keyOf(this.parentOf(node))}/${this.title(node)}`;
    return [kind, own, account, region].join(' ');
  }

  /** Every node of an id, as AWS wrote it; resources before what they are grouped by. */
  withId(id: string): number[] {
    const { ids } = this.data;
    const shown = forTerminal(id);
    const hash = hashOf(shown);
    let [low, high] = [0, ids.length];
    while (low < high) {
      const mid = (low + high) >> 1;
      if (ids[mid]! < hash) low = mid + 1;
      else high = mid;
    }
    const found: number[] = [];
    for (let at = low; at < ids.length && ids[at]! < hash + NODES; at += 1) {
      const node = ids[at]! - hash;
      if (this.field(node, 'id') === shown) found.push(node);
    }
    return found;
  }

  /** Every node that people called so, as it is shown. */
  named(name: string): number[] {
    const found: number[] = [];
    if (name !== '')
      search(this.#texts, `${name}\t`, (node) => {
        if (this.field(node, 'name') === name) found.push(node);
      });
    return found;
  }

  /** The node of a resource: in its own place where it is there, else as another account sees it. */
  find({ kind, id, account, region }: Named): number | undefined {
    const same = this.withId(id).filter((node) => this.kindOf(node) === kind);
    return (
      same.find((node) => {
        const place = this.placeOf(node);
        return (account === undefined || place.account === account) && (region === undefined || place.region === region);
      }) ?? same[0]
    );
  }

  /** The node that a key names; nothing when it is not there any more. */
  atKey(key: string): number | undefined {
    const [kind = '', id = ''] = key.split(' ');
    if (!(structural as readonly string[]).includes(kind)) return this.withId(id).find((node) => this.keyOf(node) === key);
    for (let node = 0; node < this.size; node += 1) if (this.kindOf(node) === kind && this.keyOf(node) === key) return node;
    return undefined;
  }
}
