import { expect, test } from 'vitest';
import { audit } from '../../src/findings/audit.ts';
import { readBaseline, writeBaseline } from '../../src/findings/baseline.ts';
import { Estate } from '../../src/findings/estate.ts';
import { globMatches } from '../../src/findings/glob.ts';
import { judge, type Mute } from '../../src/findings/mutes.ts';
import naclUnused from '../../src/findings/rules/nacl-unused.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import type { World } from '../reach/scenario.ts';
import { office } from '../reach/worlds.ts';

const now = new Date('2026-11-22T16:31:05.000Z');
const idle = (): World =>
  office()
    .acl('acl-x', 'vpc-a', [])
    .change('network-acl', 'acl-x', {
      Tags: [
        { Key: 'Name', Value: 'old list' },
        { Key: 'env', Value: 'dev' },
      ],
    });

const audited = (world: World = idle()) => audit(new Estate(buildNetwork(world.snapshot())), [naclUnused]);
const mute = (about: Partial<Mute>): Mute => ({ reason: 'known', owner: 'net', expires: '2026-12-31', line: 3, ...about });
const judged = (about: Partial<Mute>, world?: World) => judge(audited(world), [mute(about)], new Set(), now);

test('a mute is about rule, resource, account, Region and tag, exactly or by *', () => {
  const holds: Partial<Mute>[] = [
    { rule: ['nacl-unused'] },
    { rule: ['sg-*', 'nacl-*'] },
    { resource: ['acl-x'] },
    { resource: ['old *'] },
    { account: ['111111111111'], region: ['eu-*'] },
    { tag: ['env=dev'] },
    { tag: ['env=*'] },
  ];
  const doesNot: Partial<Mute>[] = [
    { rule: ['nacl'] },
    { rule: ['unused'] },
    { resource: ['acl'] },
    { account: ['222222222222'], rule: ['nacl-unused'] },
    { region: ['us-*'] },
    { tag: ['env=prod'] },
    { tag: ['Env=dev'] },
  ];
  for (const about of holds)
    expect(
      judged(about).findings.map((one) => one.muted?.reason),
      JSON.stringify(about),
    ).toEqual(['known']);
  for (const about of doesNot)
    expect(
      judged(about).findings.map((one) => one.muted),
      JSON.stringify(about),
    ).toEqual([undefined]);
});

test('what it muted comes back on the day after it expires, and that is said', () => {
  expect(judged({ rule: ['nacl-unused'], expires: '2026-11-22' }).findings[0]?.muted).toBeDefined();
  const { findings, warnings } = judged({ rule: ['nacl-unused'], expires: '2026-11-21' });
  expect(findings[0]?.muted).toBeUndefined();
  expect(warnings).toEqual([
    { line: 3, message: 'this mute expired on 2026-11-21: 1 of what it muted is back. net decides what comes next' },
  ]);
});

test('a mute that matches nothing is warned of, unless what it is about could not be judged', () => {
  expect(judged({ resource: ['acl-gone'] }).warnings).toEqual([
    { line: 3, message: 'this mute matches no finding: take it away' },
  ]);
  expect(judged({ rule: ['nacl-unused'] }).warnings).toEqual([]);
  expect(judged({ rule: ['nacl-unused'] }, idle().denied('network-acl')).warnings).toEqual([]);
});

test('a baseline accepts findings by their fingerprints, and is read as it was written', () => {
  const { findings } = audited();
  const text = writeBaseline(findings, '20261117T053001Z-7d1cae', now);
  expect(text).toContain('"nacl-unused|111111111111|eu-west-1|acl-x"');
  const { fingerprints } = readBaseline(text);
  expect(judge(audited(), [], fingerprints, now).findings.map((one) => one.accepted)).toEqual([true]);
  expect(judge(audited(idle().acl('acl-y', 'vpc-a', [])), [], fingerprints, now).findings.map((one) => one.accepted)).toEqual([
    true,
    false,
  ]);
});

test('what is no baseline is refused', () => {
  expect(() => readBaseline('[]')).toThrow('its schema is undefined');
  expect(() => readBaseline('{"schema":"hopscope/baseline/2"}')).toThrow('"hopscope/baseline/1" is wanted');
  expect(() => readBaseline('{"schema":"hopscope/baseline/1","snapshot":"a","made":"b","accepted":[1]}')).toThrow(
    'not a list of fingerprints',
  );
  expect(() => readBaseline('nothing')).toThrow();
});

test('a star stands for anything, also nothing, and takes no time to say so', () => {
  for (const [pattern, text] of [
    ['*', ''],
    ['a*', 'a'],
    ['*b*', 'abc'],
    ['a*b*c', 'a-b-b-c'],
    ['ab', 'ab'],
  ] as const)
    expect(globMatches(pattern, text), `${pattern} ${text}`).toBe(true);
  for (const [pattern, text] of [
    ['', 'a'],
    ['a*', 'ba'],
    ['a*a', 'a'],
    ['*b*b*', 'abc'],
    ['a.c', 'abc'],
  ] as const)
    expect(globMatches(pattern, text), `${pattern} ${text}`).toBe(false);
  expect(globMatches(`${'*a'.repeat(5_000)}*b`, 'a'.repeat(20_000))).toBe(false);
});
