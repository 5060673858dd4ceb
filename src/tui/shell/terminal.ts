/** What the shell is given: a terminal with the programs around it, and who answers questions; and what a terminal is told by itself. */
import type { Answer } from '../desk/answers.ts';
import type { Question, ScanOrder } from '../desk/questions.ts';

/** Who answers questions: threads of their own, or in a test the same one. */
export interface Office {
  ask(question: Question): Promise<Answer>;
  /** Turns to another snapshot of the store; its tree comes as news. */
  open(id: string): void;
  /** Turns to the sample company. */
  sample(): void;
  /** One at a time; its trees and its end come as news. */
  scan(order: ScanOrder): void;
  stopScan(): void;
  /** Imports a folder of answers, and turns to what came of it. */
  import(dir: string): void;
  /** Resolves when nothing of it runs any more. */
  close(): void | Promise<void>;
}

/** A terminal and the programs around it. Each says how it went. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  copy(text: string): Promise<string>;
  browse(url: string): Promise<string>;
  /** Both run while the terminal is theirs. */
  page(text: string): Promise<string>;
  edit(text: string, name: string): Promise<string>;
  write(text: string, name: string): Promise<string>;
  /** Until the program is brought back. */
  stop(): Promise<void>;
  /** Once, when the process is asked to end. */
  onEnd(end: () => void): void;
  later(milliseconds: number, run: () => void): () => void;
}

export const PASTE = { on: '\u001B[?2004h', off: '\u001B[?2004l' } as const;
export const MOUSE = { on: '\u001B[?1000h\u001B[?1006h', off: '\u001B[?1000l\u001B[?1006l' } as const;

/** A sign that is wider than it should be must not push the rest of its row into the next. */
export const WRAP = { on: '\u001B[?7h', off: '\u001B[?7l' } as const;

/** What leaves a terminal as it was found, whatever happened: mouse and pasting off, lines that wrap, the usual screen, a cursor. */
export const RESET = `${MOUSE.off}${PASTE.off}${WRAP.on}\u001B[?1049l\u001B[?25h`;

export const OTHER_SCREEN = '\u001B[?1049h\u001B[?25l';
