/** What was asked of the endpoint: the latest calls, and how many there were of what. */
import type { CallFacts } from './faults.ts';

export interface LoggedCall extends CallFacts {
  input: Record<string, unknown>;
  /** HTTP status; 0 while unanswered, or when the connection was cut instead. */
  status: number;
}

export interface Counts {
  calls: number;
  /** Requests for anything that is not a read. All of them are refused. */
  mutations: number;
  throttles: number;
  faults: number;
}

const CALLS_KEPT = 10_000;

export class CallLog {
  readonly calls: LoggedCall[] = [];
  readonly counts: Counts = { calls: 0, mutations: 0, throttles: 0, faults: 0 };

  add(facts: CallFacts): LoggedCall {
    const call = { ...facts, input: {}, status: 0 };
    this.counts.calls += 1;
    this.calls.push(call);
    if (this.calls.length >= CALLS_KEPT * 2) this.calls.splice(0, CALLS_KEPT);
    return call;
  }
}
