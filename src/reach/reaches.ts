/** All that something reaches, and all that reaches something, by tracing from every source to every destination. */
import { type Address, type Interval, joined, type Traffic } from '../net/index.ts';
import { beyondFor, gapsIn } from './bulk/contacts/beyond.ts';
import { destinationsOf, sourcesOf } from './bulk/contacts/contacts.ts';
import { inboundOf } from './bulk/index.ts';
import { resolve } from './ends/endpoints.ts';
import { foreignNetworks } from './ends/foreign.ts';
import { type Meant, trafficBetween } from './ends/meant.ts';
import { theInternet, waysOf } from './ends/ways.ts';
import { beginsConnections, ownRanges } from './exposure.ts';
import type { Missing } from './network/coverage.ts';
import type { Ref } from './network/entity.ts';
import type { Interface } from './network/interface.ts';
import type { Network } from './network/network.ts';
import { ownerOfInterface } from './network/owner.ts';
import { LATTICE, PRIVATE } from './network/special.ts';
import { mergedPassing, NO_PASSING, type Passing } from './passing.ts';
import { type Landing, type Lost, survey } from './survey.ts';
import { unseenIn } from './unseen.ts';
import type { Path } from './walk/answer.ts';
import { leadsTo } from './walk/leads-to.ts';
import type { From } from './walk/start.ts';
import type { Options } from './walk/walk.ts';

/** The other end of what was asked about, and what passes between the two. */
export interface Contact extends Passing {
  /** `unknown`: `other` is where it was seen last. `door`: people with credentials come from there, by Instance Connect or Client VPN. */
  readonly at: 'interface' | 'internet' | 'on-premises' | 'service' | 'door' | 'unknown';
  /** Whose interface it is; or the gateway, attachment or endpoint that it lies behind. */
  readonly other: Ref;
  readonly interface: Interface | undefined;
  /** Nodes of load balancers and interface endpoints on the way, the first one first. */
  readonly through: readonly Interface[];
  /** Gateways and middleboxes on the way out of the snapshot's networks. */
  readonly gateways: readonly Ref[];
  /** The port where it arrives, if something on the way changed it. */
  readonly port: number | undefined;
  /** The interfaces of the end that was asked about for which it holds. */
  readonly own: readonly Interface[];
  path(): Path;
}

export interface Reaches {
  readonly contacts: readonly Contact[];
  readonly unseen: readonly Missing[];
}

type Found = Omit<Contact, 'own'> & { readonly one: Interface | undefined };

/** Everything that the sources reach: at private addresses; at public ones only from the internet. */
export function reachesFrom(network: Network, from: readonly Meant[], options: Options = {}): Reaches {
  const found = distinctSources(from).flatMap(({ from: source, addresses }) => {
    if ('internet' in source) return fromInternet(network, options);
    const one = interfaceOf(network, source);
    const inside = addresses.flatMap((src) => destinationsFound(network, destinationsOf(network, source, src, options), one));
    if (!('eni' in source || 'clientVpn' in source)) return inside;
    const outside = addresses.flatMap((src) =>
      [...theInternet(network), ...beyondFor(network, source, src, insideRanges(network), options)].flatMap((dst) =>
        destinationsFound(network, landingsOf(network, source, trafficBetween([src], [dst], {}), options), one),
      ),
    );
    return [...inside, ...outside];
  });
  return { contacts: mergedContacts(found), unseen: unseenIn(network) };
}

function fromInternet(network: Network, options: Options): Found[] {
  return inboundOf(network, options).map((entry): Found => {
    const { owner, interface: end, through, port, passes, arrives, doubtful } = entry;
    const lots = { passes, arrives, doubtful };
    return {
      at: 'interface',
      other: owner,
      interface: end,
      through,
      gateways: [],
      port,
      ...lots,
      path: () => entry.path(),
      one: undefined,
    };
  });
}

function destinationsFound(
  network: Network,
  { landings, lost }: { landings: readonly Landing[]; lost: readonly Lost[] },
  one: Interface | undefined,
): Found[] {
  const others = landings.filter(({ arrival }) => !one || arrival.interface !== one);
  const told = others.map((landing): Found => {
    const { at, interface: end, where } = landing.arrival;
    return { ...landing, at, other: at === 'interface' && end ? ownerOfInterface(network, end) : where, interface: end, one };
  });
  return [...told, ...lost.flatMap((each) => lostTo(network, each, one))];
}

