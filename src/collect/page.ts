/** One page of an answer, through the scheduler and whatever comes in between: throttling, passing trouble, credentials that run out. */
import type { Kind } from '../kinds/index.ts';
import type { Point } from '../kinds/kind.ts';
import { services } from '../kinds/services.ts';
import type { Clients } from './clients.ts';
import { CallFailure } from './failure.ts';
import type { Scheduler } from './scheduler.ts';
import type { SignedIn } from './sign-in.ts';

const CALL_DEADLINE_MS = 30_000;
const THROTTLED_DEADLINE_MS = 5 * 60_000;
/** Attempts at one page when trouble passes; a call that hangs gets two, so that it gives up soon after its deadline. */
const ATTEMPTS = 5;
const HUNG_ATTEMPTS = 2;
/** Renewals for one page: what was sent while another call renewed can fail once more. */
const RENEWALS = 2;
const PAUSE = { first: 200, most: 5_000 };

/** One question: a row's call in a place, and what narrows it. */
export interface Question {
  row: Kind;
  signedIn: SignedIn;
  region: string;
  /** More goes first where not everything can go at once: the seconds of calls that wait for this, and the row's own worth. */
  worth: number;
  point?: Point;
  filter?: { name: string; values: string[] };
}

export interface AskedWith {
  clients: Clients;
  scheduler: Scheduler;
  now(): Date;
  monotonic(): number;
  /** Resolves after `ms`, or as soon as the scan is stopped: whatever is asked then fails as interrupted. */
  pause(ms: number): Promise<void>;
  /** Fires when the scan is stopped. */
  stopped: AbortSignal;
  deadlines: { call?: number; throttled?: number };
  pageSize?: number;
  /** `opened`/`closed`: a page is wanted, and settled; `sent`: a request leaves. */
  counted(event: 'opened' | 'sent' | 'closed'): void;
  warn(message: string): void;
}

/** One page, whatever it takes: put off while throttled, tried again in passing trouble, signed in again. Throws `CallFailure`. */
export async function onePage(
  question: Question,
  input: Record<string, unknown>,
  io: AskedWith,
): Promise<Record<string, unknown>> {
  const { row, signedIn, region } = question;
  const { operation, service } = row.call;
  const budget = services[service].budget;
  const shared = budget && budget.per !== 'action';
  const budgetName = [
    signedIn.account,
    budget?.per === 'account' ? 'every Region' : region,
    // Two APIs of one service, such as those of load balancers of two generations, spend the same tokens.
    shared ? services[service].signs : `${service} ${operation}`,
  ].join(' ');
  const bucket = budget?.actions?.[operation] ?? budget?.bucket;
  let troubles = 0;
  let renewals = 0;
  let throttledSince: number | undefined;
  let sentAt = io.now();
  for (;;) {
    try {
      return await io.scheduler.run(budgetName, bucket, question.worth, async () => {
        io.stopped.throwIfAborted();
        // Asked here: it may have waited in line while somebody else learned that nobody signs in again.
        if (signedIn.dead) throw signedIn.dead;
        io.counted('sent');
        sentAt = io.now();
        const deadline = timeLimit(io.deadlines.call ?? CALL_DEADLINE_MS, operation, io.stopped);
        try {
          const answer = await io.clients.send(
            signedIn.account,
            signedIn.credentials,
            service,
            region,
            operation,
            input,
            deadline.signal,
            question.worth,
          );
          const minutes = Math.round(answer.skewMs / 60_000);
          if (minutes) {
            const which = minutes > 0 ? 'behind' : 'ahead of';
            io.warn(
              `this machine's clock is ${Math.abs(minutes)} min ${which} AWS's: set it right, or signatures will be refused`,
            );
          }
          io.scheduler.succeeded(budgetName);
          return answer.page;
        } finally {
          deadline.clear();
        }
      });
    } catch (error) {
      const failure =
        error instanceof CallFailure ? error : new CallFailure('UnexpectedError', String(error), 'none', { cause: error });
      if (io.stopped.aborted) throw new CallFailure('Interrupted', 'the scan was stopped before this was read', 'none');
      if (failure.remedy === 'slow down') {
        io.scheduler.throttled(budgetName);
        throttledSince ??= io.monotonic();
        const waited = io.monotonic() - throttledSince;
        if (waited < (io.deadlines.throttled ?? THROTTLED_DEADLINE_MS)) continue;
        const message = `AWS throttled ${operation} for ${Math.round(waited / 1000)} s (${failure.code})`;
        throw new CallFailure('ThrottledOut', message, 'none', { cause: failure });
      }
      if (failure.remedy === 'try again') {
        troubles += 1;
        if (troubles >= (failure.code === 'TimedOut' ? HUNG_ATTEMPTS : ATTEMPTS)) throw failure;
        await io.pause(Math.min(PAUSE.first * 2 ** (troubles - 1), PAUSE.most));
        continue;
      }
      if (failure.remedy === 'sign in' && !signedIn.dead && renewals < RENEWALS) {
        renewals += 1;
        await renew(signedIn, sentAt);
        continue;
      }
      if (failure.remedy === 'sign in')
        signedIn.dead = new CallFailure('CredentialsExpired', failure.message, 'none', { cause: failure });
      throw signedIn.dead ?? failure;
    }
  }
}

async function renew(signedIn: SignedIn, sentAt: Date): Promise<void> {
  try {
    await signedIn.renew(sentAt);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    signedIn.dead = new CallFailure(
      'CredentialsExpired',
      `the credentials expired, and signing in again failed: ${reason}`,
      'none',
      {
        cause: error,
      },
    );
    throw signedIn.dead;
  }
}

/** A signal that fires after `ms` or when the scan is stopped, and that leaves no timer or listener behind. */
function timeLimit(ms: number, operation: string, stopped: AbortSignal): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new CallFailure('TimedOut', `${operation} did not answer in full within ${ms} ms`, 'try again')),
    ms,
  );
  const stop = () => controller.abort(new CallFailure('Interrupted', 'the scan was stopped before this was read', 'none'));
  stopped.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      stopped.removeEventListener('abort', stop);
    },
  };
}
