/** Finds the files of AWS CLI output in a folder: which account and Region each is about, and what is something else. */
import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { AnswerFile, Stranger } from '../import/import.ts';
import { isRegionName } from '../kinds/partition.ts';
import type { Place } from '../snapshot/snapshot.ts';
import { Failure, misuse } from './failure.ts';

export interface AnswerFolder {
  places: Place[];
  files: AnswerFile[];
  strangers: Stranger[];
}

/** More than any answer has. */
const MOST_BYTES = 256 * 1024 * 1024;

/** The folders `account/region/` and `account/global/` below `dir`. `absent`: a folder that is not there is an empty one. */
export async function findAnswers(dir: string, absent = false): Promise<AnswerFolder> {
  const found: AnswerFolder = { places: [], files: [], strangers: [] };
  for (const account of await entriesOf(dir, absent)) {
    if (!account.isDirectory() || !/^\d{12}$/.test(account.name)) {
      found.strangers.push({ file: account.name, why: 'it is not a folder named by the 12 digits of an account' });
      continue;
    }
    for (const region of await entriesOf(join(dir, account.name))) {
      const place = { account: account.name, region: region.name };
      const path = `${account.name}/${region.name}`;
      if (region.isDirectory() && (region.name === 'global' || isRegionName(region.name))) {
        found.places.push(place);
        await addFiles(found, dir, path, place);
      } else found.strangers.push({ file: path, why: 'it is not a folder named by a Region, or “global”' });
    }
  }
  return found;
}

/** All of `dir` as the answers about one Region and, where an operation is asked once an account, about the account. */
export async function findFlatAnswers(dir: string, place: Place): Promise<AnswerFolder> {
  const found: AnswerFolder = { places: [place], files: [], strangers: [] };
  await addFiles(found, dir, '', place);
  return found;
}

async function addFiles(found: AnswerFolder, dir: string, folder: string, place: Place): Promise<void> {
  for (const entry of await entriesOf(join(dir, folder))) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isFile()) found.files.push({ ...place, path, name: entry.name, read: () => readWhole(dir, path) });
    else found.strangers.push({ file: path, why: entry.isDirectory() ? 'it is a folder' : 'it is not a plain file' });
  }
}

/** What a person sees in a folder: names that begin with a dot are passed over. */
async function entriesOf(dir: string, absent = false): Promise<Dirent[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (absent && code === 'ENOENT') return [];
    const why = { ENOENT: 'does not exist', ENOTDIR: 'is not a folder' }[code ?? ''] ?? `cannot be read (${code})`;
    throw misuse(`${resolve(dir)} ${why}.`, 'Name the folder with the output of the AWS CLI: hopscope import DIR.');
  }
}

async function readWhole(dir: string, path: string): Promise<Uint8Array> {
  const file = join(dir, path);
  try {
    const { size } = await stat(file);
    if (size <= MOST_BYTES) return await readFile(file);
  } catch (error) {
    throw new Failure('usage', `${file} cannot be read: ${(error as Error).message}.`, 'Nothing was imported.', { cause: error });
  }
  throw new Failure('usage', `${file} has more than ${MOST_BYTES} bytes, as no answer of AWS has.`, 'Nothing was imported.');
}
