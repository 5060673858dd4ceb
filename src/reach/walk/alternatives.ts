/** Every way that AWS may pick, walked and weighed: one that works is enough, or all must. */
import { changed, type Path, pathOf, type Verdicts } from './answer.ts';
import { Choices } from './choices.ts';
import type { Fork } from './forks.ts';
import { Step, saying, type Verdict } from './step.ts';

/** More than the targets that AWS lets a load balancer have, and more than any fan of equal-cost paths. */
const MAX_WAYS = 20_000;

/** Makes a walk: from the beginning, or on from a fork of one before it. */
type Walker = (choices: Choices, fork: Fork | undefined) => Path;

/** Runs `walk` once for each script of choices and joins the results. */
export function everyWay(walk: Walker): Path {
  const choices = new Choices();
  const first = walk(choices, undefined);
  return first.choices.length === 0 ? first : weigh(waysAfter(first, choices, walk, MAX_WAYS));
}

/** What `walk` finds for each script of choices. Beyond as many as `most` a way stands for those that are left, of which nobody knows anything. */
export function waysApart(walk: Walker, most = MAX_WAYS): Path[] {
  const choices = new Choices();
  return waysAfter(walk(choices, undefined), choices, walk, most);
}

function waysAfter(first: Path, made: Choices, walk: Walker, most: number): Path[] {
  let choices = made;
  const ways = [first];
  for (let script = choices.next(); script; script = choices.next()) {
    if (ways.length === most) return [...ways, ...untold(ways.at(-1)!)];
    const next = choices.following(script);
    choices = next.choices;
    ways.push(walk(choices, next.fork));
  }
  return ways;
}

const NOT_KNOWN = { forward: 'unknown', reply: 'unknown' } as const;

/** One way for each choice that has options which no way took. */
const untold = (last: Path): Path[] =>
  last.choices.flatMap(({ choice, taken }, at) => {
    if (taken + 1 === choice.options) return [];
    const choices = [...last.choices.slice(0, at), { choice, taken: taken + 1 }];
    return [unwalked(last, `${choice.about}: more than are walked`, { traffic: last.traffic, choices })];
  });

/** As far as a way was walked that does not speak for the traffic; then that nobody knows. It has no connections. */
export function unwalked(like: Path, because: string, rest: Pick<Path, 'traffic' | 'choices'>): Path {
  const [first] = like.forward as [Step];
  const step = new Step(first.at, saying({ does: 'unknown', because }), 'forward', first.header);
  return pathOf([...like.forward, step], [], NOT_KNOWN, { ...rest, connections: [] });
}

/** Whether it stands for ways that nobody walked. */
export const isUnwalked = ({ connections }: Path): boolean => connections.length === 0;

/** Weighs the ways that agree on their first `depth` choices. */
export function weigh(ways: readonly Path[], depth = 0): Path {
  const at = ways[0]!.choices[depth];
  if (!at || ways.length === 1) return ways[0]!;
  const branches = areApart(ways, depth)
    ? ways
    : [...Map.groupBy(ways, (way) => way.choices[depth]?.taken).values()].map((branch) => weigh(branch, depth + 1));
  if (at.choice.needs === 'any') return branches.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  const verdict = agreed(branches);
  const shown = branches.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  const differ = branches.some(({ verdict: { forward, reply } }) => forward !== verdict.forward || reply !== verdict.reply);
  if (!differ) return shown;
  const [first] = shown.forward as [Step];
  const because = `${at.choice.about}: some ways pass, some do not`;
  const note = new Step(first.at, saying({ does: 'unknown', because, code: at.choice.code }), 'forward', first.header);
  const { traffic, choices, connections } = shown;
  return changed(pathOf([...shown.forward, note], shown.reply, verdict, { traffic, choices, connections }), { verdict });
}

const value: Record<Verdict, number> = { blocked: 0, unknown: 1, reachable: 2 };
const rank = ({ verdict, blockers }: Path): number => value[verdict.both] * 1e6 + value[verdict.forward] * 1e5 - blockers.length;

/** Whether no two of them took the same, in the order in which they are walked. */
function areApart(ways: readonly Path[], depth: number): boolean {
  for (let at = 1; at < ways.length; at++)
    if (!(ways[at]!.choices[depth]!.taken > ways[at - 1]!.choices[depth]!.taken)) return false;
  return true;
}

/** What all ways say; unknown where they differ. */
function agreed(ways: readonly Path[]): Verdicts {
  const first = ways[0]!.verdict;
  const found = { forward: first.forward, reply: first.reply, both: first.both };
  for (const { verdict } of ways) {
    if (verdict.forward !== first.forward) found.forward = 'unknown';
    if (verdict.reply !== first.reply) found.reply = 'unknown';
    if (verdict.both !== first.both) found.both = 'unknown';
  }
  return found;
}
