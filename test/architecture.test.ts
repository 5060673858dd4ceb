import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { mayImport } from './layers.ts';

/** What only these files may touch; everything else is given it. */
const effects: { what: string; pattern: RegExp; only: RegExp }[] = [
  { what: 'the disk', pattern: /from 'node:fs(?:\/promises)?'/, only: /^(?:cli\/|snapshot\/store)/ },
  {
    what: 'the process',
    pattern: /\bprocess\.|from 'node:process'/,
    only: /^cli\/(?:main|process|tty|explore\/context-here)\.ts$/,
  },
  { what: 'the console', pattern: /\bconsole\.\w+\(/, only: /^$/ },
  // The endpoint that replays is a server in its own right, and may be started without a clock.
  {
    what: 'the clock',
    pattern: /\bDate\.now\(|new Date\(\)|performance\.now\(/,
    only: /^(?:cli\/process|cli\/explore-worker|cli\/explore\/context-here|collect\/worker|replay\/serve)\.ts$/,
  },
  { what: 'chance', pattern: /Math\.random\(/, only: /^$/ },
];

const src = fileURLToPath(new URL('../src', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file: file.split(sep).join('/'), code: withoutComments(readFileSync(join(src, file), 'utf8')) }));

function withoutComments(code: string): string {
  return code.replace(/\/\*.*?\*\//gs, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

const layerOf = (file: string): string => (file.includes('/') ? file.slice(0, file.indexOf('/')) : file.replace(/\.ts$/, ''));

interface Import {
  from: string;
  to: string;
}

/** Every import that is there at run time: `import type` and lists of types alone are not. */
function importsOf({ file, code }: (typeof files)[number]): Import[] {
  const found = code.matchAll(
    /(?:^|\n)\s*(?:import|export)\s(?!type\s)(?<names>[^;'"]*?)\sfrom\s'(?<to>[^']+)'|\bimport\('(?<lazy>[^']+)'\)/g,
  );
  return [...found].flatMap(({ groups, index }) => {
    const { names = '', to, lazy } = groups ?? {};
    const typesOnly =
      /^\{/.test(names.trim()) &&
      names
        .replace(/[{}\s]/g, ' ')
        .split(',')
        .every((name) => !name.trim() || /^\s*type\s/.test(name));
    const typePosition = lazy !== undefined && /typeof\s*$/.test(code.slice(0, index));
    return typesOnly || typePosition ? [] : [{ from: file, to: to ?? lazy ?? '' }];
  });
}

const imports = files.flatMap(importsOf);
const target = ({ from, to }: Import): string =>
  relative(src, join(src, dirname(from), to))
    .split(sep)
    .join('/');
const local = imports.filter(({ to }) => to.startsWith('.'));
const foreign = imports.filter(({ to }) => !to.startsWith('.') && !to.startsWith('node:'));

test('there are imports to check, of every layer that exists', () => {
  expect(files.length).toBeGreaterThan(50);
  for (const layer of new Set(files.map(({ file }) => layerOf(file)))) {
    expect(Object.keys(mayImport)).toContain(layer);
    if (layer !== 'kinds') expect(local.filter(({ from }) => layerOf(from) === layer).length, layer).toBeGreaterThan(0);
  }
  expect(foreign.filter(({ to }) => to.startsWith('@aws-sdk/')).length).toBeGreaterThan(0);
});

test('layers import only what the table lets them', () => {
  const wrong = local.filter((each) => {
    const [from, to] = [layerOf(each.from), layerOf(target(each))];
    const layers = mayImport[from]?.imports ?? [];
    const outside = target(each).startsWith('..');
    return from !== to && !layers.includes(to) && !layers.includes('*') && !outside;
  });
  expect(wrong).toEqual([]);
});

test('nothing outside src is imported, but for the package description', () => {
  const outside = local.filter((each) => target(each).startsWith('..'));
  expect(outside).toEqual([{ from: 'cli/main.ts', to: '../../package.json' }]);
});

test('packages are used only where they belong', () => {
  const wrong = foreign.filter(({ from, to }) => !mayImport[layerOf(from)]?.packages?.test(to));
  expect(wrong).toEqual([]);
});

test('rows and reports load no SDK at run time, whatever they import', () => {
  const reached = new Set(files.map(({ file }) => file).filter((file) => /^(?:kinds|snapshot|report)\//.test(file)));
  for (const file of reached) for (const each of local) if (each.from === file) reached.add(target(each));
  expect(foreign.filter(({ from, to }) => reached.has(from) && /^@(?:aws-sdk|smithy)\//.test(to))).toEqual([]);
});

/** Hops hand the packet on to each other in whatever order a network has them, so they call each other in circles, as packets run. */
const amongHops = (from: string, to: string): boolean => [from, to].every((file) => file.startsWith('reach/hops/'));

test('imports do not run in circles', () => {
  const next = Map.groupBy(
    local
      .filter(({ from, to }) => !imports.some((each) => each.from === from && each.to === to && isLazy(from, to)))
      .filter((each) => !amongHops(each.from, target(each))),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) throw new Error(`a circle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
    if (done.has(file)) return;
    for (const each of next.get(file) ?? []) walk(target(each), [...path, file]);
    done.add(file);
  };
  for (const { file } of files) walk(file, []);
  expect(done.size).toBeGreaterThanOrEqual(files.length);
});

const isLazy = (from: string, to: string): boolean =>
  files.find(({ file }) => file === from)?.code.includes(`import('${to}')`) ?? false;

describe.each(effects)('$what', ({ pattern, only }) => {
  test('is touched only at the edge', () => {
    const wrong = files.filter(({ file, code }) => pattern.test(code) && !only.test(file)).map(({ file }) => file);
    expect(wrong).toEqual([]);
  });
});

test('every file says in a sentence what it is for', () => {
  const silent = files.filter(({ file }) => !readFileSync(join(src, file), 'utf8').startsWith('/**')).map(({ file }) => file);
  expect(silent).toEqual([]);
});

test('no drawer for everything is opened', () => {
  expect(
    files
      .map(({ file }) => file)
      .filter((file) => /(?:^|\/)(?:utils?|common|helpers?|types|misc|services|managers?)(?:\.ts|\/)/.test(file)),
  ).toEqual(['kinds/services.ts']);
});
