/** Whether an IPv6 address is public. The prefix does not tell: AWS says it with the block (I3). */
import { type Address, holds, parsePrefix, prefix } from '../../net/index.ts';
import type { Data } from '../entity.ts';
import type { Interface } from '../interface.ts';
import type { Vpc } from '../vpc.ts';

const ULA = prefix('fc00::/7');

export function isPrivateIpv6(owner: Interface | undefined, vpc: Vpc, value: Address): boolean {
  if (holds(ULA, value)) return true;
  const sets: Data[] = [
    ...(owner?.subnet.data.Ipv6CidrBlockAssociationSet ?? []),
    ...(vpc.data.Ipv6CidrBlockAssociationSet ?? []),
  ];
  const own = sets.find((one) => {
    const block = parsePrefix(one.Ipv6CidrBlock ?? '');
    return block && holds(block, value);
  });
  return own?.Ipv6AddressAttribute === 'private' || own?.IpSource === 'none';
}
