/** The slow second reader of reaches: every source and every destination, traced. */
import { type Address, box, type Interval, minus, type Traffic } from '../../src/net/index.ts';
import { resolve } from '../../src/reach/ends/endpoints.ts';
import { foreignNetworks } from '../../src/reach/ends/foreign.ts';
import { waysOf } from '../../src/reach/ends/ways.ts';
import { beginsConnections, ownRanges, publicRanges } from '../../src/reach/exposure.ts';
import type { Contact, From, Interface, Meant, Network, Options, Passing, Reaches } from '../../src/reach/index.ts';
import { theInternet, trafficBetween } from '../../src/reach/index.ts';
import { ownerOfInterface } from '../../src/reach/network/owner.ts';
import { LATTICE, PRIVATE } from '../../src/reach/network/special.ts';
import { mergedPassing, NO_PASSING } from '../../src/reach/passing.ts';
import { type Landing, type Lost, survey } from '../../src/reach/survey.ts';
import { unseenIn } from '../../src/reach/unseen.ts';
import { leadsTo } from '../../src/reach/walk/leads-to.ts';

type Found = Omit<Contact, 'own'> & { readonly one: Interface | undefined };

/** Everything that the sources reach: at private addresses; at public ones only from the internet. */
export function surveyedFrom(network: Network, from: readonly Meant[], options: Options = {}): Reaches {
  const found = distinctSources(from).flatMap(({ from: source, addresses: named }) => {
    const one = interfaceOf(network, source);
    const addresses = 'internet' in source ? theInternet(network) : named;
    const own = one ? ownRanges(one).map(rangeKey) : [];
    const others = destinationsFor(network, source).filter((range) => !own.includes(rangeKey(range)));
    return others.flatMap((destination) => {
      const { landings, lost } = landingsOf(network, source, trafficBetween(addresses, [destination], {}), options);
      const told = landings.map((landing): Found => {
        const { at, interface: end, where } = landing.arrival;
        return { ...landing, at, other: at === 'interface' && end ? ownerOfInterface(network, end) : where, interface: end, one };
      });
      return [...told, ...lost.flatMap((each) => lostTo(network, each, one))];
    });
  });
  return { contacts: mergedContacts(found), unseen: unseenIn(network) };
}

/** Everything that reaches the destination, also through load balancers and interface endpoints that lead to it. */
export function surveyedTo(network: Network, to: readonly Meant[], options: Options = {}): Reaches {
  const own = new Set(to.flatMap(({ interfaces }) => interfaces));
  const doors = [...network.interfaces.values()].filter(
    (one) => !own.has(one) && leadsTo(network, one).some((end) => own.has(end)),
  );
  const ends = [...to, ...doors.flatMap((one) => resolve(network, one.id))];
  const found = everySource(network, doors).flatMap((source) => {
    const [one] = source.interfaces;
    const who = { at: sideOf(source), other: one ? ownerOfInterface(network, one) : source.what, interface: one };
    return waysOf(network, { from: [source], to: ends, service: { protocol: 'any' } })
      .filter(({ from }) => !('near' in from))
      .flatMap(({ from, traffic }): Found[] => {
        const { landings, lost } = landingsOf(network, from, traffic, options);
        const there = landings
          .filter(({ through }) => through.length === 0 || one === undefined || !doors.includes(one))
          .filter(({ arrival }) => own.size === 0 || (arrival.interface !== undefined && own.has(arrival.interface)))
          .map((landing) => ({ ...landing, ...who, one: landing.arrival.interface }));
        const doubts = lost.map(({ doubtful, path }) => {
          return { ...NO_PASSING, doubtful, path, ...who, through: [], gateways: [], port: undefined, one: undefined };
        });
        return [...there, ...doubts];
      });
  });
  return { contacts: mergedContacts(found), unseen: unseenIn(network) };
}

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

/** Each address of an interface by itself, then, for who is inside, the internet and all private networks around them. */
function destinationsFor(network: Network, source: From): readonly Interval<Address>[] {
  if ('internet' in source) return [...network.interfaces.values()].flatMap(publicRanges);
  const inside = insideRanges(network);
  return 'eni' in source || 'clientVpn' in source ? [...inside, ...outsideRanges(network)] : inside;
}

const insideRanges = (network: Network): Interval<Address>[] =>
  network.once('addresses of interfaces', () => [
    ...new Map([...network.interfaces.values()].flatMap(ownRanges).map((range) => [rangeKey(range), range])).values(),
  ]);

/** The internet and all private networks, without what interfaces have. */
const outsideRanges = (network: Network): Interval<Address>[] =>
  network.once('addresses of no interface', () =>
    minus(
      [...theInternet(network), ...PRIVATE, ...LATTICE].map((dst) => box({ dst })),
      insideRanges(network).map((dst) => box({ dst })),
    ).map(({ dst }) => dst),
  );

const doorKinds = ['instance-connect-endpoint', 'client-vpn-endpoint'];

/** Where any connection may begin; nodes of load balancers begin only those to their targets. */
function everySource(network: Network, nodes: readonly Interface[]): Meant[] {
  const doors = doorKinds.flatMap((kind) => [...network.entities(kind).keys()]);
  const inside = [...network.interfaces.values()].filter((one) => beginsConnections(one) || nodes.includes(one));
  const ids = ['internet', ...doors, ...inside.map(({ id }) => id)];
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
