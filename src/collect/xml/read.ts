/** Reads an XML text straight into the values that the SDK's schemas describe, in one pass, without a document in between. */
import { Markup } from './markup.ts';
import type { AnswerPlan, Entries, List, Member, Plan, Structure, Tag } from './plan.ts';

const SLASH = 0x2f;

type Values = Record<string, unknown>;

let structures = 0;

/**
 * The answer in `text`. Throws `MalformedXml` for everything that is not such an answer, whole and well-formed; elements that the plan
 * does not know are passed over, because AWS adds some.
 */
export const readAnswer = (plan: AnswerPlan, text: string): Values => new Reader(text).answer(plan);

class Reader extends Markup {
  answer({ root, structure, within }: AnswerPlan): Values {
    if (Number.isNaN(this.toTag())) throw this.malformed('is empty');
    if (!this.opens(root)) throw this.malformed(`does not begin with <${root.name}>`);
    const values = this.empty ? {} : this.#structure(structure, root);
    if (!Number.isNaN(this.toTag())) throw this.malformed(`goes on after </${root.name}>`);
    if (!within) return values;
    if (values[within.name] === undefined) throw this.malformed(`has no <${within.tag.name}>`);
    return values[within.name] as Values;
  }

  #structure(plan: Structure, tag: Tag): Values {
    const values: Values = {};
    structures += 1;
    const number = structures;
    let previous: Member | undefined;
    for (;;) {
      const mark = this.toTag();
      if (mark === SLASH) {
        this.close(tag);
        return values;
      }
      if (Number.isNaN(mark)) throw this.cutShort(tag.name);
      let member = previous ? previous.next : plan.first;
      if (!member || !this.opens(member.tag)) {
        const name = this.open();
        member = plan.members.get(name);
        if (!member) {
          if (!this.empty) this.skip(name);
          continue;
        }
        if (previous) previous.next = member;
        else plan.first = member;
      }
      this.#member(member, values, number);
      previous = member;
    }
  }

  #member(member: Member, values: Values, number: number): void {
    const { name, tag, plan } = member;
    if (member.repeats) {
      values[name] ??= [];
      (values[name] as unknown[]).push(this.#value(plan, tag));
      return;
    }
    if (member.seenIn === number) throw this.malformed(`has <${tag.name}> twice in one structure`);
    member.seenIn = number;
    values[name] = this.#value(plan, tag);
  }

  #value(plan: Plan, tag: Tag): unknown {
    if (plan.form === 'scalar') {
      const { at } = this;
      const content = this.empty ? '' : this.content(tag);
      if (!plan.convert) return content;
      try {
        return plan.convert(content);
      } catch (error) {
        throw this.malformed(`has <${tag.name}> with ${(error as Error).message}`, at);
      }
    }
    if (plan.form === 'structure') return this.empty ? {} : this.#structure(plan, tag);
    if (plan.form === 'list') return this.empty ? [] : this.#list(plan, tag);
    return this.empty ? {} : this.#entries(plan, tag);
  }

  #list(plan: List, tag: Tag): unknown[] {
    const values: unknown[] = [];
    const { item, of } = plan;
    for (;;) {
      const mark = this.toTag();
      if (mark === SLASH) {
        this.close(tag);
        return values;
      }
      if (Number.isNaN(mark)) throw this.cutShort(tag.name);
      if (!this.opens(item)) throw this.malformed(`has an element other than <${item.name}> in the list <${tag.name}>`);
      values.push(this.#value(of, item));
    }
  }

  #entries({ entry, of }: Entries, tag: Tag): Values {
    const list = this.#list({ form: 'list', item: entry, of }, tag) as { key?: string; value?: unknown }[];
    if (list.some(({ key, value }) => key === undefined || value === undefined)) {
      throw this.malformed(`has an entry without its key or its value in <${tag.name}>`);
    }
    // Unlike an assignment, this keeps an entry named `__proto__`.
    return Object.fromEntries(list.map(({ key, value }) => [key, value]));
  }
}
