/** Other programs that the explorer uses: clipboard, browser, pager, editor. Each says how it went, in a sentence. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Context, Tty } from '../context.ts';

type Env = Context['env'];

/** Terminals take no more through the escape sequence, encoded. */
const MOST_ENCODED = 74_994;

const clipboards = (env: Env): [string, string[]][] => [
  ...(env.WAYLAND_DISPLAY ? ([['wl-copy', []]] as [string, string[]][]) : []),
  ...(env.DISPLAY
    ? ([
        ['xclip', ['-selection', 'clipboard']],
        ['xsel', ['--clipboard', '--input']],
      ] as [string, string[]][])
    : []),
  ['pbcopy', []],
  ['clip.exe', []],
];

/** Over SSH the clipboard is that of the terminal at the other end; here it is this machine's, where a program can reach it. */
export async function copy({ stdout }: Pick<Tty, 'stdout'>, env: Env, text: string): Promise<string> {
  if (!env.SSH_TTY && !env.SSH_CONNECTION) {
    for (const [program, args] of clipboards(env))
      if (await feed(program, args, text)) return `Copied ${shown(text)} with ${program}.`;
  }
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  if (encoded.length > MOST_ENCODED) throw new Error('That is too long for the clipboard of a terminal: x writes it to a file.');
  stdout.write(`\u001B]52;c;${encoded}\u0007`);
  return `Copied ${shown(text)} through the terminal (OSC 52).`;
}

const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** Whether the program is there and took it. */
function feed(program: string, args: readonly string[], text: string): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'ignore'] });
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
    // A program that is not there cannot be written to; its own error tells.
    child.stdin.on('error', () => done(false));
    child.stdin.end(text);
  });
}

/** Opens a page; where nothing can, says the address. */
export async function browse(env: Env, url: string): Promise<string> {
  if (env.SSH_TTY || env.SSH_CONNECTION) return url;
  for (const program of [env.BROWSER, 'open', 'xdg-open'].filter((one) => one !== undefined && one !== '')) {
    if (await launched(program!, url)) return `Opened ${url}`;
  }
  return url;
}

const launched = (program: string, url: string): Promise<boolean> =>
  new Promise((done) => {
    const child = spawn(program, [url], { stdio: 'ignore', detached: true });
    child.on('error', () => done(false));
    child.on('spawn', () => {
      child.unref();
      done(true);
    });
  });

/** The text in `$PAGER`. Its words are taken apart by a shell, as everywhere. */
export const page = (env: Env, text: string): Promise<string> =>
  withFile('hopscope.txt', text, (path) => inShell(env.PAGER || 'less -R', path));

/** A copy of the text in `$EDITOR`: what is changed there changes nothing here. */
export const edit = (env: Env, text: string, name: string): Promise<string> =>
  withFile(name, text, (path) => inShell(env.VISUAL || env.EDITOR || 'vi', path));

async function withFile(name: string, text: string, use: (path: string) => Promise<string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hopscope-'));
  try {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600 });
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const inShell = (program: string, path: string): Promise<string> =>
  new Promise((done, fail) => {
    const child = spawn('sh', ['-c', `${program} "$1"`, 'hopscope', path], { stdio: 'inherit' });
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done('') : fail(new Error(`${program} ended with ${code ?? 'a signal'}.`))));
  });

/** Never over a file that is there. */
export async function write({ cwd }: Pick<Context, 'cwd'>, text: string, name: string): Promise<string> {
  const path = resolve(cwd, name);
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return `Wrote ${path}.`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new Error(`${path} could not be written: ${(error as Error).message}`, { cause: error });
    throw new Error(`${path} is there already: :export NAME takes another name.`, { cause: error });
  }
}
