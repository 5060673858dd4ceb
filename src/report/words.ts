/** How things are called and counted in sentences. */
import { isKind, kindNamed } from '../kinds/index.ts';

export function plural(noun: string): string {
  if (/ Access$/.test(noun)) return noun;
  if (/sis$/.test(noun)) return `${noun.slice(0, -2)}es`;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** `1 route table`, `1,204 route tables` */
export const counted = (count: number, noun: string): string => `${digits(count)} ${count === 1 ? noun : plural(noun)}`;

/** With separators, whatever the machine's language. */
export const digits = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

export const titleOf = (kind: string): string => (isKind(kind) ? kindNamed(kind).title : kind);

/** The title as it stands inside a sentence: `Route table` → `route table`, `Network ACL` → `network ACL`; AWS's names stay. */
export const inSentence = (title: string): string =>
  /^[A-Z][a-z]/.test(title) && !/^[A-Z][a-z]+ [A-Z][a-z]/.test(title) && !names.has(title.split(' ')[0] ?? '')
    ? title.charAt(0).toLowerCase() + title.slice(1)
    : title;

const names = new Set(['Client', 'Elastic', 'Region', 'Resolver']);

/** Alphabetical, whatever the case and the machine's language. */
export const sortedWords = (words: Iterable<string>): string[] =>
  [...words].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));

/** `22 Nov 2026 16:31 UTC` */
export function moment(iso: string): string {
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(iso) ?? [];
  if (!year) return iso;
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return `${Number(day)} ${months[Number(month) - 1]} ${year} ${time} UTC`;
}

/** `a, b and c` */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** The first few, and how many more. */
export const shortened = (items: readonly string[], most: number): string =>
  items.length <= most ? listed(items) : `${items.slice(0, most).join(', ')} and ${digits(items.length - most)} more`;
