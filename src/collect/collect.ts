/** One scan: signs in, finds the Regions, walks every place at once, and tells what was found and what could not be seen. */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { byCodeUnit } from '../snapshot/canonical.ts';
import type { SealedShard } from '../snapshot/shard.ts';
import { type Account, type Gap, type Place, partKey, placeKey } from '../snapshot/snapshot.ts';
import { Clients } from './clients.ts';
import { CallFailure } from './failure.ts';
import { enabledRegions, refuseUnknownRegions } from './regions.ts';
import type { Progress, ScanNews, ScanRequest, ScanResult } from './request.ts';
import { rowsFor } from './rows-for.ts';
import { Scheduler } from './scheduler.ts';
import type { SignedIn } from './sign-in.ts';
import { signIn } from './sign-in.ts';
import type { WalkedWith } from './walk.ts';
import { Walk } from './walk.ts';

/** One core answers a thousand calls a second: more in flight would only wait for it, the urgent ones too. */
const CONCURRENCY = 128;
/** Accounts that are walked at once: each holds its own clients and questions in memory. */
const ACCOUNTS_AT_ONCE = 50;

export interface ScanEvents {
  progress(progress: Progress): void;
  /** Called once for each kind and place that is not empty; the scan waits for it. */
  shard(shard: SealedShard): void | Promise<void>;
  tell?(news: ScanNews): void;
}

export interface Effects {
  now(): Date;
  /** Milliseconds that never go back. */
  monotonic(): number;
}

/**
 * Runs a scan. Rejects with `CallFailure` when nothing can be scanned at all (no sign-in, an unknown Region);
 * whatever fails after that is a gap of the result.
 */
export async function collect(
  request: ScanRequest,
  events: ScanEvents,
  effects: Effects,
  stopped: AbortSignal,
): Promise<ScanResult> {
  const startedAt = effects.now().toISOString();
  const rows = rowsFor(request.kinds, request.metrics);
  const clients = new Clients(request, effects.now);
  const scheduler = new Scheduler({
    share: request.share,
    concurrency: request.concurrency ?? CONCURRENCY,
    monotonic: effects.monotonic,
  });
  setMaxListeners(0, stopped);
  const gaps: Gap[] = [];
  const warnings = new Set<string>();
  const places: Place[] = [];
  let placesDone = 0;
  const counts = { opened: 0, closed: 0, sent: 0 };
  let resources = 0;
  const report = () =>
    events.progress({
      calls: { done: counts.closed, open: counts.opened - counts.closed },
      resources,
      places: { done: placesDone, all: places.length },
      throttles: scheduler.throttles,
      gaps: gaps.length,
      msLeft: scheduler.backlog(),
    });
  const io: WalkedWith = {
    clients,
    scheduler,
    stopped,
    now: effects.now,
    monotonic: effects.monotonic,
    pause: (ms) => sleep(ms, undefined, { signal: stopped }).catch(() => undefined),
    deadlines: request.deadlines ?? {},
    pageSize: request.pageSize,
    key: request.key,
    counted(event) {
      counts[event] += 1;
      report();
    },
    warn: (message) => warnings.add(message),
    sealed: (shard) => events.shard(shard),
    gap(gap) {
      gaps.push(gap);
      events.tell?.({ is: 'gap', gap });
    },
    through: (kind, place) => events.tell?.({ is: 'read', kind, ...place }),
    found(count) {
      resources += count;
    },
    known: knownFrom(request),
  };
  try {
    const signedIn = await signInAll(request, clients, effects, stopped);
    const atOnce = pLimit(ACCOUNTS_AT_ONCE);
    // Every account's Regions are settled before any place is walked: a Region that does not exist ends the scan before it begins.
    const ready = await inTurn(signedIn.map((identity) => atOnce(() => prepare(identity))));
    events.tell?.({
      is: 'begun',
      accounts: signedIn.map(accountOf),
      places: ready.flatMap(({ globally, regions }) => [
        globally.place,
        ...regions.map((region) => ({ account: globally.place.account, region })),
      ]),
      kinds: rows.map((row) => row.kind).sort(),
    });
    const accounts = await Promise.all(ready.map((each) => atOnce(() => walkAccount(each))));
    return {
      accounts: sorted(accounts, (a) => a.account),
      places: sorted(places, placeKey),
      kinds: rows.map((row) => row.kind).sort(),
      gaps: sorted(gaps, (gap) => `${placeKey(gap)} ${gap.kind} ${gap.operation} ${gap.code}`),
      timing: { startedAt, finishedAt: effects.now().toISOString(), calls: counts.sent, throttles: scheduler.throttles },
      warnings: [...warnings].sort(),
    };
  } finally {
    clients.destroy();
  }

  async function prepare(identity: SignedIn) {
    const globally = new Walk(identity, { account: identity.account, region: 'global' }, rows, io);
    return { identity, globally, regions: await enabledRegions(identity, request, globally, io) };
  }

  async function walkAccount({ identity, globally, regions }: Awaited<ReturnType<typeof prepare>>): Promise<Account> {
    const { account } = identity;
    const walks = [globally, ...regions.map((region) => new Walk(identity, { account, region }, rows, io, globally))];
    places.push(...walks.map((walk) => walk.place));
    await Promise.all(
      walks.map(async (walk) => {
        await walk.all();
        placesDone += 1;
        report();
      }),
    );
    const aliases = (await globally.found('account-alias'))?.items[0] as { AccountAliases?: string[] } | undefined;
    const alias = aliases?.AccountAliases?.[0];
    return { ...accountOf(identity), ...(alias && { alias }) };
  }
}

