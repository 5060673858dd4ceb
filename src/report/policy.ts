/** The least IAM permissions that a scan needs, derived from the catalogue's rows. */
import { actionOf, kinds } from '../kinds/index.ts';

/** What a scan does beside reading kinds: it asks whom it is. AWS grants this to everybody; it is listed for completeness. */
const SIGN_IN = 'sts:GetCallerIdentity';

export interface Statement {
  sid: string;
  actions: string[];
  resources: string[];
}

/** Every action that a scan may use, sorted, with the kinds that need it. */
export function actionsNeeded(): { action: string; kinds: string[] }[] {
  const needed = new Map<string, string[]>([[SIGN_IN, []]]);
  for (const row of kinds) {
    const name = actionOf(row);
    needed.set(name, [...(needed.get(name) ?? []), row.kind]);
  }
  return [...needed].map(([action, users]) => ({ action, kinds: users })).sort((a, b) => (a.action < b.action ? -1 : 1));
}

/**
 * One statement a service. `roles`: ARNs of roles that the hub may assume; `actions`: all that a scan needs, or some of it.
 * Describe and List calls cannot be limited to resources.
 */
export function statements(
  roles: readonly string[] = [],
  actions: readonly string[] = actionsNeeded().map(({ action }) => action),
): Statement[] {
  const byService = Map.groupBy(actions, (action) => action.slice(0, action.indexOf(':')));
  const reads = [...byService].map(([service, own]) => ({ sid: `Read${sidWord(service)}`, actions: own, resources: ['*'] }));
  return roles.length ? [...reads, { sid: 'AssumeScanRoles', actions: ['sts:AssumeRole'], resources: [...roles].sort() }] : reads;
}

/** Statement ids are letters and digits. */
const sidWord = (service: string): string => service.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** IAM's own form. */
export const policyDocument = (all: readonly Statement[]): object => ({
  Version: '2012-10-17',
  Statement: all.map(({ sid, actions, resources }) => ({
    Sid: sid,
    Effect: 'Allow',
    Action: actions,
    Resource: resources.length === 1 ? resources[0] : resources,
  })),
});

/** Characters without blanks that AWS takes in a managed policy, and in a role's own inline policies together. */
export const POLICY_LIMITS = { managed: 6_144, inline: 10_240 };

export const lengthOf = (all: readonly Statement[]): number => JSON.stringify(policyDocument(all)).length;

/** The statements in as few groups, in order, as each fits into one managed policy. */
export function inParts(all: readonly Statement[]): Statement[][] {
  const parts: Statement[][] = [[]];
  for (const statement of all) {
    const last = parts.at(-1)!;
    if (last.length && lengthOf([...last, statement]) > POLICY_LIMITS.managed) parts.push([statement]);
    else last.push(statement);
  }
  return parts;
}

export type PolicyFormat = keyof typeof policyFormats;

/** What a policy is called, and says of itself where the format has a place for it. */
export interface Label {
  name: string;
  description: string;
}

export const usualLabel: Label = { name: 'HopscopeReadOnly', description: 'What hopscope reads, and nothing else' };

/** The formats that the policy is printed in, each as text that ends with a line end. */
export const policyFormats = {
  json: (all: readonly Statement[], _label: Label): string => `${JSON.stringify(policyDocument(all), null, 2)}\n`,
  terraform,
  cloudformation: cloudFormation,
};

/** One policy, or several that are needed together: then each has its number in its name. */
const numbered = (all: readonly Statement[], name: string): { part: Statement[]; as: string; suffix: string }[] =>
  inParts(all).map((part, at) => ({ part, as: at ? `${name}${at + 1}` : name, suffix: at ? `_${at + 1}` : '' }));

function terraform(all: readonly Statement[], { name, description }: Label): string {
  return numbered(all, name)
    .map(({ part, as, suffix }) => terraformPolicy(part, as, description, `hopscope${suffix}`))
    .join('\n');
}

function terraformPolicy(all: readonly Statement[], name: string, description: string, label: string): string {
  const list = (items: readonly string[]): string => items.map((item) => `\n      ${hclString(item)},`).join('');
  const blocks = all.map(
    ({ sid, actions, resources }) =>
      `  statement {\n    sid       = "${sid}"\n    effect    = "Allow"\n    actions   = [${list(actions)}\n    ]\n    resources = [${list(resources)}\n    ]\n  }`,
  );
  return [
    `data "aws_iam_policy_document" "${label}" {`,
    blocks.join('\n\n'),
    '}',
    '',
    `resource "aws_iam_policy" "${label}" {`,
    `  name        = ${hclString(name)}`,
    `  description = ${hclString(description)}`,
    `  policy      = data.aws_iam_policy_document.${label}.json`,
    '}',
    '',
  ].join('\n');
}

/** `${` and `%{` begin a template in HCL. */
const hclString = (text: string): string => JSON.stringify(text).replace(/\$\{/g, '$$$${').replace(/%\{/g, '%%{');

function cloudFormation(all: readonly Statement[], { name, description }: Label): string {
  const list = (items: readonly string[]): string[] => items.map((item) => `              - ${JSON.stringify(item)}`);
  const parts = numbered(all, name);
  return [
    'AWSTemplateFormatVersion: "2010-09-09"',
    `Description: ${JSON.stringify(description)}`,
    'Resources:',
    ...parts.flatMap(({ part, as }) => [
      `  ${as}:`,
      '    Type: AWS::IAM::ManagedPolicy',
      '    Properties:',
      `      Description: ${JSON.stringify(description)}`,
      '      PolicyDocument:',
      '        Version: "2012-10-17"',
      '        Statement:',
      ...part.flatMap(({ sid, actions, resources }) => [
        `          - Sid: ${sid}`,
        '            Effect: Allow',
        '            Action:',
        ...list(actions),
        '            Resource:',
        ...list(resources),
      ]),
    ]),
    'Outputs:',
    ...parts.flatMap(({ as, suffix }) => [`  PolicyArn${suffix.replace('_', '')}:`, `    Value: !Ref ${as}`]),
    '',
  ].join('\n');
}
