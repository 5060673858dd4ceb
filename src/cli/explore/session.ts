/** What the explorer remembers from one time to the next: looks, and where the reader was. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isTheme } from '../../tui/screen/theme.ts';
import type { Session } from '../../tui/shell/session.ts';
import type { Context } from '../context.ts';

type Kept = Partial<Record<'theme' | 'view' | 'key' | 'filter' | 'line', string>> & {
  ascii?: boolean;
  mouse?: boolean;
  store?: string;
};

const fileOf = ({ env }: Pick<Context, 'env'>): string =>
  join(env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state'), 'hopscope', 'explore.json');

/** How the screen looks where nobody has said otherwise. */
function looks(
  { env }: Pick<Context, 'env'>,
  said: { theme?: string; ascii: boolean; mouse: boolean; 'no-color': boolean },
  kept: Kept,
): Session['settings'] {
  const isColourless = said['no-color'] || Boolean(env.NO_COLOR) || env.TERM === 'dumb';
  const theme = said.theme ?? env.HOPSCOPE_THEME ?? kept.theme ?? 'dark';
  return {
    theme: isColourless ? 'mono' : isTheme(theme) ? theme : 'dark',
    ascii: said.ascii || (kept.ascii ?? false) || /^(?:C|POSIX)$/.test(env.LC_ALL || env.LC_CTYPE || env.LANG || ''),
    mouse: said.mouse || (kept.mouse ?? false),
  };
}

/** The last session, where it was in the same store. What cannot be read is as if there was none. */
export async function lastSession(
  context: Pick<Context, 'env'>,
  store: string,
  said: { theme?: string; ascii: boolean; mouse: boolean; 'no-color': boolean },
): Promise<Session> {
  const kept = await readKept(context);
  const settings = looks(context, said, kept);
  if (kept.store !== store) return { settings };
  return {
    settings,
    ...(kept.view && { view: kept.view as NonNullable<Session['view']> }),
    ...(kept.key && { key: kept.key }),
    ...(kept.filter && { filter: kept.filter }),
    ...(kept.line && { line: kept.line }),
  };
}

async function readKept(context: Pick<Context, 'env'>): Promise<Kept> {
  let text: string;
  try {
    text = await readFile(fileOf(context), 'utf8');
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return {};
    throw error;
  }
  try {
    const kept: unknown = JSON.parse(text);
    return typeof kept === 'object' && kept !== null ? (kept as Kept) : {};
  } catch {
    // Half a file, of a machine that lost its power: it only held where somebody was.
    return {};
  }
}

/** Where it cannot be kept, the next session begins anew; that is no reason to end this one with an error. */
export async function keepSession(
  context: Pick<Context, 'env'>,
  store: string,
  { settings, view, key, filter, line }: Session,
): Promise<void> {
  const path = fileOf(context);
  const isMono = settings.theme === 'mono';
  const kept: Kept = {
    ...(isMono ? {} : { theme: settings.theme }),
    ascii: settings.ascii,
    mouse: settings.mouse,
    store,
    ...(view && { view }),
    ...(key && { key }),
    ...(filter && { filter }),
    ...(line && { line }),
  };
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
  } catch (error) {
    if (!['EACCES', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EPERM', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
  }
}
