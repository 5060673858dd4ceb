/** What the internet reaches: asked of the engine once, answered for every rule. */
import type { KindName } from '../kinds/index.ts';
import {
  type Address,
  ANY_PORT,
  and,
  type Box,
  box,
  type Family,
  familyOf,
  holds,
  type Interval,
  joined,
  meet,
  minus,
  only,
  outside,
  TCP,
  type Traffic,
  UDP,
} from '../net/index.ts';
import { inboundOf } from '../reach/bulk/index.ts';
import {
  type Exposed,
  type GroupRule,
  type Interface,
  type Missing,
  type Path,
  revocationOf,
  tracePoint,
} from '../reach/index.ts';
import type { Estate } from './estate.ts';
import { ruleEvidence } from './groups.ts';
import type { Remedy } from './remedy.ts';
import { ROUTES } from './routes.ts';
import type { Evidence } from './rule.ts';
import { countOnInternet, onTheInternet } from './world.ts';

/** What a way between two interfaces runs through: rules that depend on it need all of these. */
export const INSIDE = ['network-interface', ...ROUTES, 'network-acl', 'security-group'] as const satisfies readonly KindName[];

/** The same for a way from the internet to an interface. */
export const PATH = [
  ...INSIDE,
  'internet-gateway',
  'block-public-access-options',
  'block-public-access-exclusion',
] as const satisfies readonly KindName[];

/** Of these the engine says itself for which interface something is not known. */
export const PATH_PARTLY = ['prefix-list-entry'] as const satisfies readonly KindName[];

/** Interfaces that the internet reaches by their own addresses, and what of all traffic gets there and back. */
export const exposed = (estate: Estate): readonly Exposed[] =>
  estate.once('exposed', () => inboundOf(estate.network).filter(({ through }) => through.length === 0));

export const exposedOf = (estate: Estate, one: Interface): readonly Exposed[] =>
  estate.once('exposed by interface', () => Map.groupBy(exposed(estate), (each) => each.interface.id)).get(one.id) ?? [];

/** The traffic of a service: a protocol and its destination ports. */
export interface Service {
  readonly protocol: number;
  readonly ports: Interval<number>;
}

/** What of some traffic belongs to any of these services. */
export const ofServices = (traffic: Traffic, services: readonly Service[]): Traffic => {
  const [first] = traffic;
  if (!first) return [];
  const family = familyOf(first.dst.lo);
  return and(
    traffic,
    services.map(({ protocol, ports }) => box({ protocol: only(protocol), destinationPort: ports }, family)),
  );
};

/** The way of a packet out of some traffic from the internet, as proof. */
export function pathOf(estate: Estate, { src, dst, protocol, destinationPort }: Box): Path {
  const usual = (range: Interval<number>, wanted: number): number =>
    range.lo <= wanted && wanted <= range.hi ? wanted : range.lo;
  const number = usual(protocol, 6);
  const sourcePort = number === 6 || number === 17 ? 49152 : 0;
  const point = { src: someone(estate, src), dst: dst.lo, protocol: number, sourcePort, destinationPort: destinationPort.lo };
  return tracePoint(estate.network, { internet: true }, point);
}

/** The way of a packet from somebody on the internet to an interface, by its public address if it has one. */
export function pathTo({ network }: Estate, one: Interface, family: Family, services: readonly Service[]): Path | undefined {
  const own = one.addresses.find((each) => familyOf(each) === family);
  const service = services.find(({ ports }) => holds(ports, SSH)) ?? services[0];
  if (own === undefined || !service) return undefined;
  const { protocol, ports } = service;
  const dst = one.publicOf(own) ?? own;
  const src: Address = family === 4 ? ANYONE : ANYONE_6;
  const point = { src, dst, protocol, sourcePort: 49152, destinationPort: holds(ports, SSH) ? SSH : ports.lo };
  return tracePoint(network, { internet: true, near: one.vpc.id }, point);
}

/** The port that stands for many. */
const SSH = 22;
const ANYONE = 0x01010101;
const ANYONE_6 = 0x2600n << 112n;

/** An address of the range that looks like one, where it holds such. */
function someone(estate: Estate, range: Interval<Address>): Address {
  const usual = typeof range.lo === 'number' ? ANYONE : ANYONE_6;
  return holds(range, usual) ? usual : (onTheInternet(estate, range)[0]?.lo ?? range.lo);
}

