/** Endpoint policies that let everybody through, or somebody whom nobody trusts. */
import { type Endpoint, isOfAws, named } from '../endpoints.ts';
import type { Estate } from '../estate.ts';
import { accountsNamed, openStatement, policyOf } from '../policy.ts';
import { type Remedy, run, settingsOf } from '../remedy.ts';
import { family, type Rule } from '../rule.ts';

const needs: Rule['needs'] = ['vpc-endpoint'];
const see = 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html';

const open: Rule = {
  id: 'vpce-policy-full-access',
  title: 'An endpoint policy lets everybody do everything',
  severity: 'medium',
  why:
    'Whoever gets into the VPC can take data out through it to an account of their own, with keys that they brought along. It is said where ' +
    'a statement allows every principal every action on every resource, no condition of it asks for an account or an organization (whose ' +
    'organization is not looked at), and no Deny shuts all others out. `s3:*` counts as every action. Endpoints of services that others ' +
    'offer have no policy of their own, and those that a service of AWS made for itself are its business.',
  fix: 'Allow only principals, or resources, of your own accounts or organization.',
  see,
  needs,
};

const stranger: Rule = {
  id: 'vpce-policy-untrusted',
  title: 'An endpoint policy lets an account through that nobody said to trust',
  severity: 'high',
  why:
    'The endpoint is a way for data to that account, or for its people to yours. Accounts are looked for in the principals that statements ' +
    'allow, in conditions on the account or the ARN of the principal, the resource or the source, and in the exceptions of a Deny. Your own ' +
    'are those that were scanned and those listed as trusted. A pattern that fits every account is said where nothing else in the ' +
    'statement asks for an account or an organization.',
  fix: 'Take the account out of the policy; if it is yours or a partner’s, list it as trusted.',
  see,
  needs,
};

export default family({
  rules: [open, stranger],
  *check(estate) {
    for (const endpoint of estate.all('vpc-endpoint')) {
      const text = endpoint.data.PolicyDocument;
      if (!text || !isOfAws(endpoint)) continue;
      const policy = policyOf(text);
      if (!policy) {
        for (const { id } of [open, stranger])
          yield { rule: id, subject: endpoint, unknown: `the policy of ${endpoint.id} cannot be read` };
        continue;
      }
      const statement = openStatement(policy);
      if (statement) {
        yield {
          rule: open.id,
          subject: endpoint,
          message: `The policy of ${named(endpoint)} in ${endpoint.data.VpcId} lets everybody do everything.`,
          evidence: [{ kind: 'vpc-endpoint', id: endpoint.id, text: JSON.stringify(statement) }],
          fix: [narrowed(estate, endpoint)],
        };
      }
      const strangers = accountsNamed(policy).filter(({ account }) => account === '*' || !estate.trusts(account));
      for (const { account, text: words } of strangers) {
        const who = account === '*' ? 'accounts that nobody can list' : `account ${account}`;
        yield {
          rule: stranger.id,
          subject: endpoint,
          key: account === '*' ? words : account,
          message: `The policy of ${named(endpoint)} in ${endpoint.data.VpcId} lets ${who} through, by ${words}.`,
          evidence: [{ kind: 'vpc-endpoint', id: endpoint.id, text: words }],
          fix: account === '*' ? [] : withoutAccount(endpoint, text, account),
        };
      }
    }
  },
});

/** Everything, for principals of the accounts that are known to be one's own. */
const narrowed = (estate: Estate, endpoint: Endpoint) => {
  const policy = estate.once('a policy for own accounts', () => {
    const own = estate.network.snapshot.manifest.accounts.map(({ account }) => account);
    const accounts = [...new Set([...own, ...estate.settings.trustedAccounts])].sort();
    const Condition = { StringEquals: { 'aws:PrincipalAccount': accounts } };
    const statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition };
    return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  });
  return run(
    endpoint,
    `Let only principals of known accounts through ${endpoint.id}`,
    `ec2 modify-vpc-endpoint --vpc-endpoint-id ${endpoint.id} --policy-document '${policy}'`,
    settingsOf('aws_vpc_endpoint', endpoint.id, { policy }),
  );
};

/** The policy without an account: where it is one of several it is left out, and what was for it alone goes. */
function withoutAccount(endpoint: Endpoint, text: string, account: string): Remedy[] {
  const document = JSON.parse(text) as { Statement?: unknown };
  const statements = [document.Statement ?? []].flat();
  // A denial of all but this account would let everybody in if it went.
  const left = statements.flatMap((one) => (isAllow(one) ? (rid(one, account) ?? []) : [one]));
  if (left.length === 0 || JSON.stringify(left) === JSON.stringify(statements)) return [];
  const policy = JSON.stringify({ ...document, Statement: left });
  return [
    run(
      endpoint,
      `Take account ${account} out of the policy of ${endpoint.id}`,
      `ec2 modify-vpc-endpoint --vpc-endpoint-id ${endpoint.id} --policy-document '${policy.replaceAll("'", `'\\''`)}'`,
      settingsOf('aws_vpc_endpoint', endpoint.id, { policy }),
    ),
  ];
}

const isAllow = (statement: unknown): boolean => (statement as { Effect?: string }).Effect === 'Allow';

/** A value without whatever names an account; nothing where nothing is left. */
function rid(value: unknown, account: string): unknown {
  if (typeof value === 'string') return value.includes(account) ? undefined : value;
  if (Array.isArray(value)) {
    const left = value.flatMap((one) => rid(one, account) ?? []);
    return left.length > 0 || value.length === 0 ? left : undefined;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, one]) => [name, rid(one, account)] as const);
  return members.some(([, one]) => one === undefined) ? undefined : Object.fromEntries(members);
}
