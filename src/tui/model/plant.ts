/** Every resource as a node in its place. */
import { isKind, kindNamed, nameOf, refsOf, tagsOf } from '../../kinds/index.ts';
import { forTerminal } from '../../report/escape.ts';
import type { Resource, Snapshot } from '../../snapshot/snapshot.ts';
import { factsOf } from './facts.ts';
import { bare, type Growing, groupOf } from './growing.ts';
import { homesOf, rankOf } from './placing.ts';
import { Flag } from './tree.ts';

export function plant(snapshot: Snapshot, regions: ReadonlyMap<string, Growing>): void {
  const nodes = new Map<string, Growing>();
  const key = ({ kind, account, region, id }: Pick<Resource, 'kind' | 'account' | 'region' | 'id'>): string =>
    `${kind} ${account} ${region} ${id}`;
  const all: Growing[] = [];
  for (const kind of new Set(snapshot.manifest.shards.map((shard) => shard.kind))) {
    if (!isKind(kind)) continue;
    for (const resource of snapshot.resources(kind)) {
      const node = nodeOf(resource);
      all.push(node);
      if (!nodes.has(key(resource))) nodes.set(key(resource), node);
    }
  }
  for (const node of all) {
    const { account, region, kind } = node.resource!;
    const home = homeOf(
      node.resource!,
      (of, id) => nodes.get(`${of} ${account} ${region} ${id}`) ?? nodes.get(`${of} ${account} global ${id}`),
    );
    const container = home && home !== node ? home : regions.get(`${account} ${region}`);
    // A place that the manifest does not list has no node: a snapshot that was put together by hand.
    if (container) groupOf(container, kind).children.push(node);
  }
}

/** The node of the best home that is there. */
function homeOf(resource: Resource, at: (kind: string, id: string) => Growing | undefined): Growing | undefined {
  const homes = homesOf(resource.kind);
  if (homes.length === 0) return undefined;
  const refs = refsOf(kindNamed(resource.kind), resource);
  for (const home of homes) {
    const named = refs.filter(({ kind }) => kind === home).map(({ id }) => id);
    for (const id of [...named, ...(named.length === 0 && resource.parent ? [resource.parent] : [])]) {
      const found = at(home, id);
      if (found) return found;
    }
  }
  return undefined;
}

function nodeOf(resource: Resource): Growing {
  const { kind, id, data } = resource;
  const row = kindNamed(kind);
  const { facts, cause, addresses } = factsOf(resource);
  const tags = Object.entries(tagsOf(data)).map(([name, value]) => `${name}=${value}`);
  const name = nameOf(row, data) ?? '';
  const isDefault = kind === 'vpc' && data.IsDefault === true;
  return bare(kind, name, {
    id: forTerminal(id),
    facts: forTerminal([isDefault ? 'default VPC' : '', facts].filter(Boolean).join(' · ')),
    cause: forTerminal(cause),
    addresses: addresses.join(' '),
    tags: forTerminal(tags.join(' ')),
    flags: (kind === 'vpc' && !isDefault ? Flag.startsOpen : 0) | (cause ? Flag.trouble : 0) | (isDefault ? Flag.isDefault : 0),
    rank: rankOf(kind) - (kind === 'vpc' && isDefault ? -0.5 : 0),
    resource,
  });
}
