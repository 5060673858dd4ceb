/** The explorer on a terminal: its threads, its effects, and what it remembers. */
import type { Config } from '../../findings/config.ts';
import { explore } from '../../tui/shell/explore.ts';
import { RESET, type Terminal } from '../../tui/shell/terminal.ts';
import type { Context, Tty } from '../context.ts';
import { openOffice } from './office.ts';
import { browse, copy, edit, page, write } from './programs.ts';
import { keepSession, lastSession } from './session.ts';

export interface Exploring {
  /** Absent: there is no snapshot yet. */
  readonly shown?: { readonly store: string; readonly snapshot: string };
  /** The folder that scans are kept in. */
  readonly scans: string;
  readonly config: Config;
  readonly baseline: readonly string[];
  readonly looks: {
    readonly theme?: string;
    readonly ascii: boolean;
    readonly mouse: boolean;
    readonly 'no-color': boolean;
    readonly 'full-redraw': boolean;
  };
}

export async function exploreOn(context: Context, tty: Tty, { shown, scans, config, baseline, looks }: Exploring): Promise<void> {
  const store = shown?.store ?? scans;
  const session = await lastSession(context, store, looks);
  tty.atExit(RESET);
  const { cwd, version, sample } = context;
  const here = { cwd, version, sample, now: context.now().toISOString() };
  const assignment = { ...here, ...(shown && { shown: { ...shown } }), scans, config, baseline };
  const last = await explore(terminalOf(context, tty), (news) => openOffice(assignment, news), {
    session,
    isEmpty: !shown,
    fullRedraw: looks['full-redraw'],
  });
  await keepSession(context, store, last);
}

function terminalOf(context: Context, tty: Tty): Terminal {
  const { env, interrupted } = context;
  return {
    stdin: tty.stdin,
    stdout: tty.stdout,
    copy: (text) => copy(tty, env, text),
    browse: (url) => browse(env, url),
    page: (text) => page(env, text),
    edit: (text, name) => edit(env, text, name),
    write: (text, name) => write(context, text, name),
    stop: () => tty.stop(),
    onEnd: (end) => (interrupted.aborted ? end() : interrupted.addEventListener('abort', end, { once: true })),
    later: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}