/** What would have to be known to judge a way. */
export const unknownOf = (path: Path): Missing | string =>
  path.unknowns.find((step) => step.missing)?.missing ?? path.unknowns[0]?.because ?? 'the way could not be walked to its end';

/** What of the TCP and UDP ports of a group's rule stands in no list of what may be public. */
export function unlistedServices({ settings }: Estate, { protocol, ports }: Pick<GroupRule, 'protocol' | 'ports'>): Service[] {
  return [TCP, UDP]
    .filter((number) => holds(protocol, number))
    .flatMap((number) => {
      const listed = settings.allowedPublicPorts.filter((one) => one.protocol === number);
      const rest = without(
        ports,
        listed.map((one) => one.ports),
      );
      return rest.map((part) => ({ protocol: number, ports: part }));
    });
}

/** What is left of a range. */
export const without = (range: Interval<number>, taken: readonly Interval<number>[]): Interval<number>[] =>
  taken.reduce<Interval<number>[]>(
    (left, one) => left.flatMap((part) => (meet(part, one) ? outside(part, one) : [part])),
    [range],
  );

/** Whether the internet reaches any of some interfaces by any of some services; the way of one packet to it as proof. */
export function reachable(
  estate: Estate,
  interfaces: readonly Interface[],
  family: Family,
  services: readonly Service[],
): { verdict: 'reachable' | 'unknown'; path: Path } | { verdict: 'blocked'; path?: undefined } {
  const all = interfaces.flatMap((one) => exposedOf(estate, one)).filter((one) => one.family === family);
  const found = (part: 'passes' | 'doubtful'): Box | undefined => {
    for (const one of all) {
      const [first] = ofServices(one[part], services);
      if (first) return first;
    }
    return undefined;
  };
  const passes = found('passes');
  if (passes) return { verdict: 'reachable', path: pathOf(estate, passes) };
  const doubtful = found('doubtful');
  return doubtful ? { verdict: 'unknown', path: pathOf(estate, doubtful) } : { verdict: 'blocked' };
}

/** What of some TCP and UDP traffic belongs to none of these services. */
export const withoutServices = (traffic: Traffic, services: readonly Service[]): Traffic => {
  const [first] = traffic;
  if (!first) return [];
  const boxes = services.map(({ protocol, ports }) =>
    box({ protocol: only(protocol), destinationPort: ports }, familyOf(first.dst.lo)),
  );
  const all = [TCP, UDP].map((protocol) => ({ protocol, ports: ANY_PORT }));
  return minus(ofServices(traffic, all), boxes);
};

/**
 * Whose packets some traffic lets in: everybody's (a /8 or more), those of a `wide` range, or only of what somebody `listed` (less than
 * a range of `wide_public_cidr`). IPv6 prefixes are taken twice as long.
 */
export function worldliness(estate: Estate, traffic: Traffic): 'everybody' | 'wide' | 'listed' {
  const [first] = traffic;
  if (!first) return 'listed';
  const [bits, times] = familyOf(first.src.lo) === 4 ? [32, 1] : [128, 2];
  const sources = countOnInternet(estate, joined(traffic.map(({ src }) => src)));
  const as = (length: number): bigint => 1n << BigInt(bits - length * times);
  if (sources >= as(8)) return 'everybody';
  return sources >= as(estate.settings.thresholds.wide_public_cidr) ? 'wide' : 'listed';
}

/** What let a packet by, there and back, or stood in its way: rules, entries, routes; each once. */
export const evidenceOf = ({ forward, reply, blockers }: Path): Evidence[] => {
  const all = [...[...forward, ...reply].filter(({ does }) => does === 'allows' || does === 'forwards'), ...blockers].flatMap(
    (step): Evidence[] => {
      const { at, evidence, does, because } = step;
      if (at.kind === 'security-group' && does === 'allows' && evidence) return [ruleEvidence(evidence.source as GroupRule)];
      if (does === 'blocks') return [{ kind: at.kind, id: at.id, text: because }];
      if (!evidence) return [];
      const { label, text } = evidence;
      return [{ kind: at.kind, id: at.id, text: label === text ? text : `${label} ${text}`.trim() }];
    },
  );
  return [...new Map(all.map((one) => [`${one.id} ${one.text}`, one])).values()];
};

/** What would shut the door: the rule of a group that lets the packet in. */
export const closing = ({ forward }: Path): Remedy[] =>
  forward
    .filter(({ at, does, evidence }) => at.kind === 'security-group' && does === 'allows' && evidence)
    .map(({ evidence }) => revocationOf(evidence!.source as GroupRule));
