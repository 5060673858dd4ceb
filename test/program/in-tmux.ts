/** The built program in tmux, from a cold start: what people run it in, with a screen of its own size. */
import { spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { program, temporaryFolder } from './hopscope.ts';

const keys: Record<string, string> = {
  enter: 'Enter',
  tab: 'Tab',
  escape: 'Escape',
  space: 'Space',
  'ctrl-d': 'C-d',
};

let started = 0;

export class InTmux {
  readonly #socket: string;

  constructor(columns: number, rows: number, folder: string) {
    started += 1;
    this.#socket = `hopscope-${process.pid}-${started}`;
    this.tmux('new-session', '-d', '-x', `${columns}`, '-y', `${rows}`, '-c', folder, 'sh');
  }

  tmux(...args: readonly string[]): string {
    const { status, stdout, stderr, error } = spawnSync('tmux', ['-f', '/dev/null', '-L', this.#socket, ...args], {
      encoding: 'utf8',
      env: { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    });
    if (error || status !== 0) throw new Error(`tmux ${args.join(' ')}: ${error?.message ?? stderr}`);
    return stdout;
  }

  get text(): string {
    return this.tmux('capture-pane', '-p');
  }

  /** Until the screen holds it, wherever its lines are broken. */
  async until(text: string, seconds = 25): Promise<string> {
    for (let tries = 0; tries < seconds * 20; tries += 1) {
      const screen = this.text;
      if (screen.includes(text) || joined(screen).includes(joined(text))) return screen;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`tmux never showed ${text}:\n${this.text}`);
  }

  /** A key by name, or text as it is typed. */
  press(key: string): void {
    if (keys[key]) this.tmux('send-keys', keys[key]);
    else this.tmux('send-keys', '-l', key);
  }

  paste(text: string): void {
    this.tmux('set-buffer', text);
    this.tmux('paste-buffer', '-p');
  }
}

const joined = (text: string): string => text.replace(/\s+/g, '');

/** A shell in tmux in which the program begins. */
export async function inTmux(line: string, columns: number, rows: number): Promise<InTmux> {
  const folder = await temporaryFolder();
  const here = new InTmux(columns, rows, folder);
  onTestFinished(() => {
    here.tmux('kill-server');
  });
  here.tmux('send-keys', '-l', `XDG_STATE_HOME=${folder} ${process.execPath} ${program} ${line}; echo ended with $?`);
  here.tmux('send-keys', 'Enter');
  return here;
}
