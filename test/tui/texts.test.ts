/** Texts of nodes that share strings: each is read and found as if it stood alone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsOf, search, type Texts, textOf } from '../../src/tui/model/texts.ts';

function textsOf(texts: readonly string[]): Texts {
  const starts = new Uint32Array(texts.length + 1);
  for (const [at, text] of texts.entries()) starts[at + 1] = starts[at]! + text.length;
  return { parts: partsOf(texts), starts };
}

function found(texts: Texts, wanted: string): number[] {
  const nodes: number[] = [];
  search(texts, wanted, (node) => nodes.push(node));
  return nodes;
}

/** More than one string holds, with seams at every multiple of 8,192. */
const many = Array.from({ length: 20_000 }, (_, node) => `web-${node}\teni-${node % 7}\t`);

test('each of many texts is what it was, on both sides of a seam too', () => {
  const texts = textsOf(many);
  expect(texts.parts).toHaveLength(3);
  expect(many.filter((text, node) => textOf(texts, node) !== text)).toEqual([]);
});

test('a text is found in each node that holds it, up to the last, once', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('web-819', 'web-16384\t', 'eni-3', '-3\t', 'b-1', 'nowhere', ''),
      fc.integer({ min: 0, max: many.length }),
      (wanted, size) => {
        const some = many.slice(0, size);
        expect(found(textsOf(some), wanted)).toEqual(some.flatMap((text, node) => (text.includes(wanted) ? [node] : [])));
      },
    ),
    { numRuns: 50 },
  );
});

test('whoever has enough is told no more', () => {
  const nodes: number[] = [];
  search(textsOf(many), 'web', (node) => nodes.push(node) === 3 && 'enough');
  expect(nodes).toEqual([0, 1, 2]);
});
