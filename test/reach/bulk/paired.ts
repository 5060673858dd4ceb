/** All pairs in bulk beside single packets traced. */
import { box, EPHEMERAL, type Family, hasPorts, ICMP, ICMPV6, icmp, only, TCP, UDP } from '../../../src/net/index.ts';
import { Pairs, type Row, type Service } from '../../../src/reach/bulk/index.ts';
import { beginsConnections } from '../../../src/reach/exposure.ts';
import type { Interface, Network } from '../../../src/reach/index.ts';
import type { Passing } from '../../../src/reach/passing.ts';
import { type Landing, survey } from '../../../src/reach/survey.ts';
import type { Dice } from '../../oracle/random.ts';
import type { Sampled } from './exposed.ts';

const PORTS = [22, 53, 80, 443, 1023, 1024, 3306, 3381, 5432, 8080, 9200, 65535];

/** TCP, UDP, another protocol, and the messages of ICMP that have a reply. */
export const servicesOf = (family: Family): Service[] => [
  ...PORTS.map((port) => ({ protocol: TCP, port })),
  ...[53, 443, 3381, 65535].map((port) => ({ protocol: UDP, port })),
  { protocol: 47, port: 0 },
  ...(family === 4 ? [8, 13] : [128]).map((type) => ({ protocol: family === 4 ? ICMP : ICMPV6, port: icmp(type, 0) })),
];

const lots = ['sure', 'possible', 'sent'] as const;
type Lot = (typeof lots)[number];
const words = { sure: 'passes', possible: 'doubtful', sent: 'arrives' } as const satisfies Record<Lot, keyof Passing>;

/** Senders of each receiver, by where their packets end and by service. */
type Matrix = Map<number, Map<string, Map<number, Set<number>>>>;

const endKey = (end: Interface | undefined, through: readonly Interface[], port: number | undefined): string =>
  end ? `${through.map(({ id }) => id).join(' ')} ${end.id} ${port ?? ''}` : 'itself';

function matrixOf(pairs: Pairs, lot: Lot): Matrix {
  const found: Matrix = new Map();
  const see = ({ receivers, landing: { end, through, port }, services, senders }: Row): void => {
    const ranks = [...pairs.seating.interfaces.keys()].filter((rank) => (senders[rank >>> 5]! >>> (rank & 31)) & 1);
    const key = endKey(end, through, port);
    for (const receiver of receivers) {
      const ends = found.get(receiver) ?? new Map<string, Map<number, Set<number>>>();
      found.set(receiver, ends);
      const mine = ends.get(key) ?? new Map<number, Set<number>>();
      ends.set(key, mine);
      pairs.services.forEach((_, at) => {
        if (services & (1 << at)) mine.set(at, new Set([...(mine.get(at) ?? []), ...ranks]));
      });
    }
  };
  pairs.rows(lot, see);
  return found;
}

/** Where the packets end, and in which lot. */
function told(matrices: Record<Lot, Matrix>, from: number, to: number, service: number): string[] {
  const ends = new Map<string, Lot>();
  for (const lot of lots)
    for (const [key, mine] of matrices[lot].get(to) ?? []) if (!ends.has(key) && mine.get(service)?.has(from)) ends.set(key, lot);
  return [...ends].map(([key, lot]) => `${words[lot]} ${key}`).sort();
}

export function comparePairs(network: Network, family: Family, dice: Dice, count: number, where: string): Sampled {
  const pairs = new Pairs(network, family, servicesOf(family));
  const { interfaces, addresses } = pairs.seating;
  const matrices = Object.fromEntries(lots.map((lot) => [lot, matrixOf(pairs, lot)])) as Record<Lot, Matrix>;
  const result: Sampled = { asked: 0, landed: 0, disagreements: [] };
  for (let n = 0; n < count && interfaces.length > 1; n++) {
    const [from, to, at] = [dice.int(interfaces.length), dice.int(interfaces.length), dice.int(pairs.services.length)];
    if (!beginsConnections(interfaces[from]!)) continue;
    if (interfaces[from] === interfaces[to] || addresses[from] === addresses[to]) continue;
    const { protocol, port } = pairs.services[at]!;
    const bulk = told(matrices, from, to, at);
    const ends = { src: only(addresses[from]!), dst: only(addresses[to]!) };
    const sourcePort = hasPorts(protocol) ? EPHEMERAL : only(0);
    const traffic = box({ ...ends, protocol: only(protocol), sourcePort, destinationPort: only(port) });
    const single = traced(network, interfaces[from]!, interfaces[to]!, [traffic]);
    result.asked += 1;
    if (single.length > 0) result.landed += 1;
    if (bulk.join('; ') !== single.join('; '))
      result.disagreements.push(
        `${where}: ${interfaces[from]!.id} → ${interfaces[to]!.id} IPv${family} protocol ${protocol} ${port}: bulk ${bulk}, trace ${single}`,
      );
  }
  return result;
}

/** The best lot at each place that packets to this receiver come to; an address may be another's too. */
function traced(network: Network, from: Interface, to: Interface, traffic: Parameters<typeof survey>[2]): string[] {
  const { landings, lost } = survey(network, { eni: from.id }, traffic);
  const ends = new Map<string, Lot>();
  const add = (key: string, passing: Passing): void => {
    const lot = lots.find((one) => passing[words[one]].length > 0)!;
    const before = ends.get(key);
    if (!before || lots.indexOf(lot) < lots.indexOf(before)) ends.set(key, lot);
  };
  const mine = ({ through, arrival }: Landing): boolean => (through[0] ?? arrival.interface) === to;
  for (const landing of landings.filter(mine)) {
    const { arrival, through, port } = landing;
    add(endKey(through.length > 0 ? arrival.interface : undefined, through, port), landing);
  }
  for (const { doubtful } of lost) add('itself', { passes: [], arrives: [], doubtful });
  return [...ends].map(([key, lot]) => `${words[lot]} ${key}`).sort();
}
