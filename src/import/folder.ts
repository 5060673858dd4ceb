/** The files of a folder by what their names say that they answer. */
import type { Kind } from '../kinds/index.ts';
import { usualKinds } from '../kinds/index.ts';
import { type Place, placeKey } from '../snapshot/snapshot.ts';
import type { AnswerFile } from './answer.ts';
import { CALLER, readName, stemOf } from './names.ts';

/** A file that is not imported, and why. */
export interface Stranger {
  file: string;
  why: string;
}

interface Placed {
  file: AnswerFile;
  page: number;
}

const scopes = new Map(usualKinds.map((row) => [stemOf(row), row.scope === 'global']));

/** `flat`: one folder holds what belongs to a Region and what belongs to none, so that the operation tells which. */
export class Folder {
  readonly strangers: Stranger[] = [];
  readonly callers: AnswerFile[] = [];
  readonly #answers = new Map<string, Placed[]>();
  readonly #unread = new Set<AnswerFile>();

  constructor(files: readonly AnswerFile[], flat: boolean) {
    for (const file of files) this.#add(file, flat);
  }

  #add(file: AnswerFile, flat: boolean): void {
    const named = readName(file.name);
    if (typeof named === 'string') {
      this.strangers.push({ file: file.path, why: named });
      return;
    }
    const { stem, key, page = 1 } = named;
    if (stem === CALLER) {
      this.callers.push(file);
      return;
    }
    const global = scopes.get(stem) === true;
    if (!flat && global !== (file.region === 'global')) {
      const home = `${file.account}/${global ? 'global' : 'REGION'}`;
      this.strangers.push({
        file: file.path,
        why: `${stem} is asked ${global ? 'once an account' : 'in each Region'}: it belongs in ${home}`,
      });
      return;
    }
    const place = { account: file.account, region: global ? 'global' : file.region };
    const at = `${placeKey(place)} ${stem} ${key ?? ''}`;
    this.#answers.set(at, [...(this.#answers.get(at) ?? []), { file, page }]);
    this.#unread.add(file);
  }

  /** The pages of an answer, in order; none when there is no file. `key` is as in the file's name. */
  take(place: Place, row: Kind, key = ''): Placed[] {
    const found = this.#answers.get(`${placeKey(place)} ${stemOf(row)} ${key}`) ?? [];
    for (const { file } of found) this.#unread.delete(file);
    return [...found].sort((a, b) => a.page - b.page);
  }

  /** What nothing asked for, named with the rest. */
  close(): Stranger[] {
    const why = 'nothing that was imported is asked about by that key';
    return [...this.strangers, ...[...this.#unread].map(({ path }) => ({ file: path, why }))].sort((a, b) =>
      a.file < b.file ? -1 : 1,
    );
  }
}
