import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { compareSnapshots } from '../../src/diff/diff.ts';
import { diffReport } from '../../src/report/diff.ts';
import { type Style, style } from '../../src/report/style.ts';
import type { Snapshot } from '../../src/snapshot/snapshot.ts';
import { ACCOUNT, gap, plain, resource, snapshotWith, vpc } from './small.ts';

const report = (before: Snapshot, after: Snapshot, more: { all?: boolean; volatile?: boolean; style?: Style } = {}): string =>
  diffReport(
    {
      comparison: compareSnapshots(before, after, more),
      before: before.manifest,
      after: after.manifest,
      all: more.all ?? false,
      volatile: more.volatile ?? false,
      secrets: true,
    },
    more.style ?? plain,
  ).text;
const ofVpc = (before: object, after: object): string =>
  report(snapshotWith([vpc('vpc-1', before)]), snapshotWith([vpc('vpc-1', after)]));

test('counts come first, then each place, then what cannot be told', () => {
  const text = report(
    snapshotWith([vpc('vpc-1'), vpc('vpc-2')]),
    snapshotWith([vpc('vpc-2', { State: 'pending' }), vpc('vpc-3')]),
  );
  expect(text.split('\n').slice(2)).toEqual([
    '1 new, 1 gone, 1 changed and 0 the same',
    'Counters and the like are left out; --volatile compares them.',
    '',
    `Account ${ACCOUNT} · eu-central-1`,
    expect.stringMatching(/^ {2}− VPC vpc-1 · .*10\.0\.0\.0\/16/),
    expect.stringMatching(/^ {2}\+ VPC vpc-3 · /),
    '  ~ VPC vpc-2',
    '      State: available → pending',
    '',
    '✓ Both snapshots could look everywhere: what is said to be gone is gone.',
    '',
  ]);
});

test('nothing is said to have changed where nothing did', () => {
  expect(ofVpc({}, {})).toContain('Nothing changed: 1 resource the same\n');
});

describe('an edit is told', () => {
  test.each<[string, object, object, string]>([
    ['as before and after', { State: 'a' }, { State: 'b' }, 'State: a → b'],
    ['with – for what is not there', { State: undefined, IsDefault: true }, { State: '', IsDefault: true }, 'State: – → ""'],
    ['with + and − for sets', { Ids: ['a', 'b'] }, { Ids: ['b', 'c'] }, '− Ids: a\n      + Ids: c'],
    ['with the whole list where there was none', {}, { Tags: [{ Key: 'a', Value: 'b' }] }, 'Tags: – → [{Key: a, Value: b}]'],
    [
      'with the identity of the element',
      { Tags: [{ Key: 'env', Value: 'dev' }] },
      {
        Tags: [
          { Key: 'env', Value: 'prod' },
          { Key: 'team', Value: 'net' },
        ],
      },
      'Tags[env].Value: dev → prod\n      + Tags[team]: net',
    ],
    [
      'without a secret or its hash',
      { Psk: `redacted:${'0'.repeat(32)}` },
      { Psk: `redacted:${'1'.repeat(32)}` },
      'Psk: a secret → another secret',
    ],
  ])('%s', (_, before, after, told) => {
    expect(ofVpc(before, after)).toContain(`      ${told}\n`);
  });

  test('by what differs, when it is long', () => {
    const policy = (action: string): object => ({ Policy: `${'x'.repeat(500)}"Action":"${action}"${'y'.repeat(500)}` });
    expect(ofVpc(policy('s3:Get'), policy('s3:*'))).toMatch(/Policy: …x+"Action":"s3:Get"y+…\s+→\s+…x+"Action":"s3:\*"y+…\n/);
  });
});

