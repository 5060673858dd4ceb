/** What a rule must name so that it stands for an end of a question, not for the one address that was walked. */
import { type Address, describeAddresses, formatPrefix, holds, type Point } from '../../net/index.ts';
import type { Meant } from '../ends/meant.ts';
import type { Meaning } from '../ends/ways.ts';
import type { Network } from '../network/network.ts';
import type { Change } from './change.ts';
import { isSix } from './change-edit.ts';
import type { Adapt } from './fixes.ts';
import { single } from './propose-filter.ts';

export const isInternet = (meant: readonly Meant[]): boolean => meant.some(({ what }) => what.kind === 'internet');

/** Who asked about the internet is not helped by a rule for one of its addresses, nor who asked about a subnet. */
export function adaptTo(network: Network, { from, to }: Pick<Meaning, 'from' | 'to'>, { src, dst }: Point): Adapt {
  return (change) => {
    const named = 'peer' in change ? change.peer : 'cidr' in change && change.do === 'create ACL entry' ? change.cidr : undefined;
    const end =
      named === single(src) ? { meant: from, address: src } : named === single(dst) ? { meant: to, address: dst } : undefined;
    if (!end) return [change];
    const cidr = cidrOf(network, end.meant, end.address);
    const group = groupOf(end.meant);
    if (change.do === 'authorize' || change.do === 'revoke')
      return [...(group ? [{ ...change, peer: group }] : []), { ...change, peer: cidr }];
    return [{ ...change, cidr } as Change];
  };
}

const only = (meant: readonly Meant[]): Meant | undefined => (meant.length === 1 ? meant[0] : undefined);

const groupOf = (meant: readonly Meant[]): string | undefined =>
  only(meant)?.what.kind === 'security-group' ? only(meant)!.what.id : undefined;

/** Ends that stand for what routes lead to. */
const behind = new Set(['vpn-gateway', 'vpn-connection', 'transit-gateway-attachment', 'core-network-attachment']);

/** The network behind such an end that has the address; not everything, which would be everybody. */
function routedTo(meant: readonly Meant[], address: Address): string | undefined {
  const ranges = meant.flatMap(({ sources, addresses }) => [...sources.flatMap((source) => source.addresses), ...addresses]);
  const own = ranges.find((range) => typeof range.lo === typeof address && holds(range, address));
  const text = own ? describeAddresses(own) : '';
  return text.includes('/') && !text.endsWith('/0') ? text : undefined;
}

/** The CIDR of an end around one of its addresses: everybody, a block of the subnet or VPC, what was typed; else the address alone. */
export function cidrOf(network: Network, meant: readonly Meant[], address: Address): string {
  if (isInternet(meant)) return typeof address === 'bigint' ? '::/0' : '0.0.0.0/0';
  const { kind, id } = only(meant)?.what ?? { kind: '', id: '' };
  const block = (kind === 'subnet' ? network.subnets.get(id) : kind === 'vpc' ? network.vpcs.get(id) : undefined)?.blockOf(
    address,
  );
  if (block) return formatPrefix(block);
  if (behind.has(kind)) return routedTo(meant, address) ?? single(address);
  return kind === 'cidr' && isSix(id) === (typeof address === 'bigint') ? id : single(address);
}
