/** A tree's texts in parts: they arrive as they were sent. */
import { expect, test } from 'vitest';
import { Slices, Slicing } from '../../src/cli/explore/slices.ts';
import type { News } from '../../src/tui/desk/news.ts';

const tree = (...text: string[]): News => {
  const lower = text.map((part) => part.toLowerCase());
  return { news: 'tree', manifest: {}, tree: { text, lower } } as unknown as News;
};

/** What arrives of these, and in how many messages, of a receiver that takes one at a time. */
async function sent(...news: News[]) {
  const arrived: News[] = [];
  const slices = new Slices();
  let messages = 0;
  const slicing: Slicing = new Slicing((message) => {
    messages += 1;
    const copy = structuredClone(message);
    if ('news' in copy) return void arrived.push(slices.whole(copy.news));
    slices.add(copy.slice);
    queueMicrotask(() => slicing.arrived());
  });
  for (const one of news) await slicing.tell(one);
  return { arrived, messages };
}

test('two trees one after the other arrive whole, each in as many messages as it has parts', async () => {
  const trees = [tree('Größe\t', 'A\t', 'B\t'), tree('C\t')];
  const { arrived, messages } = await sent(...trees);
  expect(messages).toBe(3 + 1 + 2);
  expect(arrived).toEqual(trees);
});

test('a tree of nothing, and news without a tree, arrive', async () => {
  const news: News[] = [tree(), { news: 'imported', snapshot: 'x' }];
  expect((await sent(...news)).arrived).toEqual(news);
});

test('what has ended sends no part more', async () => {
  let messages = 0;
  const slicing: Slicing = new Slicing(() => {
    messages += 1;
    slicing.end();
  });
  await slicing.tell(tree('A\t', 'B\t', 'C\t'));
  expect(messages).toBe(2);
});
