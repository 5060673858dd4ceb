/** Which packets a question means: from every source that its words name to every address, in each family that both have. */
import {
  type Address,
  ANY_PORT,
  and,
  type Box,
  box,
  EPHEMERAL,
  type Family,
  familyOf,
  hasPorts,
  holds,
  ICMP,
  ICMPV6,
  type Interval,
  icmp,
  isEmpty,
  joined,
  minus,
  only,
  prefix,
  simplify,
  type Traffic,
} from '../../net/index.ts';
import type { Interface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';
import type { From } from '../walk/start.ts';
import { resolve } from './endpoints.ts';
import { type Meant, trafficBetween } from './meant.ts';

export interface Service {
  /** `ping`: the echo request of the address's family. */
  readonly protocol: number | 'any' | 'ping';
  /** Of TCP and UDP; absent for all. */
  readonly ports?: readonly Interval<number>[];
  /** Absent: whatever a client picks (N7). */
  readonly sourcePort?: number;
}

export interface Meaning {
  readonly from: readonly Meant[];
  readonly to: readonly Meant[];
  readonly service: Service;
  /** Absent: each that both ends have. */
  readonly family?: Family;
}

/** Where one way begins, and the packets that it is asked about. */
export interface Way {
  readonly from: From;
  readonly traffic: Traffic;
}

/** Every way that is to be traced; none where nothing starts, or the ends share no family. */
export function waysOf(network: Network, question: Meaning): Way[] {
  const [from, to] = [question.from, question.to].map((end) =>
    end.map((meant) => ofFamily(withoutOwn(network, meant), question.family)),
  ) as [Meant[], Meant[]];
  const sources = distinct(from.flatMap((meant) => meant.sources));
  return sources.flatMap((source) => {
    const ends = 'internet' in source.from ? to.flatMap(fromOutside) : [{ addresses: to.flatMap(destinations) }];
    return ends.flatMap(({ addresses, near }: Ends) => {
      const others = withoutSelf(addresses, source.addresses);
      const traffic = trafficBetween(source.addresses, others, {}).flatMap((one) => served(one, question.service));
      const start = near && 'internet' in source.from ? { ...source.from, near } : source.from;
      return isEmpty(traffic) ? [] : [{ from: start, traffic }];
    });
  });
}

interface Ends {
  addresses: readonly Interval<Address>[];
  /** The VPC of an address that the internet does not know. */
  near?: string;
}

/** Of IPv6 only this block has been given to anybody. */
const global: Traffic = [box({}, 4), box({ src: prefix('2000::/3') })];

/** Who asks about the internet does not mean what the snapshot itself holds there. */
function withoutOwn(network: Network, meant: Meant): Meant {
  if (!['internet', 'internet-gateway'].includes(meant.what.kind)) return meant;
  const own = network.once('public addresses as a set', () => [
    ...[...network.publicAddresses.keys(), ...network.natAddresses.keys()].map((one) => box({ src: only(one) })),
    ...[...network.vpcs.values()].flatMap(({ blocks }) =>
      blocks.filter(({ lo }) => typeof lo === 'bigint').map((src) => box({ src })),
    ),
  ]);
  const others = network.once('the internet without own addresses', () =>
    simplify(
      minus(
        and(
          meant.addresses.map((src) => box({ src })),
          global,
        ),
        own,
      ),
    ).map(({ src }) => src),
  );
  return { ...meant, addresses: others, sources: meant.sources.map((source) => ({ ...source, addresses: others })) };
}

/** Every address of the internet that is not the snapshot's own, of both families. */
export const theInternet = (network: Network): readonly Interval<Address>[] =>
  withoutOwn(network, resolve(network, 'internet')[0]!).addresses;

/** An end as one family knows it. */
function ofFamily(meant: Meant, family: Family | undefined): Meant {
  if (family === undefined) return meant;
  const own = (ranges: readonly Interval<Address>[]) => ranges.filter(({ lo }) => familyOf(lo) === family);
  const sources = meant.sources.map(({ from, addresses }) => ({ from, addresses: own(addresses) }));
  return { ...meant, addresses: own(meant.addresses), sources };
}

type Source = Meant['sources'][number];

/** Two names may mean one interface. */
const distinct = (sources: readonly Source[]): Source[] => [
  ...new Map(sources.map((one) => [`${JSON.stringify(one.from)} ${one.addresses.map(({ lo }) => lo).join()}`, one])).values(),
];

/** Where a thing is reached from inside: a subnet or VPC at what it holds, where it holds something. */
const destinations = ({ what, addresses, interfaces }: Meant): readonly Interval<Address>[] =>
  ['subnet', 'vpc'].includes(what.kind) && interfaces.length > 0 ? interfaces.flatMap(ownAddresses) : addresses;

const ownAddresses = (one: Interface): Interval<Address>[] => [...one.addresses.map((own) => only(own)), ...one.delegated];

/** Where a thing is reached from the internet: at public addresses. Without any, its private one is asked for, to say what is missing. */
function fromOutside(to: Meant): Ends[] {
  if (to.interfaces.length === 0) return [{ addresses: to.addresses }];
  const known = to.interfaces.flatMap((one) =>
    one.addresses
      .map((own) => ({ one, own, shown: typeof own === 'bigint' ? own : one.publicOf(own) }))
      .filter(({ own, shown }) =>
        to.addresses.some((range) => holds(range, own) || (shown !== undefined && holds(range, shown))),
      ),
  );
  const shown = known.flatMap((each) => (each.shown === undefined ? [] : [only(each.shown)]));
  if (shown.length > 0) return [{ addresses: shown }];
  return [...Map.groupBy(known, ({ one }) => one.vpc.id)].map(([near, all]) => ({
    near,
    addresses: all.map(({ own }) => only(own)),
  }));
}

/** Nobody asks whether a thing reaches itself, unless nothing else was asked. */
function withoutSelf(addresses: readonly Interval<Address>[], own: readonly Interval<Address>[]): readonly Interval<Address>[] {
  const others = addresses.filter(({ lo, hi }) => lo !== hi || !own.some((range) => holds(range, lo)));
  return others.length > 0 ? others : addresses;
}

function served(one: Box, { protocol, ports = [ANY_PORT], sourcePort }: Service): Box[] {
  if (protocol === 'any') return [one];
  if (protocol === 'ping') {
    const four = familyOf(one.src.lo) === 4;
    return [
      { ...one, protocol: only(four ? ICMP : ICMPV6), sourcePort: only(0), destinationPort: only(icmp(four ? 8 : 128, 0)) },
    ];
  }
  if (!hasPorts(protocol)) return [{ ...one, protocol: only(protocol), sourcePort: only(0) }];
  const from = sourcePort === undefined ? EPHEMERAL : only(sourcePort);
  return joined(ports).map((destinationPort) => ({ ...one, protocol: only(protocol), sourcePort: from, destinationPort }));
}
