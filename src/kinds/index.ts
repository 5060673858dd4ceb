/** The catalogue: every kind that hopscope knows, and what derives from the rows. */
import * as account from './account.ts';
import * as compute from './compute.ts';
import type { Kind } from './kind.ts';
import * as vpc from './vpc.ts';

const topics = { account, vpc, compute };

/** Every row, topic by topic. */
export const kinds: readonly Kind[] = Object.values(topics).flatMap((topic) => Object.values(topic) as Kind[]);

const byName = new Map(kinds.map((row) => [row.kind, row]));

/** The row of a kind. Throws for a name that is not in the catalogue. */
export function kindNamed(name: string): Kind {
  const row = byName.get(name);
  if (!row) throw new Error(`no kind is named ${JSON.stringify(name)}`);
  return row;
}

export const isKind = (name: string): boolean => byName.has(name);

/** The kinds whose resources a call needs before it can be asked: what it fans out over. */
export function parentsOf(row: Kind): string[] {
  return row.call.over ? [row.call.over.kind] : [];
}

export type { Kind, Point } from './kind.ts';
