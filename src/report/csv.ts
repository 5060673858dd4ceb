/** Rows as CSV (RFC 4180), for spreadsheets and for programs. */
import { forCsv } from './escape.ts';

export const csvText = (titles: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string =>
  [titles, ...rows].map((cells) => `${cells.map((cell) => forCsv(String(cell ?? ''))).join(',')}\r\n`).join('');
