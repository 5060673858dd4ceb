/** One edit of a resource in words: `Routes[0.0.0.0/0].GatewayId: igw-1 → nat-1`, and `+` or `−` for what a list gained or lost. */
import type { Edit, Step } from '../diff/compare.ts';
import { forTerminal } from './escape.ts';
import type { Style } from './style.ts';
import { wrap } from './table.ts';

/** Longer values are shown around what is different. */
const MOST = 160;
const CONTEXT = 24;

export function editLines(edit: Edit, style: Style, indent: string): string[] {
  const { at } = edit;
  const path = pathText(at);
  const line = (text: string): string[] => wrap(text, style, indent, `${indent}    `);
  const gained = (value: unknown): string[] => line(`${style.paint('good', '+')} ${path}: ${shortText(value, at)}`);
  const lost = (value: unknown): string[] => line(`${style.paint('bad', '−')} ${path}: ${shortText(value, at)}`);
  if ('removed' in edit) return [...edit.removed.flatMap(lost), ...edit.added.flatMap(gained)];
  const { before, after } = edit;
  if (typeof at.at(-1) === 'object') {
    if (before === undefined) return gained(after);
    if (after === undefined) return lost(before);
  }
  if (isRedacted(before) && isRedacted(after)) return line(`${path}: a secret → another secret`);
  const [was, is] = clipped(shown(before), shown(after));
  return line(`${path}: ${was} → ${is}`);
}

const isRedacted = (value: unknown): boolean => typeof value === 'string' && value.startsWith('redacted:');

/** `Options.TunnelOptions[192.0.2.250].PreSharedKey` */
function pathText(at: readonly Step[]): string {
  const parts = at.map((step, index) => {
    if (typeof step === 'string') return `${index ? '.' : ''}${forTerminal(step)}`;
    return `[${Object.values(step).map(valueText).join(' ')}]`;
  });
  return parts.join('') || 'everything';
}

const shown = (value: unknown): string => (value === undefined ? '–' : valueText(value));

function shortText(value: unknown, at: readonly Step[]): string {
  const text = valueText(beyondIdentity(value, at.at(-1))).replace(/^\{(.*)\}$/s, '$1');
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

/** An element without the members that its path has named already; the value alone where only one is left. */
function beyondIdentity(value: unknown, identity: Step | undefined): unknown {
  if (typeof identity !== 'object' || value === null || typeof value !== 'object') return value;
  const rest = Object.entries(value).filter(([name, member]) => !Object.hasOwn(identity, name) && !isEmpty(member));
  return rest.length === 1 ? rest[0]?.[1] : Object.fromEntries(rest);
}

/** A value on one line, made harmless for a terminal. Empty lists and structures inside others are left out. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '""' : forTerminal(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  const members = Object.entries(value).filter(([, member]) => !isEmpty(member));
  return `{${members.map(([name, member]) => `${forTerminal(name)}: ${valueText(member)}`).join(', ')}}`;
}

const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Of two long texts, what is different, with a little before and after it. */
function clipped(before: string, after: string): [string, string] {
  if (Math.max(before.length, after.length) <= MOST) return [before, after];
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < least - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const clip = (text: string): string => {
    const [from, to] = [Math.max(0, head - CONTEXT), Math.min(text.length, text.length - tail + CONTEXT)];
    const end = Math.min(to, from + MOST);
    return `${from > 0 ? '…' : ''}${text.slice(from, end)}${end < text.length ? '…' : ''}`;
  };
  return [clip(before), clip(after)];
}
