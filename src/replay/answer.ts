/** Answers a read from the snapshot: selects, cuts the page, and puts the resources back into the members they came from. */
import type { Kind } from '../kinds/index.ts';
import { pagesOf } from '../kinds/services.ts';
import type { Gap, Resource } from '../snapshot/snapshot.ts';
import type { Estate } from './estate.ts';
import { bindingOf, type PageNames, Pager } from './pages.ts';
import { type Selection, select, type Who } from './select.ts';
import type { OperationShape } from './shape.ts';
import type { Asked, ServedService } from './wire.ts';

/** Thrown where the snapshot has a gap: replay then fails as AWS did. */
export class ReplayedGap extends Error {
  override name = 'ReplayedGap';
  readonly gap: Gap;
  constructor(gap: Gap) {
    super(gap.message);
    this.gap = gap;
  }
}

/** How an answer's tokens misbehave, on request of a fault. */
const tokenTricks = ['same-token', 'token-loop', 'empty-pages', 'lost-token'] as const;
export type TokenTrick = (typeof tokenTricks)[number];

/** The trick that a fault of this name plays on tokens, if it is one of those. */
export const tokenTrick = (does: string | undefined): TokenTrick | undefined => tokenTricks.find((trick) => trick === does);

const SELECTIONS_KEPT = 1_024;

export class Answers {
  readonly #estate: Estate;
  readonly #pager = new Pager();
  /** The latest selections, so that later pages of a filtered list do not look at all of it again. */
  readonly #selections = new Map<string, Selection>();

  constructor(estate: Estate) {
    this.#estate = estate;
  }

  /** The output of a catalogued operation. Throws `Refusal`, or `ReplayedGap` where the snapshot has a gap. */
  answer(who: Who, asked: Asked, name: string, service: ServedService, trick?: TokenTrick): Record<string, unknown> {
    const { shape } = asked;
    const names = pagesOf(this.#estate.rows(name, asked.operation)[0]?.call ?? { service: 'ec2' });
    const next = names.next[0]!;
    const paged = shape.answers(next);
    const binding = bindingOf(name, names, asked, who.account, who.region);
    const selection = this.#selection(binding, who, asked, name, service);
    const all = selection.parts.reduce((sum, part) => sum + part.resources.length, 0);
    if (trick) return tricked(trick, selection, asked, names, all);
    const { from, size } = this.#pager.page(name, names, asked, binding, service);
    // What was read before the gap is answered first, as AWS did.
    if (selection.gap && (from >= all || !paged)) throw new ReplayedGap(selection.gap);
    const to = paged && size !== undefined ? Math.min(all, from + size) : all;
    const more = to < all || selection.gap !== undefined;
    const output = outputOf(selection, shape, from, to);
    if (more && paged) output[next] = this.#pager.token(to, binding);
    if (shape.answers('IsTruncated')) output.IsTruncated = more;
    if (shape.answers('AdditionalRoutesAvailable')) output.AdditionalRoutesAvailable = more;
    return output;
  }

  #selection(binding: string, who: Who, asked: Asked, name: string, service: ServedService): Selection {
    // Either ids or pages: that refusal depends on the page size, which is no part of the binding.
    const key = `${binding} ${asked.input.MaxResults !== undefined}`;
    let selection = this.#selections.get(key);
    if (selection) this.#selections.delete(key);
    else selection = select(this.#estate, who, asked, name, service);
    this.#selections.set(key, selection);
    if (this.#selections.size > SELECTIONS_KEPT) this.#selections.delete(this.#selections.keys().next().value!);
    return selection;
  }
}

/** The first page, with a token that misbehaves. */
function tricked(trick: TokenTrick, selection: Selection, { input, shape }: Asked, names: PageNames, all: number) {
  const token = input[names.token[0]!];
  const size = (input[names.size] as number | undefined) ?? all;
  const output = outputOf(selection, shape, 0, trick === 'empty-pages' && !token ? 0 : Math.min(all, size));
  const next = {
    'same-token': 'always-the-same',
    'token-loop': token === 'token-a' ? 'token-b' : 'token-a',
    'empty-pages': token ? undefined : 'after-the-empty-page',
    'lost-token': undefined,
  }[trick];
  if (next) output[names.next[0]!] = next;
  if (shape.answers('AdditionalRoutesAvailable')) output.AdditionalRoutesAvailable = trick === 'lost-token';
  return output;
}

function outputOf({ parts }: Selection, shape: OperationShape, from: number, to: number): Record<string, unknown> {
  const output: Record<string, unknown> = {};
  let passed = 0;
  for (const { row, resources } of parts) {
    const { items } = row.call;
    const slice = resources.slice(Math.max(0, from - passed), Math.max(0, to - passed));
    passed += resources.length;
    if (items === '.') Object.assign(output, slice[0]?.data);
    else if (shape.isList(items)) {
      const { also } = row.call;
      for (const name of also ? [items, also.items] : [items]) output[name] ??= [];
      for (const one of slice) (output[also?.holds(one.data) ? also.items : items] as unknown[]).push(wrapped(row, one));
    } else if (slice[0]) output[items] = slice[0].data;
  }
  return output;
}

/** A resource as the answer's member lists it: inside what surrounded it. */
function wrapped(row: Kind, { data }: Resource): unknown {
  const { within } = row.call;
  if (!within) return data;
  const { [within.as]: outer, ...item } = data as Record<string, object>;
  return { ...outer, [within.list]: [item] };
}
