/** What SDK clients without schemas say about a row: their type declarations are read instead. */
import { readFileSync } from 'node:fs';
import * as networkmanager from '@aws-sdk/client-networkmanager';
import * as route53resolver from '@aws-sdk/client-route53resolver';
import type { Kind } from '../../src/kinds/index.ts';

const clients: Record<string, object> = { networkmanager, route53resolver };

export const hasDeclarations = (row: Kind): boolean => row.call.service in clients;

/** Whether the client knows the operation at all; AWS has some that are newer. */
export const isKnown = (row: Kind): boolean => `${row.call.operation}Command` in clients[row.call.service]!;

const declarations = Object.fromEntries(
  Object.keys(clients).map((service) => {
    const file = `../../node_modules/@aws-sdk/client-${service}/dist-types/models/models_0.d.ts`;
    return [service, readFileSync(new URL(file, import.meta.url), 'utf8')];
  }),
);

/** The type of a member of an interface, as written: `CoreNetworkSegment[]`. */
function typeOf(row: Kind, name: string, member: string): string | undefined {
  const text = declarations[row.call.service]!;
  const start = text.indexOf(`export interface ${name} {`);
  const body = text.slice(start, text.indexOf('\n}', start));
  return start < 0 ? undefined : new RegExp(`\\n    ${member}\\??: ([^;]+);`).exec(body)?.[1]?.replace(' | undefined', '');
}

/** The type at a path of a row's item, or `undefined` where the item has no such member. */
export function typeAt(row: Kind, path: string): string | undefined {
  const answer = `${row.call.operation}Response`;
  let at: string | undefined = row.call.items === '.' ? answer : typeOf(row, answer, row.call.items);
  for (const member of path.split('.')) at = at && typeOf(row, at.replace('[]', ''), member);
  return at;
}

export const hasPages = (row: Kind): boolean => `paginate${row.call.operation}` in clients[row.call.service]!;
export const hasItems = (row: Kind): boolean =>
  row.call.items === '.' || typeOf(row, `${row.call.operation}Response`, row.call.items) !== undefined;
