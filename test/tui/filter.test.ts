import fc from 'fast-check';
import { expect, test } from 'vitest';
import { familyOf } from '../../src/net/address.ts';
import { bitsOf, covers, formatPrefix, parsePrefix, prefixAround } from '../../src/net/prefix.ts';
import { filtered, readFilter } from '../../src/tui/model/filter.ts';
import { maskFor } from '../../src/tui/model/scope.ts';
import { textOf } from '../../src/tui/model/texts.ts';
import { Tree } from '../../src/tui/model/tree.ts';
import { sampleRoom } from './room.ts';

const [news] = (await sampleRoom()).first;
if (news?.news !== 'tree') throw new Error('the tree is told first');
const tree = new Tree(news.tree);
const nodes = Array.from({ length: tree.size }, (_, node) => node);
const hidden = { region: new Set<string>(), account: new Set<string>() };

const found = (text: string): number[] => {
  const mask = filtered(tree, readFilter(text), undefined);
  return nodes.filter((node) => mask?.[node] === 1);
};
const addressesOf = (node: number): string[] => tree.field(node, 'addresses').split(' ').filter(Boolean);

test('a word finds the nodes that hold it, and what they are in is seen with them', () => {
  const words = [...new Set(nodes.flatMap((node) => [tree.field(node, 'name'), tree.field(node, 'id').slice(0, 6)]))].filter(
    (word) => word && !/[\s:!]/.test(word),
  );
  fc.assert(
    fc.property(fc.constantFrom(...words), (word) => {
      const text = (node: number): string => textOf(tree.lower, node);
      expect(found(word)).toEqual(nodes.filter((node) => text(node).includes(word.toLowerCase())));
      const mask = filtered(tree, readFilter(word), undefined)!;
      for (const node of nodes)
        if (mask[node] && tree.parentOf(node) >= 0) expect(mask[tree.parentOf(node)], tree.title(node)).toBeGreaterThan(0);
    }),
  );
});

test('a word that is typed letter by letter finds what it finds when it is pasted', () => {
  fc.assert(
    fc.property(fc.constantFrom(...nodes), fc.constantFrom('', 'kind:e ', '!x '), (node, before) => {
      const word = before + tree.title(node).replace(/\s.*/s, '');
      let mask: Uint8Array | undefined;
      for (let length = 1; length <= word.length; length += 1) mask = maskFor({ tree, hidden }, word.slice(0, length));
      expect(mask).toEqual(filtered(tree, readFilter(word), undefined));
    }),
    { numRuns: 40 },
  );
});

test('a range finds whoever has an address in it or a range around it, of its own family', () => {
  const ranges = [...new Set(nodes.flatMap(addressesOf))];
  expect(ranges.some((one) => one.includes(':'))).toBe(true);
  fc.assert(
    fc.property(fc.constantFrom(...ranges), fc.integer({ min: 0, max: 128 }), (address, bits) => {
      const family = bitsOf(familyOf(parsePrefix(address)!.lo));
      const wanted = prefixAround(parsePrefix(address)!.lo, Math.min(bits, family));
      const term = formatPrefix(wanted);
      const touches = (text: string): boolean => {
        const own = parsePrefix(text)!;
        return covers(own, wanted) || covers(wanted, own);
      };
      expect(found(`cidr:${term}`)).toEqual(nodes.filter((node) => addressesOf(node).some(touches)));
    }),
  );
});

test('a tag is found by its key and by its value, and not where its words only stand in a name', () => {
  const tags = nodes.flatMap((node) => tree.field(node, 'tags').split(' ')).filter((tag) => /^[\w.-]+=[\w.-]+$/.test(tag));
  for (const tag of new Set(tags)) {
    const holds = (node: number): boolean => ` ${tree.field(node, 'tags').toLowerCase()}`.includes(` ${tag.toLowerCase()}`);
    expect(found(`tag:${tag}`)).toEqual(nodes.filter(holds));
  }
  expect(tags.length).toBeGreaterThan(0);
});
