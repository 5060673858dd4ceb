/** Shows how far a scan is, or an answer that takes long, on stderr: a line that is redrawn for a person, events for a program, nothing for a log. */
import type { Working } from '../reach/index.ts';
import { progressLine, type Running, workingLine } from '../report/progress.ts';
import { type Style, style } from '../report/style.ts';
import type { Context } from './context.ts';

/** Four times a second is enough for eyes. */
const REDRAW_MS = 250;
const CLEAR_LINE = '\r\u001B[2K';

export interface ProgressShown<T> {
  update(running: T): void;
  /** Takes the line away, so that what follows stands alone. */
  end(): void;
}

export const showProgress = (context: Context, json: boolean): ProgressShown<Running> => shown(context, json, progressLine);

/** Runs what takes long, and shows a person how far it is. */
export function whileWorking<T>(context: Context, what: string, run: (working: Working) => T): T {
  const { update, end } = shown<{ done: number; all: number }>(context, false, ({ done, all }, mine) =>
    workingLine(what, done, all, mine),
  );
  try {
    return run((done, all) => update({ done, all }));
  } finally {
    end();
  }
}

function shown<T extends object>(
  { stderr, monotonic }: Context,
  json: boolean,
  lineOf: (running: T, style: Style) => string,
): ProgressShown<T> {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let latest: T | undefined;
  const write = (running: T): void => {
    if (json) stderr.write(`${JSON.stringify({ event: 'progress', ...running })}\n`);
    else if (stderr.terminal) stderr.write(CLEAR_LINE + lineOf(running, style(stderr.columns, false)));
    latest = undefined;
  };
  return {
    update(running) {
      latest = running;
      if (monotonic() - drawnAt < REDRAW_MS) return;
      drawnAt = monotonic();
      write(running);
    },
    end() {
      if (json && latest) write(latest);
      if (!json && stderr.terminal) stderr.write(CLEAR_LINE);
    },
  };
}
