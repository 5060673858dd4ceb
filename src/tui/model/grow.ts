/** A snapshot → the tree: every resource in its place, gaps where they are, what is empty folded away. */
import { isKind, kindNamed, nameOf, refsOf, tagsOf } from '../../kinds/index.ts';
import { forTerminal } from '../../report/escape.ts';
import { grouped } from '../../report/gaps.ts';
import { regionRows } from '../../report/regions.ts';
import { counted, inSentence, plural, titleOf } from '../../report/words.ts';
import type { Place, Resource, Snapshot } from '../../snapshot/snapshot.ts';
import { factsOf } from './facts.ts';
import { groupIn, groupRank, homesOf, isSoughtFor, MORE, rankOf } from './placing.ts';
import { Flag, fields, hashOf, type TreeData } from './tree.ts';

interface Growing {
  kind: string;
  name: string;
  id: string;
  facts: string;
  cause: string;
  addresses: string;
  tags: string;
  flags: number;
  rank: number;
  children: Growing[];
  resource?: Resource;
  groups?: Map<string, Growing>;
}

export interface Grown {
  readonly tree: TreeData;
  /** The resource of each node that stands for one. */
  readonly resources: readonly (Resource | undefined)[];
}

const bare = (kind: string, name: string, rest: Partial<Growing> = {}): Growing => ({
  ...{ kind, name: forTerminal(name), id: '', facts: '', cause: '', addresses: '', tags: '', flags: 0, rank: 0, children: [] },
  ...rest,
});

export function grow(snapshot: Snapshot): Grown {
  const places = placesOf(snapshot.manifest);
  const regions = new Map(places.map(({ account, region }) => [`${account} ${region}`, regionNode(region)]));
  const roots = [...new Set(places.map(({ account }) => account))].map((account) => {
    const alias = snapshot.manifest.accounts.find((one) => one.account === account)?.alias;
    const name = alias ?? account;
    const root = bare('account', name, { id: account, flags: Flag.startsOpen, facts: alias ? account : '' });
    root.children = arranged(snapshot, account, regions);
    return root;
  });
  plant(snapshot, regions);
  addGaps(snapshot, regions);
  for (const region of regions.values())
    if (region.id === 'global') region.flags |= region.children.length > 0 ? Flag.startsOpen : 0;
  return flatten(roots);
}

/** Where it looked; and where something is although nobody says that it looked, in a snapshot that was put together by hand. */
function placesOf({ places, shards, accounts }: Snapshot['manifest']): Place[] {
  const all = [...accounts.map(({ account }) => ({ account, region: 'global' })), ...places, ...shards];
  return [...new Map(all.map(({ account, region }) => [`${account} ${region}`, { account, region }])).values()];
}

const regionNode = (region: string): Growing =>
  bare('place', region === 'global' ? 'Account-wide' : region, { id: region, rank: region === 'global' ? 1 : 0 });

/** The Regions of an account: with something of its own, then folded what has a default VPC only, and what is empty. */
function arranged(snapshot: Snapshot, account: string, regions: ReadonlyMap<string, Growing>): Growing[] {
  const { shown, defaults, empty, unseen } = regionRows(snapshot, account);
  const nodes = (names: readonly string[]): Growing[] => names.flatMap((region) => regions.get(`${account} ${region}`) ?? []);
  const open = nodes(shown.map(({ region }) => region));
  for (const one of open) one.flags |= Flag.startsOpen;
  const known = new Set(['global', ...shown.map(({ region }) => region), ...defaults, ...empty, ...unseen]);
  const others = [...regions].filter(([key, { id }]) => key === `${account} ${id}` && !known.has(id)).map(([, node]) => node);
  const folds = [
    { regions: unseen, text: 'of which nothing could be seen', flags: Flag.gap },
    { regions: defaults, text: 'with only the default VPC', flags: 0 },
    { regions: empty, text: `with nothing in ${empty.length === 1 ? 'it' : 'them'}`, flags: 0 },
  ].filter((fold) => fold.regions.length > 0);
  return [
    ...open,
    ...others,
    ...nodes(['global']),
    ...folds.map((fold) =>
      bare('fold', `${counted(fold.regions.length, 'Region')} ${fold.text}`, {
        flags: fold.flags,
        rank: 2,
        children: nodes(fold.regions),
      }),
    ),
  ];
}

