/**
 * The files of a store. Whatever is written is written whole beside its place, synced, read back and only then given its name, so that
 * a kill or a full disk never leaves half a file under a name that somebody reads.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, type Stats, statSync } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rmdir, stat, unlink } from 'node:fs/promises';
import { platform } from 'node:os';
import { resolve, sep } from 'node:path';
import { DamagedSnapshot } from './damage.ts';
import { type Doing, StoreFailed } from './store-errors.ts';

/** The calls by which a store touches the disk; tests put one that fails in their place. */
export interface Disk {
  link: typeof link;
  mkdir: typeof mkdir;
  open: typeof open;
  readdir: (path: string) => Promise<string[]>;
  readFile: (path: string) => Promise<Buffer>;
  readFileSync: (path: string) => Buffer;
  rename: typeof rename;
  rmdir: typeof rmdir;
  stat: (path: string) => Promise<Stats>;
  statSync: (path: string) => Stats;
  unlink: typeof unlink;
}

export const nodeDisk: Disk = { link, mkdir, open, readdir, readFile, readFileSync, rename, rmdir, stat, statSync, unlink };

const hasCode = (error: unknown, ...codes: string[]): boolean => codes.includes((error as NodeJS.ErrnoException).code ?? '');

/** All paths are relative to `dir` and must stay inside. All failures but "there is no such file" are `StoreFailed`. */
export class Files {
  readonly dir: string;
  readonly #disk: Disk;

  constructor(dir: string, disk: Disk = nodeDisk) {
    this.dir = resolve(dir);
    this.#disk = disk;
  }

  /** The whole path. */
  at(path: string): string {
    const whole = resolve(this.dir, path);
    if (whole !== this.dir && !whole.startsWith(this.dir.endsWith(sep) ? this.dir : this.dir + sep)) {
      throw new Error(`${JSON.stringify(path)} leads out of the store ${this.dir}`);
    }
    return whole;
  }

  /** What is in a folder, sorted; nothing when there is none. */
  async names(folder: string): Promise<string[]> {
    const names = await this.#unlessAbsent('list', folder, (path) => this.#disk.readdir(path));
    return (names ?? []).sort();
  }

  info(path: string): Promise<Stats | undefined> {
    return this.#unlessAbsent('look at', path, (whole) => this.#disk.stat(whole));
  }

  /** The bytes of a file, or `undefined` when there is none. Throws for more than `limit` bytes and for what is not a file. */
  async read(path: string, limit: number): Promise<Buffer | undefined> {
    const found = await this.info(path);
    if (!found) return undefined;
    refuse(this.at(path), found, limit);
    return this.#unlessAbsent('read', path, (whole) => this.#disk.readFile(whole));
  }

  /** As `read`, for readers that cannot wait. */
  readNow(path: string, limit: number): Buffer | undefined {
    const whole = this.at(path);
    try {
      refuse(whole, this.#disk.statSync(whole), limit);
      return this.#disk.readFileSync(whole);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw failure('read', whole, error);
    }
  }

  /** Makes a folder and those above it, for the owner only. */
  async makeFolder(folder: string): Promise<void> {
    await this.#attempt('make the folder', folder, (path) => this.#disk.mkdir(path, { recursive: true, mode: 0o700 }));
  }

  /** Puts a whole file in its place, over what is there. The folder still has to be synced. */
  async put(path: string, bytes: Uint8Array): Promise<void> {
    await this.#viaScratch(path, bytes, (scratch, whole) => this.#disk.rename(scratch, whole));
  }

  /** Puts a whole file in its place if there is none, and says whether it did. Of several at once, one does. */
  async create(path: string, bytes: Uint8Array): Promise<boolean> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.#viaScratch(path, bytes, (scratch, whole) => this.#linkOnly(scratch, whole));
        return true;
      } catch (error) {
        if (hasCode(error, 'EEXIST')) return false;
        // A prune next door may have taken the scratch file for a leftover.
        if (!hasCode(error, 'ENOENT') || tries === 3) throw error;
      }
    }
  }

  /** Whether there was something to remove. */
  async remove(path: string): Promise<boolean> {
    return (await this.#unlessAbsent('remove', path, (whole) => this.#disk.unlink(whole).then(() => true))) ?? false;
  }

  /** Removes a folder if nothing is in it. */
  async removeFolder(folder: string): Promise<void> {
    await this.#attempt('remove', folder, async (path) => {
      await this.#disk.rmdir(path).catch((error) => {
        if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw error;
      });
    });
  }

  /** Makes sure that the names in a folder outlive a power cut. */
  async sync(folder: string): Promise<void> {
    // Windows cannot open a folder, and keeps names safe by itself.
    if (platform() === 'win32') return;
    await this.#attempt('sync', folder, async (path) => {
      const handle = await this.#disk.open(path, 'r');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    });
  }

  /** Writes a scratch file, makes sure of it, and hands it to `place`. Nothing stays behind but by a kill; prune reclaims that. */
  async #viaScratch(path: string, bytes: Uint8Array, place: (scratch: string, whole: string) => Promise<void>): Promise<void> {
    const scratch = this.at(`tmp/${randomBytes(8).toString('hex')}`);
    const whole = this.at(path);
    try {
      await this.#writeSynced(scratch, bytes);
      const written = await this.#disk.readFile(scratch);
      if (!written.equals(bytes)) throw Object.assign(new Error('other bytes came back than were written'), { code: 'EIO' });
      await place(scratch, whole);
    } catch (error) {
      throw failure('write', whole, error);
    } finally {
      // After a rename there is nothing left; if the disk is failing, the first error is the one to hear.
      await this.#disk.unlink(scratch).catch(() => undefined);
    }
  }

  async #writeSynced(path: string, bytes: Uint8Array): Promise<void> {
    const handle = await this.#disk.open(path, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  async #linkOnly(scratch: string, whole: string): Promise<void> {
    try {
      await this.#disk.link(scratch, whole);
    } catch (error) {
      if (!hasCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK')) throw error;
      // A file system without hard links (FAT, some network shares): nearly as good, for only one writer holds the lock.
      const there = await this.#disk.stat(whole).catch(() => undefined);
      if (there) throw Object.assign(new Error('there is one already'), { code: 'EEXIST' });
      await this.#disk.rename(scratch, whole);
    }
  }

  async #attempt<T>(doing: Doing, path: string, run: (whole: string) => Promise<T>): Promise<T> {
    const whole = this.at(path);
    try {
      return await run(whole);
    } catch (error) {
      throw failure(doing, whole, error);
    }
  }

  async #unlessAbsent<T>(doing: Doing, path: string, run: (whole: string) => Promise<T>): Promise<T | undefined> {
    try {
      return await this.#attempt(doing, path, run);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }
}

const failure = (doing: Doing, path: string, error: unknown): Error =>
  error instanceof StoreFailed || error instanceof DamagedSnapshot ? error : new StoreFailed(doing, path, error);

function refuse(path: string, found: Stats, limit: number): void {
  if (found.isFile() && found.size <= limit) return;
  const what = found.isFile() ? `has ${found.size} bytes, more than the ${limit} that such a file may have` : 'is not a file';
  throw new DamagedSnapshot(path, what, 'Move it away, and restore what was there from a backup.');
}
