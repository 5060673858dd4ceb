/** What a command is, as data: flags, arguments, examples, and what runs. Parsing, help and completion all derive from it. */
import type { Context } from './context.ts';

/** What a value names, for completion. */
export type Completes = 'kind' | 'snapshot' | 'directory' | 'command';

export interface Flag {
  about: string;
  /** What the value is called in help, e.g. `DIR`. Absent: the flag is a switch. */
  value?: string;
  short?: string;
  /** May be given several times. */
  many?: true;
  /** The value that the flag has without one: `--resume` is `--resume=latest`. */
  bare?: string;
  choices?: readonly string[];
  /** The value is a number in these bounds. */
  number?: { least: number; most: number };
  completes?: Completes;
}

export interface Argument {
  name: string;
  about: string;
  optional?: true;
  choices?: readonly string[];
  completes?: Completes;
}

type Value<F extends Flag> = F extends { many: true }
  ? string[]
  : F extends { number: object }
    ? number | undefined
    : F extends { value: string }
      ? string | undefined
      : boolean;

export type Values<Flags extends Record<string, Flag>> = { [Name in keyof Flags]: Value<Flags[Name]> };

/** Flags that every command takes. */
export const globalFlags = {
  store: {
    value: 'DIR',
    about: 'Where snapshots are kept. Default: $HOPSCOPE_STORE, else ./snapshots',
    completes: 'directory',
  },
  snapshot: {
    value: 'REF',
    about: 'Which snapshot to read: an id, latest, latest~N, sample or sample~1. Default: latest',
    completes: 'snapshot',
  },
  json: { about: 'Print JSON with a versioned schema' },
  'no-color': { about: 'Print without colours, as does $NO_COLOR' },
  help: { short: 'h', about: 'Explain the command' },
  version: { about: 'Print the version' },
} as const satisfies Record<string, Flag>;

export interface Input<Flags extends Record<string, Flag> = Record<never, never>> {
  flags: Values<Flags> & Values<typeof globalFlags>;
  args: string[];
}

export interface Example {
  line: string;
  about: string;
}

export interface Command<Flags extends Record<string, Flag> = Record<string, Flag>> {
  /** A paragraph for `help`, after the summary. */
  about?: string;
  flags: Flags;
  args: readonly Argument[];
  examples: readonly Example[];
  /** Resolves to the exit code. */
  run(context: Context, input: Input<Flags>): Promise<number>;
}

/** Declares a command; the types of its input follow from its flags. */
export const command = <const Flags extends Record<string, Flag>>(row: Command<Flags>): Command =>
  // Each command is only ever given the input that its own flags yield.
  row as unknown as Command;

/** A line of the list of commands: its details are loaded when it is used. */
export interface Entry {
  name: string;
  summary: string;
  load(): Promise<{ default: Command }>;
}
