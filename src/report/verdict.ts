/** A reply in one sentence: who reaches whom by what, whether answers come back, and what was taken for granted. */
import type { Meant, Question, Reply, Step, Verdict } from '../reach/index.ts';
import { forTerminal } from './escape.ts';
import { componentText } from './ladder.ts';
import type { Meaning, Style } from './style.ts';
import { wrap } from './table.ts';
import { askedService, servicesText } from './traffic-text.ts';
import { counted, inSentence, listed, plural, titleOf } from './words.ts';

/** One end of a question: what was typed, and what it means. */
export interface End {
  typed: string;
  means: readonly Meant[];
}

export interface Told {
  from: End;
  to: End;
  question: Question;
  reply: Reply;
}

export const verdictSigns: Record<Verdict, readonly [sign: string, means: Meaning]> = {
  reachable: ['✓', 'good'],
  blocked: ['✗', 'bad'],
  unknown: ['?', 'warning'],
};

/** `instance i-1 “web”`, `3 instances “web”`, `the internet`; not escaped. */
export function endText({ typed, means }: End): string {
  const [first] = means;
  if (!first) return typed;
  if (means.some(({ what }) => what.kind !== first.what.kind)) return `“${typed}” (${meaningsText(means)})`;
  if (means.length > 1) return `${counted(means.length, inSentence(titleOf(first.what.kind)))} “${typed}”`;
  const { kind, id } = first.what;
  if (kind === 'cidr') return id;
  if (kind === 'address') return `the address ${id}`;
  if (kind === 'host-name') return `the host ${id}`;
  const text = componentText(first.what);
  return kind === 'internet' || typed === id || typed === first.what.name ? text : `${text} (${typed})`;
}

/** The sentence, without its assumptions; not escaped. */
export function verdictSentence({ from, to, question, reply }: Told): string {
  const [a, b, service] = [endText(from), endText(to), askedService(question)];
  const { verdict, verdicts, whole, shown } = reply;
  const { blockers, unknowns } = shown.path;
  if (verdict === 'reachable') {
    const back = question.forwardOnly ? 'the way back was not asked for' : 'replies come back';
    return whole
      ? `${a} reaches ${b} on ${service}, and ${back}.`
      : `${a} reaches ${b} on ${servicesText(reply.passes)}, and ${back}; not all that was asked about passes.`;
  }
  if (verdict === 'unknown')
    return `Whether ${a} reaches ${b} on ${service} is not known: ${counted(Math.max(1, distinctSteps(unknowns).length), 'thing')} on the way could not be seen.`;
  if (verdicts.forward === 'reachable')
    return `What ${a} sends to ${b} on ${service} arrives, but no reply comes back: ${things(blockers)} in its way.`;
  return `${a} does not reach ${b} on ${service}: ${things(blockers)} in the way.`;
}

function things(blockers: readonly Step[]): string {
  const count = distinctSteps(blockers).length;
  return count ? `${counted(count, 'thing')} ${count === 1 ? 'is' : 'are'}` : 'the way ends, and nothing that could be named is';
}

/** Steps that say the same, once: those of the way there stand for both ways. */
export const distinctSteps = (steps: readonly Step[]): Step[] =>
  [...Map.groupBy(steps, (step) => `${step.label} ${step.because}`).values()].map(
    (same) => same.find(({ direction }) => direction === 'forward') ?? same[0]!,
  );

export interface Assumed {
  says: string;
  at: string[];
}

/** Each assumption once, with where it was made. */
export function assumptionsOf({ shown }: Reply): Assumed[] {
  const groups = Map.groupBy(shown.path.assumptions, ({ because }) => because);
  return [...groups].map(([says, steps]) => ({ says, at: [...new Set(steps.map(({ at }) => at.id))] }));
}

export function verdictLines(told: Told, style: Style): string[] {
  const { reply, question } = told;
  const [sign, means] = verdictSigns[reply.verdict];
  const sentence = forTerminal(verdictSentence(told));
  const assumed = assumptionsOf(reply).map(({ says }) => says);
  const strict = question.options?.strict === true;
  return [
    ...wrap(`${style.paint(means, `${sign} ${reply.verdict}`)} ${style.paint('quiet', '·')} ${sentence}`, style, '', '  '),
    ...(assumed.length
      ? wrap(
          `${style.paint('warning', strict ? 'Not assumed:' : 'Assumed:')} ${forTerminal(assumed.join('; '))}.`,
          style,
          '  ',
          '  ',
        )
      : []),
  ];
}

/** `2 instances and 1 subnet`, of what a text may mean. */
export const meaningsText = (means: readonly Meant[]): string =>
  listed(
    [...Map.groupBy(means, ({ what }) => what.kind)].map(([kind, same]) =>
      same.length === 1 ? `1 ${inSentence(titleOf(kind))}` : `${same.length} ${plural(inSentence(titleOf(kind)))}`,
    ),
  );
