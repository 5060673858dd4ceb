/** The whole answer to *why*, for people: verdict, way there, way back, what is in the way, what would open or close it. */
import { isEmpty, type Traffic } from '../net/index.ts';
import type { Checklist, Closing, Opening, Verdict } from '../reach/index.ts';
import { blockerLines, unknownLines } from './blockers.ts';
import { checklistLines } from './checklist.ts';
import { closingChoices } from './closings.ts';
import { forTerminal } from './escape.ts';
import { type Choices, choiceLines, fixChoices } from './fixes.ts';
import { ladderLines, rungs } from './ladder.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';
import { pointText, trafficLines } from './traffic-text.ts';
import { type Told, verdictLines } from './verdict.ts';
import { counted } from './words.ts';

/** An answer with what is ticked off beside it. */
export interface Answered extends Told {
  checklists: readonly Checklist[];
}

/** What would change an answer. */
export interface Remedies {
  fixes: readonly Opening[];
  closings: readonly Closing[];
}

export interface Explained extends Answered, Remedies {}

export const blocksText = (blocks: readonly (readonly string[])[]): string =>
  `${blocks
    .filter((block) => block.length)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;

/** The parts of the answer, each as its lines. */
export const whyBlocks = (explained: Explained, terraform: boolean, style: Style): string[][] => [
  ...answerBlocks(explained, style),
  ...remediesShown(explained, terraform, style).map(choiceLines),
];

/** What is, without what would change it. */
export function answerBlocks(answered: Answered, style: Style): string[][] {
  const { reply, question, checklists } = answered;
  const { path } = reply.shown;
  const strict = question.options?.strict === true;
  const blocks = [
    verdictLines(answered, style),
    shareLines(answered, style),
    ...wayBlocks(answered, style),
    reply.verdict === 'reachable' ? [] : blockerLines(path, style),
    reply.verdict === 'unknown' ? unknownLines(path, strict, style) : [],
    checklistLines(checklists, style),
  ];
  return blocks.filter((block) => block.length);
}

/** What would open it, or close it. */
export const remediesShown = (
  { reply: { verdict }, fixes, closings }: Told & Remedies,
  terraform: boolean,
  style: Style,
): Choices[] =>
  [...(verdict === 'blocked' ? [fixChoices(fixes, terraform, style)] : []), closingChoices(closings, terraform, style)].filter(
    ({ head }) => head.length > 0,
  );

/** The ladders of the part that is shown. */
export function wayBlocks({ reply, question }: Told, style: Style): string[][] {
  const { path } = reply.shown;
  const strict = question.options?.strict === true;
  const first = path.forward[0];
  const back = path.reply[0];
  const ways: string[][] = [];
  if (first)
    ways.push([
      ...heading('There', pointText(first.header, path.traffic[0]?.destinationPort), style),
      ...ladderLines(rungs(path.forward, strict), style),
    ]);
  if (question.forwardOnly) return ways;
  if (back) ways.push([...heading('Back', pointText(back.header), style), ...ladderLines(rungs(path.reply, strict), style)]);
  else
    ways.push(heading('Back', path.connections.at(-1)?.arrival ? 'nothing to walk' : 'what does not arrive has no reply', style));
  return ways;
}

/** `There · tcp 10.0.1.5:49152 → 10.0.2.7:443` */
export const heading = (title: string, about: string, style: Style): string[] =>
  wrap(`${style.paint('heading', title)} ${style.paint('quiet', `· ${forTerminal(about)}`)}`, style, '', '  ');

const isInternet = ({ means }: Told['from']): boolean => means.some(({ what }) => what.kind === 'internet');

/** More lines than these are counted. */
const MOST = 8;

/** Which part passes and which does not, where not all of it is treated alike. */
export function shareLines({ from, to, reply }: Told, style: Style): string[] {
  const { whole, passes, asked, parts } = reply;
  if (whole) return [];
  const of = (wanted: Verdict): Traffic => parts.filter((part) => part.verdict === wanted).flatMap(({ path }) => path.traffic);
  const doubtful = [...of('unknown'), ...reply.rest];
  const blocked = of('blocked');
  const shares = [
    { title: 'Passes', means: 'good', traffic: passes },
    { title: 'Not known', means: 'warning', traffic: doubtful },
    { title: 'Blocked', means: 'bad', traffic: blocked },
  ] as const;
  const world = isInternet(from) ? 'src' : isInternet(to) ? 'dst' : undefined;
  return shares.flatMap(({ title, means, traffic }) => {
    if (isEmpty(traffic)) return [];
    const lines = trafficLines(traffic, asked, world);
    const more = lines.length - MOST;
    return [
      style.paint(means, title),
      ...lines.slice(0, MOST).flatMap((line) => wrap(forTerminal(line), style, '  ', '    ')),
      ...(more > 0 ? [style.paint('quiet', `  … and ${counted(more, 'more line')}: --json has them all`)] : []),
    ];
  });
}
