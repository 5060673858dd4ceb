/** Every rule asked about an estate: what is wrong, and what could not be judged. */
import type { Missing, Owner, Path, Ref } from '../reach/index.ts';
import { ownerOfInterface } from '../reach/network/owner.ts';
import { byCodeUnit } from '../snapshot/canonical.ts';
import { byPlace } from '../snapshot/manifest.ts';
import type { Place } from '../snapshot/snapshot.ts';
import { type Cost, costOf } from './cost.ts';
import { RuleCoverage } from './coverage.ts';
import type { Estate } from './estate.ts';
import { ruleFiles } from './index.ts';
import type { Remedy } from './remedy.ts';
import {
  type Evidence,
  type Maps,
  type Rule,
  type RuleFile,
  type Said,
  type Severity,
  severities,
  type Violation,
} from './rule.ts';

/** What a rule found: a violation, with whose it is and what it costs. */
export interface Finding {
  /** The id of its rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly subject: Ref;
  /** Of an interface: whose it is. */
  readonly owner?: Owner;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly path?: Path;
  readonly fix: readonly Remedy[];
  /** The controls that fail by it. */
  readonly maps?: Maps;
  /** Of what nobody needs and is paid for. */
  readonly cost?: Cost;
  /** `rule|account|region|subject|key`: readable, and the same as long as the mistake is. */
  readonly fingerprint: string;
}

/** A rule that says nothing about a place or a subject, not because all is well, but because it cannot know. */
export interface NotEvaluated {
  readonly rule: string;
  /** Of the place; of the subject, where there is one. */
  readonly place: Place;
  /** Absent: nothing in the place could be judged. */
  readonly subject?: Ref;
  readonly because: string;
  /** The call that would have told, where it is one. */
  readonly operation?: string;
}

/** All that the rules say about an estate. */
export interface Audit {
  /** The worst first. */
  readonly findings: readonly Finding[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** Pairs of a rule and a place that were judged. */
  readonly evaluated: number;
  readonly rules: readonly Rule[];
  /** Rules about what only a scan with more flags asks for (`--metrics`), where nobody did: neither evaluated nor lacking. */
  readonly unasked: readonly Rule[];
}

/** Asks every rule of the files, in each place of the snapshot that it needs something of. Throws where a rule itself fails, by its id. */
export function audit(estate: Estate, files: readonly RuleFile[] = ruleFiles): Audit {
  const coverage = new RuleCoverage(estate.network);
  const findings = new Map<string, Finding>();
  const notEvaluated: NotEvaluated[] = [];
  let evaluated = 0;
  const told = new Set<string>();
  const isTold = ({ id }: Rule, { account, region }: Place): boolean => told.has(`${id} ${account} ${region}`);
  const unasked = files.flatMap((file) => file.rules.filter((rule) => !coverage.isAsked(rule)));
  for (const file of files) {
    let judged = 0;
    for (const rule of file.rules) {
      if (unasked.includes(rule)) continue;
      for (const place of coverage.placesOf(rule)) {
        const missing = coverage.missing(rule, place);
        if (missing.length === 0) judged += 1;
        else told.add(`${rule.id} ${place.account} ${place.region}`);
        notEvaluated.push(...missing.map((one) => ({ rule: rule.id, place, ...reasonOf(one) })));
      }
    }
    evaluated += judged;
    if (judged === 0) continue;
    for (const [rule, said] of saidBy(file, estate)) {
      if (unasked.includes(rule)) continue;
      const [missing] = coverage.missing(rule, said.subject);
      if (missing) {
        // What a place was found wanting for is told once, of the place.
        if (!isTold(rule, said.subject)) notEvaluated.push(undecided(rule, said.subject, missing));
        continue;
      }
      if ('unknown' in said) notEvaluated.push(undecided(rule, said.subject, said.unknown));
      else keep(findings, findingOf(estate, rule, said));
    }
  }
  return {
    findings: [...findings.values()].sort(byGravity),
    notEvaluated,
    evaluated,
    rules: files.flatMap((file) => file.rules),
    unasked,
  };
}

function* saidBy(file: RuleFile, estate: Estate): Iterable<[Rule, Said]> {
  const byId = new Map(file.rules.map((rule) => [rule.id, rule]));
  const ids = [...byId.keys()].join(', ');
  try {
    for (const said of file.check(estate)) {
      const rule = said.rule === undefined && file.rules.length === 1 ? file.rules[0] : byId.get(said.rule ?? '');
      if (!rule) throw new Error(`it speaks for ${said.rule ?? 'no rule in particular'}`);
      yield [rule, said];
    }
  } catch (error) {
    throw new Error(`the rule ${ids} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

const undecided = (rule: Rule, subject: Ref, unknown: Missing | string): NotEvaluated => ({
  rule: rule.id,
  place: { account: subject.account, region: subject.region },
  subject,
  ...(typeof unknown === 'string' ? { because: unknown } : reasonOf(unknown)),
});

const reasonOf = (missing: Missing): Pick<NotEvaluated, 'because' | 'operation'> => ({
  because: missing.text,
  operation: missing.operation,
});

function findingOf(
  { network }: Estate,
  rule: Rule,
  { subject, key, message, evidence, path, fix, severity = rule.severity, maps = rule.maps }: Violation,
): Finding {
  const { account, region, id } = subject;
  const parts = [rule.id, account, region, id, ...(key === undefined ? [] : [key])];
  const fingerprint = parts.map(plainPart).join('|');
  const one = subject.kind === 'network-interface' ? network.interfaces.get(subject.id) : undefined;
  const owner = one && ownerOfInterface(network, one);
  const cost = costOf(rule.id, subject, evidence);
  const told = {
    ...(cost && { cost }),
    ...(owner && (owner.kind !== 'network-interface' || owner.unknown) && { owner }),
    ...(path && { path }),
    ...(maps && { maps }),
  };
  return { rule: rule.id, severity, subject, message, evidence, fix, fingerprint, ...told };
}

/** A part of a fingerprint on one line, without the sign that separates parts. */
const plainPart = (text: string): string =>
  text.replace(/[|%\p{C}\p{Z}]/gu, (sign) => (sign === ' ' ? ' ' : encodeURIComponent(sign)));

/** What a rule says twice of the same thing is one finding, with the evidence of both and the graver severity. */
function keep(findings: Map<string, Finding>, finding: Finding): void {
  const before = findings.get(finding.fingerprint);
  if (!before) {
    findings.set(finding.fingerprint, finding);
    return;
  }
  const graver = severities.indexOf(finding.severity) < severities.indexOf(before.severity) ? finding : before;
  const evidence = [...before.evidence, ...finding.evidence];
  findings.set(finding.fingerprint, {
    ...graver,
    evidence: [...new Map(evidence.map((one) => [`${one.id} ${one.text}`, one])).values()],
  });
}

const byGravity = (a: Finding, b: Finding): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  byCodeUnit(a.rule, b.rule) ||
  byPlace(a.subject, b.subject) ||
  byCodeUnit(a.fingerprint, b.fingerprint);
