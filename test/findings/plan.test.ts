import { expect, test } from 'vitest';
import type { Judged } from '../../src/findings/mutes.ts';
import { planOf } from '../../src/findings/plan.ts';
import { run } from '../../src/findings/remedy.ts';
import type { Severity } from '../../src/findings/rule.ts';

const place = { account: '111111111111', region: 'eu-west-1' };

/** A finding that these changes end. */
const finding = (id: string, severity: Severity, ...changes: string[]): Judged => ({
  rule: 'sg-unused',
  severity,
  subject: { kind: 'security-group', id, ...place },
  message: `${id} is wrong.`,
  evidence: [],
  fix: changes.map((change) => run(place, change, `ec2 ${change}`, `# ${change}`)),
  fingerprint: id,
  accepted: false,
});

/** Steps as `changes → what they end`. */
const steps = (...findings: Judged[]): string[] =>
  planOf(findings).steps.map(
    ({ changes, ends }) =>
      `${changes.map(({ text }) => text).join('+')} → ${ends
        .map(({ fingerprint }) => fingerprint)
        .sort()
        .join()}`,
  );

test('the change that ends most comes first', () => {
  expect(steps(finding('a', 'low', 'x'), finding('b', 'low', 'y'), finding('c', 'low', 'y'))).toEqual(['y → b,c', 'x → a']);
});

test('the gravest comes before the many', () => {
  expect(steps(finding('a', 'low', 'x'), finding('b', 'low', 'x'), finding('c', 'critical', 'y'))).toEqual(['y → c', 'x → a,b']);
});

test('changes that are needed together are made together, and end what needs only some of them', () => {
  expect(steps(finding('a', 'high', 'x', 'y'), finding('b', 'medium', 'y'))).toEqual(['x+y → a,b']);
  expect(steps(finding('a', 'low', 'x', 'y', 'z'), finding('b', 'critical', 'y'))).toEqual(['y → b', 'x+z → a']);
});

test('no change is made twice, and everything that has a change is ended', () => {
  const findings = Array.from({ length: 60 }, (_, at) =>
    finding(`f${at}`, at % 3 ? 'low' : 'high', ...new Set([`c${at % 7}`, `c${(at * 5) % 11}`])),
  );
  const { steps: all, words } = planOf(findings);
  const made = all.flatMap(({ changes }) => changes.map(({ command }) => command));
  expect(new Set(made).size).toBe(made.length);
  expect(new Set(all.flatMap(({ ends }) => ends.map(({ fingerprint }) => fingerprint))).size).toBe(60);
  expect(words).toEqual([]);
});

test('what has no change to show is named', () => {
  expect(planOf([finding('a', 'high')]).words.map(({ fingerprint }) => fingerprint)).toEqual(['a']);
});
