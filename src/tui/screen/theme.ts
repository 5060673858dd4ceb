/** How meanings look. Only the sixteen colours that a terminal's owner has chosen, but for the colour-blind theme; never colour alone. */
import type { Row, Token } from './row.ts';

type Look = Partial<Record<Token, string>>;

const BOLD = '1';
const DIM = '2';
const UNDERLINE = '4';

const shapes: Look = { heading: BOLD, key: BOLD, bar: '7', chip: '7', critical: BOLD, command: UNDERLINE };

const dark: Look = {
  heading: BOLD,
  quiet: DIM,
  good: '32',
  warning: '33',
  bad: '91',
  command: '36',
  critical: '1;91',
  high: '91',
  medium: '33',
  low: '36',
  info: DIM,
  key: '1;36',
  bar: '7',
  chip: '30;46',
};

/** On a light ground yellow and cyan cannot be read. */
const light: Look = {
  ...dark,
  warning: '35',
  bad: '31',
  command: '34',
  critical: '1;31',
  high: '31',
  medium: '35',
  low: '34',
  key: '1;34',
  chip: '37;44',
};

/** Okabe and Ito's blue, orange and vermilion, which people tell apart however they see red and green. */
const colourBlind: Look = {
  ...dark,
  good: '38;5;39',
  warning: '38;5;214',
  bad: '38;5;208',
  command: '38;5;117',
  critical: '1;38;5;208',
  high: '38;5;208',
  medium: '38;5;214',
  low: '38;5;117',
  key: '1;38;5;117',
  chip: '30;48;5;117',
};

export const themes = { dark, light, cb: colourBlind, mono: shapes } as const satisfies Record<string, Look>;

export type ThemeName = keyof typeof themes;

export const themeNames = Object.keys(themes) as ThemeName[];

export const isTheme = (name: string): name is ThemeName => Object.hasOwn(themes, name);

/** Signs that every font has, for `--ascii`. What has no better stands as `?`. */
const plainSigns: Record<string, string> = {
  '▾': 'v',
  '▸': '>',
  '·': '-',
  '…': '~',
  '✓': '+',
  '✗': 'x',
  '⚠': '!',
  '→': '>',
  '⇄': '<>',
  '│': '|',
  '›': '>',
  '‹': '<',
  '←': '<',
  '×': 'x',
  '●': '*',
  '≥': '>',
  '⌫': '<',
  '─': '-',
  '┄': '-',
  '█': '#',
  '░': '.',
  '╲': '\\',
  '§': 'S',
  '²': '2',
  '³': '3',
  '▶': '>',
  '•': '*',
  '–': '-',
  '−': '-',
  '“': '"',
  '”': '"',
  '’': "'",
  '✔': '+',
  '↑': '^',
  '↓': 'v',
};

/** As wide as before: whatever is not ASCII becomes one sign for each column. */
export const asciiOf = (text: string, widthOf: (text: string) => number): string =>
  /^[ -~]*$/.test(text)
    ? text
    : [...text].map((sign) => (sign <= '~' ? sign : (plainSigns[sign]?.slice(0, 1) ?? '?'.repeat(widthOf(sign))))).join('');

/** The row with Select Graphic Rendition codes, and whatever is chosen inverse. */
export function painted(row: Row, theme: ThemeName, chosen = false): string {
  const look = themes[theme];
  let out = '';
  for (const { text: given, means = 'plain' } of row) {
    const code = (look as Look)[means];
    // What comes from AWS is escaped already; whatever else is said must not steer the terminal either.
    const text = given.replace(/\p{Cc}/gu, ' ');
    // Dim or coloured letters on an inverse ground are hard to read.
    out += chosen || !code ? text : `\u001B[${code}m${text}\u001B[0m`;
  }
  return chosen ? `\u001B[7m${out}\u001B[0m` : out;
}
