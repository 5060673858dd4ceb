/** Trouble to order: which calls a fault hits, and what it does to them. */
import { Refusal, refusal, type Trouble } from './refusal.ts';
import type { ServedService } from './wire.ts';

/** What a call goes by when faults, logs and buckets look at it. */
export interface CallFacts {
  account: string;
  region: string;
  service: string;
  operation: string;
}

export interface Fault {
  /** Every given member must fit. Default: every call. */
  match?: Partial<CallFacts> & {
    /** The first call that fits all else is 1. `from` and `to` are included. */
    nth?: number | readonly number[];
    from?: number;
    to?: number;
  };
  does:
    | 'deny'
    | 'throttle'
    | 'error500'
    | 'unavailable'
    | 'expired'
    | 'bad-keys'
    /** Any other error: `code`, `message` and `status`. */
    | 'error'
    /** The connection is cut before an answer. */
    | 'reset'
    /** No answer, ever. */
    | 'hang'
    /** The answer, a byte every `ms` (default 250). */
    | 'drip'
    /** The answer after `ms`. */
    | 'slow'
    /** Half of the answer, which ends as if it were whole. */
    | 'truncate'
    /** Half of the answer, then the connection is cut. */
    | 'cut'
    /** A web page with status 200. */
    | 'html'
    /** Status 200 without a body. */
    | 'empty'
    /** The answer of another operation. */
    | 'foreign'
    /** The right root, and nothing in it. */
    | 'bare'
    /** A redirect to another host. */
    | 'redirect'
    /** An XML document that grows to gigabytes when its entities are expanded. */
    | 'entities'
    /** Every page has the same token. */
    | 'same-token'
    /** Tokens go A, B, A, B. */
    | 'token-loop'
    /** The first page is empty and has a token. */
    | 'empty-pages'
    /** The answer says that there is more, and has no token. */
    | 'lost-token'
    /** The server's clock is `ms` ahead (default an hour), and it refuses what was signed by another. */
    | 'clock-skew';
  code?: string;
  message?: string;
  status?: number;
  /** Milliseconds. */
  ms?: number;
}

/** Which fault hits a call. Every fault counts the calls that fit it, hit or not. */
export class Faults {
  readonly #faults: { fault: Fault; seen: number }[];

  constructor(faults: readonly Fault[]) {
    this.#faults = faults.map((fault) => ({ fault, seen: 0 }));
  }

  /** The first fault that hits this call. */
  strike(call: CallFacts): Fault | undefined {
    const hits = this.#faults.filter((entry) => {
      const { nth, from = 1, to = Number.POSITIVE_INFINITY, ...facts } = entry.fault.match ?? {};
      const fits = Object.entries(facts).every(([name, value]) => value === undefined || call[name as keyof CallFacts] === value);
      if (!fits) return false;
      entry.seen += 1;
      if (nth !== undefined && ![nth].flat().includes(entry.seen)) return false;
      return entry.seen >= from && entry.seen <= to;
    });
    return hits[0]?.fault;
  }
}

const troubles: Partial<Record<Fault['does'], readonly [Trouble, string]>> = {
  deny: ['denied', 'You are not authorized to perform this operation.'],
  throttle: ['throttled', 'Request limit exceeded.'],
  error500: ['internal', 'An internal error has occurred'],
  unavailable: ['unavailable', 'The service is unavailable. Please try again shortly.'],
  expired: ['expired', 'Request has expired.'],
  'bad-keys': ['badKeys', 'AWS was not able to validate the provided access credentials'],
};

/** The error that a fault answers with, if it is one that answers with an error. */
export function errorOf(fault: Fault, service: ServedService): Refusal | undefined {
  if (fault.does === 'error') return new Refusal(fault.code ?? 'InternalError', fault.message ?? 'Injected', fault.status);
  const [trouble, message] = troubles[fault.does] ?? [];
  if (!trouble) return undefined;
  const usual = refusal(service.wording, trouble, fault.message ?? message!);
  return new Refusal(fault.code ?? usual.code, usual.message, fault.status ?? usual.status);
}
