/** Checks as lines: a sign, the topic, what was found, and what to do. */
import { forTerminal } from './escape.ts';
import type { Meaning, Style } from './style.ts';
import { wrap } from './table.ts';

export interface Checked {
  topic: string;
  state: 'good' | 'bad' | 'unknown' | 'idle';
  about: string;
  next?: string;
}

const signs: Record<Checked['state'], readonly [sign: string, means: Meaning]> = {
  good: ['✓', 'good'],
  bad: ['✗', 'bad'],
  unknown: ['?', 'warning'],
  idle: ['·', 'quiet'],
};

const TOPIC = 13;

export function checkLines({ topic, state, about, next }: Checked, style: Style): string[] {
  const [sign, means] = signs[state];
  const indent = ' '.repeat(TOPIC + 2);
  return [
    ...wrap(`${style.paint(means, sign)} ${topic.padEnd(TOPIC)}${forTerminal(about)}`, style, '', indent),
    ...(next ? wrap(`${style.paint('quiet', '→')} ${forTerminal(next)}`, style, indent, `${indent}  `) : []),
  ];
}
