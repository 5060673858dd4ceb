/** Who found what, subject by subject: what a peer says beside what hopscope says, and which differences the table explains. */
import { checks, type Difference, oursAlone } from './checks.ts';
import type { Said } from './tools.ts';

export interface Row {
  check: string;
  /** Of what the peer found: how much hopscope names too, … */
  both: number;
  /** … and what it does not. */
  theirs: Explained[];
}

export interface Explained {
  subject: string;
  why?: Difference;
}

const globbed = (pattern: string): RegExp => new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`);
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
export const matches = (patterns: readonly string[], text: string): boolean => patterns.some((each) => globbed(each).test(text));

/** What a person calls it: by the seed's name where there is one. */
const called = (names: Readonly<Record<string, string>>, subject: string): string =>
  names[subject] ?? Object.entries(names).find(([id]) => id.endsWith(`/${subject}`))?.[1] ?? subject;

export function compare(peer: Said[], asked: readonly string[], ours: Said[], names: Readonly<Record<string, string>>): Row[] {
  const ids = [...new Set([...asked, ...peer.map(({ check }) => check)])].sort();
  return ids.map((check) => {
    const entry = checks[check];
    const answering = ours.filter(({ check: rule }) => entry && matches(entry.ours, rule));
    const subjects = [...new Set(peer.filter((one) => one.check === check).map(({ subject }) => subject))];
    const alone = subjects.filter((subject) => !answering.some(({ text }) => text.includes(subject)));
    return {
      check,
      both: subjects.length - alone.length,
      theirs: alone
        .map((subject) => called(names, subject))
        .sort()
        .map((subject) => ({ subject, why: entry?.differences.find(({ on }) => matches(on, subject)) })),
    };
  });
}

export interface Alone {
  rule: string;
  subjects: string[];
  why?: string;
}

/** What hopscope found by rules that a check of a peer maps to, and no peer names; a row for each reason. */
export function alone(peers: Said[], ours: Said[], names: Readonly<Record<string, string>>): Alone[] {
  const mapped = Object.entries(checks).flatMap(([check, { ours: patterns }]) => patterns.map((pattern) => ({ check, pattern })));
  const found = new Map<string, Set<string>>();
  for (const { check: rule, subject, text } of ours) {
    const same = new Set(mapped.filter(({ pattern }) => matches([pattern], rule)).map(({ check }) => check));
    if (same.size === 0 || peers.some((one) => same.has(one.check) && text.includes(one.subject))) continue;
    found.set(rule, (found.get(rule) ?? new Set()).add(called(names, subject)));
  }
  return [...found].sort().flatMap(([rule, subjects]) => {
    const because = Map.groupBy([...subjects].sort(), (subject) => reason(rule, subject));
    return [...because].map(([why, those]) => ({ rule, subjects: those, why }));
  });
}

const reason = (rule: string, subject: string): string | undefined =>
  Object.entries(oursAlone[rule] ?? {}).find(([name]) => matches([name], subject))?.[1];
