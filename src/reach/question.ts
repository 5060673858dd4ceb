/** A question as people ask it, who → whom by which service: every source and address that it means, each way traced, one answer. */
import { isEmpty, type Point, simplify, type Traffic } from '../net/index.ts';
import { type Meaning, waysOf } from './ends/ways.ts';
import type { Network } from './network/network.ts';
import { best, type Path, type Verdicts } from './walk/answer.ts';
import type { From } from './walk/start.ts';
import type { Verdict } from './walk/step.ts';
import { trace } from './walk/trace.ts';
import type { Options } from './walk/walk.ts';

/** From whom, to whom, by which service, and how it is to be judged. */
export interface Question extends Meaning {
  /** Judges the way there alone. */
  readonly forwardOnly?: boolean;
  readonly options?: Options;
}

/** A part of a way whose packets are all treated alike. */
export interface Part {
  readonly from: From;
  readonly path: Path;
  /** Of both ways, or of the forward one where only that was asked for. */
  readonly verdict: Verdict;
}

/** The header that a part is shown by. */
export const headerOf = ({ path }: Part): Point => path.forward[0]!.header;

/** What became of all the traffic that was asked about. */
export interface Reply {
  readonly verdicts: Verdicts;
  /** What was asked for: both ways, or forward only. Of the best part. */
  readonly verdict: Verdict;
  /** Whether every part has that verdict. */
  readonly whole: boolean;
  readonly asked: Traffic;
  readonly passes: Traffic;
  /** What was not looked at: of too many parts. */
  readonly rest: Traffic;
  readonly parts: readonly Part[];
  /** The part to show: the best one. */
  readonly shown: Part;
}

/** The reply to a question; nothing where no traffic can be meant: the ends share no family, or nothing starts at the first. */
export function reply(network: Network, question: Question): Reply | undefined {
  const ways = waysOf(network, question);
  if (ways.length === 0) return undefined;
  const { options, forwardOnly } = question;
  const answers = ways.map(({ from, traffic }) => ({ from, answer: trace(network, { from, traffic, options }) }));
  const judged = (verdicts: Verdicts): Verdict => (forwardOnly ? verdicts.forward : verdicts.both);
  const parts = answers.flatMap(({ from, answer }) =>
    answer.parts.map((path): Part => ({ from, path, verdict: judged(path.verdict) })),
  );
  const all = answers.map(({ answer }) => answer.verdict);
  const verdicts: Verdicts = {
    forward: best(...all.map((one) => one.forward)),
    reply: best(...all.map((one) => one.reply)),
    both: best(...all.map((one) => one.both)),
  };
  const verdict = judged(verdicts);
  let passes: Traffic | undefined;
  const rest = answers.flatMap(({ answer }) => answer.rest);
  const asked = ways.flatMap(({ traffic }) => traffic);
  return {
    verdicts,
    verdict,
    whole: parts.every((part) => part.verdict === verdict) && isEmpty(rest),
    asked,
    // Hundreds of boxes are not put together for who does not read them.
    get passes() {
      passes ??= simplify(parts.flatMap((part) => (part.verdict === 'reachable' ? part.path.traffic : [])));
      return passes;
    },
    rest,
    parts,
    shown: parts.reduce((a, b) => (rank(b) > rank(a) ? b : a)),
  };
}

const value: Record<Verdict, number> = { blocked: 0, unknown: 1, reachable: 2 };

/** The better verdict first; then what gets further; then what has less in its way. */
const rank = ({ verdict, path }: Part): number => value[verdict] * 1e6 + value[path.verdict.forward] * 1e5 - path.blockers.length;
