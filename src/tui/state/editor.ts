/** A line that somebody types: text and a place in it. */
export interface Editor {
  readonly text: string;
  /** Before which sign the next one goes, in code points. */
  readonly at: number;
}

export const empty: Editor = { text: '', at: 0 };

export const typed = (text: string): Editor => ({ text, at: [...text].length });

/** With some text put in. Only what can stand on one line stays of it. */
export function insert({ text, at }: Editor, more: string): Editor {
  const signs = [...text];
  const put = [...more.replace(/[\r\n\t]+/g, ' ').replace(/\p{Cc}/gu, '')];
  return { text: [...signs.slice(0, at), ...put, ...signs.slice(at)].join(''), at: at + put.length };
}

/** What a key does to the line; nothing where it is none of the line's. */
export function edit({ text, at }: Editor, key: string): Editor | undefined {
  const signs = [...text];
  const without = (from: number, to: number): Editor => ({
    text: [...signs.slice(0, from), ...signs.slice(to)].join(''),
    at: from,
  });
  switch (key) {
    case 'left':
      return { text, at: Math.max(0, at - 1) };
    case 'right':
      return { text, at: Math.min(signs.length, at + 1) };
    case 'home':
    case 'ctrl-a':
      return { text, at: 0 };
    case 'end':
    case 'ctrl-e':
      return { text, at: signs.length };
    case 'backspace':
      return at > 0 ? without(at - 1, at) : { text, at };
    case 'delete':
      return without(at, at + 1);
    case 'ctrl-u':
      return without(0, at);
    case 'ctrl-k':
      return { text: signs.slice(0, at).join(''), at };
    case 'ctrl-w': {
      const before = signs
        .slice(0, at)
        .join('')
        .replace(/\S+\s*$/, '');
      return without([...before].length, at);
    }
    default:
      return undefined;
  }
}
