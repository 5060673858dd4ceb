/** The explorer's shell on a terminal without a window: what it writes is drawn by an emulator, whose screen is read. */
import { EventEmitter } from 'node:events';
import xterm from '@xterm/headless';
import type { News } from '../../src/tui/desk/news.ts';
import { explore, type Options } from '../../src/tui/shell/explore.ts';
import type { Session } from '../../src/tui/shell/session.ts';
import type { Office, Terminal } from '../../src/tui/shell/terminal.ts';
import { bytesOf, plain, type Room } from './room.ts';

class Output extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  readonly terminal: InstanceType<typeof xterm.Terminal>;
  bytes = 0;
  text = '';
  drawn: Promise<void> = Promise.resolve();
  /** Whether it takes no more for now. */
  isFull = false;

  constructor(terminal: InstanceType<typeof xterm.Terminal>) {
    super();
    this.terminal = terminal;
  }

  get columns(): number {
    return this.terminal.cols;
  }

  get rows(): number {
    return this.terminal.rows;
  }

  write(text: string, ...rest: unknown[]): boolean {
    this.bytes += Buffer.byteLength(text);
    this.text += text;
    const done = rest.find((one): one is () => void => typeof one === 'function');
    this.drawn = new Promise((resolve) => {
      this.terminal.write(text, () => {
        resolve();
        done?.();
      });
    });
    return !this.isFull;
  }

  /** The line has room again. */
  drain(): void {
    this.isFull = false;
    this.emit('drain');
  }
}

/** Raw or not, and whoever listens. */
class Input extends EventEmitter {
  readonly isTTY = true;
  isRaw = false;
  setRawMode(on: boolean): this {
    this.isRaw = on;
    return this;
  }
  setEncoding(): this {
    return this;
  }
  resume(): this {
    return this;
  }
  pause(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class OnScreen {
  readonly terminal: InstanceType<typeof xterm.Terminal>;
  readonly output: Output;
  readonly input = new Input();
  readonly drawn = { frames: 0, rows: 0 };
  /** What other programs were asked for. */
  readonly asked: string[] = [];
  readonly left: Promise<Session>;
  isLeft = false;
  #rest: (() => void) | undefined;
  end: () => void = () => {};

  constructor(room: Room, columns: number, rows: number, options: Partial<Options> = {}) {
    this.terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
    this.output = new Output(this.terminal);
    const outside = (what: string) => async (text: string) => {
      this.asked.push(`${what} ${text}`);
      return `${what} done`;
    };
    const terminal: Terminal = {
      stdin: this.input as unknown as NodeJS.ReadStream,
      stdout: this.output as unknown as NodeJS.WriteStream,
      copy: outside('copy'),
      browse: outside('browse'),
      page: outside('page'),
      edit: outside('edit'),
      write: outside('write'),
      stop: async () => {
        await this.output.drawn;
        this.asked.push(`stop ${this.input.isRaw ? 'raw' : 'cooked'} ${this.terminal.buffer.active.type}`);
      },
      onEnd: (end) => {
        this.end = end;
      },
      later: (milliseconds, run) => {
        // Whether a cursor rests is for the test to say.
        if (milliseconds > 50) {
          this.#rest = run;
          return () => {
            this.#rest = undefined;
          };
        }
        const timer = setTimeout(run, milliseconds);
        return () => clearTimeout(timer);
      },
    };
    const office = (tell: (news: News) => void): Office => {
      setImmediate(() => {
        for (const news of room.first) tell(news);
      });
      return {
        ask: (question) => room.answer(question),
        open: (id) => this.asked.push(`open ${id}`),
        sample: () => this.asked.push('sample'),
        scan: ({ words }) => this.asked.push(`scan ${words.join(' ')}`),
        import: (dir) => this.asked.push(`import ${dir}`),
        stopScan: () => this.asked.push('stop scan'),
        close: () => void this.asked.push('close'),
      };
    };
    this.left = explore(terminal, office, { session: { settings: plain }, drawn: this.drawn, ...options }).finally(() => {
      this.isLeft = true;
    });
  }

  /** Until nothing more is drawn: twice nothing, because what takes long is drawn a moment after it is done. */
  async settled(): Promise<this> {
    for (let quiet = 0, before = -1; quiet < 2; quiet = this.output.bytes === before ? quiet + 1 : 0) {
      before = this.output.bytes;
      await pause(25);
      await this.output.drawn;
    }
    return this;
  }

  /** The cursor has come to rest. */
  async rested(): Promise<this> {
    this.#rest?.();
    return this.settled();
  }

  async press(...keys: readonly string[]): Promise<this> {
    for (const key of keys) {
      this.input.emit('data', bytesOf(key));
      await this.settled();
    }
    return this;
  }

  async resize(columns: number, rows: number): Promise<this> {
    this.terminal.resize(columns, rows);
    this.output.emit('resize');
    return this.settled();
  }

  get lines(): string[] {
    const { active } = this.terminal.buffer;
    return Array.from(
      { length: this.terminal.rows },
      (_, at) => active.getLine(active.viewportY + at)?.translateToString(true) ?? '',
    );
  }

  get text(): string {
    return this.lines.join('\n');
  }

  /** Whether a row is drawn inverse where it begins. */
  isInverse(row: number): boolean {
    return Boolean(this.terminal.buffer.active.getLine(row)?.getCell(2)?.isInverse());
  }
}
