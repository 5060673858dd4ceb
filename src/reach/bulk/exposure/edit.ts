/** An edit of a network, and its exposure answered anew without building everything again. */
import { holds, parsePrefix } from '../../../net/index.ts';
import type { Change } from '../../changes/change.ts';
import { type Edited, editedBy, networkAfter } from '../../changes/network-after.ts';
import type { Data } from '../../network/entity.ts';
import type { Network } from '../../network/network.ts';
import type { Affected, Exposures } from './exposures.ts';
import { exposuresAfter, exposuresOf } from './exposures.ts';

/** The exposure after a change. */
export function exposuresAfterChange(before: Exposures, change: Change): Exposures {
  const network = networkAfter(before.network, change);
  const edited = editedBy(change);
  if (!edited || movesSeats(before, change)) return exposuresOf(network, before.options);
  return exposuresAfter(before, network, affectedBy(before.network, edited));
}

const NONE: ReadonlySet<string> = new Set();

function affectedBy(network: Network, { kind, id }: Edited): Affected {
  if (kind === 'security-group') return { vpcs: NONE, subnets: NONE, groups: new Set([id]) };
  if (kind === 'route-table') {
    const vpcId: string | undefined = network.routeTables.get(id)?.data.VpcId;
    return { vpcs: new Set(vpcId ? [vpcId] : []), subnets: NONE, groups: NONE };
  }
  const associations: Data[] = network.entity('network-acl', id)?.data.Associations ?? [];
  return { vpcs: NONE, subnets: new Set(associations.map((one) => one.SubnetId)), groups: NONE };
}

/** Whether interfaces that were alike may be so no more: an interface becomes a middlebox, or a new boundary runs through a cell of theirs. */
function movesSeats({ network, seats }: Exposures, change: Change): boolean {
  if (!('cidr' in change) || 'groupId' in change) return false;
  if ('target' in change && change.target.NetworkInterfaceId) return true;
  const prefix = parsePrefix(change.cidr);
  if (!prefix || seats.cells.isBoundary(prefix)) return false;
  return [...network.vpcs.values()].some(({ blocks }) =>
    blocks.some((block) => holds(block, prefix.lo) || holds(block, prefix.hi)),
  );
}
