/** Makes text that anybody in the organisation may have written harmless for one kind of reader. One function for each. */

/** Code points that steer a terminal, or that cannot be seen. Line and paragraph separators and lone surrogates among them. */
const steering = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** They only choose between two drawings of the character before, and terminals disagree on its width then. */
const variationSelectors = /[\uFE00-\uFE0F]/gu;
const piledMarks = /(\p{M}{4})\p{M}+/gu;

/**
 * For a terminal: on one line, without anything that moves the cursor, changes colours, writes to the clipboard or turns the
 * reading direction. What was there stays visible: escape is shown as `␛`, a right-to-left override as `‹U+202E›`.
 */
export function forTerminal(text: string): string {
  // Most text is of letters and signs that everybody has.
  if (/^[ -~]*$/.test(text)) return text;
  return text.replace(variationSelectors, '').replace(piledMarks, '$1…').replace(steering, picture);
}

/** What a spreadsheet would take for a formula, also behind blanks. */
const formula = /^\s*[=+\-@\t\r]/;

/** For a cell of a CSV file (RFC 4180) that people open in a spreadsheet: never a formula, quoted where it must be. */
export function forCsv(text: string): string {
  const harmless = text.replace(steering, picture);
  const plain = formula.test(harmless) ? `'${harmless}` : harmless;
  return /[",\n\r]/.test(plain) || plain !== plain.trim() ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** For a terminal, over several lines: as `forTerminal`, but line ends stay. */
export const linesForTerminal = (text: string): string => text.split(/\r?\n/).map(forTerminal).join('\n');

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}

/** For Markdown, inside a line or at its start: nothing in it is markup, a link, HTML or a mention, whoever renders it. */
export const forMarkdown = (text: string): string =>
  forTerminal(text)
    .replace(/[\\`*_{}[\]|~$<>&]/g, (sign) => entities[sign] ?? `\\${sign}`)
    .replace(/^[\s#+=-]|^\d+[.)]/, (start) => `&#${start.codePointAt(0)};${start.slice(1)}`)
    .replace(/@|:(?=\/\/)|(?<=www)\./gi, '$&<!-- -->');

const entities: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/** For a code span of Markdown: `` `text` ``, with more marks around it than are in it. */
export function markdownCode(text: string): string {
  const plain = forTerminal(text).replaceAll('|', '\\|');
  const marks = '`'.repeat(Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return plain.includes('`') ? `${marks} ${plain} ${marks}` : `\`${plain}\``;
}
