/** What to mend first: few changes that end many findings, the gravest and those that the internet reaches before others. */
import type { Judged } from './mutes.ts';
import { type RemedyText, remedyText } from './remedy.ts';
import type { Severity } from './rule.ts';

/** Changes that are made together, because what they end needs all of them. */
export interface PlanStep {
  readonly changes: readonly RemedyText[];
  /** Findings that are ended by it, and by no step before. */
  readonly ends: readonly Judged[];
  /** By which steps are ordered: what it ends, weighed, for each change. */
  readonly score: number;
}

export interface Plan {
  readonly steps: readonly PlanStep[];
  /** Findings without a change to show: a decision, and words, are wanted. */
  readonly words: readonly Judged[];
}

const weights: Readonly<Record<Severity, number>> = { critical: 100, high: 30, medium: 10, low: 3, info: 1 };

/** What the internet reaches is twice as urgent as what it does not. */
const weightOf = ({ severity, path }: Judged): number =>
  weights[severity] * (path?.verdict.both === 'reachable' && path.forward[0]?.at.kind === 'internet' ? 2 : 1);

/** Findings that the same changes end. */
interface Group {
  readonly changes: ReadonlyMap<string, RemedyText>;
  readonly findings: readonly Judged[];
  readonly weight: number;
}

/**
 * Greedy, as sets are covered well if not perfectly: again and again those changes that end most, by weight, for each change that is
 * not made yet. A finding is ended when all of its changes are made.
 */
export function planOf(findings: readonly Judged[]): Plan {
  const words = findings.filter(({ fix }) => fix.length === 0);
  const groups = groupsOf(findings);
  const users = new Map<string, Group[]>();
  for (const group of groups) {
    for (const key of group.changes.keys()) {
      const known = users.get(key);
      if (known) known.push(group);
      else users.set(key, [group]);
    }
  }
  const left = new Set(groups);
  const made = new Set<string>();
  const steps: PlanStep[] = [];
  const queue = new Queue();
  const offer = (group: Group): void => queue.add(group, scoreOf(group, users, left, made));
  for (const group of groups) offer(group);
  for (let next = queue.take(); next; next = queue.take()) {
    const { group, score } = next;
    if (!left.has(group)) continue;
    const now = scoreOf(group, users, left, made);
    if (now !== score) {
      queue.add(group, now);
      continue;
    }
    const fresh = [...group.changes].filter(([key]) => !made.has(key));
    const near = neighbours(group, users, left);
    for (const [key] of fresh) made.add(key);
    const ended = near.filter((one) => isMade(one, made));
    for (const one of ended) left.delete(one);
    steps.push({ changes: fresh.map(([, text]) => text), ends: ended.flatMap((one) => one.findings), score });
    // What shares a change with it is nearer to its end now.
    for (const one of near) if (left.has(one)) offer(one);
  }
  return { steps, words };
}

function groupsOf(findings: readonly Judged[]): Group[] {
  const told = findings
    .filter(({ fix }) => fix.length > 0)
    .map((finding) => {
      const changes = new Map(finding.fix.map(remedyText).map((text) => [text.command, text]));
      return { finding, changes, key: [...changes.keys()].sort().join('\n') };
    });
  return [...Map.groupBy(told, ({ key }) => key).values()].map((same) => ({
    changes: same[0]!.changes,
    findings: same.map(({ finding }) => finding),
    weight: same.reduce((sum, { finding }) => sum + weightOf(finding), 0),
  }));
}

/** Groups that are left and share a change with one, itself among them. */
const neighbours = ({ changes }: Group, users: ReadonlyMap<string, readonly Group[]>, left: ReadonlySet<Group>): Group[] => [
  ...new Set([...changes.keys()].flatMap((key) => users.get(key)!.filter((one) => left.has(one)))),
];

const isMade = ({ changes }: Group, made: { has(key: string): boolean }): boolean =>
  [...changes.keys()].every((key) => made.has(key));

function scoreOf(
  group: Group,
  users: ReadonlyMap<string, readonly Group[]>,
  left: ReadonlySet<Group>,
  made: ReadonlySet<string>,
): number {
  const after = { has: (key: string): boolean => made.has(key) || group.changes.has(key) };
  const gain = neighbours(group, users, left)
    .filter((one) => isMade(one, after))
    .reduce((sum, one) => sum + one.weight, 0);
  const price = [...group.changes.keys()].filter((key) => !made.has(key)).length;
  return gain / Math.max(1, price);
}

/** A heap: the highest score first; of equal ones the one that was added first. */
class Queue {
  readonly #heap: { group: Group; score: number; at: number }[] = [];
  #added = 0;

  add(group: Group, score: number): void {
    this.#heap.push({ group, score, at: this.#added++ });
    for (let at = this.#heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  take(): { group: Group; score: number } | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (!first || !last || this.#heap.length === 0) return first;
    this.#heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const least = right < this.#heap.length && this.#before(right, left) ? right : left;
      if (least >= this.#heap.length || !this.#before(least, at)) return first;
      this.#swap(at, least);
      at = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a]!, this.#heap[b]!];
    return one.score > other.score || (one.score === other.score && one.at < other.at);
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!];
  }
}
