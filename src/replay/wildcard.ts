/** AWS's wildcards in the values of filters: `*` for any characters, `?` for one, `\` to mean either as it stands. */

/** Whether a text is one of the values; case counts. */
export function anyOf(values: readonly string[]): (text: string) => boolean {
  const exact = new Set<string>();
  const wild: ((text: string) => boolean)[] = [];
  for (const value of values) {
    if (/[*?\\]/.test(value)) wild.push(wildcard(value));
    else exact.add(value);
  }
  return (text) => exact.has(text) || wild.some((matches) => matches(text));
}

interface Part {
  character: string;
  literal: boolean;
}

function partsOf(value: string): Part[] {
  const characters = [...value];
  const parts: Part[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const escaped = characters[at] === '\\' && at + 1 < characters.length;
    if (escaped) at += 1;
    const character = characters[at]!;
    parts.push({ character, literal: escaped || (character !== '*' && character !== '?') });
  }
  return parts;
}

/** Goes back no further than to the last `*`, so that no value can make it slow. */
function wildcard(value: string): (text: string) => boolean {
  const parts = partsOf(value);
  const isStar = (at: number) => parts[at]?.literal === false && parts[at].character === '*';
  return (whole) => {
    const text = [...whole];
    let t = 0;
    let p = 0;
    let star = -1;
    let from = 0;
    while (t < text.length) {
      const part = parts[p];
      if (isStar(p)) {
        star = p;
        from = t;
        p += 1;
      } else if (part && (part.literal ? part.character === text[t] : true)) {
        t += 1;
        p += 1;
      } else if (star >= 0) {
        p = star + 1;
        from += 1;
        t = from;
      } else return false;
    }
    while (isStar(p)) p += 1;
    return p === parts.length;
  };
}
