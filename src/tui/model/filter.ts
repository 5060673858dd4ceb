/** What a person types after `/`: words, `tag:key=value`, `cidr:10.0.0.0/8`, `sev:high`, `kind:`, `region:`, `account:`; `!` before one means not. */
import { type Severity, severities } from '../../findings/rule.ts';
import { isKind } from '../../kinds/index.ts';
import { covers, type Prefix, parseAddress, parsePrefix } from '../../net/index.ts';
import type { Worst } from './rollup.ts';
import type { Tree } from './tree.ts';
import { type Mask, maskOf } from './visible.ts';

export type Term =
  | { readonly not: boolean; readonly by: 'text' | 'tag' | 'kind' | 'region' | 'account'; readonly text: string }
  | { readonly not: boolean; readonly by: 'cidr'; readonly prefix: Prefix }
  | { readonly not: boolean; readonly by: 'sev'; readonly least: Severity };

export interface Filter {
  readonly terms: readonly Term[];
  /** What of it cannot be understood; it is left out. */
  readonly trouble?: string;
}

const keys = ['tag', 'kind', 'region', 'account'] as const;

/** Beginnings of the terms there are, for completion and help. */
export const filterTerms: readonly { readonly term: string; readonly about: string }[] = [
  { term: 'text', about: 'in a name, id, address or cause' },
  { term: 'tag:env=prod', about: 'with this tag; tag:env for any value' },
  { term: 'cidr:10.0.0.0/8', about: 'with an address in this range, or a range around it' },
  { term: 'sev:high', about: 'with a finding of this severity or graver' },
  { term: 'kind:nat-gateway', about: 'of this kind' },
  { term: 'region:eu-central-1', about: 'in this Region; account: likewise' },
  { term: '!text', about: 'not so; before any term' },
];

export function readFilter(text: string): Filter {
  const terms: Term[] = [];
  let trouble: string | undefined;
  for (const word of text.trim().split(/\s+/).filter(Boolean)) {
    const not = word.startsWith('!') && word.length > 1;
    const read = termOf(not ? word.slice(1) : word, not);
    if (typeof read === 'string') trouble ??= read;
    else terms.push(read);
  }
  return { terms, ...(trouble !== undefined && { trouble }) };
}

function termOf(word: string, not: boolean): Term | string {
  const [, key = '', value = ''] = /^([a-z]+):(.+)$/.exec(word) ?? [];
  if (key === 'sev') {
    const least = severities.find((one) => one.startsWith(value.toLowerCase()));
    return least ? { by: 'sev', least, not } : `sev:${value}: the severities are ${severities.join(', ')}`;
  }
  if (key === 'cidr') {
    const address = parseAddress(value);
    const prefix = parsePrefix(address === undefined ? value : `${value}/${typeof address === 'number' ? 32 : 128}`);
    return prefix ? { by: 'cidr', prefix, not } : `cidr:${value}: not a range of addresses yet`;
  }
  const by = keys.find((one) => one === key);
  return by ? { by, text: value.toLowerCase(), not } : { by: 'text', text: word.toLowerCase(), not };
}

/** The nodes that a filter lets through, as a mask. All terms must hold. Undefined where it says nothing. */
export function filtered(tree: Tree, { terms }: Filter, worst: Worst | undefined): Mask | undefined {
  if (terms.length === 0) return undefined;
  let nodes: Uint8Array | undefined;
  for (const term of terms) {
    const found = holdingTerm(tree, term, worst);
    if (term.not) for (let node = 0; node < tree.size; node += 1) found[node] = found[node] ? 0 : 1;
    if (!nodes) nodes = found;
    else for (let node = 0; node < tree.size; node += 1) nodes[node]! &= found[node]!;
  }
  return maskOf(
    tree,
    marked(
      tree,
      nodes!,
      terms.every(({ not }) => not),
    ),
  );
}

/** Resources and gaps are found; groups, Regions and accounts only by their text, where something was asked for and not only excluded. */
function* marked(tree: Tree, nodes: Uint8Array, isInverse: boolean): Generator<number> {
  for (let node = 0; node < tree.size; node += 1)
    if (nodes[node] && (!isInverse || tree.isResource(node) || tree.kindOf(node) === 'gap')) yield node;
}

function holdingTerm(tree: Tree, term: Term, worst: Worst | undefined): Uint8Array {
  const found = new Uint8Array(tree.size);
  const { starts, lower, kind, kinds, end } = tree.data;
  if (term.by === 'text') {
    // One search through one long text is quicker than a search in each of many.
    let node = 0;
    for (let at = lower.indexOf(term.text); at >= 0; at = lower.indexOf(term.text, starts[node + 1])) {
      while (starts[node + 1]! <= at) node += 1;
      found[node] = 1;
    }
  } else if (term.by === 'kind') {
    // A kind's whole name means that kind alone; a part of one, every kind that has it.
    const isWhole = isKind(term.text);
    const wanted = kinds.map((name) => (isWhole ? name === term.text : name.includes(term.text)));
    for (let node = 0; node < tree.size; node += 1) found[node] = wanted[kind[node]!] ? 1 : 0;
  } else if (term.by === 'region' || term.by === 'account') {
    const number = kinds.indexOf(term.by === 'region' ? 'place' : 'account');
    for (let node = 0; node < tree.size; node += 1)
      if (kind[node] === number && lower.slice(starts[node], starts[node + 1]).includes(term.text))
        found.fill(1, node, end[node]);
  } else if (term.by === 'sev') {
    const most = severities.indexOf(term.least);
    if (worst) for (let node = 0; node < tree.size; node += 1) found[node] = worst.own[node]! <= most ? 1 : 0;
  } else if (term.by === 'tag') {
    for (let node = 0; node < tree.size; node += 1) found[node] = hasTag(tree, node, term.text) ? 1 : 0;
  } else if (term.by === 'cidr') {
    for (let node = 0; node < tree.size; node += 1) found[node] = touches(tree.field(node, 'addresses'), term.prefix) ? 1 : 0;
  }
  return found;
}

/** A key alone stands for any value of it. */
function hasTag(tree: Tree, node: number, wanted: string): boolean {
  const tags = tree.field(node, 'tags').toLowerCase();
  if (!tags) return false;
  return wanted.includes('=') ? ` ${tags}`.includes(` ${wanted}`) : ` ${tags}`.includes(` ${wanted}=`);
}

/** One of the addresses lies in the range, or is a range around it. */
function touches(addresses: string, prefix: Prefix): boolean {
  if (!addresses) return false;
  return addresses.split(' ').some((text) => {
    const own = parsePrefix(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
    return own !== undefined && typeof own.lo === typeof prefix.lo && (covers(own, prefix) || covers(prefix, own));
  });
}
