/** A terminal that takes everything and shows nothing, for whoever measures the screen's thread alone. */
import { EventEmitter } from 'node:events';
import type { Terminal } from '../../src/tui/shell/terminal.ts';

export const written = { bytes: 0 };

export const stdout = Object.assign(new EventEmitter(), {
  isTTY: true,
  writable: true,
  columns: 200,
  rows: 50,
  write(text: string, ...rest: unknown[]): boolean {
    written.bytes += Buffer.byteLength(text);
    for (const one of rest) if (typeof one === 'function') queueMicrotask(one as () => void);
    return true;
  },
});

export const stdin = Object.assign(new EventEmitter(), {
  isTTY: true,
  setRawMode() {},
  setEncoding() {},
  resume() {},
  pause() {},
  ref() {},
  unref() {},
});

export const terminal = {
  stdin,
  stdout,
  copy: async () => '',
  browse: async () => '',
  page: async () => '',
  edit: async () => '',
  write: async () => '',
  stop: async () => {},
  onEnd() {},
  later(milliseconds: number, run: () => void) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
} as unknown as Terminal;
