import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isRule, ruleFiles, ruleNamed, rules } from '../../src/findings/index.ts';
import { severities } from '../../src/findings/rule.ts';
import * as files from '../../src/findings/rules/index.ts';
import { isKind, kindNamed } from '../../src/kinds/index.ts';
import { firstWave, leftOut, notBuilt, secondWave, thirdWave } from './waves.ts';
import { wordsOnly } from './words-only.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const namesIn = (folder: string, end: string): string[] =>
  readdirSync(here(folder))
    .filter((name) => name.endsWith(end) && name !== 'index.ts')
    .map((name) => name.slice(0, -end.length))
    .sort();

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const byFile = new Map(Object.entries(files).map(([name, file]) => [kebab(name), file]));

test('every file of rules is a line of the list, under its own name', () => {
  expect(namesIn('../../src/findings/rules', '.ts')).toEqual([...byFile.keys()].sort());
});

test('every file of rules has a file of tests', () => {
  expect(namesIn('rules', '.test.ts')).toEqual([...byFile.keys()].sort());
});

test('no two rules have one id', () => {
  expect(rules.length).toBeGreaterThan(0);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(ruleFiles.flatMap((file) => file.rules)).toEqual(rules);
});

describe.each([...byFile])('%s', (name, file) => {
  const text = readFileSync(here(`rules/${name}.test.ts`), 'utf8');
  const source = readFileSync(here(`../../src/findings/rules/${name}.ts`), 'utf8');

  test('is tested on both sides of the condition of each rule', () => {
    const claims = [...text.matchAll(/(?:rule\('(?<id>[\w-]+)'\)|everyRuleOf\()(?<said>.*?)(?=\n {0,2}rule\(|\n\}\)?;|$)/gs)];
    const lacking = file.rules.flatMap(({ id }) => {
      const mine = claims
        .filter(({ groups }) => groups!.id === id || groups!.id === undefined)
        .map(({ groups }) => groups!.said!);
      return ['.flags(', '.ignores('].filter((side) => !mine.some((said) => said.includes(side))).map((side) => `${id} ${side})`);
    });
    expect(lacking).toEqual([]);
  });

  test('says what it finds, why that matters, what to do, and where AWS says so', () => {
    for (const { id, title, severity, why, fix, see } of file.rules) {
      expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/);
      expect(title, id).toMatch(/^[A-Z].{15,110}[^.]$/);
      expect(severities, id).toContain(severity);
      expect(why, id).toMatch(/^[A-Z].{40,}\.$/s);
      expect(fix, id).toMatch(/^[A-Z].*\.$/s);
      expect(see, id).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
      expect(`${title}${why}${fix}`, id).not.toMatch(/undefined|\[object|NaN| {2}/);
    }
  });

  test('says which kinds it cannot do without', () => {
    for (const { id, needs, partly = [] } of file.rules) {
      expect(needs.length, id).toBeGreaterThan(0);
      expect(new Set(needs).size, id).toBe(needs.length);
      expect(
        needs.filter((kind) => !isKind(kind)),
        id,
      ).toEqual([]);
      expect(needs.filter((kind) => !kindNamed(kind).optional).length, id).toBeGreaterThan(0);
      expect(
        partly.filter((kind) => !needs.includes(kind)),
        id,
      ).toEqual([]);
    }
  });

  test('begins with a sentence', () => expect(source).toMatch(/^\/\*\* [A-Z].*\. \*\/\n/));
});

test('control ids look like those of Security Hub and of the CIS benchmark', () => {
  const { fsbp, cis } = {
    fsbp: rules.flatMap(({ maps }) => maps?.fsbp ?? []),
    cis: rules.flatMap(({ maps }) => maps?.cis ?? []),
  };
  expect(fsbp.filter((id) => !/^[A-Z][A-Za-z0-9]+\.\d+$/.test(id))).toEqual([]);
  expect(cis.filter((id) => !/^\d+(?:\.\d+)+$/.test(id))).toEqual([]);
});

describe('of the three waves', () => {
  const all = [...firstWave, ...secondWave, ...thirdWave];

  test('no id is listed twice', () => expect(all.length).toBe(new Set(all).size));

  test('what is not built is known, and nothing else is', () => {
    const lacking = all.filter((id) => !isRule(id) && !(id in leftOut));
    expect(new Set(lacking)).toEqual(new Set(notBuilt));
    expect(new Set(notBuilt).size).toBe(notBuilt.length);
  });

  test('what is left out is listed, and no rule finds it', () => {
    expect(Object.keys(leftOut).filter((id) => isRule(id) || !all.includes(id))).toEqual([]);
    for (const [id, why] of Object.entries(leftOut)) expect(why, id).toMatch(/^[a-z].{20,}[^.]$/);
  });

  test('every rule is of one of them', () => expect(rules.filter(({ id }) => !all.includes(id)).map(({ id }) => id)).toEqual([]));
});

test('rules that cannot show a change are named with the reason', () => {
  expect(Object.keys(wordsOnly).filter((id) => !isRule(id))).toEqual([]);
  expect(Object.entries(wordsOnly).filter(([, because]) => because.length < 30)).toEqual([]);
});

test('a rule is found by its id', () => {
  expect(ruleNamed('exposed-ssh').maps?.cis).toContain('5.3');
  expect(() => ruleNamed('exposed-sssh')).toThrow('no rule is named "exposed-sssh"');
});
