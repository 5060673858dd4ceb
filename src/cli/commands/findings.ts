/** `hopscope findings`: what is wrong, proven, and what could not be judged. */
import type { Judged } from '../../findings/mutes.ts';
import { isAtLeast, type Severity, severities } from '../../findings/rule.ts';
import { controlJson, controlsCsv, controlsMarkdown, controlsOf, controlsText } from '../../report/compliance.ts';
import { countsOf, findingJson, notEvaluatedJson, type Told } from '../../report/findings.ts';
import { findingsCsv } from '../../report/findings-csv.ts';
import { findingsMarkdown } from '../../report/findings-markdown.ts';
import { planCsv, planJson, planMarkdown, planText } from '../../report/findings-plan.ts';
import { findingsText } from '../../report/findings-text.ts';
import type { Style } from '../../report/style.ts';
import { type Condition, conditionOf, matches } from '../../report/where.ts';
import { type Asked, auditFlags, auditOf } from '../audit.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { type Ending, exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { printJson, streamJson } from '../json.ts';
import { styleFor } from '../screen.ts';

export default command({
  about:
    'From the snapshot alone: no call is made. Each finding has its proof, and each rule that could not be judged somewhere is listed with ' +
    'the call that would have told. Findings that hopscope.yaml mutes or the baseline accepts are counted and not listed. Ends with 3 where ' +
    'a finding is as grave as --fail-on says, with 4 where something was not evaluated.',
  flags: {
    severity: { value: 'LEVEL', choices: severities, about: 'List only findings of this severity and graver ones' },
    rule: { value: 'RULE', many: true, about: 'Ask only this rule; * stands for anything: exposed-*' },
    where: {
      value: 'KEY=VALUE',
      many: true,
      about: 'Only about such things: account, region, id, name, tag:KEY, or a column of `show`; * stands for anything',
    },
    'fail-on': { value: 'LEVEL', choices: severities, about: 'End with 3 where a finding is of this severity or graver' },
    'allow-partial': { about: 'End with 0 even when something was not evaluated' },
    all: { about: 'List what is muted or accepted, too; of a plan, every step' },
    by: {
      value: 'VIEW',
      choices: ['rule', 'control'],
      about: 'By rule, or by the controls of Security Hub and CIS: passed, failed, not evaluated, not covered',
    },
    plan: { about: 'What to mend first: the fewest changes that end the most findings, the gravest first' },
    format: {
      value: 'FORMAT',
      choices: ['table', 'json', 'markdown', 'csv'],
      about: 'How to print them. Default: table; --json is short for json',
    },
    ...auditFlags,
  },
  args: [],
  examples: [
    { line: 'hopscope findings --snapshot sample', about: 'Everything that is wrong at the sample company.' },
    { line: 'hopscope findings --severity high --where region=eu-central-1', about: 'What is grave in one Region.' },
    { line: "hopscope findings --rule 'exposed-*' --where tag:env=prod --format markdown", about: 'For a comment on a change.' },
    { line: 'hopscope findings --by control --snapshot sample', about: 'For whoever asks about Security Hub or CIS.' },
    { line: 'hopscope findings --plan --snapshot sample', about: 'What to mend first, each step with its commands.' },
    { line: 'hopscope findings --fail-on high', about: 'For a job that must not go on.' },
  ],
  async run(context, { flags }) {
    const conditions = flags.where.map(readCondition);
    const asked = await auditOf(context, flags, flags.rule);
    const { severity, 'fail-on': failOn } = flags as { severity?: Severity; 'fail-on'?: Severity };
    const about = asked.judgement.findings.filter((one) => isAbout(one, conditions));
    const open = about.filter((one) => !one.muted && !one.accepted);
    const told: Told = {
      manifest: asked.manifest,
      audit: asked.audit,
      findings: (flags.all && !flags.plan ? about : open).filter(
        (one) => severity === undefined || isAtLeast(one.severity, severity),
      ),
      quiet: about.filter((one) => one.muted || one.accepted),
      notEvaluated: asked.audit.notEvaluated,
      stated: asked.stated.filter(({ place, rule }) => matches({ kind: 'coverage', id: rule, ...place, data: {} }, conditions)),
      // A mute for another rule matches nothing here.
      warnings: flags.rule.length ? [] : asked.judgement.warnings,
      config: asked.config,
    };
    if (flags.by === 'control' && (flags.rule.length > 0 || severity))
      throw misuse('--by control does not go with --rule or --severity.', 'A control passes by all of its rules and findings.');
    if (flags.plan && flags.by) throw misuse('--plan and --by do not go together.', 'Leave one of them out.');
    print(context, told, asked, flags);
    return exitCode(endingOf(open, told, failOn, flags['allow-partial']));
  },
});

function readCondition(text: string): Condition {
  const condition = conditionOf(text);
  if (!condition)
    throw misuse(`${JSON.stringify(text)} is not a condition.`, 'Write --where KEY=VALUE, as in --where region=eu-*.');
  return condition;
}

const isAbout = ({ subject }: Judged, conditions: readonly Condition[]): boolean => {
  const { kind, id, account, region } = subject;
  return matches({ kind, id, account, region, data: 'data' in subject ? subject.data : {} }, conditions);
};

function endingOf(open: readonly Judged[], { notEvaluated }: Told, failOn: Severity | undefined, allowPartial: boolean): Ending {
  if (failOn !== undefined && open.some((one) => isAtLeast(one.severity, failOn))) return 'no';
  return notEvaluated.length > 0 && !allowPartial ? 'unknown' : 'yes';
}

type Draw = (told: Told, style: Style, all: boolean) => string;

const views: Record<'rule' | 'control' | 'plan', Record<'table' | 'markdown' | 'csv', Draw>> = {
  rule: { table: findingsText, markdown: findingsMarkdown, csv: findingsCsv },
  control: { table: controlsText, markdown: controlsMarkdown, csv: controlsCsv },
  plan: { table: (told, style, all) => planText(told, all, style), markdown: planMarkdown, csv: planCsv },
};

function print(
  context: Context,
  told: Told,
  { audit, manifest }: Asked,
  flags: { json: boolean; format: string | undefined; 'no-color': boolean; by: string | undefined; plan: boolean; all: boolean },
): void {
  const { stdout } = context;
  const format = flags.format ?? (flags.json ? 'json' : 'table');
  if (flags.json && format !== 'json')
    throw misuse(`--json and --format ${format} do not go together.`, 'Leave one of them out.');
  const style = styleFor(stdout, context, flags);
  const view = views[flags.plan ? 'plan' : flags.by === 'control' ? 'control' : 'rule'];
  if (format !== 'json') stdout.write(view[format as 'table' | 'markdown' | 'csv'](told, style, flags.all));
  else if (flags.plan) printJson(stdout, 'findings-plan', planJson(told));
  else if (flags.by === 'control')
    printJson(stdout, 'findings-by-control', { snapshot: manifest.id, controls: controlsOf(told).map(controlJson) });
  else
    streamJson(stdout, 'findings', {
      head: {
        snapshot: manifest.id,
        counts: countsOf(told.findings),
        rules: audit.rules.length,
        evaluated: audit.evaluated,
        quiet: told.quiet.length,
      },
      name: 'findings',
      items: Iterator.from(told.findings).map(findingJson),
      tail: () => ({
        notEvaluated: told.notEvaluated.map(notEvaluatedJson),
        unasked: audit.unasked.map(({ id }) => id),
        coverage: told.stated,
        warnings: told.warnings,
      }),
    });
}
