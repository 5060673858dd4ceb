/** The key of a store: what its secrets are hashed with, so that a rotation shows and nobody without the key can try out values. */
import { randomBytes } from 'node:crypto';
import { platform } from 'node:os';
import { DamagedSnapshot } from './damage.ts';
import { sha256 } from './frame.ts';
import type { Files } from './store-files.ts';

const FILE = 'key';
const LIMIT = 1024;

/** What the file says: the key in hex, and enough of its hash to notice damage. */
export const keyText = (hex: string): string => `${hex} ${sha256(hex).slice(0, 16)}\n`;

/** The key if there is one. Throws `DamagedSnapshot` when it is not what was written. */
export async function readKey(files: Files): Promise<Uint8Array | undefined> {
  const text = (await files.read(FILE, LIMIT))?.toString('latin1');
  if (text === undefined) return undefined;
  const hex = text.slice(0, 64);
  if (/^[0-9a-f]{64}$/.test(hex) && text === keyText(hex)) return Buffer.from(hex, 'hex');
  const advice = 'Restore it from a backup, or delete it: a new one is made, and every secret will look changed once.';
  throw new DamagedSnapshot(files.at(FILE), 'is not the key that was written', advice);
}

/** The key, made on first use. `warn` hears what a person should know about it. */
export async function readOrMakeKey(files: Files, warn: (message: string) => void): Promise<Uint8Array> {
  const mode = (await files.info(FILE))?.mode;
  if (mode !== undefined && mode & 0o077 && platform() !== 'win32') {
    warn(`Others can read ${files.at(FILE)}, the key that secrets are hashed with. Make it private: chmod 600 ${files.at(FILE)}`);
  }
  return (await readKey(files)) ?? (await makeKey(files, warn));
}

async function makeKey(files: Files, warn: (message: string) => void): Promise<Uint8Array> {
  await files.makeFolder('tmp');
  const key = randomBytes(32);
  const made = await files.create(FILE, Buffer.from(keyText(key.toString('hex'))));
  if (!made) return (await readKey(files))!;
  await files.sync('.');
  if ((await files.names('manifests')).length > 0) {
    warn(`The store ${files.dir} had lost its key, and has a new one: every secret will look changed in the next comparison.`);
  }
  return key;
}
