/** Exposure in bulk beside single packets traced: what lands where, and in which lot. */
import {
  type Address,
  address,
  contains,
  formatAddress,
  hasPorts,
  ICMP,
  ICMPV6,
  icmp,
  isIcmp,
  type Point,
  pointBox,
  TCP,
  UDP,
} from '../../../src/net/index.ts';
import { type Entry, type Exposures, exposureIn } from '../../../src/reach/bulk/index.ts';
import type { From } from '../../../src/reach/index.ts';
import { type Landing, survey } from '../../../src/reach/survey.ts';
import type { Dice } from '../../oracle/random.ts';

export interface Sampled {
  asked: number;
  /** How many of the packets passed, arrived, or were in doubt somewhere. */
  landed: number;
  disagreements: string[];
}

const lots = ['passes', 'arrives', 'doubtful'] as const;

const foreign = {
  number: ['8.8.8.8', '54.0.99.9', '52.218.3.4', '198.51.100.7', '198.51.0.9', '1.2.3.4', '172.32.0.1'].map(address),
  bigint: ['2001:4860:4860::8888', '2a05:d018::1', '2600:ffff::9'].map(address),
};
const PORTS = [22, 80, 443, 443, 443, 53, 1024, 3306, 5432, 8080, 8443, 65535, 3381];
const SOURCES = [49152, 49152, 1024, 32768];

/** A packet between the internet and one of our addresses. */
function pointOf(dice: Dice, own: Address, inbound: boolean): Point {
  const other = dice.pick(typeof own === 'number' ? foreign.number : foreign.bigint);
  const ping = typeof own === 'number' ? ICMP : ICMPV6;
  const protocol = dice.pick([TCP, TCP, TCP, TCP, UDP, UDP, ping, 47]);
  const ends = inbound ? { src: other, dst: own } : { src: own, dst: other };
  const message = icmp(dice.pick(ping === ICMP ? [8, 8, 13, 3] : [128, 128, 1]), 0);
  return {
    ...ends,
    protocol,
    sourcePort: hasPorts(protocol) ? dice.pick(SOURCES) : 0,
    destinationPort: isIcmp(protocol) ? message : hasPorts(protocol) ? dice.pick(PORTS) : 0,
  };
}

/** Asks about random packets of random interfaces, and says where bulk and trace differ. */
export function compareExposure(exposures: Exposures, dice: Dice, count: number, where: string): Sampled {
  const { inbound, outbound } = exposureIn(exposures);
  const sides = [
    { inbound: true, members: exposures.inbound.seats.flatMap((one) => one.members), entries: byMember(inbound) },
    { inbound: false, members: exposures.outbound.seats.flatMap((one) => one.members), entries: byMember(outbound) },
  ].filter(({ members }) => members.length > 0);
  const result: Sampled = { asked: 0, landed: 0, disagreements: [] };
  for (let n = 0; n < count && sides.length > 0; n++) {
    const side = dice.pick(sides);
    const { one, range } = dice.pick(side.members);
    const point = pointOf(dice, range.lo, side.inbound);
    const mine = side.entries.get(`${one.id} ${range.lo}`) ?? [];
    const bulk = said(mine, point, side.inbound);
    const single = traced(exposures, one.id, side.inbound ? { internet: true } : { eni: one.id }, point);
    result.asked += 1;
    if (single.length > 0) result.landed += 1;
    if (bulk.join('; ') !== single.join('; '))
      result.disagreements.push(`${where}: ${textOf(one.id, point)}: bulk ${bulk}, trace ${single}`);
  }
  return result;
}

const textOf = (id: string, { src, dst, protocol, sourcePort, destinationPort }: Point): string =>
  `${id} ${formatAddress(src)} → ${formatAddress(dst)} protocol ${protocol} ${sourcePort} → ${destinationPort}`;

const byMember = (entries: readonly Entry[]): Map<string, Entry[]> =>
  Map.groupBy(entries, (one) => `${one.at.id} ${one.address.lo}`);

const said = (entries: readonly Entry[], point: Point, inbound: boolean): string[] =>
  entries
    .flatMap((entry) => lots.filter((lot) => contains(entry[lot], point)).map((lot) => `${lot} ${placeOf(entry, inbound)}`))
    .sort();

const ids = (all: readonly { id: string }[]): string => all.map(({ id }) => id).join(' ');

const placeOf = (entry: Entry, inbound: boolean): string =>
  inbound ? `${entry.interface.id} ${ids(entry.through)} ${entry.port ?? ''}` : `${entry.exit.to} ${ids(entry.exit.gateways)}`;

/** What a trace of that packet alone says. */
function traced({ network }: Exposures, id: string, from: From, point: Point): string[] {
  const inbound = 'internet' in from;
  const { landings, lost } = survey(network, from, [pointBox(point)]);
  const place = ({ arrival, through, port, gateways }: Landing): string => {
    if (inbound) return `${arrival.interface!.id} ${ids(through)} ${port ?? ''}`;
    const last = gateways.some(({ id }) => id === arrival.where.id) ? [] : [arrival.where];
    return `${arrival.at} ${ids([...gateways, ...last])}`;
  };
  const landed = landings
    .filter(({ arrival }) => (inbound ? arrival.interface !== undefined : ['internet', 'on-premises'].includes(arrival.at)))
    .flatMap((landing) => lots.filter((lot) => landing[lot].length > 0).map((lot) => `${lot} ${place(landing)}`));
  const doubts = lost.map(({ at }) => `doubtful ${inbound ? `${id}  ` : `unknown ${at.id}`}`);
  return [...landed, ...doubts].sort();
}
