/** Words of a line that is typed; what stands in quotation marks, as in `name="web server"`, may have spaces. */
export const wordsOf = (text: string): string[] =>
  (text.match(/(?:"[^"]*"|\S)+/g) ?? []).map((word) => word.replaceAll(/"([^"]*)"/g, '$1'));

/** A word as it is typed. */
export const quoted = (word: string): string => (/\s/.test(word) ? `"${word}"` : word);
