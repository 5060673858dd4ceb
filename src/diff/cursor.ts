/** Walks the lines of a shard as bytes, so that what two shards have in common is passed over without being read. */
import { NEWLINE } from '../snapshot/lines.ts';
import { type Line, parseLine } from '../snapshot/reading.ts';

/** What is compared at once while nothing differs. */
const BLOCK = 32 << 10;

export class Cursor {
  readonly #bytes: Buffer;
  #start = 0;
  #end = 0;
  #line: Line | undefined;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#goTo(0);
  }

  get done(): boolean {
    return this.#start >= this.#bytes.length;
  }

  /** The line that it is at. Throws an `Error` for one that is not a resource in canonical JSON. */
  get line(): Line {
    this.#line ??= parseLine(this.#bytes.toString('utf8', this.#start, this.#end));
    return this.#line;
  }

  /** How many of the lines right before have the same id and parent: 0 but for what AWS answered twice. */
  get nth(): number {
    const { id, parent } = this.line;
    const tail = Buffer.from(
      `,"id":${JSON.stringify(id)}${parent === undefined ? '' : `,"parent":${JSON.stringify(parent)}`}}\n`,
    );
    let nth = 0;
    for (let end = this.#start; end >= tail.length; nth += 1) {
      if (tail.compare(this.#bytes, end - tail.length, end) !== 0) break;
      end = this.#bytes.lastIndexOf(NEWLINE, end - 2) + 1;
    }
    return nth;
  }

  next(): void {
    this.#goTo(this.#end + 1);
  }

  /** Whether both are at lines of the same bytes. */
  equals(other: Cursor): boolean {
    const length = this.#end - this.#start;
    return (
      length === other.#end - other.#start &&
      this.#bytes.compare(other.#bytes, other.#start, other.#end, this.#start, this.#end) === 0
    );
  }

  /** Moves both past the lines that they have in common from where they are. */
  passCommon(other: Cursor): void {
    while (this.#passBlock(other));
    while (!this.done && !other.done && this.equals(other)) {
      this.next();
      other.next();
    }
  }

  /** Whether the next block was the same and had the end of a line in it. */
  #passBlock(other: Cursor): boolean {
    const size = Math.min(BLOCK, this.#bytes.length - this.#start, other.#bytes.length - other.#start);
    const [from, to] = [this.#start, this.#start + size];
    if (size === 0 || this.#bytes.compare(other.#bytes, other.#start, other.#start + size, from, to) !== 0) return false;
    const end = this.#bytes.subarray(from, to).lastIndexOf(NEWLINE);
    if (end < 0) return false;
    this.#goTo(from + end + 1);
    other.#goTo(other.#start + end + 1);
    return true;
  }

  #goTo(start: number): void {
    this.#start = start;
    this.#line = undefined;
    if (this.done) return;
    this.#end = this.#bytes.indexOf(NEWLINE, start);
    if (this.#end < 0) throw new Error('has a last line without an end');
  }
}
