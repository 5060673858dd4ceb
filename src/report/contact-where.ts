/** Which contacts people mean by `--where`: by whose interface it is, where it stands, and by what passes. */
import {
  and,
  box,
  type Family,
  familyOf,
  ICMP,
  ICMPV6,
  type Interval,
  only,
  protocolNumber,
  TCP,
  type Traffic,
  UDP,
} from '../net/index.ts';
import {
  classed,
  type Interface,
  type Network,
  type Owner,
  type Passing,
  type PortClassId,
  type Segment,
  type Segments,
} from '../reach/index.ts';
import { tagOf } from '../reach/network/tag.ts';
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
  'protocol',
  'family',
  'class',
] as const;

/** What conditions on segments may be about: `segment` is one of the two ends. */
export const segmentKeys = ['segment', 'port', 'protocol', 'family', 'class'] as const;

/** The entry with what of its traffic is meant; nothing where none is. */
export function narrowed<T extends Passing>(
  network: Network,
  entry: T,
  placed: Placed,
  conditions: readonly Condition[],
): T | undefined {
  const about = conditions.filter(({ key }) => !isOnTraffic(key));
  return about.every(({ key, value }) => isAmong(valuesOf(network, placed, key), value))
    ? trafficNarrowed(entry, conditions)
    : undefined;
}

/** The entry with what of its traffic the conditions on packets leave; nothing where they leave none. */
export function trafficNarrowed<T extends Passing>(entry: T, conditions: readonly Condition[]): T | undefined {
  let { passes, arrives, doubtful } = entry;
  for (const { key, value } of conditions) {
    const cut = isOnTraffic(key) ? trafficCut(key, value) : undefined;
    if (cut) [passes, arrives, doubtful] = [cut(passes), cut(arrives), cut(doubtful)];
  }
  return passes.length + arrives.length + doubtful.length === 0 ? undefined : { ...entry, passes, arrives, doubtful };
}

/** Whether a segment has this id or name. */
export const isNamed = ({ id, name }: Segment, value: string): boolean => isAmong(text(id, name), value);

/** The cells that begin or end at each segment that is named, by id or name, and the segments that those are between. */
export function segmentsNarrowed(all: Segments, conditions: readonly Condition[]): Segments {
  const wanted = conditions.filter(({ key }) => key === 'segment');
  if (wanted.length === 0) return all;
  const cells = all.cells.filter(({ from, to }) => wanted.every(({ value }) => isNamed(from, value) || isNamed(to, value)));
  const segments = all.segments.filter(
    (one) => wanted.some(({ value }) => isNamed(one, value)) || cells.some(({ from, to }) => from === one || to === one),
  );
  return { ...all, segments, cells };
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

const onTraffic = ['port', 'protocol', 'family', 'class'] as const;
const isOnTraffic = (key: string): key is (typeof onTraffic)[number] => onTraffic.some((one) => one === key);

/** What of some traffic a condition on packets leaves. */
function trafficCut(key: (typeof onTraffic)[number], value: string): (traffic: Traffic) => Traffic {
  if (key === 'family') return (traffic) => traffic.filter(({ src }) => String(familyOf(src.lo)) === value);
  if (key === 'class')
    return (traffic) => classed(traffic).flatMap((one) => (isAmong([one.class satisfies PortClassId], value) ? one.traffic : []));
  const wanted = key === 'port' ? readPort(value) : readProtocol(value);
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

/** `tcp`, `icmp`, `47`, as packets of both families; nothing for anything else. ICMP of IPv6 is named too where `icmp` is. */
export function readProtocol(value: string): Traffic | undefined {
  const number = protocolNumber(value);
  if (number === undefined) return undefined;
  const protocols = number === ICMP ? [ICMP, ICMPV6] : [number];
  return ([4, 6] as const satisfies Family[]).flatMap((family) => protocols.map((one) => box({ protocol: only(one) }, family)));
}
