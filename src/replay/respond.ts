/** One request, from its bytes to the reply that AWS would give, or to the trouble that was ordered. */
import type { Snapshot } from '../snapshot/snapshot.ts';
import { Answers, ReplayedGap, tokenTrick } from './answer.ts';
import { budgetOf, TokenBuckets } from './buckets.ts';
import { CallLog, type LoggedCall } from './call-log.ts';
import { accountOf, type Scope, scopeOf } from './credentials.ts';
import { Estate } from './estate.ts';
import { type CallFacts, errorOf, type Fault, Faults } from './faults.ts';
import { faultOf } from './gaps.ts';
import { Refusal, refusal } from './refusal.ts';
import { notOptedIn } from './regions.ts';
import { servedServices, serviceOf } from './served.ts';
import { answerSts } from './sts.ts';
import type { Asked, Incoming, Reply, ServedService } from './wire.ts';

export interface Outcome {
  /** The id of the request. */
  id: string;
  reply: Reply;
  call?: LoggedCall;
  /** What to do to the reply on its way. */
  fault?: Fault;
}

const HOUR_MS = 3_600_000;
const SKEW_ALLOWED_MS = 5 * 60_000;

const isRead = (operation: string): boolean => /^(Describe|Get|List|Search)[A-Z]/.test(operation);

export class Responder {
  readonly log = new CallLog();
  #faults: Faults;
  readonly #estate: Estate;
  readonly #answers: Answers;
  readonly #buckets: TokenBuckets | undefined;
  readonly #now: () => Date;

  constructor(snapshot: Snapshot, options: { faults?: readonly Fault[]; buckets?: boolean; now: () => Date }) {
    this.#estate = new Estate(snapshot);
    this.#answers = new Answers(this.#estate);
    this.#buckets = options.buckets ? new TokenBuckets(options.now) : undefined;
    this.#now = options.now;
    this.#faults = new Faults(options.faults ?? []);
  }

  /** Replaces the faults; they begin to count anew. */
  inject(faults: readonly Fault[]): void {
    this.#faults = new Faults(faults);
  }

  async respond(request: Incoming): Promise<Outcome> {
    const date = [request.headers['x-amz-date']].flat()[0];
    const signed = scopeOf([request.headers.authorization].flat()[0], request.query, date);
    const name = signed && serviceOf(signed.service, request);
    if (!name) return { id: request.id, reply: unsigned(signed, request.id) };
    const scope = { ...signed, service: name };
    const service = servedServices[name]!;
    const outcome: Outcome = { id: request.id, reply: { status: 500, type: 'text/plain', body: '' } };
    try {
      outcome.reply = await this.#answer(request, scope, service, outcome);
    } catch (error) {
      outcome.reply = service.protocol.refuse(refusalFor(error, service), request.id);
    }
    const { call, fault, reply } = outcome;
    if (call) call.status = fault && ['hang', 'reset'].includes(fault.does) ? 0 : reply.status;
    return outcome;
  }

  /** Notes on `outcome` what it learns on the way; throws `Refusal`. */
  async #answer(request: Incoming, scope: Scope, service: ServedService, outcome: Outcome): Promise<Reply> {
    const { region, service: signs } = scope;
    const operation = await service.protocol.operation(request, service);
    const account = accountOf(this.#estate.snapshot, scope.accessKeyId);
    const facts = { account: account ?? '', region, service: signs, operation: operation ?? `${request.method} ${request.path}` };
    const call = this.log.add(facts);
    outcome.call = call;
    const fault = this.#faults.strike(facts);
    if (fault) {
      this.log.counts.faults += 1;
      this.#order(fault, scope, service, outcome);
    }
    if (!account) throw refusal(service.wording, 'badKeys', 'The snapshot does not hold the account that these keys name.');
    if (notOptedIn(this.#estate, account, region)) {
      throw refusal(service.wording, 'badKeys', 'AWS was not able to validate the provided access credentials');
    }
    const asked = await this.#read(request, operation, service);
    call.input = asked.input;
    this.#spend(facts, asked.input, service);
    const write = (output: Record<string, unknown>) => service.protocol.write(asked, output, service, request.id);
    const who = { account, region };
    if (signs === 'sts') return write(answerSts(this.#estate, who, asked, service, this.#now()));
    try {
      const output = this.#answers.answer(who, asked, signs, service, tokenTrick(fault?.does));
      if (asked.input.DryRun !== true) return write(output);
      throw new Refusal('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
    } catch (error) {
      if (!(error instanceof ReplayedGap)) throw error;
      const replayed = faultOf(error.gap, service);
      this.#order(replayed, scope, service, outcome);
      const trick = tokenTrick(replayed.does);
      return write(trick ? this.#answers.answer(who, asked, signs, service, trick) : {});
    }
  }

  /** What is asked. Throws `Refusal` for what is not a read, and counts it. */
  async #read(request: Incoming, operation: string | undefined, service: ServedService): Promise<Asked> {
    if (operation === undefined && request.path === '/') {
      throw new Refusal('MissingAction', 'The request must contain the parameter Action.');
    }
    const changes = operation === undefined ? request.method !== 'GET' : !isRead(operation) && operation !== 'AssumeRole';
    if (changes) this.log.counts.mutations += 1;
    if (operation === undefined && !changes)
      throw refusal(service.wording, 'unknownAction', `${request.path} names no operation.`);
    const asked = operation === undefined ? undefined : await service.protocol.read(request, operation, service);
    if (asked && !changes) return asked;
    throw refusal(service.wording, 'denied', `A replayed snapshot can only be read; ${operation ?? request.path} is not a read.`);
  }

  /** Lets trouble take its course: throws the error that it is, or leaves it for the reply's way out. */
  #order(fault: Fault, scope: Scope, service: ServedService, outcome: Outcome): void {
    outcome.fault = fault;
    if (fault.does === 'clock-skew') {
      const ahead = this.#now().getTime() + (fault.ms ?? HOUR_MS);
      if (Math.abs(ahead - (scope.signedAt ?? 0)) <= SKEW_ALLOWED_MS) return;
      throw refusal(service.wording, 'skewed', 'The request was signed too long ago, or not yet.');
    }
    const error = errorOf(fault, service);
    if (error?.code === service.wording.throttled[0]) this.log.counts.throttles += 1;
    if (error) throw error;
  }

  #spend(facts: CallFacts, input: Record<string, unknown>, service: ServedService): void {
    const budget = this.#buckets && budgetOf(facts.service, facts.operation, input);
    if (!budget || this.#buckets!.take(`${facts.account} ${budget.everywhere ? '' : facts.region} ${budget.name}`, budget.bucket))
      return;
    this.log.counts.throttles += 1;
    throw refusal(service.wording, 'throttled', facts.service === 'ec2' ? 'Request limit exceeded.' : 'Rate exceeded');
  }
}

/** What cannot be attributed to a service is answered as EC2 would. */
function unsigned(scope: Scope | undefined, id: string): Reply {
  const error = scope
    ? new Refusal('UnsupportedService', `Replay does not answer for the service ${scope.service}.`)
    : new Refusal('MissingAuthenticationToken', 'The request is not signed, or its signature has no credential scope.', 403);
  return servedServices.ec2!.protocol.refuse(error, id);
}

function refusalFor(error: unknown, service: ServedService): Refusal {
  if (error instanceof Refusal) return error;
  const message = error instanceof Error ? error.message : String(error);
  return refusal(service.wording, 'internal', `Replay could not answer: ${message}`);
}
