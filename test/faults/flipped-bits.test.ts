/** F12: bytes that change on a disk. Every bit of a small store is flipped in test/snapshot/store-verify.test.ts; here, any of a big one. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { objectPath } from '../../src/snapshot/shard.ts';
import { Dice } from '../estate/dice.ts';
import { temporaryFolder } from '../program/hopscope.ts';
import { bigStore } from './big-store.ts';
import { figure, size } from './sizes.ts';

const ways: Record<string, (bytes: Buffer, dice: Dice) => Buffer> = {
  'a flipped bit': (bytes, dice) => {
    bytes[dice.below(bytes.length)]! ^= 1 << dice.below(8);
    return bytes;
  },
  'an end that is cut off': (bytes, dice) => bytes.subarray(0, dice.below(bytes.length)),
};

test('damage to any objects of a big store is found in each of them, and in no other', async () => {
  const store = await bigStore(join(await temporaryFolder(), 'store'));
  const { shards } = await store.manifest('latest');
  const parts = shards.map((shard) =>
    [shard, ...(shard.volatile ? [shard.volatile] : [])].map(({ digest }) => join(store.dir, objectPath(digest))),
  );
  const objects = [...new Set(parts.flat())];
  /** One part of each shard at most: of two damaged parts of one shard, the first is what is said. */
  const apart = (files: string[]): string[] => {
    const taken = new Set<string[]>();
    return files.filter((file) => {
      const concerned = parts.filter((shard) => shard.includes(file));
      if (concerned.some((shard) => taken.has(shard))) return false;
      for (const shard of concerned) taken.add(shard);
      return true;
    });
  };
  const whole = new Map(await Promise.all(objects.map(async (file) => [file, await readFile(file)] as const)));
  expect(await store.verify()).toEqual([]);
  let damaged = 0;
  for (let round = 0; damaged < size(600, 10_000); round += 1) {
    const dice = new Dice(round);
    const change = ways[dice.pick(Object.keys(ways))]!;
    const hit = apart(dice.some([...whole.keys()], 0.7));
    for (const file of hit) await writeFile(file, change(Buffer.from(whole.get(file)!), dice));
    const problems = await store.verify();
    expect(problems.every(({ severity }) => severity === 'error')).toBe(true);
    expect(problems.map(({ file }) => file).sort(), `round ${round}`).toEqual(hit.sort());
    for (const file of hit) await writeFile(file, whole.get(file)!);
    damaged += hit.length;
  }
  expect(await store.verify()).toEqual([]);
  figure(`F12: ${damaged} damages to ${objects.length} objects, all found, none besides`);
}, 3_600_000);
