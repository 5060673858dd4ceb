/** One of the two shards that are compared: its lines, with their volatile values where they are asked for. */
import { canonicalJson } from '../snapshot/canonical.ts';
import { DamagedSnapshot } from '../snapshot/damage.ts';
import type { Line } from '../snapshot/reading.ts';
import { eachLine, movingOf } from '../snapshot/reading.ts';
import { joinVolatile, type Moving } from '../snapshot/shape.ts';
import { objectPath } from '../snapshot/shard.ts';
import type { Shard, ShardText, Snapshot } from '../snapshot/snapshot.ts';
import { Cursor } from './cursor.ts';

export class Side {
  readonly #shard: Shard | undefined;
  readonly #text: ShardText;
  readonly #cursor: Cursor;
  /** Lines that are the same may still differ in what moves. */
  readonly #volatile: boolean;
  #moving: Map<string, Moving> | undefined;

  /** Without a shard: there is nothing. */
  constructor(snapshot: Snapshot, shard: Shard | undefined, volatile: boolean) {
    this.#shard = shard;
    this.#text = shard ? snapshot.text(shard) : { steady: Buffer.alloc(0) };
    this.#volatile = volatile && this.#text.moving !== undefined;
    this.#cursor = this.#reading(() => new Cursor(this.#text.steady));
  }

  get shard(): Shard {
    if (!this.#shard) throw new Error('there is no shard on this side');
    return this.#shard;
  }

  get done(): boolean {
    return this.#cursor.done;
  }

  get line(): Line {
    return this.#reading(() => this.#cursor.line);
  }

  get nth(): number {
    return this.#reading(() => this.#cursor.nth);
  }

  /** The resource's data with its volatile values in place. */
  get data(): unknown {
    return this.#reading(() => joinVolatile(this.line.data, this.#overlay()));
  }

  next(): void {
    this.#reading(() => this.#cursor.next());
  }

  /** Moves both past what they have in common. */
  passCommon(other: Side): void {
    this.#reading(() => {
      if (!this.#volatile && !other.#volatile) this.#cursor.passCommon(other.#cursor);
      else while (!this.done && !other.done && this.#equals(other)) for (const side of [this, other]) side.next();
    });
  }

  #equals(other: Side): boolean {
    return (
      this.#cursor.equals(other.#cursor) && canonicalJson(this.#overlay() ?? null) === canonicalJson(other.#overlay() ?? null)
    );
  }

  /** The volatile values of the line that it is at. */
  #overlay(): Moving | undefined {
    const { moving } = this.#text;
    if (!moving) return undefined;
    this.#moving ??= new Map(eachLine(moving).map((line) => [keyOf(line, line.nth ?? 0), movingOf(line)]));
    return this.#moving.get(keyOf(this.line, this.nth));
  }

  /** What goes wrong while a shard is read is damage of its object. */
  #reading<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof DamagedSnapshot || !this.#shard) throw error;
      const advice = 'Run `hopscope snapshots verify` to see what else is affected.';
      throw new DamagedSnapshot(objectPath(this.#shard.digest), (error as Error).message, advice, { cause: error });
    }
  }
}

const keyOf = ({ id, parent }: Line, nth: number): string => JSON.stringify([id, parent, nth]);
