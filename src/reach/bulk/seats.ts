/**
 * Seats: interfaces that are alike but for their groups, at addresses that are alike, go the same ways. Who is named by something (a route, a
 * load balancer, an endpoint) has a seat of its own.
 */
import type { Address } from '../../net/index.ts';
import { groupsBehind, listenersOf, targetsOf } from '../balancers.ts';
import { Missing } from '../coverage.ts';
import type { Data } from '../entity.ts';
import type { Interface } from '../interface.ts';
import type { Network } from '../network.ts';
import { type Cells, cellsOf } from './cells.ts';

export interface Seats {
  readonly cells: Cells;
  /** The same for interfaces and addresses that are alike. */
  seatOf(one: Interface, own: Address): string;
  /** The same for interfaces with the same groups. */
  guardOf(one: Interface): string;
  isSingular(one: Interface): boolean;
}

/** Types whose interfaces are all alike; those of others have a seat each. */
const plainTypes = new Set(['interface', 'efa', 'efa_only', 'branch', 'trunk', 'lambda']);

export function seatsOf(network: Network): Seats {
  const cells = cellsOf(network);
  const named = namedInterfaces(network);
  const isSingular = (one: Interface): boolean =>
    !plainTypes.has(one.type) ||
    named.has(one) ||
    (one.data.Description !== undefined && /^(?:ELB |ClientVPN)/.test(one.data.Description));
  const place = new Map<Interface, string>();
  const placeOf = (one: Interface): string => {
    let found = place.get(one);
    if (found === undefined) {
      const { account, type, attached, subnet } = one;
      const refuses = one.data.DenyAllIgwTraffic === true;
      found = isSingular(one) ? one.id : `${subnet.id} ${account} ${type} ${attached} ${stateOf(network, one)} ${refuses} `;
      place.set(one, found);
    }
    return found;
  };
  return {
    cells,
    isSingular,
    seatOf: (one, own) => {
      const where = placeOf(one);
      const mine = one.vpc.ownerOf(own) === one && one.addresses.includes(own);
      return mine && where !== one.id
        ? `${where}${cells.cellOf(own)}${one.publicOf(own) === undefined ? '' : ' public'}`
        : `${one.id} ${own}`;
    },
    guardOf: (one) => (one.groupIds.length === 1 ? one.groupIds[0]! : [...new Set(one.groupIds)].sort().join(' ')),
  };
}

function stateOf(network: Network, { instanceId }: Interface): string {
  if (!instanceId) return 'none';
  const instance = network.entity('instance', instanceId);
  return instance ? (instance.data.State?.Name ?? 'running') : 'unseen';
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
