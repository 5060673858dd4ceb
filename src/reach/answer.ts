/** What a trace answers: verdicts, steps both ways, what blocks, what was assumed. */
import type { Traffic } from '../net/index.ts';
import type { Choice } from './choices.ts';
import type { Interface } from './interface.ts';
import type { Step, Verdict } from './step.ts';
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

export interface Path {
  readonly verdict: Verdicts;
  readonly forward: readonly Step[];
  readonly reply: readonly Step[];
  /** Everything that would have to change, both ways. */
  readonly blockers: readonly Step[];
  readonly assumptions: readonly Step[];
  /** What would have to be known. */
  readonly unknowns: readonly Step[];
  /** The packets that this path speaks for. */
  readonly traffic: Traffic;
  /** Where AWS picks a way and this path took one of several. */
  readonly choices: readonly { readonly choice: Choice; readonly taken: number }[];
  /** The connections that the way is made of, in order. */
  readonly connections: readonly Connection[];
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

export function pathOf(
  forward: readonly Step[],
  reply: readonly Step[],
  verdict: { forward: Verdict; reply: Verdict },
  rest: Pick<Path, 'traffic' | 'choices' | 'connections'>,
): Path {
  const blockers: Step[] = [];
  const assumptions: Step[] = [];
  const unknowns: Step[] = [];
  for (const steps of [forward, reply]) {
    for (const step of steps) {
      const { does } = step;
      if (does === 'blocks') blockers.push(step);
      else if (does === 'assumes') assumptions.push(step);
      else if (does === 'unknown') unknowns.push(step);
    }
  }
  return {
    verdict: { forward: verdict.forward, reply: verdict.reply, both: worst(verdict.forward, verdict.reply) },
    forward,
    reply,
    blockers,
    assumptions,
    unknowns,
    traffic: rest.traffic,
    choices: rest.choices,
    connections: rest.connections,
  };
}
