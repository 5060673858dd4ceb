/** The explorer without a terminal: questions are answered in this thread, keys are given by name, the screen is read as text. */
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { usualConfig } from '../../src/findings/config.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';
import { Store } from '../../src/snapshot/store.ts';
import { Analyst } from '../../src/tui/desk/analyst.ts';
import type { Answer, StoredSnapshot } from '../../src/tui/desk/answers.ts';
import { Desk, failed } from '../../src/tui/desk/desk.ts';
import type { News } from '../../src/tui/desk/news.ts';
import { keyOf, type Question, slow, surveyed } from '../../src/tui/desk/questions.ts';
import { Surveyor } from '../../src/tui/desk/surveyor.ts';
import { frame } from '../../src/tui/frame.ts';
import { grow } from '../../src/tui/model/grow.ts';
import { Decoder } from '../../src/tui/shell/decode.ts';
import type { Happening } from '../../src/tui/state/happening.ts';
import { type Effect, type Settings, type State, started } from '../../src/tui/state/state.ts';
import { update } from '../../src/tui/state/update.ts';

export const plain: Settings = { theme: 'mono', ascii: false, mouse: false };

/** What keys send; anything else is typed as it stands. */
const bytes: Record<string, string> = {
  enter: '\r',
  esc: '\u001B',
  tab: '\t',
  down: '\u001B[B',
  up: '\u001B[A',
  left: '\u001B[D',
  right: '\u001B[C',
  space: ' ',
  backspace: '\u007F',
  home: '\u001B[H',
  end: '\u001B[F',
  pagedown: '\u001B[6~',
  pageup: '\u001B[5~',
  'ctrl-c': '\u0003',
  'ctrl-d': '\u0004',
  'ctrl-w': '\u0017',
  'ctrl-z': '\u001A',
};

export const bytesOf = (key: string): string => bytes[key] ?? key;

/** Everything that the explorer may ask of one snapshot, answered at once. */
export class Room {
  readonly desk: Desk;
  readonly analyst: Analyst;
  readonly surveyor: Surveyor;
  readonly first: News[];

  constructor(snapshot: Snapshot, stored: StoredSnapshot[] = []) {
    const grown = grow(snapshot);
    this.desk = new Desk(snapshot, grown, async () => stored);
    this.analyst = new Analyst(snapshot, usualConfig, new Set(), new Date('2026-11-22T16:31:05.000Z'));
    this.surveyor = new Surveyor(buildNetwork(snapshot));
    this.first = [{ news: 'tree', tree: grown.tree, manifest: snapshot.manifest }, ...this.analyst.audit()];
  }

  async answer(question: Question): Promise<Answer> {
    try {
      if (surveyed.has(question.ask)) return this.surveyor.answer(question);
      return slow.has(question.ask) ? this.analyst.answer(question) : await this.desk.answer(question);
    } catch (error) {
      return failed(error);
    }
  }
}

const sample = fileURLToPath(new URL('../../snapshots/sample', import.meta.url));

let known: Promise<Room> | undefined;

/** The sample company, read and judged once. */
export const sampleRoom = (): Promise<Room> => {
  known ??= Store.open(sample).then(async (store) => new Room(await store.read('latest')));
  return known;
};

export class Walker {
  readonly #room: Room;
  state: State;
  /** What the world was told to do, but for questions. */
  readonly done: Effect[] = [];
  /** What was asked. */
  readonly asked: Question[] = [];
  /** What is asked while it is there waits in it. */
  #held: Question[] | undefined;

  constructor(room: Room, columns: number, rows: number, settings = plain) {
    this.#room = room;
    this.state = started({ columns, rows }, settings);
  }

  async hear(...happenings: readonly Happening[]): Promise<this> {
    for (const happening of happenings) {
      const { state, effects } = update(this.state, happening);
      this.state = state;
      for (const effect of effects) {
        if (effect.do === 'rest') {
          await this.hear({ type: 'rested' });
          continue;
        }
        if (effect.do !== 'ask') {
          this.done.push(effect);
          continue;
        }
        this.asked.push(effect.question);
        if (this.#held) this.#held.push(effect.question);
        else await this.#answered(effect.question);
      }
    }
    return this;
  }

  async #answered(question: Question): Promise<void> {
    await this.hear({ type: 'answer', key: keyOf(question), answer: await this.#room.answer(question) });
  }

  /** From now on answers take until `release`. */
  hold(): this {
    this.#held ??= [];
    return this;
  }

  async release(): Promise<this> {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const question of held) await this.#answered(question);
    return this;
  }

  /** Keys by name, or text to type. */
  async press(...keys: readonly string[]): Promise<this> {
    for (const key of keys) {
      const decoder = new Decoder();
      await this.hear(...decoder.feed(bytesOf(key)), ...decoder.flush());
    }
    return this;
  }

  get lines(): string[] {
    return frame(this.state).map((line) => stripVTControlCharacters(line));
  }

  get text(): string {
    return this.lines.map((line) => line.trimEnd()).join('\n');
  }

  /** The row that the cursor is on. */
  get row(): string {
    return (
      this.lines
        .find((line) => line.startsWith('▶'))
        ?.slice(1)
        .trim() ?? ''
    );
  }
}