test('what other kinds say of a resource that went is counted on its line', () => {
  const attribute = (name: string) => resource('vpc-attribute', `vpc-1/${name}`, {}, { parent: `vpc-1/${name}` });
  const text = report(
    snapshotWith([vpc('vpc-1'), attribute('enableDnsSupport'), attribute('enableDnsHostnames')]),
    snapshotWith([]),
  );
  expect(text).toContain('0 new, 3 gone');
  expect(text).toMatch(/− VPC vpc-1 .*\n {6}with its 2 VPC attributes\n\n/);
});

test('many of a kind are counted, and listed when they are asked for', () => {
  const many = snapshotWith(Array.from({ length: 30 }, (_, n) => vpc(`vpc-${n}`)));
  expect(report(snapshotWith([]), many)).toContain('  + … and 10 more: --kind vpc lists them all\n');
  expect(report(snapshotWith([]), many, { all: true }).match(/ {2}\+ VPC vpc-/g)).toHaveLength(30);
});

describe('what could not be compared', () => {
  test('is named in the counts and told with its reason', () => {
    const text = report(snapshotWith([vpc('vpc-1')]), snapshotWith([], [gap()]));
    expect(text).toContain('Nothing changed: 0 resources the same; 1 not seen any more; 1 thing could not be compared\n');
    expect(text).toContain('  ? 1 VPC not seen, the newer snapshot could not look: vpc-1\n');
    expect(text).toContain(
      `  ✗ ec2:DescribeVpcs · account ${ACCOUNT} · eu-central-1\n    UnauthorizedOperation in the newer snapshot. Whether there are VPCs in eu-central-1 is unknown.`,
    );
    expect(text).not.toContain('gone.');
  });

  test('is a Region or an account that one of them did not scan', () => {
    const wide = snapshotWith([vpc('vpc-1', {}, { region: 'us-east-1' }), vpc('vpc-2', {}, { region: 'sa-east-1' })]);
    const text = report(snapshotWith([]), wide);
    expect(text).toContain(
      `✗ account ${ACCOUNT} · sa-east-1, us-east-1\n    Not scanned for the older snapshot. What is there is first seen, not new.`,
    );
  });
});

const HOSTILE = '\u001b]0;owned\u0007 \u202Egnp.exe\r\n\u009b2J';

test('no text of AWS steers the terminal', () => {
  const odd = (more: string): object => ({
    State: more,
    [HOSTILE]: more,
    Tags: [
      { Key: `${HOSTILE}${more}`, Value: HOSTILE },
      { Key: 'Name', Value: HOSTILE + more },
    ],
    Ids: [HOSTILE + more],
  });
  const before = snapshotWith([vpc('vpc-1', odd('a')), vpc(`vpc-2${HOSTILE}`), resource('subnet', HOSTILE, odd('c'))]);
  const after = snapshotWith(
    [vpc('vpc-1', odd('b'))],
    [gap({ kind: 'subnet', operation: HOSTILE, code: HOSTILE, message: HOSTILE, parents: [HOSTILE] })],
  );
  const text = report(before, after) + report(after, before, { all: true });
  expect(text).toContain('␛]0;owned␇');
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('lines of prose fit the screen', () => {
  const before = snapshotWith(
    [vpc('vpc-1', { Ids: Array.from({ length: 40 }, (_, n) => `id-${n}`) })],
    [gap({ kind: 'subnet' })],
  );
  const after = snapshotWith([vpc('vpc-1', { Ids: ['id-1'], Other: Array.from({ length: 40 }, (_, n) => `id-${n}`) })]);
  for (const line of report(before, after, { style: style(60, false) })
    .split('\n')
    .slice(2))
    expect(stringWidth(line)).toBeLessThanOrEqual(60);
});

test('colour carries nothing that the words do not', () => {
  const [before, after] = [snapshotWith([vpc('vpc-1')], [gap()]), snapshotWith([vpc('vpc-2')])];
  const coloured = report(before, after, { style: style(Number.POSITIVE_INFINITY, true) });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(report(before, after));
  expect(coloured).not.toBe(report(before, after));
});
