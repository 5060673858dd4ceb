/** Addresses and CIDRs: whose they are in the snapshot, else what they are behind. */
import { type Address, type Interval, only, type Prefix } from '../../net/index.ts';
import type { Network } from '../network/network.ts';
import { notPublic } from '../network/special.ts';
import { type Meant, nowhere, sourceOf } from './meant.ts';
import { behindGateways } from './outside.ts';

/** Every interface with an address of the block; where there is none, what leads there from outside. */
export function prefixMeant(network: Network, text: string, prefix: Prefix): Meant {
  const inside = [...network.interfaces.values()].filter((one) =>
    one.addresses.some((own) => typeof own === typeof prefix.lo && prefix.lo <= own && own <= prefix.hi),
  );
  const sources = inside.length > 0 ? inside.map(sourceOf) : outside(network, prefix);
  return { what: { kind: 'cidr', id: text, ...nowhere }, sources, interfaces: inside, addresses: [prefix] };
}

/** An address: whose it is, one meaning for each VPC that has it; else a host outside. */
export function addressMeant(network: Network, text: string, address: Address): Meant[] {
  const shown = network.publicAddresses.get(address);
  const owners = shown ? [shown.owner] : network.ownersOf(address);
  const own = shown ? shown.private : address;
  if (owners.length === 0)
    return [
      {
        what: { kind: 'address', id: text, ...nowhere },
        sources: outside(network, only(address)),
        interfaces: [],
        addresses: [only(address)],
      },
    ];
  return owners.map((one) => ({
    what: one,
    sources: [{ from: { eni: one.id }, addresses: [only(own)] }],
    interfaces: [one],
    addresses: [only(address)],
  }));
}

/** What is no interface: on the internet if its addresses are public, else behind what routes lead to. */
const outside = (network: Network, range: Interval<Address>): Meant['sources'] =>
  notPublic.some((one) => typeof one.lo === typeof range.lo && one.lo <= range.hi && range.lo <= one.hi)
    ? behindGateways(network, range)
    : [{ from: { internet: true }, addresses: [range] }];
