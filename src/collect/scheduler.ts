/** Decides when a call may be sent: one token bucket for each request budget, so that no call is thrown away and no account starved. */
import pLimit from 'p-limit';
import type { Bucket } from '../kinds/services.ts';

interface Job {
  worth: number;
  start(): Promise<void>;
}

interface Budget extends Bucket {
  /** The rate that is aimed at: the documented one, or what a learned budget may grow to. */
  ceiling: number;
  rate: number;
  tokens: number;
  refilledAt: number;
  blockedUntil: number;
  throttlesInARow: number;
  /** Until then AWS's full bucket may still be full: the first call from it has not been answered, and may not have arrived. */
  fullUntil: number;
  queue: Job[];
  timer?: NodeJS.Timeout;
}

/** Where AWS documents no budget: begin here and learn (additive growth, halved at a throttle). */
const LEARNED: Bucket & { ceiling: number } = { capacity: 5, refill: 5, ceiling: 20 };
/** A call arrives within this, over a new connection and from a busy machine; bursts of later calls, over open ones, can overtake it. */
const ARRIVAL_MS = 500;
const BACKOFF = { first: 250, most: 8_000 };

export class Scheduler {
  readonly #budgets = new Map<string, Budget>();
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #concurrency: number;
  readonly #share: number;
  readonly #monotonic: () => number;
  readonly #crowdedOut = new Crowd();
  #backlog = { at: Number.NEGATIVE_INFINITY, ms: 0 };
  throttles = 0;

  /** `monotonic`: milliseconds that never go back. */
  constructor(options: { share: number; concurrency: number; monotonic: () => number }) {
    this.#share = options.share;
    this.#concurrency = options.concurrency;
    this.#limit = pLimit(options.concurrency);
    this.#monotonic = options.monotonic;
  }

  /** Runs `task` when budget `name` allows it; among those that wait, more `worth` goes first: about the seconds of calls behind it. */
  run<T>(name: string, documented: Bucket | undefined, worth: number, task: () => Promise<T>): Promise<T> {
    const budget = this.#budget(name, documented);
    return new Promise<T>((resolve, reject) => {
      const job: Job = { worth, start: () => this.#limit(task).then(resolve, reject) };
      const last = budget.queue.at(-1);
      if (!last || last.worth >= worth) budget.queue.push(job);
      else
        budget.queue.splice(
          budget.queue.findIndex((other) => other.worth < worth),
          0,
          job,
        );
      this.#dispatch(budget);
    });
  }

  /** AWS said "too fast": empty the bucket, halve the rate, and wait longer each time in a row. */
  throttled(name: string): void {
    const budget = this.#budgets.get(name);
    if (!budget) return;
    this.throttles += 1;
    const now = this.#monotonic();
    // Calls that were in flight together are one piece of news, not many.
    if (now < budget.blockedUntil) return;
    budget.tokens = 0;
    budget.rate = Math.max(budget.rate / 2, 0.5);
    const wait = Math.min(BACKOFF.first * 2 ** budget.throttlesInARow, BACKOFF.most);
    budget.throttlesInARow += 1;
    budget.blockedUntil = now + wait;
    budget.refilledAt = budget.blockedUntil;
  }

  succeeded(name: string): void {
    const budget = this.#budgets.get(name);
    if (!budget) return;
    budget.throttlesInARow = 0;
    budget.rate = Math.min(budget.rate + budget.ceiling * 0.05, budget.ceiling);
  }

  /** Milliseconds until all that waits now could be sent; looked at anew ten times a second, because that is asked at every call. */
  backlog(): number {
    const now = this.#monotonic();
    if (now - this.#backlog.at < 100) return this.#backlog.ms;
    let ms = 0;
    for (const { queue, tokens, rate } of this.#budgets.values()) {
      if (queue.length) ms = Math.max(ms, ((queue.length - tokens) / rate) * 1000);
    }
    this.#backlog = { at: now, ms };
    return ms;
  }

  #budget(name: string, documented: Bucket | undefined): Budget {
    let budget = this.#budgets.get(name);
    if (!budget) {
      const scale = documented ? this.#share : Math.min(1, this.#share * 2);
      const facts = documented ?? LEARNED;
      // One token stays in reserve: requests arrive in another order than they were sent, and AWS counts arrivals.
      const capacity = Math.max(1, Math.floor(facts.capacity * scale) - (documented && facts.capacity >= 5 ? 1 : 0));
      const refill = facts.refill * scale;
      budget = {
        capacity,
        refill,
        rate: refill,
        ceiling: documented ? refill : LEARNED.ceiling * scale,
        tokens: capacity,
        refilledAt: this.#monotonic(),
        blockedUntil: 0,
        throttlesInARow: 0,
        fullUntil: 0,
        queue: [],
      };
      this.#budgets.set(name, budget);
    }
    return budget;
  }

  #dispatch(budget: Budget): void {
    if (budget.timer) return;
    while (budget.queue.length) {
      const now = this.#monotonic();
      if (now > budget.refilledAt) {
        const added = now < budget.fullUntil ? 0 : ((now - budget.refilledAt) / 1000) * budget.rate;
        budget.tokens = Math.min(budget.capacity, budget.tokens + added);
        budget.refilledAt = now;
      }
      const wait = Math.max(budget.blockedUntil - now, budget.tokens < 1 ? ((1 - budget.tokens) / budget.rate) * 1000 : 0);
      if (wait > 0) {
        budget.timer = setTimeout(() => {
          budget.timer = undefined;
          this.#dispatch(budget);
        }, Math.ceil(wait));
        return;
      }
      // Take the token only when the call can really leave, so that a crowd does not arrive at AWS all at once.
      if (this.#limit.activeCount + this.#limit.pendingCount >= this.#concurrency) {
        this.#crowdedOut.add(budget);
        return;
      }
      if (budget.tokens === budget.capacity) budget.fullUntil = now + ARRIVAL_MS;
      budget.tokens -= 1;
      void budget.queue
        .shift()!
        .start()
        .finally(() => {
          budget.fullUntil = 0;
          this.#slotFreed();
        });
    }
  }

  #slotFreed(): void {
    for (const budget of this.#crowdedOut.inTurn()) {
      this.#dispatch(budget);
      if (this.#limit.activeCount + this.#limit.pendingCount >= this.#concurrency) return;
    }
  }
}

/**
 * Budgets that could send but for the calls in flight. First those behind whose next call most is waiting: calls that build on it, and
 * the queue, which decides when the scan ends where it is longer than its bucket; else in turn.
 */
class Crowd {
  readonly #byRank = new Map<number, Set<Budget>>();
  #ranks: number[] = [];

  add(budget: Budget): void {
    const { queue, tokens, rate } = budget;
    const waitingFor = queue[0]!.worth + Math.max(0, queue.length - tokens) / rate;
    // Steps of a factor of two: a few ranks, however many budgets.
    const rank = Math.ceil(Math.log2(1 + waitingFor));
    let waiting = this.#byRank.get(rank);
    if (!waiting) {
      waiting = new Set();
      this.#byRank.set(rank, waiting);
      this.#ranks = [...this.#byRank.keys()].sort((a, b) => b - a);
    }
    waiting.add(budget);
  }

  /** Takes out one after the other. */
  *inTurn(): Generator<Budget> {
    for (const rank of this.#ranks) {
      const waiting = this.#byRank.get(rank)!;
      for (const budget of waiting) {
        waiting.delete(budget);
        yield budget;
      }
    }
  }
}
