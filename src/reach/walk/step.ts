/** What a walk says about each component: who, what it did with the packet, by which rule, and why. */
import { formatAddress, hasPorts, isIcmp, type Point } from '../../net/index.ts';
import type { Missing } from '../network/coverage.ts';
import type { Ref } from '../network/entity.ts';
import type { AssumptionId } from './assumptions.ts';
import { type Code, type Trouble, troubleOf } from './codes.ts';

/** Where something could not be seen that would decide, it is `unknown`, never one of the others. */
export type Verdict = 'reachable' | 'blocked' | 'unknown';
/** The way there, or the way of the answer. */
export type Direction = 'forward' | 'reply';
export type Does = 'allows' | 'blocks' | 'forwards' | 'translates' | 'delivers' | 'notes' | 'assumes' | 'unknown';

/** What decided: a group's rule, an ACL's entry, a route, …; `label` is how people name it: `#100`, `sgr-1`, `10.0.0.0/8`. */
export interface Evidence {
  readonly label: string;
  readonly text: string;
  /** The compiled rule, route, …, for programs. */
  readonly source?: unknown;
}

export interface StepParts {
  code?: Code;
  evidence?: Evidence;
  out?: Point;
  missing?: Missing;
  assumption?: AssumptionId;
  /** `ingress` or `egress`, of a filter. */
  side?: Side;
}

export type Side = 'ingress' | 'egress';

/**
 * What is the same each time that something is said: made once where it is said often, so that a step is small. The words and the evidence
 * are made of the step's own subject (a rule, a route) and place when they are read: most never are.
 */
export interface Saying<Subject = unknown, Where = unknown> {
  readonly does: Does;
  /** Who says it, where that is not given with each step. */
  readonly at: ((subject: Subject, where: Where) => Ref) | undefined;
  readonly because: string | ((subject: Subject, where: Where, header: Point) => string);
  readonly code: Code | undefined;
  readonly evidence: Evidence | ((subject: Subject, where: Where, header: Point) => Evidence) | undefined;
  readonly out: Point | undefined;
  readonly missing: Missing | undefined;
  readonly assumption: AssumptionId | undefined;
  readonly side: Side | undefined;
}

export type Said<Subject, Where> = Pick<Saying<Subject, Where>, 'does' | 'because'> &
  Partial<Omit<Saying<Subject, Where>, 'does' | 'because'>>;

/** A saying with all its fields, always in one order. */
export const saying = <Subject = unknown, Where = unknown>(parts: Said<Subject, Where>): Saying<Subject, Where> => ({
  does: parts.does,
  at: parts.at,
  because: parts.because,
  code: parts.code,
  evidence: parts.evidence,
  out: parts.out,
  missing: parts.missing,
  assumption: parts.assumption,
  side: parts.side,
});

/** Subjects by their places: one of them is looked up when it is read. */
export interface Subjects<Subject> {
  rule(place: number): Subject;
}

export class Step {
  readonly #at: Ref | undefined;
  readonly direction: Direction;
  /** The packet as it came. */
  readonly header: Point;
  readonly #saying: Saying;
  readonly #subject: unknown;
  readonly #where: unknown;

  readonly #place: number;

  /** `place`: of the subject among `Subjects`. */
  constructor(
    at: Ref | undefined,
    saying: Saying,
    direction: Direction,
    header: Point,
    subject?: unknown,
    where?: unknown,
    place = -1,
  ) {
    this.#at = at;
    this.direction = direction;
    this.header = header;
    this.#saying = saying;
    this.#subject = subject;
    this.#where = where;
    this.#place = place;
  }

  get #about(): unknown {
    return this.#place < 0 ? this.#subject : (this.#subject as Subjects<unknown>).rule(this.#place);
  }

  get at(): Ref {
    return this.#at ?? this.#saying.at!(this.#about, this.#where);
  }

  get does(): Does {
    return this.#saying.does;
  }

  get code(): Code | undefined {
    return this.#saying.code;
  }

  get side(): Side | undefined {
    return this.#saying.side;
  }

  /** The packet as it left, where something rewrote it. */
  get out(): Point | undefined {
    return this.#saying.out;
  }

  /** What would have to be known. */
  get missing(): Missing | undefined {
    return this.#saying.missing;
  }

  get assumption(): AssumptionId | undefined {
    return this.#saying.assumption;
  }

  get evidence(): Evidence | undefined {
    const { evidence } = this.#saying;
    return typeof evidence === 'function' ? evidence(this.#about, this.#where, this.header) : evidence;
  }

  /** One sentence for people. */
  get because(): string {
    const { because } = this.#saying;
    return typeof because === 'string' ? because : because(this.#about, this.#where, this.header);
  }

  /** `acl-1 #100`, `rtb-1`, `sg-web`. */
  get label(): string {
    return this.evidence?.label ? `${this.at.id} ${this.evidence.label}` : this.at.id;
  }

  /** In which group people look for it. */
  get trouble(): Trouble {
    return troubleOf(this.code);
  }

  toJSON(): Record<string, unknown> {
    const { kind, id, account, region, name } = this.at;
    return {
      at: { kind, id, account, region, name },
      does: this.does,
      direction: this.direction,
      code: this.code,
      side: this.side,
      because: this.because,
      evidence: this.evidence && { label: this.evidence.label, text: this.evidence.text },
      header: headerJson(this.header),
      out: this.out && headerJson(this.out),
      missing: this.missing?.text,
      assumption: this.assumption,
    };
  }
}

function headerJson(header: Point): Record<string, unknown> {
  const { protocol, sourcePort, destinationPort } = header;
  const ports = hasPorts(protocol) ? { srcPort: sourcePort, dstPort: destinationPort } : {};
  const message = isIcmp(protocol) ? { icmpType: destinationPort >> 8, icmpCode: destinationPort & 255 } : {};
  return { src: formatAddress(header.src), dst: formatAddress(header.dst), protocol, ...ports, ...message };
}
