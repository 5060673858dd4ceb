/** Every effect that a command may have, in one value, so that commands run under test without a process of their own. */
import type { Self } from '../snapshot/store-lock.ts';

export interface Output {
  write(text: string): void;
  /** Whether a person looks at it. */
  terminal: boolean;
  columns: number;
}

/** The terminal itself, for what fills its whole screen. */
export interface Tty {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  /** Stops the program until its shell brings it back; at once where no shell could. */
  stop(): Promise<void>;
  /** What ends the process, however it ends, still writes. */
  atExit(last: string): void;
}

export interface Context {
  stdout: Output;
  stderr: Output;
  /** Absent where nobody sits at one. */
  tty?(): Promise<Tty>;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  now(): Date;
  /** Milliseconds that never go back. */
  monotonic(): number;
  /** Asks the person at the terminal; rejects when there is none. */
  ask(question: string): Promise<string>;
  /** Asks DNS for a host's addresses; rejects when it has none. */
  lookUp(host: string): Promise<string[]>;
  /** Fires at Ctrl-C. */
  interrupted: AbortSignal;
  /** The process that locks a store while it writes. */
  self: Self;
  version: string;
  /** The folder of the store with the sample snapshots. */
  sample: string;
}
