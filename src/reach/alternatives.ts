/** Every way that AWS may pick, walked and weighed: one that works is enough, or all must. */
import { best, type Path, pathOf, type Verdicts, worst } from './answer.ts';
import { Choices } from './choices.ts';
import { Step, saying, type Verdict } from './step.ts';

const MAX_WAYS = 256;

/** Runs `walk` once for each script of choices and joins the results. */
export const everyWay = (walk: (choices: Choices) => Path): Path => weigh(waysApart(walk));

/** What `walk` finds for each script of choices, for as many as `most`. */
export function waysApart(walk: (choices: Choices) => Path, most = MAX_WAYS): Path[] {
  const first = new Choices();
  const ways: Path[] = [walk(first)];
  for (let script = first.next(); script && ways.length < most; ) {
    const choices: Choices = new Choices(script);
    ways.push(walk(choices));
    script = choices.next();
  }
  return ways;
}

/** Weighs the ways that agree on their first `depth` choices. */
export function weigh(ways: readonly Path[], depth = 0): Path {
  const at = ways[0]!.choices[depth];
  if (!at) return ways[0]!;
  const branches = [...Map.groupBy(ways, (way) => way.choices[depth]?.taken).values()].map((branch) => weigh(branch, depth + 1));
  if (at.choice.needs === 'any') return branches.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  const verdict = agreed(branches.map((one) => one.verdict));
  const shown = branches.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  const differ = branches.some(({ verdict: { forward, reply } }) => forward !== verdict.forward || reply !== verdict.reply);
  if (!differ) return shown;
  const [first] = shown.forward as [Step];
  const because = `${at.choice.about}: some ways pass, some do not`;
  const note = new Step(first.at, saying({ does: 'unknown', because, code: at.choice.code }), 'forward', first.header);
  const { traffic, choices, connections } = shown;
  return { ...pathOf([...shown.forward, note], shown.reply, verdict, { traffic, choices, connections }), verdict };
}

const value: Record<Verdict, number> = { blocked: 0, unknown: 1, reachable: 2 };
const rank = ({ verdict, blockers }: Path): number => value[verdict.both] * 1e6 + value[verdict.forward] * 1e5 - blockers.length;

/** What all ways say; unknown where they differ. */
function agreed(all: readonly Verdicts[]): Verdicts {
  const one = (pick: (verdicts: Verdicts) => Verdict): Verdict => {
    const said = all.map(pick);
    return best(...said) === worst(...said) ? said[0]! : 'unknown';
  };
  const [forward, reply] = [one((it) => it.forward), one((it) => it.reply)];
  return { forward, reply, both: one((it) => it.both) };
}
