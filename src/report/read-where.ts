/** Reads what people type about contacts: conditions, and what segments are made by. A wrong word is a mistake, not an empty answer. */
import { Unclear } from '../reach/ends/unclear.ts';
import { portClasses, type SegmentedBy } from '../reach/index.ts';
import { contactKeys, readPort, readProtocol, segmentKeys } from './contact-where.ts';
import { didYouMean } from './nearest.ts';
import { type Condition, conditionOf } from './where.ts';

/** What is typed before a condition, and before what segments are made by: mistakes are told in the words of where they were made. */
export interface Wording {
  readonly where: string;
  readonly by: string;
}

/** On the command line. */
const flags: Wording = { where: '--where ', by: '--by ' };

export const readWhere = (texts: readonly string[], wording = flags): Condition[] =>
  conditionsOf(texts, contactKeys, true, wording);
export const readSegmentWhere = (texts: readonly string[], wording = flags): Condition[] =>
  conditionsOf(texts, segmentKeys, false, wording);

function conditionsOf(texts: readonly string[], keys: readonly string[], tags: boolean, { where: before }: Wording): Condition[] {
  const example = (...rest: readonly string[]): string => `For example: ${rest.map((one) => `${before}${one}`).join(', ')}`;
  return texts.map((text) => {
    const condition = conditionOf(text);
    if (!condition)
      throw new Unclear(
        `${before}${JSON.stringify(text)} is not KEY=VALUE.`,
        example('port=22', ...(tags ? ['tag:env=prod'] : [])),
      );
    const { key, value } = condition;
    if (!(tags && key.startsWith('tag:')) && !keys.includes(key))
      throw new Unclear(
        `${before ? `${before}has no key ${JSON.stringify(key)}` : `Nothing can be narrowed by ${JSON.stringify(key)}`}.`,
        [...didYouMean(key, keys), `Keys: ${[...keys, ...(tags ? ['tag:KEY'] : [])].join(', ')}.`],
      );
    if (key === 'port' && !readPort(value))
      throw new Unclear(`${JSON.stringify(value)} is no port.`, example('port=443', 'port=8000-8100', 'port=53/udp'));
    if (key === 'protocol' && !readProtocol(value))
      throw new Unclear(`${JSON.stringify(value)} is no protocol.`, example('protocol=udp', 'protocol=icmp', 'protocol=47'));
    if (key === 'family' && !['4', '6'].includes(value)) throw new Unclear(`${JSON.stringify(value)} is no family: 4 or 6.`);
    const classes = portClasses.map(({ id }) => id as string);
    if (key === 'class' && !value.includes('*') && !classes.includes(value))
      throw new Unclear(`There is no class of ports ${JSON.stringify(value)}.`, `Classes: ${classes.join(', ')}.`);
    return condition;
  });
}

const named = ['account', 'vpc', 'subnet', 'group'] as const;

export function readBy(text: string, { by } = flags): SegmentedBy {
  if (text.startsWith('tag:') && text.length > 4) return { tag: text.slice(4) };
  const known = named.find((one) => one === text);
  if (known) return known;
  throw new Unclear(`There are no segments by ${JSON.stringify(text)}.`, [
    ...didYouMean(text, named),
    `Say ${named.map((one) => `${by}${one}`).join(', ')} or ${by}tag:KEY.`,
  ]);
}
