/** What the reachability benchmark asks: who and to whom, drawn from an estate by kinds of way. */
import type { Point } from '../../src/net/index.ts';
import type { From, Network } from '../../src/reach/index.ts';
import { type Dice, dice } from '../../test/oracle/random.ts';

export interface Question {
  from: From;
  point: Point;
}

type Interface = NonNullable<ReturnType<Network['interfaces']['get']>>;

const PORTS = [443, 22, 5432, 80];
const CLIENT = 0xc612_0007;

/** The ways that are measured; for each a question, or nothing where the draw has none. */
export const ways = {
  'random pairs': (d: Dice, hosts: readonly Interface[]) => between(d, d.pick(hosts), d.pick(hosts), 'number'),
  'in one VPC': (d: Dice, hosts: readonly Interface[]) => {
    const one = d.pick(hosts);
    return between(d, one, d.pick(one.vpc.interfaces), 'number');
  },
  'IPv6 in one VPC': (d: Dice, hosts: readonly Interface[]) => {
    const one = d.pick(hosts);
    return between(d, one, d.pick(one.vpc.interfaces), 'bigint');
  },
  'to the internet': (d: Dice, hosts: readonly Interface[]) => packet(d, d.pick(hosts), 0x0808_0808 + d.int(256)),
  'from the internet': (d: Dice, _: readonly Interface[], publics: readonly number[]): Question => ({
    from: { internet: true },
    point: { src: CLIENT, dst: d.pick(publics), protocol: 6, sourcePort: 49152, destinationPort: d.pick(PORTS) },
  }),
} as const;

export type WayName = keyof typeof ways;

function between(d: Dice, a: Interface, b: Interface, family: 'number' | 'bigint'): Question | undefined {
  const dst = b.addresses.find((one) => typeof one === family);
  return a === b || dst === undefined ? undefined : packet(d, a, dst);
}

function packet(d: Dice, from: Interface, dst: Point['dst']): Question | undefined {
  const src = from.addresses.find((one) => typeof one === typeof dst);
  if (src === undefined) return undefined;
  return {
    from: { eni: from.id },
    point: { src, dst, protocol: 6, sourcePort: 49152, destinationPort: d.pick(PORTS) },
  };
}

/** Questions of one way. Throws when the estate has none of them. */
export function questions(network: Network, way: WayName, count: number, seed: number): Question[] {
  const d = dice(seed);
  const hosts = [...network.interfaces.values()].filter((one) => one.type === 'interface');
  const publics = [...network.publicAddresses.keys()].filter((one) => typeof one === 'number');
  const found: Question[] = [];
  for (let drawn = 0; found.length < count; drawn++) {
    if (drawn > 100 * count) throw new Error(`the estate has too few ${way}`);
    const one = ways[way](d, hosts, publics);
    if (one) found.push(one);
  }
  return found;
}
