/** Findings that people live with: muted for a reason, by somebody, until a day; or accepted as they were in a baseline. */
import { tagsOf } from '../kinds/index.ts';
import type { Audit, Finding, NotEvaluated } from './audit.ts';
import { globMatches } from './glob.ts';

/** A condition that is absent holds; of several texts one must match, each exactly or with `*` for anything. */
export interface Mute {
  readonly rule?: readonly string[];
  /** The id, or the name, of the subject, or of what owns an interface. */
  readonly resource?: readonly string[];
  readonly account?: readonly string[];
  readonly region?: readonly string[];
  /** `key=value` of the subject. */
  readonly tag?: readonly string[];
  readonly reason: string;
  readonly owner: string;
  /** The last day on which it holds, `2027-01-31`, by UTC. */
  readonly expires: string;
  /** Where it stands in the configuration. */
  readonly line: number;
}

export interface Judged extends Finding {
  readonly muted?: Mute;
  /** The baseline has it. */
  readonly accepted: boolean;
}

export interface MuteWarning {
  readonly line: number;
  readonly message: string;
}

/** What people said about an audit, applied to it. */
export interface Judgement {
  readonly findings: readonly Judged[];
  readonly warnings: readonly MuteWarning[];
}

/** A mute that has expired mutes nothing. It and one that matches nothing are warned of. */
export function judge(audit: Audit, mutes: readonly Mute[], accepted: ReadonlySet<string>, now: Date): Judgement {
  const today = now.toISOString().slice(0, 10);
  const live = mutes.filter(({ expires }) => expires >= today);
  const used = new Set<Mute>();
  const findings = audit.findings.map((finding): Judged => {
    const mine = live.filter((mute) => isAbout(mute, finding));
    for (const mute of mine) used.add(mute);
    return { ...finding, ...(mine[0] && { muted: mine[0] }), accepted: accepted.has(finding.fingerprint) };
  });
  const warnings = mutes.flatMap((mute): MuteWarning[] => {
    const { line, expires, owner } = mute;
    if (!live.includes(mute)) {
      const back = audit.findings.filter((finding) => isAbout(mute, finding)).length;
      return [
        { line, message: `this mute expired on ${expires}: ${back} of what it muted is back. ${owner} decides what comes next` },
      ];
    }
    const unseen = audit.notEvaluated.some((one) => mayMute(mute, one));
    return used.has(mute) || unseen ? [] : [{ line, message: 'this mute matches no finding: take it away' }];
  });
  return { findings, warnings };
}

function isAbout(mute: Mute, { rule, subject, owner }: Finding): boolean {
  const { account, region, id, name } = subject;
  const called = [id, name, owner?.id, owner?.name].filter((text) => text !== undefined);
  const tags = (): string[] =>
    Object.entries(tagsOf('data' in subject ? (subject.data as object) : {})).map((tag) => tag.join('='));
  return (
    holds(mute.rule, [rule]) &&
    holds(mute.account, [account]) &&
    holds(mute.region, [region]) &&
    holds(mute.resource, called) &&
    (mute.tag === undefined || holds(mute.tag, tags()))
  );
}

/** Whether it might have matched what could not be judged. */
const mayMute = (mute: Mute, { rule, place, subject }: NotEvaluated): boolean =>
  holds(mute.rule, [rule]) &&
  holds(mute.account, [place.account]) &&
  holds(mute.region, [place.region]) &&
  (subject === undefined || holds(mute.resource, [subject.id, subject.name ?? subject.id]));

const holds = (patterns: readonly string[] | undefined, texts: readonly string[]): boolean =>
  patterns === undefined || patterns.some((pattern) => texts.some((text) => globMatches(pattern, text)));

/** A day that there is, as `2027-01-31`. */
export function isDate(text: string): boolean {
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}
