/**
 * Seats: interfaces that are alike but for their groups, at addresses that are alike, go the same ways. Who is named by something (a route, a
 * load balancer, an endpoint) has a seat of its own.
 */
import type { Address, Interval } from '../../net/index.ts';
import { groupsBehind, listenersOf, targetsOf } from '../balancers.ts';
import { Missing } from '../coverage.ts';
import type { Data } from '../entity.ts';
import { isUp } from '../hops/interface.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import type { Subnet } from '../vpc.ts';
import { type Cells, cellsOf } from './cells.ts';

export interface Seats {
  readonly cells: Cells;
  /** The same number for interfaces and addresses that are alike. */
  seatOf(one: Interface, own: Address): number;
  isSingular(one: Interface): boolean;
}

/** Types whose interfaces are all alike; those of others have a seat each. */
const plainTypes = new Set(['interface', 'efa', 'efa_only', 'branch', 'trunk', 'lambda']);

const ALONE = -1;
/** More than there are cells. */
const CELLS = 2 ** 24;

export function seatsOf(network: Network): Seats {
  const cells = cellsOf(network);
  const named = namedInterfaces(network);
  const isSingular = (one: Interface): boolean =>
    !plainTypes.has(one.type) ||
    named.has(one) ||
    (one.data.Description !== undefined && /^(?:ELB |ClientVPN)/.test(one.data.Description));
  const place = placesOf(network, isSingular);
  const cellOf = cellsIn(cells);
  const alone = new Map<string, number>();
  const seatAlone = (one: Interface, own: Address): number => {
    const key = `${one.id} ${own}`;
    const known = alone.get(key) ?? -1 - alone.size;
    alone.set(key, known);
    return known;
  };
  return {
    cells,
    isSingular,
    seatOf: (one, own) => {
      const where = place(one);
      if (where === ALONE || one.vpc.ownerOf(own) !== one || !one.addresses.includes(own)) return seatAlone(one, own);
      const isPublic = one.publicAddresses.length > 0 && one.publicOf(own) !== undefined;
      return (where * CELLS + cellOf(one.subnet, own)) * 2 + (isPublic ? 1 : 0);
    },
  };
}

/** Numbers for what two interfaces must share; `ALONE` for those that are like no other. */
function placesOf(network: Network, isSingular: (one: Interface) => boolean): (one: Interface) => number {
  const bySubnet = new Map<Subnet, Map<string, number>>();
  const found = new Map<Interface, number>();
  let count = 0;
  const numberOf = (one: Interface): number => {
    if (isSingular(one)) return ALONE;
    const { account, type, subnet } = one;
    const kind = `${account} ${type} ${stateOf(network, one)} ${one.data.DenyAllIgwTraffic === true}`;
    let mine = bySubnet.get(subnet);
    if (!mine) {
      mine = new Map();
      bySubnet.set(subnet, mine);
    }
    let number = mine.get(kind);
    if (number === undefined) {
      number = count++;
      mine.set(kind, number);
    }
    return number;
  };
  return (one) => {
    let known = found.get(one);
    if (known === undefined) {
      known = numberOf(one);
      found.set(one, known);
    }
    return known;
  };
}

/** The cell of an address among those of its subnet; most subnets lie within one. */
function cellsIn(cells: Cells): (subnet: Subnet, own: Address) => number {
  const undivided = new Map<Subnet, readonly Interval<Address>[]>();
  return (subnet, own) => {
    let blocks = undivided.get(subnet);
    if (!blocks) {
      blocks = subnet.blocks.filter(({ lo, hi }) => cells.cellOf(lo) === cells.cellOf(hi));
      undivided.set(subnet, blocks);
    }
    for (const [at, { lo, hi }] of blocks.entries()) if (typeof lo === typeof own && lo <= own && own <= hi) return at;
    return blocks.length + cells.cellOf(own);
  };
}

function stateOf(network: Network, one: Interface): string {
  if (isUp({ network }, one)) return 'up';
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
