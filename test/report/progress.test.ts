import { expect, test } from 'vitest';
import { progressLine } from '../../src/report/progress.ts';
import { style } from '../../src/report/style.ts';

const running = {
  calls: { done: 1318, open: 1282 },
  resources: 140,
  places: { done: 0, all: 18 },
  throttles: 3,
  gaps: 1143,
  msLeft: 9_200,
};
const line = (width: number): string => progressLine(running, style(width, false));

test('how far a scan is, is told whole where there is room', () => {
  expect(line(120)).toBe(
    'Scanning: 1,318 calls, 1,282 to do · 140 resources · 0 of 18 places · 3 throttles · 1,143 gaps · about 10 s left',
  );
});

test('where there is less room what matters least is left out, and no number is cut', () => {
  expect(line(80)).toBe('Scanning: 1,318 calls, 1,282 to do · 3 throttles · 1,143 gaps · about 10 s left');
  expect(line(60)).toBe('Scanning: 1,318 calls, 1,282 to do · about 10 s left');
  for (let width = 45; width < 120; width += 1) {
    expect(line(width).length).toBeLessThan(width);
    expect(line(width)).not.toContain('…');
  }
});
