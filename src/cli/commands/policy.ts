/** `hopscope policy`: what to allow. */
import { type ManagedPolicyName, managedPolicies, supplementTo } from '../../report/managed-policies.ts';
import {
  actionsNeeded,
  inParts,
  lengthOf,
  POLICY_LIMITS,
  type PolicyFormat,
  policyDocument,
  policyFormats,
  type Statement,
  statements,
  usualLabel,
} from '../../report/policy.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { printJson } from '../json.ts';

const roleArn = /^arn:[\w-]+:iam::(\d{12}|\*):role\/[\w+=,.@/*-]+$/;

export default command({
  about: 'The permissions follow from the kinds that hopscope knows. Every action only reads.',
  flags: {
    format: { value: 'FORMAT', choices: Object.keys(policyFormats), about: 'How to print it; json by default' },
    supplement: {
      value: 'POLICY',
      choices: Object.keys(managedPolicies),
      about: "Only what AWS's managed policy of this name lacks, for an identity that has it already",
    },
    part: {
      value: 'N',
      about: 'Only this part of the json: the whole is too long for one managed policy, and each part fits into one',
    },
    role: { value: 'ARN', many: true, about: 'Also allow to assume this role, for an identity that scans other accounts' },
  },
  args: [],
  examples: [
    { line: 'hopscope policy > hopscope-policy.json', about: "IAM's own form, for `aws iam put-role-policy`." },
    { line: 'hopscope policy --part 1 > one.json', about: 'The first of those that `aws iam create-policy` takes.' },
    { line: 'hopscope policy --format terraform', about: 'A policy document and a policy for Terraform.' },
    { line: 'hopscope policy --supplement SecurityAudit', about: 'What an auditor with SecurityAudit needs beside it.' },
    {
      line: "hopscope policy --role 'arn:aws:iam::*:role/HopscopeReadOnly'",
      about: 'For the hub account: what it reads, and the roles that it assumes in the others.',
    },
  ],
  async run({ stdout, stderr }, { flags }) {
    const wrong = flags.role.find((arn) => !roleArn.test(arn));
    if (wrong !== undefined) {
      throw misuse(
        `--role ${JSON.stringify(wrong)} is not the ARN of a role.`,
        'For example: arn:aws:iam::111122223333:role/HopscopeReadOnly',
      );
    }
    const format = policyFormats[(flags.format ?? 'json') as PolicyFormat];
    const base = flags.supplement as ManagedPolicyName | undefined;
    if (base === undefined) {
      const whole = statements(flags.role);
      const all = flags.part === undefined ? whole : partOf(whole, flags.part);
      if (flags.part === undefined && !flags.json && (flags.format ?? 'json') === 'json') stderr.write(tooLong(whole));
      if (flags.json) printJson(stdout, 'policy', { actions: actionsNeeded(), policy: policyDocument(all) });
      else stdout.write(format(all, usualLabel));
      return exitCode('yes');
    }
    const { version, checked } = managedPolicies[base];
    const { lacks, notChecked } = supplementTo(base);
    const all = statements(flags.role, [...lacks, ...notChecked].sort());
    const description = `What hopscope reads beyond ${base} ${version}, as of ${checked}`;
    if (flags.json)
      printJson(stdout, 'policy-supplement', { base, version, checked, lacks, notChecked, policy: policyDocument(all) });
    else stdout.write(format(all, { name: 'HopscopeSupplement', description }));
    stderr.write(
      `hopscope: ${base} ${version} was read in ${checked}: it lacks ${lacks.length} of these actions, and ${notChecked.length} were not looked up. AWS may have changed it since; \`hopscope doctor\` asks what is really allowed.\n`,
    );
    return exitCode('yes');
  },
});

function partOf(all: readonly Statement[], number: string): Statement[] {
  const parts = inParts(all);
  const part = /^\d+$/.test(number) ? parts[Number(number) - 1] : undefined;
  if (!part) throw misuse(`--part ${JSON.stringify(number)} is none of the parts 1 to ${parts.length}.`);
  return part;
}

function tooLong(all: readonly Statement[]): string {
  const length = lengthOf(all);
  if (length <= POLICY_LIMITS.managed) return '';
  const parts = inParts(all).map((_, at) => `--part ${at + 1}`);
  return `hopscope: ${length} characters: for a role's inline policy (AWS takes ${POLICY_LIMITS.inline}); as managed policies (${POLICY_LIMITS.managed} each) print it with ${parts.join(' and ')}.\n`;
}
