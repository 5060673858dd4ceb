/** Reads what people type about contacts: conditions, and what segments are made by. A wrong word is a mistake, not an empty answer. */
import { portClasses, type SegmentedBy } from '../reach/index.ts';
import { Unclear } from '../reach/unclear.ts';
import { contactKeys, readPort, readProtocol, segmentKeys } from './contact-where.ts';
import { didYouMean } from './nearest.ts';
import { type Condition, conditionOf } from './where.ts';

export const readWhere = (texts: readonly string[]): Condition[] => conditionsOf(texts, contactKeys, true);
export const readSegmentWhere = (texts: readonly string[]): Condition[] => conditionsOf(texts, segmentKeys, false);

function conditionsOf(texts: readonly string[], keys: readonly string[], tags: boolean): Condition[] {
  return texts.map((text) => {
    const condition = conditionOf(text);
    if (!condition)
      throw new Unclear(
        `--where ${JSON.stringify(text)} is not KEY=VALUE.`,
        `For example: --where port=22${tags ? ', --where tag:env=prod' : ''}`,
      );
    const { key, value } = condition;
    if (!(tags && key.startsWith('tag:')) && !keys.includes(key))
      throw new Unclear(`--where has no key ${JSON.stringify(key)}.`, [
        ...didYouMean(key, keys),
        `Keys: ${[...keys, ...(tags ? ['tag:KEY'] : [])].join(', ')}.`,
      ]);
    if (key === 'port' && !readPort(value))
      throw new Unclear(`${JSON.stringify(value)} is no port.`, 'For example: --where port=443, port=8000-8100, port=53/udp');
    if (key === 'protocol' && !readProtocol(value))
      throw new Unclear(
        `${JSON.stringify(value)} is no protocol.`,
        'For example: --where protocol=udp, protocol=icmp, protocol=47',
      );
    if (key === 'family' && !['4', '6'].includes(value)) throw new Unclear(`${JSON.stringify(value)} is no family: 4 or 6.`);
    const classes = portClasses.map(({ id }) => id as string);
    if (key === 'class' && !value.includes('*') && !classes.includes(value))
      throw new Unclear(`There is no class of ports ${JSON.stringify(value)}.`, `Classes: ${classes.join(', ')}.`);
    return condition;
  });
}

const named = ['account', 'vpc', 'subnet', 'group'] as const;

export function readBy(text: string): SegmentedBy {
  if (text.startsWith('tag:') && text.length > 4) return { tag: text.slice(4) };
  const known = named.find((one) => one === text);
  if (known) return known;
  throw new Unclear(`There are no segments by ${JSON.stringify(text)}.`, [
    ...didYouMean(text, named),
    `Say --by ${named.join(', --by ')} or --by tag:KEY.`,
  ]);
}
