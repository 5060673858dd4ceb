/** Reads `--where` of the commands that tell who reaches whom. */
import { portClasses } from '../reach/index.ts';
import { contactKeys, readPort, readProtocol, segmentKeys } from '../report/contact-where.ts';
import { didYouMean } from '../report/nearest.ts';
import { type Condition, conditionOf } from '../report/where.ts';
import { misuse } from './failure.ts';

export const whereFlag = {
  value: 'KEY=VALUE',
  many: true,
  about: `Only what has this value: ${contactKeys.join(', ')} or tag:KEY; * stands for anything`,
} as const;

export const segmentWhereFlag = {
  ...whereFlag,
  about: `Only what has this value: ${segmentKeys.join(', ')}; * stands for anything`,
} as const;

export const readWhere = (texts: readonly string[]): Condition[] => conditionsOf(texts, contactKeys, true);
export const readSegmentWhere = (texts: readonly string[]): Condition[] => conditionsOf(texts, segmentKeys, false);

/** Conditions that make sense; a wrong key is a mistake, not an empty answer. */
function conditionsOf(texts: readonly string[], keys: readonly string[], tags: boolean): Condition[] {
  return texts.map((text) => {
    const condition = conditionOf(text);
    if (!condition)
      throw misuse(
        `--where ${JSON.stringify(text)} is not KEY=VALUE.`,
        `For example: --where port=22${tags ? ', --where tag:env=prod' : ''}`,
      );
    const { key, value } = condition;
    if (!(tags && key.startsWith('tag:')) && !keys.includes(key))
      throw misuse(`--where has no key ${JSON.stringify(key)}.`, [
        ...didYouMean(key, keys),
        `Keys: ${[...keys, ...(tags ? ['tag:KEY'] : [])].join(', ')}.`,
      ]);
    if (key === 'port' && !readPort(value))
      throw misuse(`${JSON.stringify(value)} is no port.`, 'For example: --where port=443, port=8000-8100, port=53/udp');
    if (key === 'protocol' && !readProtocol(value))
      throw misuse(`${JSON.stringify(value)} is no protocol.`, 'For example: --where protocol=udp, protocol=icmp, protocol=47');
    if (key === 'family' && !['4', '6'].includes(value)) throw misuse(`${JSON.stringify(value)} is no family: 4 or 6.`);
    const classes = portClasses.map(({ id }) => id as string);
    if (key === 'class' && !value.includes('*') && !classes.includes(value))
      throw misuse(`There is no class of ports ${JSON.stringify(value)}.`, `Classes: ${classes.join(', ')}.`);
    return condition;
  });
}
