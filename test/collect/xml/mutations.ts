/** Ways to change the text of an answer: those that keep what it says, and those that break it. */
import fc from 'fast-check';

export type Change = (text: string) => string;

/** Replaces one of the places that a pattern finds; `pick` chooses which. */
const replaceOne = (text: string, pattern: RegExp, pick: number, by: (found: string) => string): string => {
  const found = [...text.matchAll(pattern)];
  const match = found[pick % Math.max(found.length, 1)];
  return match ? text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length) : text;
};

const pick = fc.nat(10_000);
const change = (pattern: RegExp, by: (found: string) => string): fc.Arbitrary<Change> =>
  pick.map((which) => (text) => replaceOne(text, pattern, which, by));

/** Space with a line break between two tags, but not what is between a leaf's tags. */
const LAYOUT = /(?<=>)\n *(?=<)/g;
/** The same before a member of a structure that is not its first. */
const BEFORE_MEMBER = /(?<=<\/\w+>)\n *(?=<(?!item>)\w)/g;
/** The text of a leaf, whole. */
const LEAF = /(?<=<\w+>)[^<>&\s][^<>]*(?=<\/)/g;
const LETTER = /(?<=<\w+>[^<>&]*)[a-z](?=[^<>&;]*<\/)/g;

const raw = (text: string) =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#x([0-9A-F]+);/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&amp;/g, '&');

export const harmless: fc.Arbitrary<Change> = fc.oneof(
  change(LAYOUT, (space) => `${space}<!-- <vpcId> & ]]> -->${space}`),
  change(LAYOUT, (space) => `${space}<?php no ?>${space}`),
  change(LAYOUT, () => ''),
  change(LAYOUT, () => '\r\n\t'),
  change(BEFORE_MEMBER, (space) => `${space}<unknown x='1'><item>2</item><y/></unknown>`),
  change(LEAF, (text) => `<![CDATA[${raw(text)}]]>`),
  change(LEAF, (text) => `<!-- no -->${text}<!-- no -->`),
  change(LETTER, (letter) => `&#${letter.charCodeAt(0)};`),
  change(LETTER, (letter) => `&#x${letter.charCodeAt(0).toString(16).toUpperCase()};`),
  change(/(?<=<\w+)(?=>[^<>\s][^<>]*<\/)/g, () => ` xml:lang = "en>" y='"'`),
  change(/(?<=<\/\w+)(?=>)/g, () => ' \n'),
);

export const harmful: fc.Arbitrary<Change> = fc.oneof(
  change(/<\/?\w+\/?>/g, () => ''),
  change(/<\/?\w+\/?>/g, (tag) => tag + tag),
  change(/<\w+>/g, (tag) => tag.replace('>', '/>')),
  change(/<\/\w+>/g, (tag) => tag.replace('</', '<')),
  change(/[<>/]/g, () => ''),
  change(/[a-zA-Z]/g, () => 'q'),
  change(/<\w+>[^<>]*<\/\w+>/g, (leaf) => leaf + leaf),
  change(/<\w+>[^<>]*<\/\w+>/g, () => 'text'),
  change(/(?<=<\/?)\w+(?=>)/g, () => 'item'),
  fc.tuple(pick, pick).map(([a, b]) => (text: string) => {
    const first = [...text.matchAll(/<\/?\w+>/g)];
    const [one, other] = [first[a % first.length]!, first[b % first.length]!].sort((x, y) => x.index - y.index);
    if (!one || !other || one === other) return text;
    const between = text.slice(one.index + one[0].length, other.index);
    return text.slice(0, one.index) + other[0] + between + one[0] + text.slice(other.index + other[0].length);
  }),
  fc
    .tuple(
      pick,
      fc.string({ unit: fc.constantFrom('<', '>', '/', '&', ';', '!', '-', '[', ']', '"', 'a', ' ', '\n'), maxLength: 4 }),
    )
    .map(
      ([at, noise]) =>
        (text: string) =>
          text.slice(0, at % text.length) + noise + text.slice(at % text.length),
    ),
);
