import { expect, test } from 'vitest';
import { countOf, tour } from '../../scripts/tour.ts';
import { walks } from '../tui/tour-walks.ts';
import { inTmux } from './in-tmux.ts';

test.each(walks)('$question ($columns×$rows)', async ({ steps, columns, rows }) => {
  const here = await inTmux('explore sample', columns, rows);
  await here.until('geocoder-trial');
  // Judged: until then a list of findings has no row to open.
  await here.until('C3 H');
  for (const [strokes, shows] of steps) {
    for (const one of strokes) typeof one === 'string' ? here.press(one) : here.paste(one.paste);
    for (const text of shows) await here.until(text);
  }
  here.press('q');
  await here.until('ended with 0');
});

test.each(tour)('$question takes twelve keys at most', (story) => {
  expect(countOf(story)).toBeLessThanOrEqual(12);
});

test('the tour has thirteen stories', () => {
  expect(tour).toHaveLength(13);
});
