/** Walks the markup of an XML text: tags, attributes, comments, character data. Knows nothing of what the elements mean. */
import { MalformedXml } from './malformed.ts';
import type { Tag } from './plan.ts';
import { decodeEntities, withoutLayout } from './scalars.ts';

/** No answer of AWS is nested deeper; one that is was made to break its reader. */
const MAX_DEPTH = 100;

const [SLASH, LESS, GREATER, BANG, QUESTION] = [0x2f, 0x3c, 0x3e, 0x21, 0x3f];
const ATTRIBUTES = /(?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/y;
const NAME = /[^\s<>/!?&"'=]+/y;

/** A line break and so much indentation, by length: what stands between two tags of EC2. To compare it whole is the quickest way past. */
const LAYOUT = Array.from({ length: 120 }, (_, length) => '\n'.padEnd(length));

/** V8 compares a cut in half the time of `startsWith`. */
const isAt = (text: string, part: string, at: number): boolean => text.slice(at, at + part.length) === part;

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;

export class Markup {
  protected readonly text: string;
  protected at = 0;
  /** Whether the tag that was last opened closed itself. */
  protected empty = false;
  /** Where the next `&` is; lags behind where text was passed over. */
  #ampersand: number;

  constructor(text: string) {
    this.text = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
    this.#ampersand = this.#next('&', 0);
  }

  /** Goes to the next tag, past space, comments and instructions; the character after its `<`, or NaN at the end of the text. */
  protected toTag(): number {
    const { text } = this;
    for (;;) {
      let { at } = this;
      const end = text.indexOf('<', at);
      if (end > at && text.slice(at, end) === LAYOUT[end - at]) at = end;
      let code = text.charCodeAt(at);
      while (code === 0x20 || code === 0x0a || code === 0x09) {
        at += 1;
        code = text.charCodeAt(at);
      }
      this.at = at;
      if (code !== LESS) {
        if (Number.isNaN(code)) return code;
        throw this.malformed('has text where an element belongs');
      }
      const next = text.charCodeAt(this.at + 1);
      if (next !== BANG && next !== QUESTION) return next;
      if (this.#characterData()?.trim()) throw this.malformed('has text where an element belongs');
    }
  }

  /** Opens the tag here if it is this one. */
  protected opens(tag: Tag): boolean {
    const { open } = tag;
    if (!isAt(this.text, open, this.at)) return false;
    const after = this.at + open.length;
    const code = this.text.charCodeAt(after);
    if (code === GREATER) {
      this.at = after + 1;
      this.empty = false;
      return true;
    }
    if (code === SLASH && this.text.charCodeAt(after + 1) === GREATER) {
      this.at = after + 2;
      this.empty = true;
      return true;
    }
    if (!isSpace(code)) return false;
    this.#attributes(after);
    return true;
  }

  /** Opens whatever tag is here, and gives its name. */
  protected open(): string {
    NAME.lastIndex = this.at + 1;
    const name = NAME.exec(this.text)?.[0];
    if (name === undefined) throw this.malformed('has a tag without a name');
    this.#attributes(this.at + 1 + name.length);
    return name;
  }

  protected close(tag: Tag): void {
    if (isAt(this.text, tag.close, this.at)) this.at += tag.close.length;
    else this.#closeAny(tag.name);
  }

  /** The text of an element that has no elements, from after its opening tag to after its closing one. */
  protected content(tag: Tag): string {
    const { text, at } = this;
    const end = text.indexOf('<', at);
    if (end < 0) throw this.cutShort(tag.name);
    if (!isAt(text, tag.close, end)) return this.#mixedContent(tag);
    this.at = end + tag.close.length;
    if (this.#ampersand < end) return withoutLayout(this.#decoded(at, end));
    const first = text.charCodeAt(at);
    const content = text.slice(at, end);
    return first <= 0x20 || first >= 0xa0 ? withoutLayout(content) : content;
  }

  /** Goes past an element that nothing is known of, from after its opening tag; it still has to be well-formed. */
  protected skip(name: string): void {
    const around = [name];
    while (around.length > 0) {
      const innermost = around.at(-1)!;
      const end = this.text.indexOf('<', this.at);
      if (end < 0) throw this.cutShort(innermost);
      this.at = end;
      const next = this.text.charCodeAt(end + 1);
      if (next === SLASH) {
        this.#closeAny(innermost);
        around.pop();
      } else if (next === BANG || next === QUESTION) {
        this.#characterData();
      } else {
        const inner = this.open();
        if (!this.empty) around.push(inner);
        if (around.length > MAX_DEPTH) throw this.malformed(`is nested deeper than ${MAX_DEPTH} levels`);
      }
    }
  }

  protected malformed(what: string, at = this.at): MalformedXml {
    return new MalformedXml(what, at);
  }

  protected cutShort(name: string): MalformedXml {
    return this.malformed(`is cut short: <${name}> is not closed`, this.text.length);
  }

  /** Text in pieces, between comments, instructions and `CDATA`. */
  #mixedContent(tag: Tag): string {
    let content = '';
    for (;;) {
      const end = this.text.indexOf('<', this.at);
      if (end < 0) throw this.cutShort(tag.name);
      content += this.#decoded(this.at, end);
      this.at = end;
      const next = this.text.charCodeAt(end + 1);
      if (next === SLASH) break;
      if (next !== BANG && next !== QUESTION) throw this.malformed(`has an element inside <${tag.name}>, where text belongs`);
      content += this.#characterData() ?? '';
    }
    this.close(tag);
    return withoutLayout(content);
  }

  #decoded(from: number, to: number): string {
    const raw = this.text.slice(from, to);
    if (this.#ampersand >= to) return raw;
    this.#ampersand = this.#next('&', to);
    try {
      return decodeEntities(raw);
    } catch (error) {
      throw this.malformed(`holds ${(error as Error).message}`, from);
    }
  }

  #closeAny(name: string): void {
    const end = this.text.indexOf('>', this.at);
    if (end < 0 || this.text.charCodeAt(this.at + 1) !== SLASH) throw this.cutShort(name);
    const found = this.text.slice(this.at + 2, end).trim();
    if (found !== name) throw this.malformed(`closes <${name}> with </${found.slice(0, 60)}>`);
    this.at = end + 1;
  }

  /** Attributes say nothing that the SDK's schemas know. */
  #attributes(from: number): void {
    ATTRIBUTES.lastIndex = from;
    const found = ATTRIBUTES.exec(this.text);
    if (!found) throw this.malformed('has a tag that is not closed or has broken attributes');
    this.empty = found[1] === '/';
    this.at = ATTRIBUTES.lastIndex;
  }

  /** Goes past a comment or an instruction, or gives what a `CDATA` section holds. */
  #characterData(): string | undefined {
    const { text, at } = this;
    if (text.startsWith('<!--', at)) this.#past('-->', at);
    else if (text.startsWith('<?', at)) this.#past('?>', at);
    else if (text.startsWith('<![CDATA[', at)) {
      this.#past(']]>', at + 9);
      return text.slice(at + 9, this.at - 3);
    } else throw this.malformed('has a declaration, which no answer of AWS has');
    return undefined;
  }

  #past(mark: string, from: number): void {
    const end = this.text.indexOf(mark, from);
    if (end < 0) throw this.malformed(`is cut short: ${JSON.stringify(mark)} is missing`, this.text.length);
    this.at = end + mark.length;
  }

  #next(mark: string, from: number): number {
    const next = this.text.indexOf(mark, from);
    return next < 0 ? Number.POSITIVE_INFINITY : next;
  }
}
