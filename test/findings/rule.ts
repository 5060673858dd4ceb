/** A sentence about a rule: `rule('exposed-ssh').flags(world, 'eni-web').ignores(other)`. Worlds are those of the reach engine's tests. */
import { expect } from 'vitest';
import { type Audit, audit, type Finding } from '../../src/findings/audit.ts';
import { Estate } from '../../src/findings/estate.ts';
import { ruleFiles } from '../../src/findings/index.ts';
import { remedyText } from '../../src/findings/remedy.ts';
import type { Rule, RuleFile, Severity } from '../../src/findings/rule.ts';
import { type Settings, usualSettings } from '../../src/findings/settings.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import type { World } from '../reach/scenario.ts';
import { wordsOnly } from './words-only.ts';

/** A finding by its subject, and whatever else matters of it. */
export interface Expected {
  subject: string;
  severity?: Severity;
  key?: string;
  /** A part of the message, or what it matches. */
  says?: string | RegExp;
  /** Parts of its evidence: ids or texts. */
  by?: readonly string[];
  /** A part of one of the commands that mend it. */
  fix?: string | RegExp;
}

export const rule = (id: string): Claim => new Claim(id);

/** The same sentence for every rule of a file that differs from its siblings by a row of a table. */
export function everyRuleOf(file: RuleFile, claim: (claim: Claim, rule: Rule) => void): void {
  expect(file.rules.length).toBeGreaterThan(1);
  for (const one of file.rules) claim(new Claim(one.id), one);
}

export class Claim {
  readonly id: string;
  readonly #file: RuleFile;
  #settings: Settings = usualSettings;

  constructor(id: string) {
    this.id = id;
    const file = ruleFiles.find(({ rules }) => rules.some((one) => one.id === id));
    if (!file) throw new Error(`no rule is named ${id}: is its file a line of src/findings/rules/index.ts?`);
    this.#file = file;
  }

  /** What `hopscope.yaml` sets, for what follows. */
  where(settings: Partial<Settings>): this {
    this.#settings = { ...usualSettings, ...settings };
    return this;
  }

  /** The rule says exactly this about the world: subjects, in any order. Without any: something. */
  flags(world: World, ...expected: (string | Expected)[]): this {
    const { findings, told } = this.#ask(world);
    for (const finding of findings) isWhole(finding);
    const wanted = expected.map((one) => (typeof one === 'string' ? { subject: one } : one));
    if (wanted.length === 0) expect(findings.length, told).toBeGreaterThan(0);
    else expect(findings.map(({ subject }) => subject.id).sort(), told).toEqual(wanted.map(({ subject }) => subject).sort());
    for (const one of wanted) {
      const ofSubject = findings.filter((finding) => finding.subject.id === one.subject);
      if (!ofSubject.some((finding) => matches(finding, one))) expect(ofSubject.map(shown), told).toContainEqual(one);
    }
    return this;
  }

  /** The rule could judge everything in the world, and finds nothing. */
  ignores(...worlds: World[]): this {
    for (const world of worlds) {
      const { findings, unknown, told } = this.#ask(world);
      expect(findings.map(shown), told).toEqual([]);
      expect(unknown, told).toEqual([]);
    }
    return this;
  }

  /** The rule says that it does not know: of a subject, or of the whole place. It finds nothing there. */
  cannotJudge(world: World, subject?: string): this {
    const { audited, findings, told } = this.#ask(world);
    const mine = audited.notEvaluated.filter((one) => one.rule === this.id && one.subject?.id === subject);
    expect(mine.length, told).toBeGreaterThan(0);
    expect(findings.filter((one) => subject === undefined || one.subject.id === subject).map(shown), told).toEqual([]);
    return this;
  }

  #ask(world: World): { audited: Audit; findings: Finding[]; unknown: string[]; told: string } {
    world.asked(this.#file.rules.flatMap(({ needs }) => needs));
    const audited = audit(new Estate(buildNetwork(world.snapshot()), this.#settings), [this.#file]);
    const findings = audited.findings.filter((one) => one.rule === this.id);
    const unknown = audited.notEvaluated
      .filter((one) => one.rule === this.id)
      .map((one) => `${one.subject?.id ?? one.place.region}: ${one.because}`);
    const said = audited.findings.map((one) => `${one.severity} ${one.fingerprint} ${one.message}`);
    return { audited, findings, unknown, told: [...said, ...unknown].join('\n') || `${this.id} says nothing` };
  }
}

function matches(finding: Finding, { severity, key, says, by = [], fix }: Expected): boolean {
  const texts = finding.evidence.flatMap(({ id, text }) => [id, text]);
  const commands = finding.fix.map((one) => remedyText(one).command);
  return (
    (severity === undefined || finding.severity === severity) &&
    (key === undefined || finding.fingerprint.endsWith(`|${key}`)) &&
    (says === undefined || holds(finding.message, says)) &&
    by.every((part) => texts.some((text) => text.includes(part))) &&
    (fix === undefined || commands.some((command) => holds(command, fix)))
  );
}

const holds = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);

const shown = ({ subject, severity, fingerprint, message, evidence, fix }: Finding) => ({
  subject: subject.id,
  severity,
  fingerprint,
  says: message,
  by: evidence.map(({ id, text }) => `${id} ${text}`),
  fix: fix.map((one) => remedyText(one).command),
});

/** What every finding owes to its reader. */
function isWhole(finding: Finding): void {
  const { message, evidence, fix, fingerprint, rule: id, subject } = finding;
  expect(fingerprint.startsWith(`${id}|${subject.account}|${subject.region}|${subject.id}`), fingerprint).toBe(true);
  expect(message, fingerprint).toMatch(/^[A-Z\d].*\.$|^[a-z]+-.*\.$/);
  expect(message, fingerprint).not.toMatch(/undefined|\[object|NaN/);
  if (fix.length === 0)
    expect(
      wordsOnly[id],
      `${id} shows no command and no Terraform: give both, or say why in test/findings/words-only.ts`,
    ).toBeTruthy();
  expect(evidence.length, `evidence of ${fingerprint}`).toBeGreaterThan(0);
  for (const { id: from, text } of evidence) expect(`${from} ${text}`, fingerprint).not.toMatch(/undefined|\[object|^ | $/);
  for (const { text, command, terraform } of fix.map(remedyText)) {
    expect(command, fingerprint).toMatch(/^(?:aws [a-z0-9-]+ |[A-Z]+=\$\(aws )/);
    expect(`${text} ${command} ${terraform}`, fingerprint).not.toMatch(/undefined|\[object|NaN/);
    expect(terraform, fingerprint).toMatch(/\S/);
  }
}
