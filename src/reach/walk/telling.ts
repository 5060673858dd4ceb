/** What a walk says of the packet, step by step, and the verdict that follows from it. */
import type { Missing } from '../network/coverage.ts';
import type { Ref } from '../network/entity.ts';
import { type AssumptionId, assumptions } from './assumptions.ts';
import type { Code } from './codes.ts';
import type { Header } from './header.ts';
import type { Options } from './recorder.ts';
import { type Direction, type Saying, Step, type StepParts, type Subjects, saying, type Verdict } from './step.ts';

const MAX_STEPS = 400;

export class Telling {
  readonly options: Options;
  direction: Direction = 'forward';
  /** The packet as it looks now. */
  header: Header;
  steps: Step[] = [];
  verdict: Verdict = 'reachable';

  constructor(header: Header, options: Options) {
    this.header = header;
    this.options = options;
  }

  allow(at: Ref, because: string | (() => string), parts: StepParts = none): void {
    this.say(at, saying({ ...parts, does: 'allows', because }));
  }

  forward(at: Ref, because: string | (() => string), parts: StepParts = none): void {
    this.say(at, saying({ ...parts, does: 'forwards', because }));
  }

  deliver(at: Ref, because: string | (() => string)): void {
    this.say(at, saying({ does: 'delivers', because }));
  }

  note(at: Ref, because: string | (() => string), parts: StepParts = none): void {
    this.say(at, saying({ ...parts, does: 'notes', because }));
  }

  /** The packet ends here in truth; the walk goes on as if it did not (W8). Ends a hop with `return walk.block(…)` where nothing follows. */
  block(at: Ref, code: Code, because: string | (() => string), parts: StepParts = none): undefined {
    this.say(at, saying({ ...parts, does: 'blocks', because, code }));
    return undefined;
  }

  /** Nobody can say from this snapshot what happens here. */
  unknown(at: Ref, missing: Missing | undefined, because: string | (() => string), parts: StepParts = none): undefined {
    this.say(at, saying({ code: 'HOPSCOPE_NOT_COLLECTED', ...parts, does: 'unknown', because, missing }));
    return undefined;
  }

  /** Takes the side that `assumptions.ts` takes, and says so. */
  assume(at: Ref, assumption: AssumptionId, parts?: StepParts): void {
    const because = assumptions[assumption].says;
    this.say(at, parts ? saying({ ...parts, does: 'assumes', because, assumption }) : assumed[assumption]);
  }

  /** The packet goes on with another header. */
  translate(at: Ref, header: Header, because: string | (() => string), code?: Code): void {
    this.say(at, saying({ does: 'translates', because, code, out: header }));
    this.header = header;
  }

  /** Says something that was put into words before, about a subject (a rule, a route; by its place among others), and where. */
  say<Subject, Where>(
    at: Ref | undefined,
    said: Saying<Subject, Where>,
    subject?: Subject | Subjects<Subject>,
    where?: Where,
    place?: number,
  ): void {
    if (this.steps.length >= MAX_STEPS)
      throw new Error(`a walk took more than ${MAX_STEPS} steps, the last at ${this.steps.at(-1)!.at.id}`);
    const { does } = said;
    if (does === 'blocks') this.verdict = 'blocked';
    else if (this.verdict === 'reachable' && (does === 'unknown' || (does === 'assumes' && this.options.strict)))
      this.verdict = 'unknown';
    this.steps.push(new Step(at, said as Saying, this.direction, this.header, subject, where, place));
  }
}

const none: StepParts = {};

const assumed = Object.fromEntries(
  Object.entries(assumptions).map(([assumption, { says }]) => [
    assumption,
    saying({ does: 'assumes', because: says, assumption: assumption as AssumptionId }),
  ]),
) as Record<AssumptionId, Saying>;
