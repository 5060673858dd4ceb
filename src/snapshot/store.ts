/** Snapshots on disk: `objects/` by the hash of their content, `manifests/` by id, the `key` that secrets are hashed with. */
import { type Manifest, type Snapshot, snapshotOf } from './snapshot.ts';
import { StoreFailed } from './store-errors.ts';
import { type Disk, Files } from './store-files.ts';
import { readKey, readOrMakeKey } from './store-key.ts';
import { type Self, takeLock } from './store-lock.ts';
import { idsIn, type ManifestSummary, manifestIn, resolveRef, summaryOf } from './store-manifests.ts';
import { objectsIn, readingOf } from './store-objects.ts';
import { type Keep, type Pruned, prune } from './store-prune.ts';
import { type Problem, verify } from './store-verify.ts';
import { Writer } from './store-writer.ts';

export class Store {
  /** The whole path. */
  readonly dir: string;
  /** Things that a person should hear, as they come up. */
  readonly warnings: string[] = [];
  readonly #files: Files;
  readonly #self: Self | undefined;

  private constructor(files: Files, self: Self | undefined) {
    this.dir = files.dir;
    this.#files = files;
    this.#self = self;
  }

  /**
   * The store in a folder, which need not exist: then it is empty. `create` makes it, for the owner only. `self` is the process that
   * will write, i.e. Node's `process`; readers need none. Throws `StoreFailed`.
   */
  static async open(dir: string, options: { create?: boolean; self?: Self; disk?: Disk } = {}): Promise<Store> {
    const { create = false, self, disk } = options;
    const files = new Files(dir, disk);
    if (create) await files.makeFolder('.');
    const found = await files.info('.');
    if (found && !found.isDirectory()) throw new StoreFailed('list', files.dir, Object.assign(new Error(), { code: 'ENOTDIR' }));
    return new Store(files, self);
  }

  /** 32 random bytes, made on first use. */
  key(): Promise<Uint8Array> {
    return readOrMakeKey(this.#files, (warning) => this.warnings.push(warning));
  }

  /** Whether the hashes of secrets in both stores can be compared: they were made with one key. */
  async hashesAs(other: Store): Promise<boolean> {
    if (other.dir === this.dir) return true;
    const [own, its] = await Promise.all([readKey(this.#files), readKey(other.#files)]);
    return own !== undefined && its !== undefined && Buffer.compare(own, its) === 0;
  }

  /** Every snapshot, oldest first; those whose manifest cannot be read are marked `damaged`. */
  async list(): Promise<ManifestSummary[]> {
    const summaries: ManifestSummary[] = [];
    for (const id of await idsIn(this.#files)) summaries.push(await summaryOf(this.#files, id));
    return summaries;
  }

  /** The id that `ref` means: an id, the beginning of exactly one, `latest`, `latest~N`. Throws `UnknownSnapshot`. */
  resolve(ref: string): Promise<string> {
    return resolveRef(this.#files, ref);
  }

  /** Throws `UnknownSnapshot`, or `DamagedSnapshot` for a manifest that is not what was written. */
  async manifest(ref: string): Promise<Manifest> {
    return manifestIn(this.#files, await this.resolve(ref));
  }

  /** A snapshot whose shards are read and checked when they are first asked for; that may throw `DamagedSnapshot`. */
  async read(ref: string): Promise<Snapshot> {
    return snapshotOf(await this.manifest(ref), readingOf(this.#files));
  }

  /** Locks the store for a new snapshot. End with `commit` or `abandon`. Throws `StoreLocked` while another process writes. */
  async begin(now: Date): Promise<Writer> {
    for (const folder of ['.', 'tmp', 'objects', 'manifests']) await this.#files.makeFolder(folder);
    const lock = await takeLock(this.#files, now, this.#writing());
    try {
      await this.#files.sync('.');
      return new Writer(this.#files, lock, (await objectsIn(this.#files)).digests);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** Reads everything again, of one snapshot or of all, and says what is not as it was written. Throws `UnknownSnapshot`. */
  async verify(ref?: string): Promise<Problem[]> {
    return verify(this.#files, ref === undefined ? undefined : await this.resolve(ref));
  }

  /**
   * Removes old snapshots and leftovers, or with `dryRun` only says which. The newest snapshot stays. `now` is for the lock.
   * Throws `StoreLocked` while another process writes, and `DamagedSnapshot` if a manifest cannot be read.
   */
  async prune(keep: Keep, now: Date, dryRun = false): Promise<Pruned> {
    return prune(this.#files, keep, now, this.#writing(), dryRun);
  }

  #writing(): Self {
    if (!this.#self) throw new Error(`the store ${this.dir} was opened for reading: to write, open it with { self: process }`);
    return this.#self;
  }
}

export type { Keep, ManifestSummary, Problem, Pruned, Self, Writer };
