/** Policies of VPC endpoints as documents: whether they let everybody do everything, and whose accounts they name. */

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export type Policy = readonly Statement[];

/** An account that a policy lets through, and the words that say so. A pattern that fits many accounts is a `*`. */
export interface NamedAccount {
  readonly account: string;
  readonly text: string;
}

/** Its statements; nothing where the text is no policy. */
export function policyOf(text: string): Policy | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const statements = [(document as { Statement?: Statement | Statement[] } | null)?.Statement].flat();
  return statements.every((one) => typeof one === 'object' && one !== null) ? (statements as Statement[]) : undefined;
}

/** The statement by which everybody may do everything to everything; nothing where some statement asks for an account or organization. */
export function openStatement(policy: Policy): Statement | undefined {
  const fenced = policy.some((one) => one.Effect === 'Deny' && isAboutEverything(one) && conditionsOf(one).some(fences));
  if (fenced) return undefined;
  return policy.find((one) => one.Effect === 'Allow' && isAboutEverything(one) && !conditionsOf(one).some(confines));
}

/** Every account that it lets through by name. */
export function accountsNamed(policy: Policy): NamedAccount[] {
  const found = policy.flatMap((statement): NamedAccount[] => {
    const conditions = conditionsOf(statement);
    const named = conditions.filter(statement.Effect === 'Allow' ? admits : excepts).flatMap(namedBy);
    if (statement.Effect !== 'Allow') return named;
    const only = conditions.find((one) => one.key === 'aws:principalaccount' && confines(one))?.values;
    const principals = principalsOf(statement)
      .flatMap((text) => accountIn(text) ?? [])
      .filter(({ account }) => !only || only.includes(account));
    const isConfined = conditions.some(confines);
    return [...principals, ...named].filter(({ account }) => account !== '*' || !isConfined);
  });
  return [...new Map(found.map((one) => [`${one.account} ${one.text}`, one])).values()];
}

// Whom a statement is about ---------------------------------------------------------------------------------------------------

const listOf = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String));

const principalsOf = ({ Principal }: Statement): string[] =>
  typeof Principal === 'string' ? [Principal] : listOf(Principal?.AWS);

/** An endpoint leads to one service: `s3:*` is as much as `*`. */
const isAboutEverything = (statement: Statement): boolean =>
  principalsOf(statement).includes('*') &&
  listOf(statement.Action).some((action) => /^(?:[\w-]+:)?\*$/.test(action)) &&
  listOf(statement.Resource).some((resource) => /^(?:\*|arn:[\w*-]+:[\w-]+:\*?:\*?:\*)$/.test(resource));

/** The account of an ARN, or the text itself where it is one. `*` alone, services and ids of users name none. */
function accountIn(text: string): NamedAccount | undefined {
  if (/^\d{12}$/.test(text)) return { account: text, text };
  const account = text.startsWith('arn:') ? text.split(':')[4] : undefined;
  if (!account) return undefined;
  return { account: /^\d{12}$/.test(account) ? account : '*', text };
}

// Conditions ------------------------------------------------------------------------------------------------------------------

interface Condition {
  /** In small letters, without `ForAnyValue:` and `IfExists`. */
  readonly operator: string;
  /** Of a request that lacks the key it says nothing. */
  readonly lenient: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

const conditionsOf = ({ Condition = {} }: Statement): Condition[] =>
  Object.entries(Condition).flatMap(([written, keys]) => {
    const operator = written.toLowerCase().replace(/^forallvalues:|^foranyvalue:/, '');
    const lenient = operator.endsWith('ifexists') || /^forallvalues:/i.test(written);
    return Object.entries(keys).map(([key, values]) => ({
      operator: operator.replace(/ifexists$/, ''),
      lenient,
      key: key.toLowerCase(),
      values: listOf(values),
    }));
  });

const accountKeys = new Set(['aws:principalaccount', 'aws:resourceaccount', 'aws:sourceaccount', 's3:resourceaccount']);
const arnKeys = new Set(['aws:principalarn', 'aws:sourcearn']);
const organizationKeys = new Set(
  ['principal', 'resource', 'source'].flatMap((whose) => [`aws:${whose}orgid`, `aws:${whose}orgpaths`]),
);

const says = new Set(['stringequals', 'stringequalsignorecase', 'stringlike', 'arnequals', 'arnlike']);
const denies = new Set(['stringnotequals', 'stringnotequalsignorecase', 'stringnotlike', 'arnnotequals', 'arnnotlike']);

const admits = ({ operator }: Condition): boolean => says.has(operator);
const excepts = ({ operator }: Condition): boolean => denies.has(operator);

/** Whether it holds for some accounts or organizations only. */
const isAboutSome = ({ key, values }: Condition): boolean => {
  if (organizationKeys.has(key)) return values.every((value) => !/^(?:o-)?\*/.test(value));
  if (accountKeys.has(key)) return values.every((value) => /^\d{12}$/.test(value));
  return arnKeys.has(key) && values.every((value) => /^\d{12}$/.test(accountIn(value)?.account ?? ''));
};

const confines = (one: Condition): boolean => admits(one) && !one.lenient && isAboutSome(one);
/** A request that lacks the key is denied, too, with `IfExists` and without. */
const fences = (one: Condition): boolean => excepts(one) && isAboutSome(one);

const namedBy = ({ key, values }: Condition): NamedAccount[] =>
  accountKeys.has(key) || arnKeys.has(key)
    ? values.flatMap((value): NamedAccount[] => {
        const named = accountIn(value) ?? (accountKeys.has(key) && value !== '*' ? { account: '*', text: value } : undefined);
        return named ? [{ account: named.account, text: `${key} ${value}` }] : [];
      })
    : [];
