/** The network as it would be after changes, or without some things: copies that share what stays. */
import { byId, type Entity } from '../network/entity.ts';
import { buildNetwork, type Network } from '../network/network.ts';
import { ownerOfInterface } from '../network/owner.ts';
import type { Change } from './change.ts';
import { applyChange, isOfTransit } from './change-apply.ts';
import { without } from './without.ts';

export const networkAfter = (network: Network, change: Change): Network => changed(network, [change]);

/** After changes, one on top of the other. */
export const changed = (network: Network, changes: readonly Change[]): Network => tryingOn(network)(changes);

/** So many networks that had to be compiled are kept while somebody tries changes. */
const KEPT = 4;

/**
 * For who tries many sets of changes. First come those that need everything to be compiled again, once for all of them; then those of transit
 * gateways; then those of one group, ACL or route table each: many of the later ones are tried beside the same first ones.
 */
export function tryingOn(network: Network): (changes: readonly Change[]) => Network {
  const compiled = new Map<string, Network>();
  const compiledAfter = (changes: readonly Change[]): Network => {
    if (changes.length === 0) return network;
    const key = JSON.stringify(changes);
    const after = compiled.get(key) ?? buildNetwork(changes.reduce(applyChange, network.snapshot));
    // The one that was asked for last goes last.
    compiled.delete(key);
    compiled.set(key, after);
    if (compiled.size > KEPT) compiled.delete(compiled.keys().next().value!);
    return after;
  };
  return (changes) => {
    const of = (depth: ReturnType<typeof depthOf>): Change[] => changes.filter((one) => depthOf(one) === depth);
    const built = compiledAfter(of('everything'));
    const transit = of('transit');
    const rewired = transit.length > 0 ? built.rewired(transit.reduce(applyChange, built.snapshot)) : built;
    return of('one').reduce(edit, rewired);
  };
}

const depthOf = (change: Change): 'one' | 'transit' | 'everything' =>
  editedBy(change) ? 'one' : isOfTransit(change) ? 'transit' : 'everything';

function edit(network: Network, change: Change): Network {
  const { kind, id } = editedBy(change)!;
  const snapshot = applyChange(network.snapshot, change);
  const resource = byId(snapshot.resources(kind).filter((one) => one.id === id)).get(id);
  return resource ? network.edited(snapshot, resource) : network;
}

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
