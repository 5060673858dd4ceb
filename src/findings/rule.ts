/** What a rule is, and what it says about an estate. */
import type { KindName } from '../kinds/index.ts';
import type { Missing, Path, Ref } from '../reach/index.ts';
import type { Estate } from './estate.ts';
import type { Remedy } from './remedy.ts';

/** The worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** Control ids of Security Hub, recommendations of the CIS AWS Foundations Benchmark 5.0. */
export interface Maps {
  readonly fsbp?: readonly string[];
  readonly cis?: readonly string[];
}

/** One id of the catalogue. */
export interface Rule {
  /** `exposed-ssh`: what people mute by, so it never changes. */
  readonly id: string;
  /** What is wrong, as a heading: `SSH is reachable from the internet`. */
  readonly title: string;
  /** Of the usual case; a violation may say otherwise. */
  readonly severity: Severity;
  /** What can come of it. What the condition leaves open is decided and said here. */
  readonly why: string;
  /** What to do, in general. */
  readonly fix: string;
  /** The page of AWS's documentation that it stands on. */
  readonly see: string;
  /** Without any of these kinds the rule cannot be judged in a place. */
  readonly needs: readonly KindName[];
  /** Of these a rule says itself which subjects it cannot judge, where only some of a kind could not be read. */
  readonly partly?: readonly KindName[];
  /** The controls that ask for it; which of them one violation fails it may say itself. */
  readonly maps?: Maps;
}

/** What decided: a rule of a group, a route, an entry, a resource. */
export interface Evidence {
  readonly kind: string;
  readonly id: string;
  readonly text: string;
}

/** What a thing says of itself, as evidence. */
export const fact = ({ kind, id }: Pick<Ref, 'kind' | 'id'>, text: string): Evidence => ({ kind, id, text });

/** Something that is wrong. */
export interface Violation {
  /** Which of its rules, where a file holds several. */
  readonly rule?: string;
  readonly subject: Ref;
  /** One sentence, with the ids that it is about. */
  readonly message: string;
  /** Tells apart what one rule says about one subject: a destination, a port. The same tomorrow as today. */
  readonly key?: string;
  readonly severity?: Severity;
  readonly evidence: readonly Evidence[];
  /** The way that is open, or the one that is broken, as the engine walked it. */
  readonly path?: Path;
  readonly fix: readonly Remedy[];
  /** The controls that it fails, where these are not all that its rule names. */
  readonly maps?: Maps;
}

/** Something that cannot be judged, because what it takes is not known. */
export interface Undecided {
  readonly rule?: string;
  readonly subject: Ref;
  readonly unknown: Missing | string;
}

export type Said = Violation | Undecided;

/** What a file of rules holds: what they are, and the one question that they put to an estate. */
export interface RuleFile {
  readonly rules: readonly Rule[];
  check(estate: Estate): Iterable<Said>;
}

/** Declares a rule. */
export const rule = ({ check, ...about }: Rule & Pick<RuleFile, 'check'>): RuleFile => ({ rules: [about], check });

/** Declares rules that differ by a table, or that one look at the estate decides. Whatever they say names its rule. */
export const family = (file: RuleFile): RuleFile => file;

/** One step less grave; info stays. */
export const milder = (severity: Severity): Severity => severities[severities.indexOf(severity) + 1] ?? 'info';

export const isAtLeast = (severity: Severity, least: Severity): boolean =>
  severities.indexOf(severity) <= severities.indexOf(least);
