/** Answers a read from the snapshot: selects, cuts the page, and puts the resources back into the members they came from. */
import type { Kind } from '../kinds/index.ts';
import type { Gap, Resource } from '../snapshot/snapshot.ts';
import type { Estate } from './estate.ts';
import { bindingOf, Pager, pageNames } from './pages.ts';
import { type Selection, select, type Who } from './select.ts';
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
export type TokenTrick = 'same-token' | 'token-loop' | 'empty-pages' | 'lost-token';

const SELECTIONS_KEPT = 64;

export class Answers {
  readonly #estate: Estate;
  readonly #pager = new Pager();
  /** The latest selections, so that later pages of a filtered list do not look at all of it again. */
  readonly #selections = new Map<string, Selection>();

  constructor(estate: Estate) {
    this.#estate = estate;
  }

  /** The output of a catalogued operation. Throws `Refusal`, or `ReplayedGap` where the snapshot has a gap. */
  answer(who: Who, asked: Asked, signs: string, service: ServedService, trick?: TokenTrick): Record<string, unknown> {
    const binding = bindingOf(signs, asked, who.account, who.region);
    const selection = this.#selection(binding, who, asked, signs, service);
    const names = pageNames(signs);
    const token = asked.input[names.token] as string | undefined;
    const plain = trick ? { ...asked, input: { ...asked.input, [names.token]: undefined } } : asked;
    const page = this.#pager.page(signs, plain, binding, service);
    const all = selection.parts.reduce((sum, part) => sum + part.resources.length, 0);
    const paged = asked.shape.answers(names.next);
    if (selection.gap && !trick && (page.from >= all || !paged)) throw new ReplayedGap(selection.gap);
    const empty = trick === 'empty-pages' && !token;
    const to = empty ? page.from : Math.min(all, page.from + ((paged ? page.size : undefined) ?? all));
    const output = outputOf(selection, asked, page.from, to);
    const more = to < all || selection.gap !== undefined;
    const next = trick ? trickToken(trick, token) : more && paged ? this.#pager.token(to, binding) : undefined;
    if (next) output[names.next] = next;
    if (asked.shape.answers('IsTruncated')) output.IsTruncated = more;
    if (asked.shape.answers('AdditionalRoutesAvailable')) output.AdditionalRoutesAvailable = more;
    return output;
  }

  #selection(binding: string, who: Who, asked: Asked, signs: string, service: ServedService): Selection {
    // Either ids or pages: that refusal depends on the page size, which is no part of the binding.
    const key = `${binding} ${asked.input.MaxResults !== undefined}`;
    let selection = this.#selections.get(key);
    if (selection) this.#selections.delete(key);
    else selection = select(this.#estate, who, asked, signs, service);
    this.#selections.set(key, selection);
    if (this.#selections.size > SELECTIONS_KEPT) this.#selections.delete(this.#selections.keys().next().value!);
    return selection;
  }
}

function trickToken(trick: TokenTrick, token: string | undefined): string | undefined {
  if (trick === 'empty-pages') return token ? undefined : 'after-the-empty-page';
  if (trick === 'lost-token') return undefined;
  if (trick === 'same-token') return 'always-the-same';
  return token === 'token-a' ? 'token-b' : 'token-a';
}

function outputOf({ parts }: Selection, { shape }: Asked, from: number, to: number): Record<string, unknown> {
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
