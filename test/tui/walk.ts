/** Walks through the explorer by keys, and looks at what is then on the screen. */
import { expect } from 'vitest';
import { plain, type Room, sampleRoom, Walker } from './room.ts';

export class Walk extends Walker {
  shows(...texts: readonly (string | RegExp)[]): this {
    for (const text of texts) typeof text === 'string' ? expect(this.text).toContain(text) : expect(this.text).toMatch(text);
    return this;
  }

  hides(...texts: readonly string[]): this {
    for (const text of texts) expect(this.text).not.toContain(text);
    return this;
  }
}

/** The explorer on a room, with all of its news heard. */
export async function walk(columns = 100, rows = 30, room?: Room, settings = plain): Promise<Walk> {
  const here = room ?? (await sampleRoom());
  const started = new Walk(here, columns, rows, settings);
  return started.hear(...here.first.map((news) => ({ type: 'news', news }) as const));
}
