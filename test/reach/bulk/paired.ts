/** All pairs in bulk beside single packets traced. */
import { box, EPHEMERAL, type Interval, only, TCP } from '../../../src/net/index.ts';
import { type Path, worst } from '../../../src/reach/answer.ts';
import { Pairs } from '../../../src/reach/bulk/index.ts';
import { beginsConnections } from '../../../src/reach/exposure.ts';
import { type Network, trace } from '../../../src/reach/index.ts';
import type { Interface } from '../../../src/reach/interface.ts';
import type { Dice } from '../../oracle/random.ts';
import type { Sampled } from './exposed.ts';

/** `sure` and `possible` senders of each receiver, by port. */
type Matrix = Map<number, Map<number, Set<number>>>;

function matrixOf(pairs: Pairs, lenient: boolean): Matrix {
  const found: Matrix = new Map();
  pairs.rows(lenient, ({ receivers, ports, senders }) => {
    const ranks = [...pairs.seating.interfaces.keys()].filter((rank) => (senders[rank >>> 5]! >>> (rank & 31)) & 1);
    for (const receiver of receivers) {
      const mine = found.get(receiver) ?? new Map<number, Set<number>>();
      found.set(receiver, mine);
      pairs.ports.forEach((_, at) => {
        if (ports & (1 << at)) mine.set(at, new Set([...(mine.get(at) ?? []), ...ranks]));
      });
    }
  });
  return found;
}

const holds = (matrix: Matrix, from: number, to: number, port: number): boolean => matrix.get(to)?.get(port)?.has(from) ?? false;

export function comparePairs(network: Network, ports: readonly number[], dice: Dice, count: number, where: string): Sampled {
  const pairs = new Pairs(network, ports);
  const { interfaces, addresses } = pairs.seating;
  const [sure, possible] = [matrixOf(pairs, false), matrixOf(pairs, true)];
  const result: Sampled = { asked: 0, landed: 0, disagreements: [] };
  for (let n = 0; n < count && interfaces.length > 1; n++) {
    const [from, to, port] = [dice.int(interfaces.length), dice.int(interfaces.length), dice.int(ports.length)];
    if (!beginsConnections(interfaces[from]!)) continue;
    if (from === to || interfaces[from] === interfaces[to] || addresses[from] === addresses[to]) continue;
    const bulk = holds(sure, from, to, port) ? 'reachable' : holds(possible, from, to, port) ? 'unknown' : 'blocked';
    const single = traced(network, interfaces[from]!, interfaces[to]!, addresses[from]!, addresses[to]!, ports[port]!);
    result.asked += 1;
    if (single !== 'blocked') result.landed += 1;
    if (bulk !== single)
      result.disagreements.push(
        `${where}: ${interfaces[from]!.id} → ${interfaces[to]!.id} tcp ${ports[port]}: bulk ${bulk}, trace ${single}`,
      );
  }
  return result;
}

/** The best verdict of what comes to this receiver; an address may be another's too. */
function traced(network: Network, from: Interface, to: Interface, src: number, dst: number, port: number): string {
  const ends: { src: Interval<number>; dst: Interval<number> } = { src: only(src), dst: only(dst) };
  const traffic = [box({ ...ends, protocol: only(TCP), sourcePort: EPHEMERAL, destinationPort: only(port) })];
  const { parts } = trace(network, { from: { eni: from.id }, traffic });
  const comes = ({ connections: [first] }: Path): boolean => first?.arrival?.interface === to || first?.through === to;
  const all = parts.map((part) => (comes(part) || !part.connections[0]?.arrival ? part.verdict.both : 'blocked'));
  return all.includes('reachable') ? 'reachable' : all.includes('unknown') ? 'unknown' : worst(...all);
}
