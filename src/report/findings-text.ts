/** Findings for a person at a terminal: counted first, then by severity and rule; what could not be judged with the same weight. */
import type { Judged } from '../findings/mutes.ts';
import type { Severity } from '../findings/rule.ts';
import { forTerminal } from './escape.ts';
import { costText, countsText, type Group, groupsOf, openOf, savingText, type Told, unaskedText } from './findings.ts';
import { thingText } from './owner-text.ts';
import type { Meaning, Style } from './style.ts';
import { wrap } from './table.ts';
import { counted, digits, moment, shortened } from './words.ts';

export const severityMeans: Record<Severity, Meaning> = {
  critical: 'bad',
  high: 'bad',
  medium: 'warning',
  low: 'command',
  info: 'quiet',
};

export function findingsText(told: Told, style: Style): string {
  const blocks = [
    headLines(told, style),
    ...groupsOf(told.findings).map((group) => groupLines(group, told, style)),
    openLines(told, style),
    unaskedLines(told, style),
    statedLines(told, style),
    warningLines(told, style),
    nextLines(told, style),
  ];
  return `${blocks
    .filter((block) => block.length)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** `3 findings: 1 critical and 2 high` · what was judged · what people live with. */
export function headLines({ findings, quiet, notEvaluated, audit, manifest }: Told, style: Style): string[] {
  const found = findings.length ? `${counted(findings.length, 'finding')}: ${countsText(findings)}` : 'No findings';
  const open = notEvaluated.length
    ? style.paint('warning', `${digits(notEvaluated.length)} not evaluated`)
    : 'everything was evaluated';
  const muted = quiet.filter((one) => one.muted).length;
  const accepted = quiet.length - muted;
  const lived = [
    ...(muted ? [`${digits(muted)} muted`] : []),
    ...(accepted ? [`${digits(accepted)} accepted by the baseline`] : []),
    ...[savingText(findings)].filter(Boolean),
  ];
  const all = [style.paint('heading', found), open, ...lived].join(' · ');
  const scope = `${counted(audit.rules.length, 'rule')}, judged ${counted(audit.evaluated, 'time')} (each in every place), on the snapshot ${manifest.id} of ${moment(manifest.takenAt)}`;
  return [...wrap(all, style, '', '  '), ...wrap(style.paint('quiet', scope), style, '', '  ')];
}

/** A space at which no line ends. */
const TIED = '\u00a0';

function groupLines({ rule, severity, findings }: Group, told: Told, style: Style): string[] {
  const count = findings.length > 1 ? ` · ${digits(findings.length)}` : '';
  // How many stays on the line of what they are.
  const what = `${rule.id}${count}`.replaceAll(' ', TIED);
  const head = `${style.paint(severityMeans[severity], severity)} ${style.paint('heading', rule.title)} ${style.paint('quiet', what)}`;
  return [
    ...wrap(head, style, '', '  ').map((line) => line.replaceAll(TIED, ' ')),
    ...findings.flatMap((finding) => findingLines(finding, told, style)),
  ];
}

function findingLines(finding: Judged, { manifest }: Told, style: Style): string[] {
  const { message, muted, accepted } = finding;
  const lived = muted
    ? style.paint('quiet', ` (muted until ${muted.expires} by ${forTerminal(muted.owner)}: ${forTerminal(muted.reason)})`)
    : accepted
      ? style.paint('quiet', ' (accepted by the baseline)')
      : '';
  const about = [subjectText(finding, manifest), costText(finding)].filter(Boolean).join(' · ');
  const where = style.paint('quiet', forTerminal(about));
  return [...wrap(`• ${forTerminal(message)}${lived}`, style, '  ', '    '), ...wrap(where, style, '    ')];
}

/** `instance i-1 “bastion” · haldenpost-parcel (806214937720), eu-central-1` */
export function subjectText({ subject, owner }: Pick<Judged, 'subject' | 'owner'>, { accounts }: Told['manifest']): string {
  const alias = accounts.find(({ account }) => account === subject.account)?.alias;
  const name = owner ? `${thingText(owner)} · ` : subject.name ? `“${subject.name}” · ` : '';
  return `${name}${alias ? `${alias} (${subject.account})` : subject.account}, ${subject.region}`;
}

/** More rules or subjects than these are counted. */
const MOST = 6;

export function openLines({ notEvaluated }: Told, style: Style): string[] {
  if (notEvaluated.length === 0) return [];
  return [
    style.paint('warning', `Not evaluated: ${digits(notEvaluated.length)}`),
    ...openOf(notEvaluated).flatMap(({ because, rules, subjects }) => {
      const about = subjects.length ? ` for ${shortened(subjects, MOST)}` : '';
      return [
        ...wrap(`? ${forTerminal(because)}`, style, '  ', '    '),
        ...wrap(style.paint('quiet', `leaves open ${shortened(rules, MOST)}${forTerminal(about)}`), style, '    '),
      ];
    }),
  ];
}

/** Rules that only a scan with more flags feeds. */
const unaskedLines = (told: Told, style: Style): string[] => {
  const text = unaskedText(told);
  return text ? wrap(style.paint('quiet', text), style, '', '  ') : [];
};

/** How far the data may be trusted. */
const statedLines = ({ stated }: Told, style: Style): string[] =>
  stated.length === 0
    ? []
    : [
        style.paint('warning', `About the data: ${digits(stated.length)}`),
        ...stated.flatMap(({ rule, severity, message }) =>
          wrap(
            `${style.paint(severityMeans[severity], severity)} ${forTerminal(message)} ${style.paint('quiet', rule)}`,
            style,
            '  ',
            '    ',
          ),
        ),
      ];

const warningLines = ({ warnings, config }: Told, style: Style): string[] =>
  warnings.flatMap(({ line, message }) =>
    wrap(`${style.paint('warning', 'Warning')} ${forTerminal(`${config}:${line}: ${message}`)}`, style, '', '  '),
  );

function nextLines({ findings }: Told, style: Style): string[] {
  const first = findings[0];
  if (!first) return [];
  return wrap(
    `Why it matters, the proof and the commands that mend it: ${style.paint('command', `hopscope explain '${forTerminal(first.fingerprint)}'`)}, or any rule’s id.`,
    style,
    '',
    '  ',
    Number.POSITIVE_INFINITY,
  );
}
