/** The built program in a pseudo-terminal, with an emulator that shows what a person would see. */
import { fileURLToPath } from 'node:url';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { program, temporaryFolder } from './hopscope.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export class InTerminal {
  readonly process: pty.IPty;
  readonly terminal: InstanceType<typeof xterm.Terminal>;
  readonly ended: Promise<number>;
  written = '';
  hasEnded = false;

  constructor(command: string, args: readonly string[], columns: number, rows: number, env: Record<string, string>) {
    this.terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.process = pty.spawn(command, [...args], { cols: columns, rows, cwd: root, env, name: 'xterm-256color' });
    this.process.onData((text) => {
      this.written += text;
      this.terminal.write(text);
    });
    this.ended = new Promise((resolve) =>
      this.process.onExit(({ exitCode }) => {
        this.hasEnded = true;
        resolve(exitCode);
      }),
    );
  }

  get text(): string {
    const { active } = this.terminal.buffer;
    return Array.from(
      { length: this.terminal.rows },
      (_, at) => active.getLine(active.viewportY + at)?.translateToString(true) ?? '',
    ).join('\n');
  }

  get isAlternate(): boolean {
    return this.terminal.buffer.active.type === 'alternate';
  }

  /** Until the screen is so. Throws with the screen when it does not become so. */
  async until(what: string | RegExp | (() => boolean), seconds = 30): Promise<this> {
    const holds = (): boolean =>
      typeof what === 'function' ? what() : typeof what === 'string' ? this.text.includes(what) : what.test(this.text);
    for (let tries = 0; tries < seconds * 50; tries += 1) {
      if (holds()) return this;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`the screen never showed ${String(what)}:\n${this.text}`);
  }

  press(text: string): this {
    this.process.write(text);
    return this;
  }
}

/** `hopscope ARGS` in a terminal, or what `command` runs there. */
export async function inTerminal(
  args: readonly string[],
  { columns = 100, rows = 30, command = process.execPath, env = {} } = {},
): Promise<InTerminal> {
  const state = await temporaryFolder();
  const { PATH = '', HOME = '' } = process.env;
  const words = command === process.execPath ? [program, ...args] : args;
  const here = new InTerminal(command, words, columns, rows, {
    PATH,
    HOME,
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    XDG_STATE_HOME: state,
    ...env,
  });
  onTestFinished(async () => {
    if (!here.hasEnded) here.process.kill('SIGKILL');
    await here.ended;
  });
  return here;
}
