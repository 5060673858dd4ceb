/** Words of a line that is typed; those in quotation marks may have spaces. */
export const wordsOf = (text: string): string[] => [...text.matchAll(/"([^"]*)"|\S+/g)].map(([all, quoted]) => quoted ?? all);

/** A word as it is typed. */
export const quoted = (word: string): string => (/\s/.test(word) ? `"${word}"` : word);
