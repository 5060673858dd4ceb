/** Asks AWS which of the catalogue's calls an identity may make: by dry run where there is one, else by the smallest real call. */
import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { itemsOf, pointsOf } from '../kinds/answer.ts';
import { actionOf, inOrder, type Kind, kindNamed, usualKinds } from '../kinds/index.ts';
import { pagesOf, services } from '../kinds/services.ts';
import type { Clients } from './clients.ts';
import { CallFailure } from './failure.ts';
import type { SignedIn } from './sign-in.ts';

/** `idle`: there is nothing here to ask about. */
export interface Permission {
  action: string;
  state: 'allowed' | 'denied' | 'unknown' | 'idle';
  /** What AWS said, where it did not simply allow it. */
  why?: string;
  /** The action whose answer it needs. */
  after?: string;
}

const AT_ONCE = 4;
const DEADLINE_MS = 30_000;
const denied = /AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|Forbidden|OptInRequired/;
/** The fewest resources a page that every list of a service takes; other services take one. */
const FEWEST: Partial<Record<string, number>> = { ec2: 5, route53resolver: 5 };

const parents = new Set(usualKinds.flatMap((row) => row.call.over?.kind ?? []));

/** What is asked in a Region stands for all of them; `region` says in which. Resolves in the order of the actions. */
export async function permissionsOf(
  signedIn: SignedIn,
  clients: Clients,
  region: string,
  stopped: AbortSignal,
): Promise<Permission[]> {
  setMaxListeners(0, stopped);
  const limit = pLimit(AT_ONCE);
  const items = new Map<string, Promise<unknown[] | undefined>>();
  const asked = inOrder(usualKinds).map((row) => {
    const found = ask(row);
    if (parents.has(row.kind))
      items.set(
        row.kind,
        found.then((one) => one.items),
      );
    return found;
  });
  const all = await Promise.all(asked);
  const byAction = Map.groupBy(all, ({ action }) => action);
  return [...byAction.values()].map(worst).sort((a, b) => (a.action < b.action ? -1 : 1));

  async function ask(row: Kind): Promise<Permission & { items?: unknown[] }> {
    const action = actionOf(row);
    const { service, over } = row.call;
    if (services[service].missingIn?.includes(signedIn.partition)) return { action, state: 'idle', items: [] };
    const known = over?.kind ? await items.get(over.kind) : undefined;
    if (over?.kind && !known) {
      const parent = kindNamed(over.kind);
      return {
        action,
        state: 'unknown',
        why: `it is asked for each ${parent.title}, and those could not be listed`,
        after: actionOf(parent),
      };
    }
    const owner = over?.kind ? kindNamed(over.kind).owner : undefined;
    const point = over && pointsOf(row, owner, known, { account: signedIn.account, region })[0];
    if (over && !point) return { action, state: 'idle', items: [] };
    return limit(() => tried(row, action, { ...row.call.input, ...point?.input }));
  }

  async function tried(row: Kind, action: string, input: Record<string, unknown>): Promise<Permission & { items?: unknown[] }> {
    const { service, operation, pageSize } = row.call;
    // What others are asked about has to be listed in earnest.
    const dry = service === 'ec2' && !parents.has(row.kind);
    const small = pageSize && { [pagesOf(row.call).size]: Math.min(pageSize, FEWEST[service] ?? 1) };
    const where = row.scope === 'global' ? (services[service].home?.[signedIn.partition] ?? signedIn.bootstrapRegion) : region;
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(DEADLINE_MS)]);
    try {
      const sent = { ...input, ...(dry ? { DryRun: true } : small) };
      const { page } = await clients.send(signedIn.account, signedIn.credentials, service, where, operation, sent, signal);
      return { action, state: 'allowed', items: itemsOf(row, page) };
    } catch (error) {
      stopped.throwIfAborted();
      if (!(error instanceof CallFailure)) throw error;
      const { code, message } = error;
      const absent = row.call.absent?.includes(code) || services[service].absent.includes(code);
      if (code === 'DryRunOperation' || absent) return { action, state: 'allowed', items: [] };
      return { action, state: denied.test(code) ? 'denied' : 'unknown', why: `${code}: ${message}` };
    }
  }
}

const gravity: readonly Permission['state'][] = ['idle', 'allowed', 'unknown', 'denied'];

/** Of several calls that need one action, the one that says most against it. */
const worst = (all: readonly Permission[]): Permission => {
  const { action, state, why, after } = all.reduce((a, b) => (gravity.indexOf(b.state) > gravity.indexOf(a.state) ? b : a));
  return { action, state, ...(why && { why }), ...(after && { after }) };
};
