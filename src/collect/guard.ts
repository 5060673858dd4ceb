/** Read-only by construction: the only operations that a client of ours can send. */
import { kinds } from '../kinds/index.ts';

/** What signing in needs beside the catalogue. */
const signIn = ['sts:GetCallerIdentity'];

const allowed = new Set([...kinds.map((row) => `${row.call.service}:${row.call.operation}`), ...signIn]);

/** Throws unless `service:operation` is in the catalogue. */
export function refuseUnlessCatalogued(service: string, operation: string): void {
  if (allowed.has(`${service}:${operation}`)) return;
  throw new Error(`refused to send ${service}:${operation}: it is not an operation of the catalogue, and hopscope only reads`);
}

/** Every operation that can be sent, as `service:Operation`, sorted. */
export const sendable = (): string[] => [...allowed].sort();
