/** What the files of AWS CLI output are called: after the operation, the resource that was asked about, and the page. */
import { type Kind, usualKinds } from '../kinds/index.ts';

/** A name as the AWS CLI writes it: `DescribeVpcs` → `describe-vpcs`, `ResourceArns` → `resource-arns`. */
export function kebab(name: string): string {
  const plural = /[A-Z]{2,}s$/.exec(name)?.[0];
  const whole = plural ? `${name.slice(0, -plural.length)}-${plural.toLowerCase()}` : name;
  return whole
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** What the AWS CLI calls services that it names otherwise than the SDK does. */
const cliNames: Record<string, string> = { networkfirewall: 'network-firewall', servicequotas: 'service-quotas' };

export const cliService = (service: string): string => cliNames[service] ?? service;

/** Tells who asked: no kind, but the name under which the account was looked at. */
export const CALLER = 'get-caller-identity';

/** A key as part of a file's name: `/` becomes `+`; all but letters, digits, `-` and `_` is percent-encoded, as in a URL. */
export const keyInName = (key: string): string =>
  encodeURIComponent(key)
    .replace(/[.!~*'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '+');

const operations = Map.groupBy(usualKinds, ({ call }) => kebab(call.operation));
const shared = (operation: string): boolean => new Set(operations.get(operation)?.map(({ call }) => call.service)).size > 1;

/** The operation in a file's name: with the service where two of them have an operation of that name. */
export function stemOf({ call }: Kind): string {
  const operation = kebab(call.operation);
  return shared(operation) ? `${cliService(call.service)}-${operation}` : operation;
}

/** `describe-vpcs.json`, `describe-vpc-attribute.vpc-0a1+enableDnsSupport.json` */
export const fileNameOf = (row: Kind, key?: string): string =>
  `${stemOf(row)}${key === undefined ? '' : `.${keyInName(key)}`}.json`;

/** Every word that a file's name may begin with, and the rows that it means. */
const stems = new Map<string, Kind[]>();
for (const row of usualKinds) {
  const { operation, service } = row.call;
  const prefix = cliService(service);
  const long = [`${prefix}-${kebab(operation)}`, `${prefix}-${operation}`];
  const short = shared(kebab(operation)) ? [] : [kebab(operation), operation];
  for (const word of [...long, ...short]) stems.set(word, [...(stems.get(word) ?? []), row]);
}

export interface Named {
  /** The operation as `stemOf` writes it. */
  stem: string;
  /** As written in the name, for an operation that is asked once for each of something. */
  key?: string;
  /** From 1; absent: the name has none. */
  page?: number;
}

/** What a file's name says, or in words why it says nothing. */
export function readName(name: string): Named | string {
  const parts = /^(?<stem>[^.]+)(?:\.(?<key>[^.]*[^.\d][^.]*))?(?:\.(?<before>\d+))?\.json(?:\.(?<after>\d+))?$/.exec(
    name,
  )?.groups;
  if (!parts) return 'its name is not of the form OPERATION[.KEY][.PAGE].json';
  const { stem = '', key, before, after } = parts;
  if (stem === CALLER || stem === 'GetCallerIdentity') return { stem: CALLER };
  const rows = stems.get(stem);
  if (!rows) {
    const services = operations.get(kebab(stem))?.map(({ call }) => `${cliService(call.service)}-${kebab(stem)}`);
    return services
      ? `two services have that operation: call it ${[...new Set(services)].join(' or ')}`
      : `no kind is read by an operation ${stem}`;
  }
  const own = { stem: stemOf(rows[0]!) };
  const asked = rows[0]!.call.over !== undefined;
  if (asked && key === undefined && before !== undefined) return { ...own, key: before, ...pageOf(after) };
  if (before !== undefined && after !== undefined) return 'its name has two page numbers';
  if (key !== undefined && !asked) return `${kebab(rows[0]!.call.operation)} is asked once, and the name has a key (${key})`;
  if (key === undefined && asked) return 'its name lacks the key of what was asked about, as in describe-vpc-attribute.KEY.json';
  return { ...own, ...(key !== undefined && { key }), ...pageOf(before ?? after) };
}

const pageOf = (digits: string | undefined): { page?: number } => (digits === undefined ? {} : { page: Number(digits) });