/** Everything that reaches the destination, also through load balancers and interface endpoints that lead to it. */
export function reachesTo(network: Network, to: readonly Meant[], options: Options = {}): Reaches {
  const own = new Set(to.flatMap(({ interfaces }) => interfaces));
  const doors = [...network.interfaces.values()].filter(
    (one) => !own.has(one) && leadsTo(network, one).some((end) => own.has(end)),
  );
  const ends = [...to, ...doors.flatMap((one) => resolve(network, one.id))];
  const isSource = (one: Interface): boolean => beginsConnections(one) || doors.includes(one);
  const isMeant = (landing: Landing, one: Interface | undefined): boolean =>
    (landing.through.length === 0 || one === undefined || !doors.includes(one)) &&
    (own.size === 0 || (landing.arrival.interface !== undefined && own.has(landing.arrival.interface)));
  const inside = ends.flatMap((end) =>
    end.addresses.flatMap((dst) => {
      const mine = new Set(end.interfaces);
      const wanted = (one: Interface): boolean =>
        isSource(one) && !(mine.has(one) && ownRanges(one).some(({ lo }) => lo === dst.lo));
      const { landings, lost } = sourcesOf(network, dst, wanted, options);
      const who = (one: Interface) => ({ at: 'interface' as const, other: ownerOfInterface(network, one), interface: one });
      const there = landings
        .filter((landing) => isMeant(landing, landing.of) && landing.arrival.interface !== landing.of)
        .map((landing): Found => ({ ...landing, ...who(landing.of), one: landing.arrival.interface }));
      const doubts = lost.map((each): Found => ({ ...lostBy(each), ...who(each.of) }));
      return [...there, ...doubts];
    }),
  );
  const outside = otherSources(network).flatMap((source) => {
    const who = { at: sideOf(source), other: source.what, interface: undefined };
    return waysOf(network, { from: [source], to: ends, service: { protocol: 'any' } })
      .filter(({ from }) => !('near' in from))
      .flatMap(({ from, traffic }): Found[] => {
        const { landings, lost } = landingsOf(network, from, traffic, options);
        const there = landings
          .filter((landing) => isMeant(landing, undefined))
          .map((landing) => ({ ...landing, ...who, one: landing.arrival.interface }));
        return [...there, ...lost.map((each) => ({ ...lostBy(each), ...who }))];
      });
  });
  return { contacts: mergedContacts([...inside, ...outside]), unseen: unseenIn(network) };
}

const lostBy = ({ doubtful, path }: Lost) => ({
  ...NO_PASSING,
  doubtful,
  path,
  through: [],
  gateways: [],
  port: undefined,
  one: undefined,
});

/** Nobody asks whether a thing reaches itself. */
function landingsOf(network: Network, from: From, traffic: Traffic, options: Options): { landings: Landing[]; lost: Lost[] } {
  if (traffic.length === 0) return { landings: [], lost: [] };
  const { landings, lost } = survey(network, from, traffic, options);
  const others = landings.filter(({ arrival }) => !('eni' in from && from.eni === arrival.interface?.id));
  return { landings: others, lost };
}

/** Whose the address is that nobody knows the way to; else where it was seen last. */
function lostTo(network: Network, { at, doubtful, path }: Lost, one: Interface | undefined): Found[] {
  const owners = network.ownersOf(doubtful[0]!.dst.lo).filter((owner) => owner !== one);
  const rest = { ...NO_PASSING, doubtful, path, through: [], gateways: [], port: undefined, one };
  if (owners.length === 0) return [{ ...rest, at: 'unknown', other: at, interface: undefined }];
  return owners.map((owner) => ({ ...rest, at: 'interface', other: ownerOfInterface(network, owner), interface: owner }));
}

const interfaceOf = (network: Network, from: From): Interface | undefined =>
  'eni' in from ? network.interfaces.get(from.eni) : undefined;

type Source = Meant['sources'][number];

const distinctSources = (meant: readonly Meant[]): Source[] => [
  ...new Map(meant.flatMap(({ sources }) => sources).map((one) => [JSON.stringify(one.from), one])).values(),
];

const rangeKey = ({ lo, hi }: Interval<Address>): string => `${typeof lo} ${lo} ${hi}`;

const insideRanges = (network: Network): Interval<Address>[] =>
  network.once('addresses of interfaces', () => [
    ...new Map([...network.interfaces.values()].flatMap(ownRanges).map((range) => [rangeKey(range), range])).values(),
  ]);

/** The internet and all private networks, without what interfaces have. */
export const outsideRanges = (network: Network): Interval<Address>[] =>
  network.once('addresses of no interface', () => {
    const inside = (['number', 'bigint'] as const).map((type) =>
      joined(insideRanges(network).filter(({ lo }) => typeof lo === type)),
    );
    return [...theInternet(network), ...PRIVATE, ...LATTICE].flatMap((range) =>
      gapsIn(range, inside[typeof range.lo === 'number' ? 0 : 1]!),
    );
  });

const doorKinds = ['instance-connect-endpoint', 'client-vpn-endpoint'];

/** Where connections may begin but at interfaces. */
function otherSources(network: Network): Meant[] {
  const ids = ['internet', ...doorKinds.flatMap((kind) => [...network.entities(kind).keys()])];
  return [...ids.flatMap((id) => resolve(network, id)), ...foreignNetworks(network, outsideRanges(network))];
}

function sideOf({ what, interfaces }: Meant): Contact['at'] {
  if (interfaces.length > 0) return 'interface';
  if (what.kind === 'internet') return 'internet';
  return doorKinds.includes(what.kind) ? 'door' : 'on-premises';
}

/** One contact for each other end and way. */
function mergedContacts(found: readonly Found[]): Contact[] {
  const key = ({ at, other, interface: one, through, gateways, port }: Found): string =>
    [at, other.id, one?.id, ...through.map(({ id }) => id), ...gateways.map(({ id }) => id), port].join(' ');
  return [...Map.groupBy(found, key).values()].map((same) => {
    const { one: _, ...best } = same.reduce((a, b) => (rank(b) > rank(a) ? b : a));
    return { ...best, ...mergedPassing(same), own: [...new Set(same.flatMap(({ one }) => one ?? []))] };
  });
}

const rank = ({ passes, arrives }: Passing): number => (passes.length > 0 ? 2 : arrives.length > 0 ? 1 : 0);
