/** `hopscope policy`: what to allow. */
import { actionsNeeded, type PolicyFormat, policyDocument, policyFormats, statements } from '../../report/policy.ts';
import { command } from '../command.ts';
import { exitCode } from '../exit.ts';
import { misuse } from '../failure.ts';
import { printJson } from '../json.ts';

const roleArn = /^arn:[\w-]+:iam::(\d{12}|\*):role\/[\w+=,.@/*-]+$/;

export default command({
  about: 'The permissions follow from the kinds that hopscope knows. Every action only reads.',
  flags: {
    format: { value: 'FORMAT', choices: Object.keys(policyFormats), about: 'How to print it; json by default' },
    role: { value: 'ARN', many: true, about: 'Also allow to assume this role, for an identity that scans other accounts' },
  },
  args: [],
  examples: [
    { line: 'hopscope policy > hopscope-policy.json', about: "IAM's own form, for `aws iam create-policy`." },
    { line: 'hopscope policy --format terraform', about: 'A policy document and a policy for Terraform.' },
    {
      line: "hopscope policy --role 'arn:aws:iam::*:role/HopscopeReadOnly'",
      about: 'For the hub account: what it reads, and the roles that it assumes in the others.',
    },
  ],
  async run({ stdout }, { flags }) {
    const wrong = flags.role.find((arn) => !roleArn.test(arn));
    if (wrong !== undefined) {
      throw misuse(
        `--role ${JSON.stringify(wrong)} is not the ARN of a role.`,
        'For example: arn:aws:iam::111122223333:role/HopscopeReadOnly',
      );
    }
    const all = statements(flags.role);
    if (flags.json) printJson(stdout, 'policy', { actions: actionsNeeded(), policy: policyDocument(all) });
    else stdout.write(policyFormats[(flags.format ?? 'json') as PolicyFormat](all));
    return exitCode('yes');
  },
});
