/** What the SDK's own schemas and doc comments say about the call of a row: the catalogue is held against them. */
import { readdirSync, readFileSync } from 'node:fs';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as directconnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import * as elb from '@aws-sdk/client-elastic-load-balancing';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as networkfirewall from '@aws-sdk/client-network-firewall';
import * as ram from '@aws-sdk/client-ram';
import * as route53 from '@aws-sdk/client-route-53';
import * as servicequotas from '@aws-sdk/client-service-quotas';
import { NormalizedSchema } from '@smithy/core/schema';
import type { Kind } from '../../src/kinds/index.ts';

/** The clients with schemas. Those of Network Manager and Route 53 Resolver are older than schemas. */
export const clients = {
  ec2,
  iam,
  elbv2,
  elb,
  networkfirewall,
  directconnect,
  route53,
  ram,
  servicequotas,
  cloudwatch,
} as unknown as Record<string, Record<string, unknown>>;

export const hasSchemas = (row: Kind): boolean => row.call.service in clients;

type OperationSchema = [number, string, string, number, () => never, () => never];

const operation = (row: Kind) => clients[row.call.service]?.[`${row.call.operation}$`] as OperationSchema;

export const inputOf = (row: Kind): NormalizedSchema => NormalizedSchema.of(operation(row)[4]());
export const outputOf = (row: Kind): NormalizedSchema => NormalizedSchema.of(operation(row)[5]());

const throughLists = (schema: NormalizedSchema): NormalizedSchema =>
  schema.isListSchema() ? throughLists(schema.getValueSchema()) : schema;

export const memberOf = (schema: NormalizedSchema, name: string): NormalizedSchema | undefined =>
  schema.isStructSchema() && schema.getMemberSchemas()[name] ? schema.getMemberSchema(name) : undefined;

function follow(schema: NormalizedSchema, path: string): NormalizedSchema | undefined {
  let at: NormalizedSchema | undefined = schema;
  for (const name of path.split('.')) at = at && memberOf(throughLists(at), name);
  return at;
}

/** The schema at a path of a row's item, or `undefined` where the item has no such member. */
export function at(row: Kind, path: string): NormalizedSchema | undefined {
  const { items, within } = row.call;
  const member = items === '.' ? outputOf(row) : memberOf(outputOf(row), items);
  if (!member) return undefined;
  const outer = throughLists(member);
  if (!within) return follow(outer, path);
  if (path.startsWith(`${within.as}.`)) return follow(outer, path.slice(within.as.length + 1));
  return follow(outer, `${within.list}.${path}`);
}

/** The paths of everything in a row's item that the SDK calls sensitive. */
export function sensitive(row: Kind): string[] {
  const { items, within } = row.call;
  const root = items === '.' ? outputOf(row) : memberOf(outputOf(row), items)!;
  return sensitiveIn(throughLists(root), []).map((path) =>
    within && path.startsWith(`${within.list}.`) ? path.slice(within.list.length + 1) : path,
  );
}

function sensitiveIn(schema: NormalizedSchema, seen: string[]): string[] {
  if (!schema.isStructSchema() || seen.includes(schema.getName(true)!)) return [];
  return Object.keys(schema.getMemberSchemas()).flatMap((name) => {
    const member = schema.getMemberSchema(name);
    const inner = throughLists(member);
    if (member.getMergedTraits().sensitive || inner.getMergedTraits().sensitive) return [name];
    return sensitiveIn(inner, [...seen, schema.getName(true)!]).map((path) => `${name}.${path}`);
  });
}

const folder = new URL('../../node_modules/@aws-sdk/client-ec2/dist-types/models/', import.meta.url);
const declarations = readdirSync(folder)
  .filter((file) => file.startsWith('models_') && file.endsWith('.d.ts'))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n');

/** The doc comment of a member of an EC2 request, on one line; empty where there is none. */
export function comment(row: Kind, member: string): string {
  const start = declarations.indexOf(`export interface ${row.call.operation}Request {`);
  const body = declarations.slice(start, declarations.indexOf('\n}', start));
  const before = body.slice(0, body.search(new RegExp(`\\n    ${member}\\??:`)));
  return start < 0 ? '' : before.slice(before.lastIndexOf('/**')).replace(/\s*\n\s*\*\s*/g, ' ');
}

/** The filters that the doc comment of an EC2 request names, without those for tags. */
export function documentedFilters(row: Kind): string[] {
  const text = [comment(row, 'Filters'), comment(row, 'Filter')].find((found) => found.includes('<li>')) ?? '';
  const names = text.split('<li>').flatMap((item) => {
    const own = /^\s*<p>\s*<code>([^<]+?)\s*<\/code>/.exec(item)?.[1];
    const also = /You can also use (.*?) as the filter name/.exec(item)?.[1] ?? '';
    return [own, ...[...also.matchAll(/<code>([^<]+)<\/code>/g)].map((match) => match[1])];
  });
  return names.filter((name): name is string => name !== undefined && !/^tag(:|-key$|$)/.test(name));
}
