/** What waits for what: the calls that a long chain of others waits for leave before the rest, so that the slowest budget is never idle. */
import { earlierThan, type Kind } from '../kinds/index.ts';
import { services } from '../kinds/services.ts';

/** Where no budget is documented: the rate that a scan learns to ask at. */
const UNKNOWN_RATE = 20;
/** A budget that all Regions share is spent by as many of them as an account usually has enabled. */
const REGIONS = 17;
const FAN_OUT = 100;
/** One round trip, beside the seconds that a fan-out takes. */
const ROUND_TRIP = 0.1;

/**
 * For each kind that others wait for, about how many seconds of calls come after its own: what its dependants' budgets need for a
 * hundred calls, and theirs. Kinds that nothing waits for are not in it.
 */
export function urgencies(rows: readonly Kind[]): ReadonlyMap<string, number> {
  const dependants = new Map<string, Kind[]>();
  for (const row of rows) {
    for (const earlier of earlierThan(row)) dependants.set(earlier, [...(dependants.get(earlier) ?? []), row]);
  }
  const known = new Map<string, number>();
  const after = (kind: string): number => {
    const waiting = dependants.get(kind) ?? [];
    const seconds = known.get(kind) ?? Math.max(0, ...waiting.map((row) => secondsOf(row, kind) + after(row.kind)));
    known.set(kind, seconds);
    return seconds;
  };
  return new Map([...dependants.keys()].map((kind) => [kind, Math.round(after(kind) * 10) / 10]));
}

/** About how long the calls of a row take, once `kind` is known. */
function secondsOf({ call: { service, operation, over } }: Kind, kind: string): number {
  if (over?.kind !== kind) return ROUND_TRIP;
  const { budget } = services[service];
  const { refill } = budget?.actions?.[operation] ?? budget?.bucket ?? { refill: UNKNOWN_RATE };
  const calls = FAN_OUT / (over.batch?.size ?? 1);
  return (calls / refill) * (budget?.per === 'account' ? REGIONS : 1);
}
