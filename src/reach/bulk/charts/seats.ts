/**
 * Seats: interfaces that are alike but for their groups, at addresses that are alike, go the same ways. Who is named by something (a route, a
 * load balancer, an endpoint) has a seat of its own.
 */
import type { Address, Interval } from '../../../net/index.ts';
import { isUp } from '../../hops/interface.ts';
import { groupsBehind, listenersOf, targetsOf } from '../../network/balancers.ts';
import { Missing } from '../../network/coverage.ts';
import type { Data } from '../../network/entity.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import type { Subnet } from '../../network/subnet.ts';
import { type Cells, cellsOf } from './cells.ts';

export interface Seats {
  readonly cells: Cells;
  /** The same number for interfaces and addresses that are alike. */
  seatOf(one: Interface, own: Address): number;
  isSingular(one: Interface): boolean;
}

/** Types whose interfaces are all alike; those of others have a seat each. */
const plainTypes = new Set(['interface', 'efa', 'efa_only', 'branch', 'trunk', 'lambda']);

/** Interfaces of one subnet that are alike but for their groups and addresses; and the numbers of their seats. */
interface Place {
  readonly account: string;
  readonly type: string;
  readonly state: string;
  readonly deniesInternet: boolean;
  readonly numbers: Map<number, number>;
}

/** The places in a subnet, and its blocks that lie within one cell. */
interface Home {
  readonly places: Place[];
  readonly undivided: readonly Interval<Address>[];
}

export function seatsOf(network: Network): Seats {
  const cells = cellsOf(network);
  const named = namedInterfaces(network);
  const isSingular = (one: Interface): boolean =>
    !plainTypes.has(one.type) || named.has(one) || /^(?:ELB |ClientVPN)/.test(one.description);
  const homes = new Map<Subnet, Home>();
  let count = 0;
  // Interfaces of one subnet are often asked about one after the other.
  let lastSubnet: Subnet | undefined;
  let home: Home | undefined;
  const homeOf = (subnet: Subnet): Home => {
    if (home && subnet === lastSubnet) return home;
    lastSubnet = subnet;
    home = homes.get(subnet);
    if (!home) {
      home = { places: [], undivided: subnet.blocks.filter(({ lo, hi }) => cells.cellOf(lo) === cells.cellOf(hi)) };
      homes.set(subnet, home);
    }
    return home;
  };
  const placeOf = (one: Interface): Place | undefined =>
    isSingular(one) ? undefined : placeIn(network, homeOf(one.subnet), one);
  const alone = new Map<string, number>();
  const seatAlone = (one: Interface, own: Address): number => {
    const key = `${one.id} ${own}`;
    const known = alone.get(key) ?? count++;
    alone.set(key, known);
    return known;
  };
  // Addresses of one interface are asked about one after the other.
  let last: Interface | undefined;
  let place: Place | undefined;
  return {
    cells,
    isSingular,
    seatOf: (one, own) => {
      if (one !== last) {
        place = placeOf(one);
        last = one;
      }
      if (!place || one.vpc.ownerOf(own) !== one || !one.addresses.includes(own)) return seatAlone(one, own);
      const isPublic = one.publicAddresses.length > 0 && one.publicOf(own) !== undefined;
      const key = cellIn(homeOf(one.subnet), cells, own) * 2 + (isPublic ? 1 : 0);
      let number = place.numbers.get(key);
      if (number === undefined) {
        number = count++;
        place.numbers.set(key, number);
      }
      return number;
    },
  };
}

function placeIn(network: Network, { places }: Home, one: Interface): Place {
  const { account, type, deniesInternet } = one;
  const state = stateOf(network, one);
  for (const place of places) {
    const { account: a, type: t, state: s, deniesInternet: d } = place;
    if (s === state && t === type && a === account && d === deniesInternet) return place;
  }
  const place = { account, type, state, deniesInternet, numbers: new Map<number, number>() };
  places.push(place);
  return place;
}

/** The cell of an address among those of its subnet; most subnets lie within one. */
function cellIn({ undivided }: Home, cells: Cells, own: Address): number {
  for (let at = 0; at < undivided.length; at++) {
    const { lo, hi } = undivided[at]!;
    if (typeof lo === typeof own && lo <= own && own <= hi) return at;
  }
  return undivided.length + cells.cellOf(own);
}

function stateOf(network: Network, one: Interface): string {
  if (isUp({ network }, one.number)) return 'up';
  return one.attached && !network.entity('instance', one.instanceId!) ? 'unseen' : 'down';
}

/** Interfaces that routes lead to, and targets of load balancers that keep the client's address, which cannot reach themselves. */
function namedInterfaces(network: Network): ReadonlySet<Interface> {
  const found = new Set<Interface>();
  for (const { data } of network.routeTables.values()) {
    for (const route of (data.Routes ?? []) as Data[]) {
      const one = route.NetworkInterfaceId && network.interfaces.get(route.NetworkInterfaceId);
      if (one) found.add(one);
    }
  }
  for (const balancer of network.entities('load-balancer').values()) {
    if (balancer.data.Type !== 'network') continue;
    const listeners = listenersOf(network, balancer);
    if (listeners instanceof Missing) continue;
    for (const group of listeners.flatMap((one) => groupsBehind(network, one))) {
      const targets = targetsOf(network, group);
      if (!(targets instanceof Missing)) for (const { owner } of targets) if (owner) found.add(owner);
    }
  }
  return found;
}
