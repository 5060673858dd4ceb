/** How far a scan is, or an answer that takes long, in a line. */
import type { Style } from './style.ts';
import { truncate } from './table.ts';
import { counted, digits } from './words.ts';

/** What a scan says while it runs. */
export interface Running {
  calls: { done: number; open: number };
  resources: number;
  places: { done: number; all: number };
  throttles: number;
  gaps: number;
  /** Milliseconds that are left, as far as can be told. */
  msLeft?: number;
}

export function progressLine({ calls, resources, places, throttles, gaps, msLeft = 0 }: Running, style: Style): string {
  const parts: [text: string, rank: number][] = [
    [`${counted(calls.done, 'call')}, ${digits(calls.open)} to do`, 0],
    [counted(resources, 'resource'), 5],
    [`${places.done} of ${counted(places.all, 'place')}`, 4],
    ...(throttles ? [[counted(throttles, 'throttle'), 3] as [string, number]] : []),
    ...(gaps ? [[counted(gaps, 'gap'), 2] as [string, number]] : []),
    ...(msLeft >= 1000 ? [[`about ${Math.ceil(msLeft / 1000)} s left`, 1] as [string, number]] : []),
  ];
  const upTo = (most: number): string => `Scanning: ${parts.flatMap(([text, rank]) => (rank <= most ? [text] : [])).join(' · ')}`;
  // Half a number tells nothing: what matters least is left out as a whole.
  const fitting = [5, 4, 3, 2, 1].map(upTo).find((line) => line.length <= style.width - 1);
  return fitting ?? truncate(upTo(0), style.width - 1);
}

/** How far an answer is: `done` of `all` steps. */
export const workingLine = (what: string, done: number, all: number, style: Style): string =>
  truncate(`${what} is being worked out: ${percent(done, all)}`, style.width - 1);

export const percent = (done: number, all: number): string => `${Math.floor((done / all) * 100)} %`;
