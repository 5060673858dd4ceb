/** What a person types after `/`: words, `tag:key=value`, `cidr:10.0.0.0/8`, `sev:high`, `kind:`, `region:`, `account:`; `!` before one means not. */
import { type Severity, severities } from '../../findings/rule.ts';
import { isKind } from '../../kinds/index.ts';
import { type Prefix, parseAddress, parsePrefix } from '../../net/index.ts';
import { touching } from './addressing.ts';
import type { Worst } from './rollup.ts';
import { search, textOf } from './texts.ts';
import { structural, type Tree } from './tree.ts';
import { type Mask, withAncestors } from './visible.ts';

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

/** The nodes that a filter lets through, as a mask. All terms must hold. Undefined where it says nothing. `among`: only nodes of this mask can be. */
export function filtered(tree: Tree, { terms }: Filter, worst: Worst | undefined, among?: Mask): Mask | undefined {
  if (terms.length === 0) return undefined;
  let nodes: Uint8Array | undefined;
  for (const term of terms) {
    const found = holdingTerm(tree, term, worst, among);
    if (term.not) for (let node = 0; node < tree.size; node += 1) found[node]! ^= 1;
    if (!nodes) nodes = found;
    else for (let node = 0; node < tree.size; node += 1) nodes[node]! &= found[node]!;
  }
  if (terms.every(({ not }) => not)) dropStructure(tree, nodes!);
  return withAncestors(tree, nodes!);
}

/** Groups, Regions and accounts are found by their text only where something was asked for, and not only excluded. */
function dropStructure({ size, data: { kind, kinds } }: Tree, nodes: Uint8Array): void {
  const stays = kinds.map((name) => name === 'gap' || !(structural as readonly string[]).includes(name));
  for (let node = 0; node < size; node += 1) if (!stays[kind[node]!]) nodes[node] = 0;
}

/** Whether a filter can find only what another one found: the same, but for more letters of the last text. */
export function narrows(before: Filter, now: Filter): boolean {
  const [was, is] = [before.terms.at(-1), now.terms.at(-1)];
  if (was?.by !== 'text' || is?.by !== 'text' || was.not || is.not || !is.text.includes(was.text)) return false;
  const others = ({ terms }: Filter): string =>
    JSON.stringify(terms.slice(0, -1), (_, value) => (typeof value === 'bigint' ? `${value}` : value));
  return others(before) === others(now);
}

function holdingTerm(tree: Tree, term: Term, worst: Worst | undefined, among: Mask | undefined): Uint8Array {
  const found = new Uint8Array(tree.size);
  const { kind, kinds, end } = tree.data;
  if (term.by === 'text' && among && isFew(among)) {
    for (let node = 0; node < tree.size; node += 1)
      if (among[node] === 1 && textOf(tree.lower, node).includes(term.text)) found[node] = 1;
  } else if (term.by === 'text') {
    search(tree.lower, term.text, (node) => {
      found[node] = 1;
    });
  } else if (term.by === 'kind') {
    // A kind's whole name means that kind alone; a part of one, every kind that has it.
    const isWhole = isKind(term.text);
    const wanted = kinds.map((name) => (isWhole ? name === term.text : name.includes(term.text)));
    for (let node = 0; node < tree.size; node += 1) found[node] = wanted[kind[node]!] ? 1 : 0;
  } else if (term.by === 'region' || term.by === 'account') {
    const number = kinds.indexOf(term.by === 'region' ? 'place' : 'account');
    for (let node = 0; node < tree.size; node += 1)
      if (kind[node] === number && textOf(tree.lower, node).includes(term.text)) found.fill(1, node, end[node]);
  } else if (term.by === 'sev') {
    const most = severities.indexOf(term.least);
    if (worst) for (let node = 0; node < tree.size; node += 1) found[node] = worst.own[node]! <= most ? 1 : 0;
  } else if (term.by === 'tag') {
    search(tree.lower, term.text, (node) => {
      if (hasTag(tree, node, term.text)) found[node] = 1;
    });
  } else if (term.by === 'cidr') {
    for (const node of touching(tree.data.addresses, term.prefix, (one) => tree.field(one, 'addresses'))) found[node] = 1;
  }
  return found;
}

/** Few enough that a look at each is quicker than a search through everything. */
function isFew(mask: Mask): boolean {
  let count = 0;
  for (let node = 0; node < mask.length; node += 1) if (mask[node] === 1) count += 1;
  return count < mask.length / 8;
}

/** A key alone stands for any value of it. */
function hasTag(tree: Tree, node: number, wanted: string): boolean {
  const tags = tree.field(node, 'tags').toLowerCase();
  if (!tags) return false;
  return wanted.includes('=') ? ` ${tags}`.includes(` ${wanted}`) : ` ${tags}`.includes(` ${wanted}=`);
}
