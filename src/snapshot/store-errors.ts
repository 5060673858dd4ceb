/** What can go wrong with a store, in words for people: what, where, why, and what to do. */

const REASONS: Record<string, [why: string, advice: string]> = {
  ENOSPC: ['the disk is full', 'Free some space and try again.'],
  EDQUOT: ['your disk quota is used up', 'Free some space and try again.'],
  EROFS: ['the file system is read-only', 'Choose another store with --store DIR, or mount it for writing.'],
  EACCES: ['permission is denied', 'Run as the owner of the store, or choose another with --store DIR.'],
  EPERM: ['the operation is not permitted', 'Run as the owner of the store, or choose another with --store DIR.'],
  EIO: ['the disk does not answer as it should', 'Check the disk, and the store with `hopscope snapshots verify`.'],
  EMFILE: ['too many files are open', 'Raise the limit with `ulimit -n` and try again.'],
  ENFILE: ['too many files are open on this machine', 'Close some programs and try again.'],
  ENOTDIR: ['something on the way there is not a folder', 'Choose another store with --store DIR.'],
  EEXIST: [
    'there is a file of that name, where a folder belongs',
    'Move the file away, or choose another store with --store DIR.',
  ],
  EISDIR: ['there is a folder of that name', 'Move it away.'],
  ELOOP: ['the symbolic links on the way there run in a circle', 'Choose another store with --store DIR.'],
  ENAMETOOLONG: ['the path is too long', 'Choose another store with --store DIR.'],
};

export type Doing = 'read' | 'list' | 'look at' | 'write' | 'make the folder' | 'sync' | 'remove';

const READING: readonly Doing[] = ['read', 'list', 'look at'];

/** The disk did not do what it was asked. `code` is the system's, e.g. `ENOSPC`. Older snapshots are as they were. */
export class StoreFailed extends Error {
  override readonly name = 'StoreFailed';
  readonly code: string;
  readonly path: string;

  constructor(doing: Doing, path: string, cause: unknown) {
    const { code = 'unknown', message } = cause as NodeJS.ErrnoException;
    const [why, advice] = REASONS[code] ?? [message, 'Check the disk and try again.'];
    const comfort = READING.includes(doing) ? '' : ' Older snapshots are untouched.';
    super(`Cannot ${doing} ${path}: ${why} (${code}). ${advice}${comfort}`, { cause });
    this.code = code;
    this.path = path;
  }
}

/** Somebody else writes to the store. */
export class StoreLocked extends Error {
  override readonly name = 'StoreLocked';
  /** Absent when the lock cannot be read. */
  readonly holder?: { pid: number; host: string; since: string };

  constructor(message: string, holder?: { pid: number; host: string; since: string }) {
    super(message);
    this.holder = holder;
  }
}

/** No snapshot, or more than one, is meant by a reference. */
export class UnknownSnapshot extends Error {
  override readonly name = 'UnknownSnapshot';
  readonly ref: string;

  constructor(ref: string, why: string) {
    super(why);
    this.ref = ref;
  }
}
