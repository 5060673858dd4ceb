import { expect, test } from 'vitest';
import { walks } from './tour-walks.ts';
import { walk } from './walk.ts';

const joined = (text: string): string => text.replace(/\s+/g, '');

test.each(walks)('$question ($columns×$rows)', async ({ steps, columns, rows }) => {
  const here = await walk(columns, rows);
  for (const [strokes, shows] of steps) {
    for (const one of strokes) {
      if (typeof one === 'string') await here.press(one === 'escape' ? 'esc' : one);
      else await here.hear({ type: 'paste', text: one.paste });
    }
    for (const text of shows) expect(joined(here.text)).toContain(joined(text));
  }
});
