/** What the client of Network Manager says about a row: it has no schemas, so its type declarations are read instead. */
import { readFileSync } from 'node:fs';
import * as client from '@aws-sdk/client-networkmanager';
import type { Kind } from '../../src/kinds/index.ts';

const file = '../../node_modules/@aws-sdk/client-networkmanager/dist-types/models/models_0.d.ts';
const declarations = readFileSync(new URL(file, import.meta.url), 'utf8');

/** The type of a member of an interface, as written: `CoreNetworkSegment[]`. */
function typeOf(name: string, member: string): string | undefined {
  const start = declarations.indexOf(`export interface ${name} {`);
  const body = declarations.slice(start, declarations.indexOf('\n}', start));
  return start < 0 ? undefined : new RegExp(`\\n    ${member}\\??: ([^;]+);`).exec(body)?.[1];
}

/** The type at a path of a row's item, or `undefined` where the item has no such member. */
export function typeAt(row: Kind, path: string): string | undefined {
  const answer = `${row.call.operation}Response`;
  let at: string | undefined = row.call.items === '.' ? answer : typeOf(answer, row.call.items);
  for (const member of path.split('.')) at = at && typeOf(at.replace('[]', ''), member);
  return at;
}

export const hasPages = (row: Kind): boolean => `paginate${row.call.operation}` in client;
export const hasItems = (row: Kind): boolean =>
  row.call.items === '.' || typeOf(`${row.call.operation}Response`, row.call.items) !== undefined;
