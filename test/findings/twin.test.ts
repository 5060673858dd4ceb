import { describe, expect, test } from 'vitest';
import { audit } from '../../src/findings/audit.ts';
import { Estate } from '../../src/findings/estate.ts';
import { isRule } from '../../src/findings/index.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import { plantedMistakes, sampleContent } from '../estate/sample/index.ts';
import { mendedContent, menders } from '../estate/sample/mended.ts';

test('for every planted mistake that a rule knows somebody knows how to put it right', () => {
  const known = new Set(plantedMistakes.map(({ id }) => id).filter(isRule));
  expect(known.size).toBeGreaterThan(0);
  expect([...known].filter((id) => !(id in menders))).toEqual([]);
});

describe.each([1, 2] as const)('the clean twin of the sample on day %i', (day) => {
  const content = mendedContent(day);
  const { findings, evaluated } = audit(new Estate(buildNetwork(memorySnapshot(content))));

  test('yields nothing above info', () => {
    expect(evaluated).toBeGreaterThan(100);
    expect(
      findings.filter(({ severity }) => severity !== 'info').map(({ severity, message }) => `${severity} ${message}`),
    ).toEqual([]);
  });

  test('is the same estate but for what was mended', () => {
    const same = new Set(sampleContent(day).resources.map((one) => JSON.stringify(one)));
    const changed = content.resources.filter((one) => !same.has(JSON.stringify(one)));
    expect(changed.length).toBeGreaterThan(20);
    expect(changed.length).toBeLessThan(content.resources.length / 3);
    expect(content.resources.length).toBeGreaterThan(same.size * 0.88);
  });
});
