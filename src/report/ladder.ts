/** A walk as a ladder: one rung a hop, with what it did to the packet and by which rule. */
import { formatAddress } from '../net/index.ts';
import { type Step, shortId } from '../reach/index.ts';
import { forTerminal } from './escape.ts';
import type { Meaning, Style } from './style.ts';
import { widthOf, wrap } from './table.ts';
import { inSentence, titleOf } from './words.ts';

export interface Rung {
  glyph: '✓' | '✗' | '?' | '→' | '·';
  means: Meaning;
  /** `security group sg-1 “web”` */
  who: string;
  /** What it did, by which rule. */
  what: string;
  /** Where nobody gets unless what blocks before were gone. */
  beyond: boolean;
  steps: readonly Step[];
}

const glyphs: Record<Step['does'], readonly [Rung['glyph'], Meaning]> = {
  allows: ['✓', 'good'],
  blocks: ['✗', 'bad'],
  unknown: ['?', 'warning'],
  forwards: ['→', 'command'],
  translates: ['→', 'command'],
  delivers: ['✓', 'good'],
  notes: ['·', 'quiet'],
  assumes: ['·', 'quiet'],
};

/** Rungs are wider than prose: an id and a rule want one line. */
const WIDEST = 132;

/** Assumptions are left out here: the answer's sentence says them, once each. `strict`: they are what is unknown. */
export function rungs(steps: readonly Step[], strict = false): Rung[] {
  const found: Rung[] = [];
  let beyond = false;
  for (const step of steps) {
    if (step.does === 'assumes' && !strict) continue;
    const [glyph, means] = step.does === 'assumes' ? glyphs.unknown : glyphs[step.does];
    const last = found.at(-1);
    if (last && passesOn(step) && last.steps.every(passesOn) && last.steps[0]!.at.id === step.at.id) {
      found[found.length - 1] = {
        ...last,
        ...(step.does === 'delivers' && { glyph, means }),
        what: `${last.what} · ${doing(step)}`,
        steps: [...last.steps, step],
      };
    } else found.push({ glyph, means, who: componentText(step.at), what: doing(step), beyond, steps: [step] });
    beyond ||= step.does === 'blocks';
  }
  return found;
}

const passesOn = ({ does }: Step): boolean => ['forwards', 'translates', 'delivers'].includes(does);

/** `security group sg-1 “web”`; not escaped. */
export function componentText({ kind, id, name }: { kind: string; id: string; name?: string }): string {
  if (kind === 'internet') return 'the internet';
  return `${inSentence(titleOf(kind))} ${shortId(id)}${name && name !== id ? ` “${name}”` : ''}`;
}

function doing(step: Step): string {
  const { does, evidence, because, side, at } = step;
  if (does === 'translates') return obvious.has(at.kind) ? translation(step) : `${translation(step)} (${because})`;
  if (does !== 'allows' || !evidence || !side) return withoutSubject(because, at);
  const where = /\bat (subnet-\w+)/.exec(because)?.[1];
  const direction = side === 'ingress' ? 'in' : 'out';
  const into = at.kind === 'network-acl' && where ? `${direction} of ${where}`.replace('in of', 'into') : direction;
  return `${into} · ${[evidence.label, evidence.text].filter(Boolean).join(' ')}`;
}

/** The addresses say all that these do. */
const obvious = new Set(['internet-gateway', 'nat-gateway']);

/** Who it is about stands before it. */
export function withoutSubject(because: string, { kind, id }: Step['at']): string {
  const subject = [`${id} `, `${shortId(id)} `, `${inSentence(titleOf(kind))} ${id} `].find((text) => because.startsWith(text));
  return subject ? because.slice(subject.length) : because;
}

/** `10.0.1.5 → 203.0.113.9`, of whichever ends change. */
function translation({ header, out }: Step): string {
  if (!out) return '';
  const ends = (['src', 'dst'] as const).filter((end) => header[end] !== out[end]);
  const ports = (['sourcePort', 'destinationPort'] as const).filter((end) => header[end] !== out[end]);
  return [
    ...ends.map((end) => `${formatAddress(header[end])} → ${formatAddress(out[end])}`),
    ...ports.map((end) => `port ${header[end]} → ${out[end]}`),
  ].join(', ');
}

/** Below the first rung that blocks a line says that the rest is what would be. */
export function ladderLines(all: readonly Rung[], style: Style, marked?: number): string[] {
  const cut = all.findIndex(({ beyond }) => beyond);
  return all.flatMap((rung, at) => [
    ...(at === cut ? wrap(style.paint('quiet', '┄ beyond this point: what would follow if it passed'), style, '    ') : []),
    ...rungLines(rung, style, at === marked),
  ]);
}

export function rungLines({ glyph, means, who, what, beyond }: Rung, style: Style, marked: boolean): string[] {
  const sign = style.paint(beyond && means === 'good' ? 'quiet' : means, glyph);
  const mark = marked ? style.paint('warning', '▶') : ' ';
  const text = `${forTerminal(who)} ${style.paint('quiet', '·')} ${forTerminal(what)}`;
  const lines = wrap(text, style, '    ', '        ', WIDEST);
  const [first = '', ...rest] = lines;
  return [` ${mark}${sign} ${first.trimStart()}`, ...rest];
}

/** Lines of two ladders beside each other. */
export function beside(left: readonly string[], right: readonly string[], width: number): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => {
    const text = left[at] ?? '';
    return `${text}${' '.repeat(Math.max(0, width - widthOf(text)))} │ ${right[at] ?? ''}`.trimEnd();
  });
}