const accountOf = ({ account, partition, arn }: SignedIn): Account => ({ account, partition, arn });

/** Like `Promise.all`, but of several failures the first in order is thrown, so that the same trouble gives the same message. */
async function inTurn<T>(all: Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(all);
  return Promise.all(all);
}

/** Signs in as every identity; two that open the same account are one. */
async function signInAll(request: ScanRequest, clients: Clients, effects: Effects, stopped: AbortSignal): Promise<SignedIn[]> {
  const all = await inTurn(
    request.identities.map((identity) => signIn(identity, clients.options(), effects.now, stopped, request.deadlines?.signIn)),
  );
  const wanted = all.filter(({ account }) => request.accounts?.includes(account) ?? true);
  if (!wanted.length) {
    const found = all.map(({ account }) => account).join(', ');
    throw new CallFailure('OtherAccount', `these credentials open ${found}, not ${request.accounts!.join(', ')}`, 'none');
  }
  const byAccount = new Map(wanted.map((identity) => [identity.account, identity]));
  const partitions = new Set(wanted.map((identity) => identity.partition));
  if (partitions.size > 1) {
    const found = wanted.map((identity) => `${identity.account} in ${identity.partition}`).join(', ');
    throw new CallFailure(
      'MixedPartitions',
      `one snapshot never mixes partitions, and these accounts do (${found}): scan them apart`,
      'none',
    );
  }
  for (const identity of byAccount.values()) refuseUnknownRegions(request, identity);
  return [...byAccount.values()];
}

function knownFrom(request: ScanRequest): WalkedWith['known'] {
  const { done = [], resources = [] } = request.resume ?? {};
  const finished = new Set(done.map((entry) => partKey(entry.kind, entry)));
  const held = Map.groupBy(resources, (resource) => partKey(resource.kind, resource));
  return (kind, place) => {
    const key = partKey(kind, place);
    return finished.has(key) ? (held.get(key) ?? []) : undefined;
  };
}

function sorted<T>(list: readonly T[], key: (item: T) => string): T[] {
  return [...list].sort((a, b) => byCodeUnit(key(a), key(b)));
}
