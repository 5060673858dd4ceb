/** Which contacts people mean by `--where`: by whose interface it is, where it stands, and by what passes. */
import { and, box, type Family, familyOf, type Interval, only, TCP, type Traffic, UDP } from '../net/index.ts';
import { classed, type Interface, type Network, type Owner, type Passing, type PortClassId } from '../reach/index.ts';
import { tagOf } from '../reach/tag.ts';
import { type Condition, isAmong } from './where.ts';

/** What conditions are held against. */
export interface Placed extends Passing {
  readonly other: Pick<Owner, 'kind' | 'id' | 'account' | 'region' | 'name'>;
  readonly interface: Interface | undefined;
}

export const contactKeys = [
  'account',
  'region',
  'vpc',
  'subnet',
  'group',
  'kind',
  'id',
  'name',
  'port',
  'family',
  'class',
] as const;

/** The entry with what of its traffic is meant; nothing where none is. */
export function narrowed<T extends Passing>(
  network: Network,
  entry: T,
  placed: Placed,
  conditions: readonly Condition[],
): T | undefined {
  let { passes, arrives, doubtful } = entry;
  for (const { key, value } of conditions) {
    const cut = trafficCut(key, value);
    if (cut) [passes, arrives, doubtful] = [cut(passes), cut(arrives), cut(doubtful)];
    else if (!isAmong(valuesOf(network, placed, key), value)) return undefined;
  }
  if (passes.length + arrives.length + doubtful.length === 0) return undefined;
  return { ...entry, passes, arrives, doubtful };
}

const text = (...values: (string | undefined)[]): string[] => values.filter((value) => value !== undefined);

function valuesOf(network: Network, { other, interface: one }: Placed, key: string): string[] {
  if (key.startsWith('tag:')) return one ? text(tagOf(network, one, key.slice(4))) : [];
  switch (key) {
    case 'account':
      return text(one?.account ?? other.account);
    case 'region':
      return text(one?.region ?? other.region);
    case 'vpc':
      return text(one?.vpc.id, one?.vpc.name);
    case 'subnet':
      return text(one?.subnet.id, one?.subnet.name);
    case 'group':
      return (one?.groupIds ?? []).flatMap((id) => text(id, network.entity('security-group', id)?.data.GroupName));
    case 'kind':
      return text(other.kind);
    case 'id':
      return text(other.id, one?.id);
    default:
      return text(other.name);
  }
}

/** What of some traffic a condition on packets leaves; nothing where it is about something else. */
function trafficCut(key: string, value: string): ((traffic: Traffic) => Traffic) | undefined {
  if (key === 'family') return (traffic) => traffic.filter(({ src }) => String(familyOf(src.lo)) === value);
  if (key === 'class')
    return (traffic) => classed(traffic).flatMap((one) => (isAmong([one.class satisfies PortClassId], value) ? one.traffic : []));
  if (key !== 'port') return undefined;
  const wanted = readPort(value);
  return (traffic) => (wanted ? and(traffic, wanted) : []);
}

/** `443`, `8000-8100`, `53/udp`, as packets of both families; nothing for anything else. */
export function readPort(value: string): Traffic | undefined {
  const [, first, last = first, protocol] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp))?$/.exec(value) ?? [];
  const range: Interval<number> = { lo: Number(first), hi: Number(last) };
  if (!(range.lo <= range.hi && range.hi <= 65535)) return undefined;
  const protocols = protocol === 'tcp' ? [TCP] : protocol === 'udp' ? [UDP] : [TCP, UDP];
  return ([4, 6] as const satisfies Family[]).flatMap((family) =>
    protocols.map((number) => box({ protocol: only(number), destinationPort: range }, family)),
  );
}
