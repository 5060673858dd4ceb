/** Judges the snapshot, rule by rule, and answers what takes judgement: findings with their proof, and what the internet reaches. */
import { audit } from '../../findings/audit.ts';
import type { Config } from '../../findings/config.ts';
import { Estate } from '../../findings/estate.ts';
import { ruleFiles, ruleNamed } from '../../findings/index.ts';
import { type Judged, judge } from '../../findings/mutes.ts';
import { buildNetwork, shortId } from '../../reach/index.ts';
import { forTerminal } from '../../report/escape.ts';
import { findingText } from '../../report/explain.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Answer } from './answers.ts';
import { ExposedThings } from './exposed.ts';
import type { News, Told } from './news.ts';
import { remedies, Trials } from './path.ts';
import type { Question } from './questions.ts';
import { linesOf, orUnclear, paneStyle, section, sheet } from './sheet.ts';

export class Analyst {
  readonly #estate: Estate;
  readonly #config: Pick<Config, 'mutes'>;
  readonly #baseline: ReadonlySet<string>;
  readonly #now: Date;
  readonly #findings = new Map<string, Judged>();
  readonly #exposed: ExposedThings;
  readonly #trials: Trials;

  /** `now`: mutes expire. */
  constructor(snapshot: Snapshot, config: Pick<Config, 'settings' | 'mutes'>, baseline: ReadonlySet<string>, now: Date) {
    this.#estate = new Estate(buildNetwork(snapshot), config.settings);
    this.#exposed = new ExposedThings(this.#estate.network);
    this.#trials = new Trials(this.#estate);
    this.#config = config;
    this.#baseline = baseline;
    this.#now = now;
  }

  /** The findings as they come, a file of rules at a time. */
  *audit(): Generator<News & { news: 'findings' }> {
    for (const [at, file] of ruleFiles.entries()) {
      const { findings, notEvaluated, ...rest } = audit(this.#estate, [file]);
      const judged = judge({ findings, notEvaluated, ...rest }, this.#config.mutes, this.#baseline, this.#now).findings;
      for (const one of judged) this.#findings.set(one.fingerprint, one);
      yield {
        news: 'findings',
        findings: judged.map(told),
        notEvaluated: notEvaluated.length,
        done: at + 1,
        of: ruleFiles.length,
      };
    }
  }

  answer(question: Question): Answer {
    return orUnclear('width' in question ? question.width : 76, () => this.#answer(question));
  }

  #answer(question: Question): Answer {
    if (question.ask === 'finding') return this.#finding(question.fingerprint, question.width);
    if (question.ask === 'exposure') return this.#exposed.list(question.exposure, question.width);
    if (question.ask === 'exposure head') return this.#exposed.head(question.width);
    if (question.ask === 'exposure file') return this.#exposed.file(question.exposure, question.as);
    if (question.ask === 'remedies') return remedies(this.#trials, question.asked, question.width);
    if (question.ask === 'exposed') return this.#exposed.of(question.of, question.width);
    if (question.ask === 'proof') return this.#exposed.proof(question.proof, question.width);
    throw new Error(`the analyst does not answer ${question.ask}`);
  }

  #finding(fingerprint: string, width: number): Answer {
    const finding = this.#findings.get(fingerprint);
    if (!finding) throw new Error(`the snapshot has no finding ${fingerprint}`);
    const text = findingText(finding, ruleNamed(finding.rule), this.#estate.network.snapshot.manifest, false, paneStyle(width));
    return sheet([section(undefined, linesOf(text))]);
  }
}

const told = ({ rule, severity, subject, owner, message, fingerprint, muted, accepted }: Judged): Told => ({
  rule,
  severity,
  title: ruleNamed(rule).title,
  subject: { kind: subject.kind, id: subject.id, account: subject.account, region: subject.region },
  who: forTerminal(owner?.name ?? subject.name ?? shortId(subject.id)),
  message: forTerminal(message),
  fingerprint,
  quiet: Boolean(muted) || accepted,
});
