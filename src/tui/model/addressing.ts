/** The addresses of half a million nodes as numbers, read once where the tree is made: a range that is typed is then held against them all. */
import { covers, type Prefix, parsePrefix } from '../../net/index.ts';

/** IPv4 as the first and last address of each; IPv6 is seldom enough to be read when it is asked for. */
export interface Addresses {
  readonly nodes: Uint32Array;
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  /** Nodes with IPv6 addresses. */
  readonly v6: Uint32Array;
}

/** `texts`: of each node its addresses, with spaces between them. */
export function addressesOf(texts: Iterable<string>): Addresses {
  const [nodes, first, last, v6]: number[][] = [[], [], [], []];
  let node = 0;
  for (const text of texts) {
    if (text.includes(':')) v6!.push(node);
    for (const one of text ? text.split(' ') : []) {
      const range = one.includes(':') ? undefined : parsePrefix(one);
      if (typeof range?.lo !== 'number') continue;
      nodes!.push(node);
      first!.push(range.lo);
      last!.push(Number(range.hi));
    }
    node += 1;
  }
  return {
    nodes: Uint32Array.from(nodes!),
    first: Uint32Array.from(first!),
    last: Uint32Array.from(last!),
    v6: Uint32Array.from(v6!),
  };
}

/** The nodes of which an address lies in the range, or is a range around it. `textOf`: the addresses of a node. */
export function* touching(
  { nodes, first, last, v6 }: Addresses,
  prefix: Prefix,
  textOf: (node: number) => string,
): Generator<number> {
  const { lo, hi } = prefix;
  if (typeof lo === 'number') {
    for (let at = 0; at < nodes.length; at += 1) {
      const [from, to] = [first[at]!, last[at]!];
      if ((from >= lo && to <= hi) || (from <= lo && to >= hi)) yield nodes[at]!;
    }
    return;
  }
  for (const node of v6) {
    const own = textOf(node).split(' ').map(parsePrefix);
    if (own.some((one) => one !== undefined && (covers(one, prefix) || covers(prefix, one)))) yield node;
  }
}
