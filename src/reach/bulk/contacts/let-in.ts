/** Whom the groups of an interface may let in: for who looks for somebody among thousands, so that not everybody needs to be walked. */
import { type Address, type Family, holds, type Interval, joined } from '../../../net/index.ts';
import { Missing } from '../../network/coverage.ts';
import type { Interface } from '../../network/interface.ts';
import type { Network } from '../../network/network.ts';
import { isCloudFront } from '../../walk/managed-edge.ts';
import { groupSide } from '../charts/conditions.ts';

/** A protocol's number and a port at the interface. */
export interface Knock {
  readonly protocol: number;
  readonly port: number;
}

/** Whom groups may let in. Who is not among these is stopped by them, whatever way he comes, unless by another's address. */
interface LetIn {
  readonly anybody: boolean;
  readonly ranges: readonly Interval<Address>[];
  readonly groupIds: ReadonlySet<string>;
  /** A rule for a prefix list: CloudFront's own interfaces may count as members. */
  readonly byList: boolean;
}

export function letIn(network: Network, one: Interface, family: Family, { protocol, port }: Knock): LetIn {
  const ranges: Interval<Address>[] = [];
  const groupIds = new Set<string>();
  let anybody = !one.guarded;
  let byList = false;
  const serves = (rule: { protocol: Interval<number>; port: Interval<number> }): boolean =>
    holds(rule.protocol, protocol) && holds(rule.port, port);
  for (const id of one.groupIds) {
    const group = network.group(id, one);
    if (group instanceof Missing) {
      anybody = true;
      continue;
    }
    const { addresses, doubtful, references } = groupSide(network, group, 'ingress', family);
    anybody ||= doubtful.some(serves);
    byList ||= group.ingress.some(({ prefixListId }) => prefixListId !== undefined);
    ranges.push(...addresses.filter(serves).map(({ other }) => other));
    for (const rule of references) {
      if (!serves(rule)) continue;
      // A group that is not in the snapshot may be anybody's.
      if (network.group(rule.groupId, one) instanceof Missing) anybody = true;
      else groupIds.add(rule.groupId);
    }
  }
  return { anybody, ranges: joined(ranges), groupIds, byList };
}

/** Whether an interface, by this address of its own, is among them. */
export const mayEnter = ({ anybody, ranges, groupIds, byList }: LetIn, one: Interface, own: Address): boolean =>
  anybody ||
  ranges.some((range) => holds(range, own)) ||
  one.groupIds.some((id) => groupIds.has(id)) ||
  (byList && isCloudFront(one));
