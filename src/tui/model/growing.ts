/** A node of the tree while it grows: objects that hold each other, before they are laid out flat. */
import { forTerminal } from '../../report/escape.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import { groupIn, groupRank, isSoughtFor, MORE } from './placing.ts';

export interface Growing {
  kind: string;
  name: string;
  id: string;
  facts: string;
  cause: string;
  addresses: string;
  tags: string;
  flags: number;
  rank: number;
  children: Growing[];
  resource?: Resource;
  groups?: Map<string, Growing>;
}

export const bare = (kind: string, name: string, rest: Partial<Growing> = {}): Growing => ({
  ...{ kind, name: forTerminal(name), id: '', facts: '', cause: '', addresses: '', tags: '', flags: 0, rank: 0, children: [] },
  ...rest,
});

/** The group for a kind below its container; the container itself where there is none. */
export function groupOf(container: Growing, kind: string): Growing {
  const title = groupIn(container.kind, kind);
  if (title === undefined) return container;
  return named(isSoughtFor(title) ? container : named(container, MORE), title);
}

/** The group of that name; made when it is first needed. */
function named(container: Growing, title: string): Growing {
  container.groups ??= new Map();
  let group = container.groups.get(title);
  if (!group) {
    group = bare('group', title, { rank: 1000 + groupRank(title) });
    container.groups.set(title, group);
    container.children.push(group);
  }
  return group;
}
