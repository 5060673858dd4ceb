/**
 * One writer at a time. The lock is a file that says who holds it; a holder that died is succeeded, not removed: the successor creates
 * `lock-<hash of the dead lock>`, which only one can, and the last of that chain is the holder. Removing a dead lock would race with
 * whoever removed it a moment ago and locked again.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isRecord } from './canonical.ts';
import { sha256 } from './frame.ts';
import { StoreLocked } from './store-errors.ts';
import type { Files } from './store-files.ts';

/** The process that wants to write, as Node's `process` describes it. */
export interface Self {
  pid: number;
  /** Signal 0 only asks whether a process runs. */
  kill(pid: number, signal: 0): unknown;
  /** Default: the name of this machine. */
  host?: string;
}

interface Holder {
  pid: number;
  host: string;
  since: string;
  /** When the process started, where the system tells; so that a number that was given away again is noticed. */
  started?: string;
}

const FIRST = 'lock';
const SUCCESSOR = /^lock-[0-9a-f]{32}$/;
const LIMIT = 4096;

const successorOf = (lock: string): string => `lock-${sha256(lock).slice(0, 32)}`;

/** The locks from the first to the one that holds. */
async function chainOf(files: Files): Promise<{ path: string; text: string }[]> {
  const chain = [];
  for (let path = FIRST; ; ) {
    const text = (await files.read(path, LIMIT))?.toString('utf8');
    if (text === undefined) return chain;
    chain.push({ path, text });
    path = successorOf(text);
  }
}

export class Lock {
  readonly #files: Files;
  readonly #mine: string;

  constructor(files: Files, mine: string) {
    this.#files = files;
    this.#mine = mine;
  }

  /** Whether nobody took it away, as a person may who deletes the file. */
  async isHeld(): Promise<boolean> {
    return (await chainOf(this.#files)).at(-1)?.text === this.#mine;
  }

  async release(): Promise<void> {
    const chain = await chainOf(this.#files);
    if (chain.at(-1)?.text !== this.#mine) return;
    // The first goes first: without it the others mean nothing, whenever this is interrupted.
    for (const { path } of chain) await this.#files.remove(path);
  }
}

/** What is left of locks that mean nothing any more. */
export async function deadLocks(files: Files): Promise<string[]> {
  const chain = new Set((await chainOf(files)).map(({ path }) => path));
  return (await files.names('.')).filter((name) => SUCCESSOR.test(name) && !chain.has(name));
}

/** Locks the store, or throws `StoreLocked`. The folders of the store must be there. */
export async function takeLock(files: Files, now: Date, self: Self): Promise<Lock> {
  const host = self.host ?? hostname();
  const holder: Holder = { pid: self.pid, host, since: now.toISOString(), started: startOf(self.pid) };
  const mine = JSON.stringify({ ...holder, nonce: randomBytes(16).toString('hex') });
  for (;;) {
    const last = (await chainOf(files)).at(-1);
    if (last) refuseLiving(files, last.text, self);
    const path = last ? successorOf(last.text) : FIRST;
    if (!(await files.create(path, Buffer.from(mine)))) continue;
    const lock = new Lock(files, mine);
    if (await lock.isHeld()) return lock;
    // What this one waited behind was released in the meantime, and so succeeds nobody.
    await files.remove(path);
  }
}

/** Throws `StoreLocked` if the store is locked by somebody who is not known to be dead. */
export async function refuseLocked(files: Files, self: Self): Promise<void> {
  const last = (await chainOf(files)).at(-1);
  if (last) refuseLiving(files, last.text, self);
}

function refuseLiving(files: Files, lock: string, self: Self): void {
  const holder = parse(lock);
  const file = files.at(FIRST);
  if (!holder) throw new StoreLocked(`The lock ${file} cannot be read. If no other hopscope writes to this store, delete it.`);
  const elsewhere = holder.host !== (self.host ?? hostname());
  if (!elsewhere && isDead(holder, self)) return;
  const who = `process ${holder.pid} on ${holder.host} has been writing to it since ${holder.since}`;
  const advice = elsewhere
    ? `Whether it still runs cannot be seen from here: wait for it, or if it does not, delete ${file}.`
    : 'Wait for it to end, or stop it.';
  throw new StoreLocked(`The store ${files.dir} is in use: ${who}. ${advice}`, holder);
}

function parse(lock: string): Holder | undefined {
  let holder: unknown;
  try {
    holder = JSON.parse(lock);
  } catch {
    return undefined;
  }
  if (!isRecord(holder) || !Number.isSafeInteger(holder.pid) || typeof holder.host !== 'string') return undefined;
  return typeof holder.since === 'string' ? (holder as unknown as Holder) : undefined;
}

function isDead({ pid, started }: Holder, self: Self): boolean {
  if (!isRunning(pid, self)) return true;
  const now = startOf(pid);
  return started !== undefined && now !== undefined && started !== now;
}

function isRunning(pid: number, self: Self): boolean {
  try {
    self.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process (`EPERM`) runs, too.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** When a process started: boot and clock tick, from Linux's /proc. `undefined` where there is none, or it hides others' processes. */
export function startOf(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ');
    const [state, tick] = [fields[0], fields[19]];
    if (state === 'Z' || state === 'X') return 'ended';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${tick}`;
  } catch {
    return undefined;
  }
}
