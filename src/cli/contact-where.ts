/** Reads `--where` of the commands that tell who reaches whom. */
import { portClasses } from '../reach/index.ts';
import { contactKeys, readPort } from '../report/contact-where.ts';
import { type Condition, conditionOf } from '../report/where.ts';
import { misuse } from './failure.ts';
import { didYouMean } from './parse.ts';

export const whereFlag = {
  value: 'KEY=VALUE',
  many: true,
  about: `Only what has this value: ${contactKeys.join(', ')} or tag:KEY; * stands for anything`,
} as const;

/** Conditions that make sense; a wrong key is a mistake, not an empty answer. */
export function readWhere(texts: readonly string[]): Condition[] {
  return texts.map((text) => {
    const condition = conditionOf(text);
    if (!condition)
      throw misuse(`--where ${JSON.stringify(text)} is not KEY=VALUE.`, 'For example: --where port=22, --where tag:env=prod');
    const { key, value } = condition;
    if (!key.startsWith('tag:') && !contactKeys.some((known) => known === key))
      throw misuse(`--where has no key ${JSON.stringify(key)}.`, [
        ...didYouMean(key, contactKeys),
        `Keys: ${contactKeys.join(', ')}, tag:KEY.`,
      ]);
    if (key === 'port' && !readPort(value))
      throw misuse(`${JSON.stringify(value)} is no port.`, 'For example: --where port=443, port=8000-8100, port=53/udp');
    if (key === 'family' && !['4', '6'].includes(value)) throw misuse(`${JSON.stringify(value)} is no family: 4 or 6.`);
    const classes = portClasses.map(({ id }) => id as string);
    if (key === 'class' && !value.includes('*') && !classes.includes(value))
      throw misuse(`There is no class of ports ${JSON.stringify(value)}.`, `Classes: ${classes.join(', ')}.`);
    return condition;
  });
}
