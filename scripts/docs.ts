/** Writes the parts of the README that follow from data: `npm run docs`. A test fails while they differ. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { commands } from '../src/cli/commands.ts';
import { exitCodes } from '../src/cli/exit.ts';
import { thresholds } from '../src/findings/settings.ts';
import { actionOf, kinds } from '../src/kinds/index.ts';
import { bindings, keyText } from '../src/tui/state/keys.ts';
import { mayImport } from '../test/layers.ts';
import { reasons } from './dependencies.ts';
import { explorerPictures } from './explorer-pictures.ts';
import { picture } from './picture.ts';
import { countOf, keysText, tour } from './tour.ts';

const root = new URL('..', import.meta.url);
const at = (path: string): string => fileURLToPath(new URL(path, root));

const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [titles, titles.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

const code = (text: string): string => `\`${text}\``;

/** The generated blocks by name. */
const blocks: Record<string, () => string> = {
  commands: () =>
    table(
      ['command', 'does'],
      commands.map(({ name, summary }) => [code(`hopscope ${name}`), summary]),
    ),
  'exit codes': () =>
    table(
      ['code', 'means'],
      exitCodes.map(({ code: number, means }) => [String(number), means]),
    ),
  thresholds: () =>
    table(
      ['threshold', 'usual', 'means'],
      Object.entries(thresholds).map(([name, { usual, about }]) => [
        code(name),
        String(usual),
        `${about[0]!.toUpperCase()}${about.slice(1)}.`,
      ]),
    ),
  kinds: () =>
    table(
      ['kind', 'what it is', 'read by'],
      kinds.map((row) => [code(row.kind), row.about, code(actionOf(row))]),
    ),
  keys: () =>
    table(
      ['keys', 'do'],
      bindings.map(({ keys, about, only }) => [
        keys.map((key) => code(keyText(key))).join(' '),
        `${about}${only ? ` (${only.join(', ')})` : ''}`,
      ]),
    ),
  tour: () =>
    table(
      ['the question', 'the keys', 'pressed'],
      tour.map((story) => [story.question, keysText(story), String(countOf(story))]),
    ),
  dependencies: () =>
    table(
      ['package', 'why'],
      Object.entries(reasons).map(([names, why]) => [names.split(', ').map(code).join(', '), why]),
    ),
  layers: () =>
    table(
      ['folder', 'holds', 'may import'],
      Object.entries(mayImport).map(([name, { holds, imports }]) => [
        code(`src/${name}`),
        holds,
        imports.includes('*') ? 'everything' : imports.map(code).join(', ') || 'nothing',
      ]),
    ),
};

const block = /(<!-- generated: (?<name>[a-z ]+) -->\n).*?(<!-- end -->)/gs;

/** The text with every generated block as it should be. Throws for a block that nobody writes. */
export function regenerated(text: string): string {
  return text.replace(block, (_, begin: string, name: string, end: string) => {
    const write = blocks[name];
    if (!write) throw new Error(`nobody writes the block ${JSON.stringify(name)}: there are ${Object.keys(blocks).join(', ')}`);
    return `${begin}${write()}\n${end}`;
  });
}

export const blockNames: readonly string[] = Object.keys(blocks);

/** Every generated file, and what it should hold. */
export const generated = async (): Promise<Record<string, string>> => ({
  'README.md': regenerated(readFileSync(at('README.md'), 'utf8')),
  'docs/overview.svg': await picture(),
  ...(await explorerPictures()),
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of Object.entries(await generated())) writeFileSync(at(path), text);
}
