import { expect, test, vi } from 'vitest';
import { estateOf } from '../../bench/explore/estate.ts';
import { Tree } from '../../src/tui/model/tree.ts';
import { Room } from './room.ts';
import { walk } from './walk.ts';

const [COLUMNS, ROWS] = [200, 50];
const [small, large] = [new Room(estateOf(100)), new Room(estateOf(800))];

/** How often the tree is asked for the text of a node from one key to its frame. */
async function looks(room: Room, first: readonly string[], key: string): Promise<number> {
  const here = await walk(COLUMNS, ROWS, room);
  await here.press(...first, 'down', 'down');
  const fields = vi.spyOn(Tree.prototype, 'field');
  try {
    await here.press(key);
    expect(here.lines.length).toBe(ROWS);
    return fields.mock.calls.length;
  } finally {
    fields.mockRestore();
  }
}

test.each([
  ['the tree', ['g'], 'down'],
  ['the tree, unfolded', ['g', '*'], 'down'],
  ['a page of the tree', ['g', '*'], 'pagedown'],
  ['a table', [':eni', 'enter'], 'down'],
])('to move in %s takes no longer where there are many times as many nodes', async (_, first, key) => {
  const [few, many] = [await looks(small, first, key), await looks(large, first, key)];
  expect(few).toBeGreaterThan(0);
  expect(many).toBeLessThan(few * 1.5);
});
