/** How text is drawn: meanings instead of colours, and how wide the reader's screen is. */

/** What a piece of text means to its reader. */
export type Meaning = 'heading' | 'quiet' | 'good' | 'warning' | 'bad' | 'command';

/** Select Graphic Rendition codes that read well on dark and on light screens: on, off. */
const codes: Record<Meaning, readonly [number, number]> = {
  heading: [1, 22],
  quiet: [2, 22],
  good: [32, 39],
  warning: [33, 39],
  bad: [31, 39],
  command: [36, 39],
};

export interface Style {
  /** Columns that a line may take; `Infinity` when nobody looks at a screen. */
  width: number;
  paint(meaning: Meaning, text: string): string;
}

/** Without `colour`, meaning is carried by words and signs alone; they are always there. */
export const style = (width: number, colour: boolean): Style => ({
  width,
  paint: (meaning, text) => (colour && text ? `\u001B[${codes[meaning][0]}m${text}\u001B[${codes[meaning][1]}m` : text),
});
