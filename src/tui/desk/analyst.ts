/** Judges the snapshot, rule by rule, and answers what takes judgement: findings with their proof, and what the internet reaches. */
import { audit } from '../../findings/audit.ts';
import type { Config } from '../../findings/config.ts';
import { Estate } from '../../findings/estate.ts';
import { ruleFiles, ruleNamed } from '../../findings/index.ts';
import { type Judged, judge } from '../../findings/mutes.ts';
import { exposureIn, exposuresOf } from '../../reach/bulk/index.ts';
import { buildNetwork, classed, type Exposure, shortId, theInternet } from '../../reach/index.ts';
import { forTerminal } from '../../report/escape.ts';
import { findingText } from '../../report/explain.ts';
import { exposureText } from '../../report/exposure.ts';
import { behindText, namedServices } from '../../report/exposure-parts.ts';
import { ladderLines, rungs } from '../../report/ladder.ts';
import { whenceOf } from '../../report/sources-text.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Named } from '../model/tree.ts';
import type { Answer, News, Question, Section, Told } from './questions.ts';
import { linesOf, paneStyle, section, sheet } from './sheet.ts';

export class Analyst {
  readonly #estate: Estate;
  readonly #config: Pick<Config, 'mutes'>;
  readonly #baseline: ReadonlySet<string>;
  readonly #now: Date;
  readonly #findings = new Map<string, Judged>();
  #exposure: Exposure | undefined;

  /** `now`: mutes expire. */
  constructor(snapshot: Snapshot, config: Pick<Config, 'settings' | 'mutes'>, baseline: ReadonlySet<string>, now: Date) {
    this.#estate = new Estate(buildNetwork(snapshot), config.settings);
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
    if (question.ask === 'finding') return this.#finding(question.fingerprint, question.width);
    if (question.ask === 'exposure') {
      const options = { inbound: true, outbound: true, all: true, proof: false };
      return sheet([
        section(undefined, linesOf(exposureText(this.#estate.network, this.#exposed, options, paneStyle(question.width)))),
      ]);
    }
    if (question.ask === 'exposed') return this.#reachedBy(question.of, question.width);
    throw new Error(`the analyst does not answer ${question.ask}`);
  }

  get #exposed(): Exposure {
    this.#exposure ??= exposureIn(exposuresOf(this.#estate.network));
    return this.#exposure;
  }

  #finding(fingerprint: string, width: number): Answer {
    const finding = this.#findings.get(fingerprint);
    if (!finding) throw new Error(`the snapshot has no finding ${fingerprint}`);
    const text = findingText(finding, ruleNamed(finding.rule), this.#estate.network.snapshot.manifest, false, paneStyle(width));
    return sheet([section(undefined, linesOf(text))]);
  }

  /** How the internet reaches one thing, with the way of each. */
  #reachedBy({ kind, id }: Named, width: number): Answer {
    const { network } = this.#estate;
    const style = paneStyle(width);
    const world = theInternet(network);
    const lots = { passes: ['bad', 'reaches it'], doubtful: ['warning', 'may reach it'] } as const;
    const sections = this.#exposed.inbound
      .filter((one) => (kind === 'network-interface' ? one.interface.id === id : one.owner.id === id))
      .flatMap((one) =>
        (['passes', 'doubtful'] as const).flatMap((lot): Section[] => {
          const [means, verb] = lots[lot];
          const parts = classed(one[lot]);
          if (parts.length === 0) return [];
          const said = parts.map((part) => {
            const behind = behindText(network, one);
            return style.paint(
              means,
              forTerminal(
                `The internet ${verb} on ${namedServices(part)} from ${whenceOf(part.traffic, world, 'src').text}${behind ? `, ${behind}` : ''}.`,
              ),
            );
          });
          return [section(undefined, linesOf([...said, ...ladderLines(rungs(one.path().forward), style)].join('\n')))];
        }),
      );
    return sheet(sections);
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
