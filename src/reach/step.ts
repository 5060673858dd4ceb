/** What a walk says about each component: who, what it did with the packet, by which rule, and why. */
import { formatAddress, hasPorts, isIcmp, type Point } from '../net/index.ts';
import { type AssumptionId, assumptions } from './assumptions.ts';
import { type Code, type Trouble, troubleOf } from './codes.ts';
import type { Missing } from './coverage.ts';
import type { Ref } from './entity.ts';

export type Verdict = 'reachable' | 'blocked' | 'unknown';
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
  side?: 'ingress' | 'egress';
}

export class Step {
  readonly at: Ref;
  readonly does: Does;
  readonly direction: Direction;
  /** The packet as it came. */
  readonly header: Point;
  /** The packet as it left, where something rewrote it. */
  readonly out: Point | undefined;
  readonly code: Code | undefined;
  readonly evidence: Evidence | undefined;
  readonly side: 'ingress' | 'egress' | undefined;
  /** What would have to be known. */
  readonly missing: Missing | undefined;
  readonly assumption: AssumptionId | undefined;
  readonly #because: string | (() => string);

  constructor(at: Ref, does: Does, direction: Direction, header: Point, because: string | (() => string), parts: StepParts) {
    this.at = at;
    this.does = does;
    this.direction = direction;
    this.header = header;
    this.#because = because;
    this.out = parts.out;
    this.code = parts.code;
    this.evidence = parts.evidence;
    this.side = parts.side;
    this.missing = parts.missing;
    this.assumption = parts.assumption;
  }

  /** One sentence for people. Made when it is read: most steps never are. */
  get because(): string {
    if (this.assumption) return assumptions[this.assumption].says;
    return typeof this.#because === 'string' ? this.#because : this.#because();
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
