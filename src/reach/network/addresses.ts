/** Whose an address is: private ones of interfaces in any VPC, public ones of interfaces and NAT gateways, IPv6 of whole VPCs. */
import {
  type Address,
  familyOf,
  highest,
  type Interval,
  lowest,
  type Match,
  next,
  type PrefixTable,
  prefixAround,
  prefixTable,
  previous,
} from '../../net/index.ts';
import type { Interface } from './interface.ts';
import { type NatAddresses, natAddressesOf } from './nat-addresses.ts';
import type { Network } from './network.ts';
import { around, inOrder } from './order.ts';
import type { Vpc } from './vpc.ts';

interface Owners {
  readonly byAddress: ReadonlyMap<number | string, readonly Interface[]>;
  /** Interfaces to which whole prefixes are delegated. */
  readonly delegating: readonly Interface[];
}

export class Addresses {
  readonly #network: Network;
  #owners: Owners | undefined;
  #nat: NatAddresses | undefined;
  #natInside: ReadonlyMap<string, ReadonlyMap<Address, Address>> | undefined;
  #public: PrefixTable<Vpc> | undefined;
  readonly #sorted = new Map<string, readonly Address[]>();

  constructor(network: Network) {
    this.#network = network;
  }

  /** Every interface that has a private address, in whatever VPC. */
  ownersOf(value: Address): readonly Interface[] {
    this.#owners ??= ownersIn(this.#network);
    const { byAddress, delegating } = this.#owners;
    const direct = byAddress.get(keyOf(value)) ?? [];
    return delegating.length === 0
      ? direct
      : [...direct, ...delegating.filter((one) => !direct.includes(one) && one.owns(value))];
  }

  /** The addresses around one that belong to the same interfaces, or to none. */
  ownedAround(value: Address): Interval<Address> {
    const blocks = this.ownersOf(value).map((one) => one.blockOf(value));
    if (blocks.some(({ lo, hi }) => lo === hi)) return { lo: value, hi: value };
    const family = familyOf(value);
    const { below, above } = around(this.#owned(typeof value), value);
    const lo = blocks.reduce((end, block) => (block.lo > end ? block.lo : end), lowest(family));
    const hi = blocks.reduce((end, block) => (block.hi < end ? block.hi : end), highest(family));
    return {
      lo: below === undefined || below < lo ? lo : next(below),
      hi: above === undefined || above > hi ? hi : previous(above),
    };
  }

  /** Every private address of a family, in order. */
  #owned(type: string): readonly Address[] {
    const known = this.#sorted.get(type);
    if (known) return known;
    const all = [...this.#network.interfaces.values()].flatMap((one) => [
      ...one.addresses,
      ...one.delegated.flatMap(({ lo, hi }) => [lo, hi]),
    ]);
    const sorted = inOrder([...new Set(all.filter((own) => typeof own === type))]);
    this.#sorted.set(type, sorted);
    return sorted;
  }

  /** Public addresses of NAT gateways, and what they are inside. */
  get nat(): NatAddresses {
    this.#nat ??= natAddressesOf(this.#network.entities('nat-gateway').values());
    return this.#nat;
  }

  /** What the internet sees of a NAT gateway that speaks from an address in a VPC. */
  natPublic(vpcId: string, inner: Address): Address | undefined {
    this.#natInside ??= insideOut(this.nat);
    return this.#natInside.get(vpcId)?.get(inner);
  }

  /** The VPC that a public IPv4 address, or an IPv6 address, leads to; with the interval on which that is so. */
  publicVpcAt(value: Address): Match<Vpc> {
    this.#public ??= this.#publicTable();
    return this.#public.lookup(value);
  }

  /** The same without the interval, of addresses that no interface shows. */
  publicVpcOf(value: Address): Vpc | undefined {
    if (typeof value === 'bigint') return this.publicVpcAt(value).entry?.value;
    const nat = this.nat.get(value);
    return nat && this.#network.vpcs.get(nat.gateway.data.VpcId);
  }

  #publicTable(): PrefixTable<Vpc> {
    const { publicAddresses, vpcs } = this.#network;
    const four = [...publicAddresses].map(([own, { owner }]) => ({ prefix: prefixAround(own, 32), value: owner.vpc }));
    const nat = [...this.nat].flatMap(([own, { gateway }]) => {
      const vpc = vpcs.get(gateway.data.VpcId);
      return vpc ? [{ prefix: prefixAround(own, 32), value: vpc }] : [];
    });
    const six = [...vpcs.values()].flatMap((vpc) =>
      vpc.blocks.filter((block) => typeof block.lo === 'bigint').map((prefix) => ({ prefix, value: vpc })),
    );
    return prefixTable([...four, ...nat, ...six]);
  }
}

/** Public addresses by VPC and private address; of several the first. */
function insideOut(nat: NatAddresses): Map<string, Map<Address, Address>> {
  const found = new Map<string, Map<Address, Address>>();
  for (const [outer, { private: inner, gateway }] of nat) {
    const own = found.get(gateway.data.VpcId) ?? new Map<Address, Address>();
    if (!own.has(inner)) own.set(inner, outer);
    found.set(gateway.data.VpcId, own);
  }
  return found;
}

/** A map hashes a bigint by its lower 64 bits alone, which are the same for the first host of every subnet. */
const keyOf = (value: Address): number | string => (typeof value === 'bigint' ? value.toString(36) : value);

function ownersIn({ interfaces }: Network): Owners {
  const byAddress = new Map<number | string, Interface[]>();
  const delegating: Interface[] = [];
  for (const one of interfaces.values()) {
    if (one.delegated.length > 0) delegating.push(one);
    for (const own of one.addresses) {
      const known = byAddress.get(keyOf(own));
      if (known) known.push(one);
      else byAddress.set(keyOf(own), [one]);
    }
  }
  return { byAddress, delegating };
}