function plant(snapshot: Snapshot, regions: ReadonlyMap<string, Growing>): void {
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

/** The group for a kind below its container; the container itself where there is none. */
function groupOf(container: Growing, kind: string): Growing {
  const title = groupIn(container.kind, kind);
  if (title === undefined) return container;
  return named(isSoughtFor(title) ? container : named(container, MORE), title);
}

/** The group of that name; made when it is first needed. */
function named(container: Growing, title: string): Growing {
  container.groups ??= new Map();
  let group = container.groups.get(title);
  if (!group) {
    group = bare('group', title, { rank: 1000 + groupRank(title) });
    container.groups.set(title, group);
    container.children.push(group);
  }
  return group;
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

/** What could not be read stands where it would be, at the top. */
function addGaps({ manifest }: Snapshot, regions: ReadonlyMap<string, Growing>): void {
  for (const { account, regions: where, kind, operation, code, parents } of grouped(manifest.gaps)) {
    for (const region of where) {
      const what = plural(inSentence(titleOf(kind)));
      const of = parents ? ` of ${counted(parents.length, 'resource')}` : '';
      const gap = bare('gap', `${what}${of} could not be read`, {
        ...{ facts: forTerminal(`${operation} · ${code}`), rank: Number.NEGATIVE_INFINITY, flags: Flag.gap },
      });
      regions.get(`${account} ${region}`)?.children.push(gap);
    }
  }
}

const natural = new Intl.Collator('en', { numeric: true });

function flatten(roots: readonly Growing[]): Grown {
  const nodes: Growing[] = [];
  const parents: number[] = [];
  const depths: number[] = [];
  const ends: number[] = [];
  const walk = (node: Growing, parent: number, depth: number): void => {
    const at = nodes.push(node) - 1;
    parents.push(parent);
    depths.push(depth);
    ends.push(0);
    // Half a million siblings are sorted by the collator only where their ranks are the same.
    if (node.children.length > 1) node.children.sort((a, b) => a.rank - b.rank || byName(a, b));
    for (const child of node.children) walk(child, at, depth + 1);
    ends[at] = nodes.length;
  };
  for (const root of roots) walk(root, -1, 0);
  return { tree: dataOf(nodes, parents, depths, ends), resources: nodes.map(({ resource }) => resource) };
}

const byName = (a: Growing, b: Growing): number => natural.compare(a.name || a.id, b.name || b.id) || (a.id < b.id ? -1 : 1);

function dataOf(
  nodes: readonly Growing[],
  parents: readonly number[],
  depths: readonly number[],
  ends: readonly number[],
): TreeData {
  const kinds = [...new Set(nodes.map(({ kind }) => kind))];
  const numbers = new Map(kinds.map((kind, at) => [kind, at]));
  const starts = new Uint32Array(nodes.length + 1);
  const texts: string[] = [];
  const lowers: string[] = [];
  let length = 0;
  for (const [at, node] of nodes.entries()) {
    const text = fields.map((field) => `${node[field]}\t`).join('');
    const small = text.toLowerCase();
    texts.push(text);
    // A few letters are longer when they are small; those stay as they are.
    lowers.push(small.length === text.length ? small : text);
    length += text.length;
    starts[at + 1] = length;
  }
  const ids = nodes.flatMap(({ id }, at) => (id ? [hashOf(id) + at] : []));
  return {
    size: nodes.length,
    parent: Int32Array.from(parents),
    end: Int32Array.from(ends),
    depth: Uint8Array.from(depths),
    kind: Uint16Array.from(nodes, ({ kind }) => numbers.get(kind)!),
    flags: Uint8Array.from(nodes, ({ flags }) => flags),
    kinds,
    text: texts.join(''),
    lower: lowers.join(''),
    starts,
    ids: Float64Array.from(ids).sort(),
  };
}
