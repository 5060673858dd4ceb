/** The network as it would be after changes, or without some things: copies that share what stays. */
import type { Change } from './change.ts';
import { applyChange } from './change-apply.ts';
import { byId, type Entity } from './entity.ts';
import { buildNetwork, type Network } from './network.ts';
import { ownerOfInterface } from './owner.ts';
import { without } from './without.ts';

/** After one change. One group, ACL or route table is compiled again; for other changes everything is. */
export function networkAfter(network: Network, change: Change): Network {
  const snapshot = applyChange(network.snapshot, change);
  const edited = editedBy(change);
  if (!edited) return buildNetwork(snapshot);
  const seen = snapshot.resources(edited.kind).filter(({ id }) => id === edited.id);
  const resource = byId(seen).get(edited.id);
  return resource ? network.edited(snapshot, resource) : network;
}

/** After several, one on top of the other. */
export const changed = (network: Network, changes: readonly Change[]): Network => changes.reduce(networkAfter, network);

export interface Edited {
  readonly kind: 'security-group' | 'network-acl' | 'route-table';
  readonly id: string;
}

/** What alone has to be compiled again; nothing where more than that may be different. */
export function editedBy(change: Change): Edited | undefined {
  switch (change.do) {
    case 'authorize':
    case 'revoke':
      return { kind: 'security-group', id: change.groupId };
    case 'create ACL entry':
      return { kind: 'network-acl', id: change.aclId };
    case 'create route':
    case 'replace route':
    case 'delete route':
      return { kind: 'route-table', id: change.tableId };
    default:
      return undefined;
  }
}

/** Without a thing and the network interfaces that are its own, as if it had failed. Nothing is refused, as AWS might. */
export function networkWithout(network: Network, { kind, id }: Pick<Entity, 'kind' | 'id'>): Network {
  const own = [...network.interfaces.values()].filter((one) => {
    const owner = ownerOfInterface(network, one);
    return owner.id === id && owner.kind === kind;
  });
  return buildNetwork(without(network.snapshot, new Set([id, ...own.map((one) => one.id)])));
}
