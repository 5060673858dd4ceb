/** Shows how far a scan is, on stderr: a line that is redrawn for a person, events for a program, nothing for a log. */
import { progressLine, type Running } from '../report/progress.ts';
import { style } from '../report/style.ts';
import type { Context } from './context.ts';

/** Four times a second is enough for eyes. */
const REDRAW_MS = 250;
const CLEAR_LINE = '\r\u001B[2K';

export interface ProgressShown {
  update(running: Running): void;
  /** Takes the line away, so that what follows stands alone. */
  end(): void;
}

export function showProgress({ stderr, monotonic }: Context, json: boolean): ProgressShown {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let latest: Running | undefined;
  const write = (running: Running): void => {
    if (json) stderr.write(`${JSON.stringify({ event: 'progress', ...running })}\n`);
    else if (stderr.terminal) stderr.write(CLEAR_LINE + progressLine(running, style(stderr.columns, false)));
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
