/** The bytes of a terminal as keys, pastes and the mouse. Whatever comes in one piece or torn apart, nothing of it is lost. */
import type { Happening, Key } from '../state/happening.ts';

const ESC = '\u001B';

/** Final letters of control sequences. */
const letters: Record<string, string> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  Z: 'backtab',
  P: 'f1',
  Q: 'f2',
};
/** Numbers before `~`. */
const numbers: Record<string, string> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
};

const single: Record<string, string> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007F': 'backspace',
  '\b': 'backspace',
  ' ': 'space',
  [ESC]: 'escape',
};

/** A whole sequence: control sequence, single shift, mouse report. */
const whole =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what terminals send
  /^\u001B(?:\[<(?<mouse>\d+;\d+;\d+)(?<up>[Mm])|\[(?<params>[\d;?]*)(?<final>[A-Za-z~])|\[\[(?<linux>[A-E])|O(?<shift>[A-Za-z]))/;
/** What may become one when more comes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what terminals send
const begun = /^\u001B(?:\[(?:<[\d;]*|[\d;?]*|\[)?|O)?$/;

const PASTE_BEGINS = `${ESC}[200~`;
const PASTE_ENDS = `${ESC}[201~`;

const WHEEL_ROWS = 3;

export class Decoder {
  #rest = '';
  #pasting: string | undefined;

  /** Whether something is begun that may be a key by itself: the Escape key looks like the beginning of a sequence. */
  get isWaiting(): boolean {
    return this.#rest !== '';
  }

  feed(chunk: string): Happening[] {
    this.#rest += chunk;
    const found: Happening[] = [];
    while (this.#rest) {
      const before = this.#rest;
      found.push(...this.#next());
      if (this.#rest === before) break;
    }
    return found;
  }

  /** No more came: what was begun is what it is. */
  flush(): Happening[] {
    const rest = this.#rest;
    this.#rest = '';
    return [...rest].map((sign) => pressed(sign));
  }

  #next(): Happening[] {
    if (this.#pasting !== undefined) return this.#paste();
    if (this.#rest.startsWith(PASTE_BEGINS)) {
      this.#rest = this.#rest.slice(PASTE_BEGINS.length);
      this.#pasting = '';
      return [];
    }
    if (!this.#rest.startsWith(ESC)) return [pressed(this.#take([...this.#rest.slice(0, 2)][0]!.length))];
    const match = whole.exec(this.#rest);
    if (match) {
      this.#take(match[0].length);
      return sequence(match.groups ?? {});
    }
    if (begun.test(this.#rest)) return [];
    // Escape, and then something else: Alt is held, or two keys were pressed in a row.
    this.#take(1);
    if (this.#rest.startsWith(ESC)) return [pressed(ESC)];
    const sign = this.#take([...this.#rest.slice(0, 2)][0]!.length);
    return /^[a-zA-Z]$/.test(sign) ? [{ type: 'key', key: { name: `alt-${sign}` } }] : [pressed(ESC), pressed(sign)];
  }

  #take(length: number): string {
    const taken = this.#rest.slice(0, length);
    this.#rest = this.#rest.slice(length);
    return taken;
  }

  #paste(): Happening[] {
    const end = this.#rest.indexOf(PASTE_ENDS);
    if (end < 0) {
      // The end mark itself may be torn apart.
      const safe = Math.max(0, this.#rest.length - PASTE_ENDS.length + 1);
      const torn = this.#rest.slice(safe).lastIndexOf(ESC);
      this.#pasting += this.#take(torn < 0 ? this.#rest.length : safe + torn);
      return [];
    }
    const text = this.#pasting + this.#take(end);
    this.#take(PASTE_ENDS.length);
    this.#pasting = undefined;
    return [{ type: 'paste', text }];
  }
}

function pressed(sign: string): Happening {
  const code = sign.codePointAt(0) ?? 0;
  const name = single[sign] ?? (code > 0 && code < 27 ? `ctrl-${String.fromCharCode(code + 96)}` : sign);
  const key: Key = code >= 32 && code !== 127 ? { name, text: sign } : { name };
  return { type: 'key', key };
}

function sequence({ mouse, up, params = '', final, linux, shift }: Record<string, string>): Happening[] {
  if (mouse !== undefined) return mouseAt(mouse.split(';').map(Number) as [number, number, number], up === 'm');
  if (linux) return [{ type: 'key', key: { name: `f${linux.charCodeAt(0) - 64}` } }];
  const name = final === '~' ? numbers[params.split(';')[0] ?? ''] : letters[shift ?? final ?? ''];
  // What a terminal reports about itself is no key.
  return name ? [{ type: 'key', key: { name } }] : [];
}

function mouseAt([button, x, y]: [number, number, number], isReleased: boolean): Happening[] {
  if (button === 64 || button === 65) return [{ type: 'wheel', by: button === 64 ? -WHEEL_ROWS : WHEEL_ROWS }];
  return button === 0 && !isReleased ? [{ type: 'click', x: x - 1, y: y - 1 }] : [];
}
