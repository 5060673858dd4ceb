/** YAML as plain texts, lists and maps, each with its line; whatever else YAML knows is refused, and every fault is kept. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A place in the text; nothing for one that is empty. */
export type Item = Node | null | undefined;

export interface Entry {
  readonly value: string;
  readonly node: Node;
}

/** The top of a document. Faults of YAML itself are kept with the reader. */
export function readYaml(text: string, reader: YamlReader): Item {
  // Failsafe: every scalar is text, so that an account's leading zeros and a `no` stay what people wrote.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: reader.lines, prettyErrors: false, version: '1.2' });
  for (const { message, pos } of [...document.errors, ...document.warnings]) reader.problemAt(pos[0], message);
  return document.contents;
}

export class YamlReader {
  readonly lines = new LineCounter();
  readonly problems: Problem[] = [];

  problem(at: Item | Entry, message: string): void {
    const node = at && 'node' in at ? at.node : at;
    this.problemAt(node?.range?.[0] ?? 0, message);
  }

  problemAt(offset: number, message: string): void {
    const { line, col } = this.lines.linePos(offset);
    this.problems.push({ line: Math.max(1, line), column: Math.max(1, col), message });
  }

  lineOf(node: Item): number {
    return Math.max(1, this.lines.linePos(node?.range?.[0] ?? 0).line);
  }

  /** Hands each member of a map to its reader. A member that nobody reads is a fault. */
  members(node: Item, what: string, readers: Readonly<Record<string, (value: Item) => void>>): void {
    if (isNothing(node)) return;
    const names = Object.keys(readers).join(', ');
    if (!isMap(node)) {
      this.problem(node, isAlias(node) ? NO_ALIAS : `${what} has members: ${names}`);
      return;
    }
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      if (Object.hasOwn(readers, name)) readers[name]!(value as Item);
      else this.problem(key as Item, `${what} has no member ${JSON.stringify(name)}: there are ${names}`);
    }
  }

  /** The members of a map whose names people choose. */
  entries(node: Item, what: string): { key: Entry; value: Item }[] {
    if (isNothing(node)) return [];
    if (!isMap(node)) {
      this.problem(node, isAlias(node) ? NO_ALIAS : `${what} has a name for each of its members`);
      return [];
    }
    return node.items.flatMap(({ key, value }) => {
      const name = this.text(key as Item);
      return name ? [{ key: name, value: value as Item }] : [];
    });
  }

  /** The elements of a list. */
  list(node: Item): Item[] {
    if (isNothing(node)) return [];
    if (isSeq(node)) return node.items as Item[];
    this.problem(node, isAlias(node) ? NO_ALIAS : 'a list is wanted here: each element on its own line, after a dash');
    return [];
  }

  /** One text. */
  text(node: Item): Entry | undefined {
    if (node && isScalar(node)) return { value: String(node.value ?? ''), node };
    this.problem(node, isAlias(node) ? NO_ALIAS : 'one text is wanted here');
    return undefined;
  }

  /** One text, or a list of them. */
  texts(node: Item): Entry[] {
    return isSeq(node) ? node.items.flatMap((each) => this.text(each as Item) ?? []) : [this.text(node) ?? []].flat();
  }
}

const NO_ALIAS = 'aliases are not read here: write it out';

/** `mutes:` with nothing after it. */
const isNothing = (node: Item): boolean => !node || (isScalar(node) && node.value === '' && node.type === 'PLAIN');
