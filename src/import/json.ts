/** Reads JSON that anybody may have written: what `JSON.parse` lets pass in silence is refused here, with its place. */
import { MAX_DEPTH, setMember } from '../snapshot/canonical.ts';

/** Why a text is not taken, and where in it. */
export class JsonFault extends Error {
  override name = 'JsonFault';
  /** `line 3, column 7`, from 1. */
  readonly at: string;
  constructor(message: string, text: string, offset: number) {
    super(message);
    const before = text.slice(0, offset).split('\n');
    this.at = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  }
}

const blank = /[ \t\r\n]*/y;
const string = /"[^"\\]*(?:\\.[^"\\]*)*"/sy;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const words: Record<string, boolean | null> = { true: true, false: false, null: null };

/**
 * The value that a text holds. Throws `JsonFault` for what is not JSON, for a member that is there twice, for a number that would
 * not stay what it is, and for more levels than AWS ever answers with.
 */
export function readJson(text: string): unknown {
  return new Reader(text).whole();
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): unknown {
    this.#take(blank);
    if (this.#at === this.#text.length) throw this.#fault('the file is empty');
    const value = this.#value(0);
    if (this.#at < this.#text.length) throw this.#fault('something follows after the end of the JSON value');
    return value;
  }

  #value(depth: number): unknown {
    const start = this.#at;
    const value = this.#bare(depth, start);
    this.#take(blank);
    return value;
  }

  #bare(depth: number, start: number): unknown {
    const first = this.#text[start];
    if (first === '{' || first === '[') {
      if (depth >= MAX_DEPTH) throw this.#fault(`it is nested deeper than ${MAX_DEPTH} levels`);
      return first === '{' ? this.#object(depth + 1) : this.#list(depth + 1);
    }
    if (first === '"') return this.#string();
    const literal = this.#take(word);
    if (literal) return words[literal];
    const digits = this.#take(number);
    if (digits) return this.#number(digits, start);
    throw this.#fault(start === this.#text.length ? 'the file ends before the JSON does' : 'this is not JSON');
  }

  #object(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#at += 1;
    this.#take(blank);
    if (this.#skip('}')) return object;
    for (;;) {
      const start = this.#at;
      if (this.#text[start] !== '"') throw this.#fault('a member should begin here, with its name in double quotes');
      const name = this.#string();
      if (Object.hasOwn(object, name)) throw this.#fault(`the member ${JSON.stringify(name)} is there twice`, start);
      this.#take(blank);
      this.#expect(':');
      setMember(object, name, this.#value(depth));
      if (this.#skip('}')) return object;
      this.#expect(',');
    }
  }

  #list(depth: number): unknown[] {
    const list: unknown[] = [];
    this.#at += 1;
    this.#take(blank);
    if (this.#skip(']')) return list;
    for (;;) {
      list.push(this.#value(depth));
      if (this.#skip(']')) return list;
      this.#expect(',');
    }
  }

  #string(): string {
    const start = this.#at;
    const literal = this.#take(string);
    if (!literal) throw this.#fault('this text does not end');
    try {
      return JSON.parse(literal) as string;
    } catch {
      throw this.#fault('this text holds a character or an escape that JSON does not allow', start);
    }
  }

  #number(digits: string, start: number): number {
    const value = Number(digits);
    if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return value;
    throw this.#fault(`the number ${digits.slice(0, 40)} is beyond 2^53 and would not stay what it is`, start);
  }

  #expect(character: string): void {
    if (this.#skip(character)) return;
    const ended = this.#at === this.#text.length;
    throw this.#fault(ended ? 'the file ends before the JSON does' : `${JSON.stringify(character)} should be here`);
  }

  /** Passes over one character, and the blanks after it. */
  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    this.#take(blank);
    return true;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found) this.#at += found.length;
    return found;
  }

  #fault(message: string, offset = this.#at): JsonFault {
    return new JsonFault(message, this.#text, offset);
  }
}

/** The text of a file: UTF-8, or what PowerShell writes with `>`. Throws `JsonFault`. */
export function textOf(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(wide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new JsonFault(`the file is not text in ${wide ? 'UTF-16' : 'UTF-8'}`, '', 0);
  }
}
