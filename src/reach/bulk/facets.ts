/** What a way lets through besides the groups at its two ends: ports as bits of a mask, with the source ports and addresses for which it does. */
import { type Address, type Box, type Interval, joined, type Traffic } from '../../net/index.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import type { Verdict } from '../step.ts';
import type { Charted, ChartedWay } from './charting.ts';
import { asCharted, type Sifted, sift } from './filters.ts';
import type { Check } from './notes.ts';
import { agreed, doubted, summed } from './screens.ts';

/** The ports that are told apart, one for each class; at most 30. */
export type Ports = readonly number[];

export interface Facet {
  /** A bit for each port. */
  readonly mask: number;
  /** The number of a set of source ports, see `SourcePorts`. */
  readonly sports: number;
  /** The addresses in the open field; all where it is not there. */
  readonly range: Interval<Address> | undefined;
}

export interface Facets {
  readonly sure: readonly Facet[];
  readonly possible: readonly Facet[];
}

/** Sets of source ports by number, and whether two have one in common. */
export class SourcePorts {
  readonly #numbers = new Map<string, number>();
  readonly #sets: (readonly Interval<number>[])[] = [];
  readonly #meets: boolean[][] = [];

  numberOf(ports: readonly Interval<number>[]): number {
    const set = joined(ports);
    const key = set.map(({ lo, hi }) => `${lo}-${hi}`).join();
    let found = this.#numbers.get(key);
    if (found === undefined) {
      found = this.#sets.length;
      this.#numbers.set(key, found);
      this.#sets.push(set);
      this.#meets.push([]);
    }
    return found;
  }

  meets(a: number, b: number): boolean {
    const row = this.#meets[a]!;
    row[b] ??= this.#sets[a]!.some((one) => this.#sets[b]!.some((other) => one.lo <= other.hi && other.lo <= one.hi));
    return row[b];
  }
}

/** Which checks of a way count, by their connection and their place in it. */
export type Wanted = (check: Check, connection: number, at: number, way: ChartedWay) => boolean;

/** The facets of charted traffic. `open`: the field that is asked for all addresses; the other one is as charted. */
export function facetsOf(
  network: Network,
  parts: readonly Charted[],
  open: 'src' | 'dst',
  everywhere: Interval<Address>,
  wanted: Wanted,
  ports: Ports,
  numbers: SourcePorts,
): Facets {
  const sure: Facet[] = [];
  const possible: Facet[] = [];
  for (const { territory, ways } of parts) {
    const asked: Traffic = territory.map((one) => ({ ...one, [open]: everywhere }));
    const flow = weigh(
      ways.map((way) => ({ way, flow: flowOf(network, way, asked, wanted) })),
      0,
    );
    sure.push(...flatten(flow.sure, open, everywhere, ports, numbers));
    if (flow.possible !== flow.sure) possible.push(...flatten(flow.possible, open, everywhere, ports, numbers));
  }
  return { sure: compact(sure), possible: compact([...sure, ...possible]) };
}

function flowOf(network: Network, way: ChartedWay, asked: Traffic, wanted: Wanted): Sifted {
  const verdict: Verdict = way.path.verdict.both;
  if (verdict === 'blocked') return { sure: [], possible: [] };
  const checks = way.notes.flatMap((one, connection) => one.checks.filter((check, at) => wanted(check, connection, at, way)));
  return doubted(sift(network, { sure: asked, possible: asked }, checks, asCharted), verdict);
}

interface Weighed {
  readonly way: ChartedWay;
  readonly flow: Sifted;
}

function weigh(ways: readonly Weighed[], depth: number): Sifted {
  const at = ways[0]!.way.path.choices[depth];
  if (!at) return ways[0]!.flow;
  const branches = [...Map.groupBy(ways, ({ way }) => way.path.choices[depth]?.taken).values()].map((one) =>
    weigh(one, depth + 1),
  );
  return at.choice.needs === 'any' ? summed(branches) : agreed(branches);
}

function flatten(
  boxes: Traffic,
  open: 'src' | 'dst',
  everywhere: Interval<Address>,
  ports: Ports,
  numbers: SourcePorts,
): Facet[] {
  return boxes.flatMap((one: Box): Facet[] => {
    let mask = 0;
    ports.forEach((port, at) => {
      if (one.destinationPort.lo <= port && port <= one.destinationPort.hi) mask |= 1 << at;
    });
    if (mask === 0) return [];
    const range = one[open].lo === everywhere.lo && one[open].hi === everywhere.hi ? undefined : one[open];
    return [{ mask, sports: numbers.numberOf([one.sourcePort]), range }];
  });
}

/** Facets of one set of source ports and one range as one. */
function compact(facets: readonly Facet[]): Facet[] {
  const found = new Map<string, Facet>();
  for (const one of facets) {
    const key = `${one.sports} ${one.range?.lo} ${one.range?.hi}`;
    const known = found.get(key);
    found.set(key, known ? { ...one, mask: known.mask | one.mask } : one);
  }
  return [...found.values()];
}

/** What a pair's groups are asked, and how much of the sender is known where the receiver's are. */
export interface Ends {
  readonly egress: Check | undefined;
  readonly ingress: Check | undefined;
}

export function endsIn(parts: readonly Charted[], from: Interface, to: Interface): Ends {
  for (const { ways } of parts) {
    for (const { notes } of ways) {
      const checks = notes[0]?.checks ?? [];
      const egress = checks.find((one) => isEgressOf(one, from));
      const ingress = checks.find((one) => isIngressOf(one, to));
      if (egress || ingress) return { egress, ingress };
    }
  }
  return { egress: undefined, ingress: undefined };
}

export const isEgressOf = ({ at, side, direction }: Check, one: Interface): boolean =>
  at === one && side === 'egress' && direction === 'forward';
export const isIngressOf = ({ at, side, direction }: Check, one: Interface): boolean =>
  at === one && side === 'ingress' && direction === 'forward';
