/** Words of exposure: what the internet reaches, what reaches the internet, by which ways, and who has a part in it. */
import { type Address, type Family, type Interval, only, type Traffic } from '../net/index.ts';
import type { Missing } from './network/coverage.ts';
import type { Entity, Ref } from './network/entity.ts';
import type { Interface } from './network/interface.ts';
import type { Network } from './network/network.ts';
import type { Owner } from './network/owner.ts';
import type { Passing } from './passing.ts';
import type { Path } from './walk/answer.ts';

/** Something that the internet reaches. Sources of the traffic are on the internet, destinations are `address`. */
export interface Exposed extends Passing {
  readonly owner: Owner;
  readonly interface: Interface;
  readonly family: Family;
  /** Where the internet finds it: its public address, or that of the load balancer before it. A delegated prefix is a range. */
  readonly address: Interval<Address>;
  /** Load balancers that lead there, the first one first; empty where it is reached itself. */
  readonly through: readonly Interface[];
  /** The port of a target, where the load balancer changed it. */
  readonly port: number | undefined;
  /** The proof: one packet, traced; `of`: of this part of its traffic. */
  path(of?: Traffic): Path;
}

/** Something that reaches the internet. Sources of the traffic are its own private addresses, destinations are on the internet. */
export interface Outgoing extends Passing {
  readonly owner: Owner;
  readonly interface: Interface;
  readonly family: Family;
  readonly exit: Exit;
  path(of?: Traffic): Path;
}

/** By which way something leaves. */
export interface Exit {
  /** Whose address the internet sees: a NAT gateway or appliance, or the internet gateway that knows one for each of ours. */
  readonly by: Ref;
  /** Everything on the way, the last one too: transit gateways, firewalls, NAT and internet gateways. */
  readonly gateways: readonly Ref[];
  /** `unknown`: `by` is where it was seen last. `on-premises`: it leaves for another network, and whether that leads on to the internet the snapshot does not say. */
  readonly to: 'internet' | 'on-premises' | 'unknown';
}

export interface Exposure {
  readonly inbound: readonly Exposed[];
  readonly outbound: readonly Outgoing[];
  /** Other doors, which packets of the internet do not pass but people do, by their credentials: Instance Connect, Client VPN. */
  readonly doors: readonly Entity[];
  /** Where more may be than is told here. */
  readonly unseen: readonly Missing[];
}

export const doorsOf = (network: Network): Entity[] =>
  ['instance-connect-endpoint', 'client-vpn-endpoint'].flatMap((kind) => [...network.entities(kind).values()]);

/** The public IPv4 addresses of an interface and its IPv6 ones. */
export const publicRanges = (one: Interface): Interval<Address>[] => [
  ...one.publicAddresses.map((pair) => only(pair.public)),
  ...one.addresses.filter((own) => typeof own === 'bigint').map((own) => only(own)),
  ...one.delegated.filter(({ lo }) => typeof lo === 'bigint'),
];

/** Interfaces that begin no connection of their own: gateways, the doors of services, and nodes that only call their targets. */
const beginsNothing = new Set([
  'ec2_instance_connect_endpoint',
  'nat_gateway',
  'transit_gateway',
  'vpc_endpoint',
  'gateway_load_balancer',
  'gateway_load_balancer_endpoint',
  'load_balancer',
  'network_load_balancer',
]);

export const beginsConnections = (one: Interface): boolean =>
  one.isPlain || (!beginsNothing.has(one.type) && !one.description.startsWith('ELB '));

/** Everything that an interface may send from. */
export const ownRanges = (one: Interface): Interval<Address>[] => [...one.addresses.map((own) => only(own)), ...one.delegated];

export const exitOf = (last: Ref, gateways: readonly Ref[], to: Exit['to']): Exit => ({
  by: gateways.findLast(({ kind }) => kind === 'nat-gateway' || kind === 'network-interface') ?? last,
  gateways: gateways.some(({ id }) => id === last.id) ? gateways : [...gateways, last],
  to,
});
