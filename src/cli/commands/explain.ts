/** `hopscope explain`: a rule, a code, or a finding with its proof. */
import { isRule, ruleNamed, rules } from '../../findings/index.ts';
import { statementNamed, statements } from '../../findings/trust.ts';
import { type Code, codes, troubleOf } from '../../reach/index.ts';
import { codeMeanings } from '../../reach/walk/code-meanings.ts';
import { codeText, findingText, ruleText, statementText } from '../../report/explain.ts';
import { findingJson } from '../../report/findings.ts';
import { didYouMean } from '../../report/nearest.ts';
import { auditFlags, auditOf } from '../audit.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { printJson } from '../json.ts';
import { styleFor } from '../screen.ts';

export default command({
  about:
    'A finding is named by its fingerprint, as `hopscope findings` prints it: then the snapshot is asked again, and the way of the packet, ' +
    'the rules and routes that decide, and the commands that mend it are shown. A code is one that `hopscope why` or Reachability Analyzer gave.',
  flags: { terraform: { about: 'Show what mends it as Terraform instead of aws commands' }, ...auditFlags },
  args: [{ name: 'RULE|CODE|FINDING', about: 'The id of a rule, an explanation code, or the fingerprint of a finding' }],
  examples: [
    { line: 'hopscope explain exposed-ssh', about: 'What the rule is for.' },
    { line: 'hopscope explain ENI_SG_RULES_MISMATCH', about: 'What the code says.' },
    {
      line: "hopscope explain 'route-blackhole|806214937720|eu-central-1|rtb-0b5930c3f515e3a5d|192.168.60.0/24' --snapshot sample",
      about: 'A finding with its proof.',
    },
  ],
  async run(context, { args: [asked = ''], flags }) {
    const { stdout } = context;
    const style = styleFor(stdout, context, flags);
    const statement = statementNamed(asked);
    const code = codes.find((one) => one === asked.toUpperCase()) as Code | undefined;
    if (isRule(asked)) {
      const rule = ruleNamed(asked);
      if (flags.json) printJson(stdout, 'explain', { rule });
      else stdout.write(ruleText(rule, style));
    } else if (statement) {
      if (flags.json) printJson(stdout, 'explain', { rule: { ...statement, coverage: true, needs: [] } });
      else stdout.write(statementText(statement, style));
    } else if (code) {
      if (flags.json) printJson(stdout, 'explain', { code: { code, means: codeMeanings[code], trouble: troubleOf(code) } });
      else stdout.write(codeText(code, style));
    } else {
      const rule = asked.split('|')[0]!;
      if (!asked.includes('|') || !isRule(rule)) throw nothingCalled(asked);
      const { manifest, judgement } = await auditOf(context, flags, [rule]);
      const finding = judgement.findings.find(({ fingerprint }) => fingerprint === asked);
      if (!finding)
        throw misuse(`The snapshot ${manifest.id} has no finding ${JSON.stringify(asked)}.`, [
          ...didYouMean(
            asked,
            judgement.findings.map(({ fingerprint }) => fingerprint),
          ),
          `\`hopscope findings --rule ${rule}\` lists those that it has.`,
        ]);
      if (flags.json)
        printJson(stdout, 'explain', { snapshot: manifest.id, finding: findingJson(finding), rule: ruleNamed(rule) });
      else stdout.write(findingText(finding, ruleNamed(rule), manifest, flags.terraform, style));
    }
    return exitCode('yes');
  },
});

const nothingCalled = (asked: string) =>
  misuse(`${JSON.stringify(asked)} is no rule, no explanation code and no fingerprint of a finding.`, [
    ...didYouMean(asked, [...[...rules, ...statements].map(({ id }) => id), ...codes]),
    '`hopscope rules` lists the rules; `hopscope findings --json` shows fingerprints.',
  ]);
