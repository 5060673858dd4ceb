/** The smallest sets of changes that open a path, each tried on the snapshot in memory. */
import type { Point } from '../../net/index.ts';
import type { Network } from '../network/network.ts';
import type { Path } from '../walk/answer.ts';
import type { From } from '../walk/start.ts';
import type { Verdict } from '../walk/step.ts';
import { tracePoint } from '../walk/trace.ts';
import type { Change } from './change.ts';
import { awsCommand } from './change-command.ts';
import { terraform } from './change-terraform.ts';
import { sentence } from './change-text.ts';
import { tryingOn } from './network-after.ts';
import { propose } from './propose.ts';

/** A question that is asked again after each change: a public address may be a new one by then. */
export type Ask = (network: Network) => { from: From; point: Point };

/** A change in every form in which people make it. */
export interface Written {
  readonly change: Change;
  readonly text: string;
  readonly command: string;
  readonly terraform: string;
}

/** What opens the path that was asked about: all of its changes together. */
export interface Fix {
  readonly changes: readonly Written[];
  /** Whether more of the way cannot be seen: nothing known would be in the way any more, and that is all that can be said. */
  readonly uncertain: boolean;
}

/** From anywhere to an interface, at its public address where the packet comes from the internet. */
export const toInterface =
  (from: From, eni: string, point: Omit<Point, 'dst'>): Ask =>
  (network) => {
    const one = network.interfaces.get(eni)!;
    const own = one.addressIn(point.src) ?? one.addresses[0]!;
    const dst = 'internet' in from ? (one.publicOf(own) ?? own) : own;
    return { from: 'internet' in from ? { internet: true, near: one.vpc.id } : from, point: { ...point, dst } };
  };

export type Adapt = (change: Change) => Change[];

const MAX_ROUNDS = 8;
const MAX_SETS = 3;
const MAX_TRIES = 60;

/**
 * Up to three sets of changes, the smallest first. Every one of them, applied, really opens the path both ways, as far as the way can be seen.
 * `adapt`: what a change becomes for a question that is about more than its one packet; alternatives, the most fitting first. `after`: of who
 * goes on to try what is found.
 */
export function fixesFor(network: Network, ask: Ask, adapt: Adapt = (change) => [change], after = tryingOn(network)): Fix[] {
  const found: { changes: Change[]; uncertain: boolean }[] = [];
  const queue: Change[][] = [[]];
  for (let tries = 0; queue.length > 0 && tries < MAX_TRIES && found.length < MAX_SETS; tries++) {
    const changes = queue.shift()!;
    const tried = after(changes);
    const path = traced(tried, ask);
    const { both } = path.verdict;
    if (both !== 'blocked') found.push({ changes: smallest(after, changes, ask, both), uncertain: both === 'unknown' });
    else if (changes.length < MAX_ROUNDS * 2) queue.push(...nextSets(tried, path, changes, adapt));
  }
  const distinct = [...new Map(found.map((one) => [JSON.stringify(one.changes), one])).values()];
  return distinct
    .sort((a, b) => Number(a.uncertain) - Number(b.uncertain) || a.changes.length - b.changes.length)
    .map(({ changes, uncertain }) => ({ changes: changes.map(written), uncertain }));
}

const traced = (network: Network, ask: Ask): Path => {
  const { from, point } = ask(network);
  return tracePoint(network, from, point);
};

/** All blockers at once; where one of them has alternatives, a set for each. */
function nextSets(network: Network, path: Path, changes: readonly Change[], adapt: Adapt): Change[][] {
  const proposals = path.blockers
    .map((step) => propose(network, step, path).flatMap(adapt))
    .filter((options) => options.length > 0);
  if (proposals.length === 0) return [];
  const most = Math.max(...proposals.map((options) => options.length));
  return Array.from({ length: most }, (_, index) => {
    const added = proposals.map((options) => options[Math.min(index, options.length - 1)]!);
    const fresh = added.filter((one) => !changes.some((other) => JSON.stringify(other) === JSON.stringify(one)));
    const unique = [...new Map(fresh.map((one) => [JSON.stringify(one), one])).values()];
    return unique.length > 0 ? [...changes, ...unique] : [];
  }).filter((set) => set.length > 0);
}

/** Without any change that is not needed. */
function smallest(after: ReturnType<typeof tryingOn>, changes: readonly Change[], ask: Ask, verdict: Verdict): Change[] {
  let kept = [...changes];
  for (const one of changes) {
    const without = kept.filter((other) => other !== one);
    if (traced(after(without), ask).verdict.both === verdict) kept = without;
  }
  return kept;
}

/** A change as a sentence, as a command of the AWS CLI and as Terraform. */
export const written = (change: Change): Written => ({
  change,
  text: sentence(change),
  command: awsCommand(change),
  terraform: terraform(change),
});
