/** What a trace answers: verdicts, steps both ways, what blocks, what was assumed. */
import { type Point, pointBox, type Traffic } from '../../net/index.ts';
import type { Interface } from '../network/interface.ts';
import type { Made } from './choices.ts';
import type { Does, Step, Verdict } from './step.ts';
import type { Arrival } from './walk.ts';

export interface Verdicts {
  readonly forward: Verdict;
  readonly reply: Verdict;
  readonly both: Verdict;
}

/** One connection of a way: a proxy ends it and opens the next in its own name (W12). */
export interface Connection {
  readonly forward: readonly Step[];
  readonly reply: readonly Step[];
  readonly arrival: Arrival | undefined;
  readonly verdict: { readonly forward: Verdict; readonly reply: Verdict };
  /** The node of a load balancer that led it on, with the client's address, to where it arrived. */
  readonly through: Interface | undefined;
}

/** Both, or what keeps them from it. */
export function worst(...verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('blocked')) return 'blocked';
  return verdicts.includes('unknown') ? 'unknown' : 'reachable';
}

/** One of them is enough. */
export function best(...verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('reachable')) return 'reachable';
  return verdicts.includes('unknown') ? 'unknown' : 'blocked';
}

/** Of one or of both: the same ones each time, for most ways end in one of nine. */
const withReply = (forward: Verdict, reply: Verdict): Verdicts => ({ forward, reply, both: worst(forward, reply) });
const going = (forward: Verdict): Record<Verdict, Verdicts> => ({
  reachable: withReply(forward, 'reachable'),
  blocked: withReply(forward, 'blocked'),
  unknown: withReply(forward, 'unknown'),
});
const shared: Record<Verdict, Record<Verdict, Verdicts>> = {
  reachable: going('reachable'),
  blocked: going('blocked'),
  unknown: going('unknown'),
};

export const verdictsOf = (forward: Verdict, reply: Verdict): Verdicts => shared[forward][reply];

/** What is read of few paths is made when it is read. */
export class Path {
  readonly verdict: Verdicts;
  readonly forward: readonly Step[];
  readonly reply: readonly Step[];
  /** Where AWS picks a way and this path took one of several. */
  readonly choices: readonly Made[];
  /** The connections that the way is made of, in order. */
  readonly connections: readonly Connection[];
  readonly #traffic: Traffic | Point;

  constructor(forward: readonly Step[], reply: readonly Step[], verdict: Verdicts, { traffic, choices, connections }: Rest) {
    this.verdict = verdict;
    this.forward = forward;
    this.reply = reply;
    this.choices = choices;
    this.connections = connections;
    this.#traffic = traffic;
  }

  /** The packets that this path speaks for. */
  get traffic(): Traffic {
    return 'src' in this.#traffic ? [pointBox(this.#traffic)] : this.#traffic;
  }

  /** Everything that would have to change, both ways. */
  get blockers(): readonly Step[] {
    return this.#that('blocks');
  }

  get assumptions(): readonly Step[] {
    return this.#that('assumes');
  }

  /** What would have to be known. */
  get unknowns(): readonly Step[] {
    return this.#that('unknown');
  }

  #that(wanted: Does): readonly Step[] {
    const found: Step[] = [];
    for (const step of this.forward) if (step.does === wanted) found.push(step);
    for (const step of this.reply) if (step.does === wanted) found.push(step);
    return found;
  }
}

type Rest = Pick<Path, 'choices' | 'connections'> & { readonly traffic: Traffic | Point };

/** A path by what was said; `traffic`: or the one packet. */
export const pathOf = (
  forward: readonly Step[],
  reply: readonly Step[],
  verdict: Pick<Verdicts, 'forward' | 'reply'>,
  rest: Rest,
): Path => new Path(forward, reply, verdictsOf(verdict.forward, verdict.reply), rest);

/** The same path with another verdict, or for other packets. */
export const changed = (path: Path, { verdict = path.verdict, traffic = path.traffic }: Partial<Path>): Path =>
  new Path(path.forward, path.reply, verdict, { traffic, choices: path.choices, connections: path.connections });
