/** Whether an IPv6 address is public. The prefix does not tell: AWS says it with the block (I3). */
import { type Address, holds, parsePrefix, prefix } from '../../net/index.ts';
import type { Data } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import type { Vpc } from '../network/vpc.ts';

const ULA = prefix('fc00::/7');

export function isPrivateIpv6(owner: Interface | undefined, vpc: Vpc, value: Address): boolean {
  if (holds(ULA, value)) return true;
  return saysPrivate(owner?.subnet.data, value) || saysPrivate(vpc.data, value);
}

const saysPrivate = (data: Data, value: Address): boolean =>
  (data?.Ipv6CidrBlockAssociationSet ?? []).some((one: Data) => {
    if (one.Ipv6AddressAttribute !== 'private' && one.IpSource !== 'none') return false;
    const block = parsePrefix(one.Ipv6CidrBlock ?? '');
    return block !== undefined && holds(block, value);
  });
