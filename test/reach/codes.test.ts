/** Codes and assumptions are complete, and none is left over. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assumptions, codes, troubleOf } from '../../src/reach/index.ts';

const root = new URL('../../src/reach/', import.meta.url);
const sources = readdirSync(root, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts') && !/(codes|assumptions)\.ts$/.test(file))
  .map((file) => readFileSync(new URL(file, root), 'utf8'))
  .join('\n');

test('every assumption is taken somewhere', () => {
  expect(sources.length).toBeGreaterThan(10_000);
  expect(Object.keys(assumptions).filter((id) => !sources.includes(`'${id}'`))).toEqual([]);
});

test('every code of ours is used somewhere', () => {
  expect(codes.filter((code) => code.startsWith('HOPSCOPE_') && !sources.includes(`'${code}'`))).toEqual([]);
});

test('codes are one list without repetitions', () => {
  expect(new Set(codes).size).toBe(codes.length);
  expect(troubleOf('ENI_SG_RULES_MISMATCH')).toBe('security groups and ACLs');
  expect(troubleOf('HOPSCOPE_RESOLVER_OFF')).toBe('DNS');
  expect(troubleOf('NO_ROUTE_TO_DESTINATION')).toBe('routing');
});
