/** Addresses of NAT gateways: what they speak from, and what the internet sees. */
import { type Address, parseAddress } from '../../net/index.ts';
import type { Data, Entity } from './entity.ts';

const WORKS = new Set([undefined, 'succeeded']);

const working = (gateway: Pick<Entity, 'data'>): Data[] =>
  (gateway.data.NatGatewayAddresses ?? []).filter((one: Data) => WORKS.has(one.Status) && (one.PrivateIp ?? one.PublicIp));

/** The address that it speaks from: its primary private one; a regional gateway may have public ones only. */
export function addressOf(gateway: Entity): Address | undefined {
  const addresses = working(gateway);
  const first = addresses.find((one) => one.IsPrimary) ?? addresses[0];
  return first && parseAddress(first.PrivateIp ?? first.PublicIp);
}

export type NatAddresses = Map<Address, { private: Address; gateway: Entity }>;

/** By public address; they count even where the gateways' interfaces are not in the snapshot. */
export function natAddressesOf(gateways: Iterable<Entity>): NatAddresses {
  const found: NatAddresses = new Map();
  for (const gateway of gateways) {
    for (const one of working(gateway)) {
      const [inner, outer] = [parseAddress(one.PrivateIp ?? one.PublicIp), parseAddress(one.PublicIp ?? '')];
      if (inner !== undefined && outer !== undefined) found.set(outer, { private: inner, gateway });
    }
  }
  return found;
}
