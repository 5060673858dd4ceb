/** Findings as Markdown, for a summary of a job or a comment. */
import { forMarkdown, markdownCode } from './escape.ts';
import { costText, countsText, groupsOf, openOf, type Told, unaskedText } from './findings.ts';
import { subjectText } from './findings-text.ts';
import { counted, moment, shortened } from './words.ts';

export function findingsMarkdown(told: Told): string {
  const { findings, quiet, notEvaluated, stated, manifest, warnings, config } = told;
  const found = findings.length ? `${counted(findings.length, 'finding')}: ${countsText(findings)}` : 'No findings';
  const lived = quiet.length ? ` ${counted(quiet.length, 'finding')} muted or accepted.` : '';
  return [
    `# ${found}`,
    '',
    `Snapshot ${markdownCode(manifest.id)} of ${moment(manifest.takenAt)}.${lived} ${notEvaluated.length ? `**${notEvaluated.length} not evaluated**, see below.` : 'Everything was evaluated.'}`,
    ...groupsOf(findings).flatMap(({ rule, severity, findings: group }) => [
      '',
      `## ${severity}: ${forMarkdown(rule.title)}`,
      '',
      `${markdownCode(rule.id)} · ${forMarkdown(rule.why)}`,
      '',
      ...group.map(
        (one) =>
          `- ${forMarkdown(one.message)} ${forMarkdown([subjectText(one, manifest), costText(one)].filter(Boolean).join(' · '))}${one.muted ? ` *Muted until ${one.muted.expires} by ${forMarkdown(one.muted.owner)}: ${forMarkdown(one.muted.reason)}*` : one.accepted ? ' *Accepted by the baseline*' : ''}`,
      ),
    ]),
    ...(notEvaluated.length
      ? [
          '',
          `## Not evaluated: ${notEvaluated.length}`,
          '',
          ...openOf(notEvaluated).map(
            ({ because, rules, subjects }) =>
              `- ${forMarkdown(because)}: leaves open ${shortened(rules.map(markdownCode), 12)}${subjects.length ? ` for ${shortened(subjects.map(markdownCode), 12)}` : ''}`,
          ),
        ]
      : []),
    ...(unaskedText(told) ? ['', unaskedText(told)] : []),
    ...(stated.length
      ? [
          '',
          `## About the data: ${stated.length}`,
          '',
          ...stated.map(({ rule, severity, message }) => `- ${severity}: ${forMarkdown(message)} ${markdownCode(rule)}`),
        ]
      : []),
    ...(warnings.length
      ? [
          '',
          '## Warnings',
          '',
          ...warnings.map(({ line, message }) => `- ${markdownCode(`${config}:${line}`)} ${forMarkdown(message)}`),
        ]
      : []),
    '',
  ].join('\n');
}
