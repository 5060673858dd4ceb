/** Keeps pieces of long texts without the texts. */

/** The same string with memory of its own. What is cut from a long string is a view, and keeps the whole of it in memory. */
export const ownText = (text: string): string => JSON.parse(JSON.stringify(text)) as string;
