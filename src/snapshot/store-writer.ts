/** One snapshot on its way into a store: objects as they come, the manifest last. Until that is there, there is no snapshot. */
import pLimit from 'p-limit';
import { isIntact } from './frame.ts';
import { manifestOf } from './manifest.ts';
import { manifestPath, writeManifest } from './manifest-file.ts';
import { objectPath, type SealedShard } from './shard.ts';
import type { Manifest, Shard } from './snapshot.ts';
import type { Files } from './store-files.ts';
import type { Lock } from './store-lock.ts';
import { digestsOf, OBJECT_CAP } from './store-objects.ts';

/** Enough to keep a disk busy, few enough for any limit of open files. */
const AT_ONCE = 8;

export class Writer {
  readonly #files: Files;
  readonly #lock: Lock;
  /** Objects that are in the store, or on their way. */
  readonly #objects: Map<string, Promise<void> | undefined>;
  readonly #limit = pLimit(AT_ONCE);
  #open = true;

  constructor(files: Files, lock: Lock, objects: Iterable<string>) {
    this.#files = files;
    this.#lock = lock;
    this.#objects = new Map([...objects].map((digest) => [digest, undefined]));
  }

  /** Whether an object is in the store or being put there. */
  has(digest: string): boolean {
    return this.#objects.has(digest);
  }

  /** Stores what is not there yet, and resolves when it is safe on the disk. Throws `StoreFailed`. */
  async put(sealed: SealedShard): Promise<Shard> {
    this.#refuseClosed();
    const { account, region, kind, count, digest, bytes, volatile } = sealed;
    await Promise.all([sealed, ...(volatile ? [volatile] : [])].map((part) => this.#putOnce(part.digest, part.body)));
    const part = volatile && { volatile: { digest: volatile.digest, bytes: volatile.bytes } };
    return { account, region, kind, count, digest, bytes, ...part };
  }

  #putOnce(digest: string, body: Uint8Array): Promise<void> {
    const underway = this.#objects.get(digest);
    if (underway) return underway;
    const known = this.has(digest);
    const done = this.#limit(() => this.#putObject(digest, body, known));
    this.#objects.set(digest, done);
    // What failed may be tried again; whoever asked for it hears of the failure.
    done.catch(() => this.#objects.delete(digest));
    return done;
  }

  async #putObject(digest: string, body: Uint8Array, known: boolean): Promise<void> {
    const path = objectPath(digest);
    // An object that a disk has spoilt since is replaced: this is its one chance to be whole again.
    const there = known ? await this.#files.read(path, OBJECT_CAP) : undefined;
    if (there && isIntact(there)) return;
    await this.#files.makeFolder(`objects/${digest.slice(0, 2)}`);
    await this.#files.put(path, body);
  }

  /**
   * Writes the manifest, which makes the snapshot, and ends the writer. Lists may be in any order. Throws if an object is not there, if
   * a snapshot of that id exists, or if the disk fails; then there is no new snapshot, and `abandon` unlocks the store.
   */
  async commit(manifest: Manifest): Promise<void> {
    this.#refuseClosed();
    const bytes = writeManifest({ ...manifest, ...manifestOf(manifest), format: manifest.format, id: manifest.id });
    await Promise.all(this.#objects.values());
    await this.#syncObjects(manifest);
    if (!(await this.#lock.isHeld())) {
      throw new Error(`The lock of the store ${this.#files.dir} was taken away during the scan. Nothing was saved; scan again.`);
    }
    if (!(await this.#files.create(manifestPath(manifest.id), bytes))) {
      throw new Error(`The store ${this.#files.dir} already has a snapshot ${manifest.id}. It was kept as it is.`);
    }
    await this.#files.sync('manifests');
    await this.abandon();
  }

  /** The manifest may only name what would survive a power cut: also objects that an earlier, interrupted scan left. */
  async #syncObjects(manifest: Manifest): Promise<void> {
    const folders = new Set<string>();
    for (const shard of manifest.shards) {
      for (const digest of digestsOf(shard)) {
        if (!this.has(digest)) {
          throw new Error(`${objectPath(digest)}, the ${shard.kind} of ${shard.account} in ${shard.region}, was never stored`);
        }
        folders.add(`objects/${digest.slice(0, 2)}`);
      }
    }
    await Promise.all([...folders].map((folder) => this.#limit(() => this.#files.sync(folder))));
    await this.#files.sync('objects');
  }

  /** Ends the writer without a snapshot and unlocks the store. Objects stay: the next scan uses them, or prune removes them. */
  async abandon(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await Promise.allSettled(this.#objects.values());
    await this.#lock.release();
  }

  #refuseClosed(): void {
    if (!this.#open) throw new Error('this writer has ended: begin another one');
  }
}
