/** What a reader of snapshots throws when a file is not what was written: which file, what is wrong, what to do. */

export class DamagedSnapshot extends Error {
  override readonly name = 'DamagedSnapshot';
  /** The file, as a path or relative to the store. */
  readonly file: string;
  /** What is wrong with it. */
  readonly what: string;

  constructor(file: string, what: string, advice: string, options?: ErrorOptions) {
    super(`${file} ${what}. ${advice}`, options);
    this.file = file;
    this.what = what;
  }
}
