/** The catalogue: every kind that hopscope knows, and what derives from the rows. */
import * as access from './access.ts';
import * as account from './account.ts';
import * as addressing from './addressing.ts';
import * as balancing from './balancing.ts';
import * as balancingClassic from './balancing-classic.ts';
import * as clientVpn from './client-vpn.ts';
import * as compute from './compute.ts';
import * as coreNetwork from './core-network.ts';
import * as directConnect from './direct-connect.ts';
import * as dns from './dns.ts';
import * as endpointServices from './endpoint-services.ts';
import * as endpoints from './endpoints.ts';
import * as gateways from './gateways.ts';
import * as hybrid from './hybrid.ts';
import * as insights from './insights.ts';
import type { ItemOf, Kind } from './kind.ts';
import * as launch from './launch.ts';
import * as metrics from './metrics.ts';
import * as networkFirewall from './network-firewall.ts';
import * as networkManager from './network-manager.ts';
import * as outposts from './outposts.ts';
import * as peering from './peering.ts';
import * as resolver from './resolver.ts';
import * as routeServer from './route-server.ts';
import * as routing from './routing.ts';
import * as security from './security.ts';
import * as securityUse from './security-use.ts';
import { services } from './services.ts';
import * as sharing from './sharing.ts';
import * as sites from './sites.ts';
import * as transit from './transit.ts';
import * as transitLinks from './transit-links.ts';
import * as transitPolicy from './transit-policy.ts';
import * as visibility from './visibility.ts';
import * as vpc from './vpc.ts';

/** The files of rows, in the order in which people read them. All that such a file exports is rows. */
export const topics = {
  account,
  vpc,
  addressing,
  compute,
  launch,
  security,
  securityUse,
  routing,
  routeServer,
  gateways,
  outposts,
  endpoints,
  endpointServices,
  peering,
  transit,
  transitLinks,
  transitPolicy,
  hybrid,
  clientVpn,
  directConnect,
  networkFirewall,
  balancing,
  balancingClassic,
  dns,
  resolver,
  visibility,
  insights,
  sharing,
  metrics,
  access,
  networkManager,
  coreNetwork,
  sites,
};

/** Every row, topic by topic; by name within a topic, because the order of a module's exports depends on what loads it. */
export const kinds: readonly Kind[] = Object.values(topics).flatMap((topic) =>
  (Object.values(topic) as Kind[]).sort((a, b) => (a.kind < b.kind ? -1 : 1)),
);

type Topics = typeof topics;
type Row = { [Topic in keyof Topics]: Topics[Topic][keyof Topics[Topic]] }[keyof Topics];

/** The name of a kind that is in the catalogue. */
export type KindName = Row['kind'];

/** What is stored of a resource of that kind: the SDK's item, its times as text; as seconds where the service writes numbers. */
export type DataOf<Name extends KindName> = Stored<ItemOf<Extract<Row, { kind: Name }>>>;

type Stored<T> = T extends Date
  ? string | number
  : T extends readonly (infer Element)[]
    ? Stored<Element>[]
    : T extends object
      ? { [Member in keyof T]: Stored<T[Member]> }
      : T;

const byName = new Map(kinds.map((row) => [row.kind, row]));

/** The rows that are asked for without being named: all but those that cost extra. */
export const usualKinds: readonly Kind[] = kinds.filter((row) => !row.optional);

/** The row of a kind. Throws for a name that is not in the catalogue. */
export function kindNamed(name: string): Kind {
  const row = byName.get(name);
  if (!row) throw new Error(`no kind is named ${JSON.stringify(name)}`);
  return row;
}

export const isKind = (name: string): boolean => byName.has(name);

/** The kinds whose resources a call needs before it can be asked: what it fans out over. */
export function parentsOf(row: Kind): string[] {
  return row.call.over?.kind ? [row.call.over.kind] : [];
}

/** The kinds that are better known before a call is asked: what it fans out over, splits by, and cannot exist without. */
export function earlierThan(row: Kind): string[] {
  const { over, split } = row.call;
  return [...new Set([over?.kind, split?.kind, ...(row.onlyWith ?? [])].filter((name) => name !== undefined))];
}

/** The rows, each after those that it builds on; else in the order of the catalogue. Throws when rows build on each other. */
export function inOrder(rows: readonly Kind[]): Kind[] {
  const waiting = new Set(rows);
  const ordered: Kind[] = [];
  while (waiting.size) {
    const names = new Set([...waiting].map((row) => row.kind));
    const ready = [...waiting].filter((row) => !earlierThan(row).some((name) => names.has(name)));
    if (!ready.length) throw new Error(`these kinds build on each other: ${[...names].join(', ')}`);
    for (const row of ready) waiting.delete(row);
    ordered.push(...ready);
  }
  return ordered;
}

/** The IAM action that a row's call needs: `ec2:DescribeVpcs`. */
export const actionOf = (row: Kind): string => row.call.action ?? `${services[row.call.service].iam}:${row.call.operation}`;

interface Tagged {
  Tags?: { Key?: string; Value?: string }[];
  TagSet?: { Key?: string; Value?: string }[];
  /** Some services begin every member with a small letter. */
  tags?: { key?: string; value?: string }[];
}

/** The tags of a resource's data. The object has no prototype: any key is only ever a tag. */
export function tagsOf(data: Tagged): Record<string, string> {
  const tags: Record<string, string> = Object.create(null);
  for (const { Key, Value } of data.Tags ?? data.TagSet ?? []) if (Key !== undefined) tags[Key] = Value ?? '';
  for (const { key, value } of data.tags ?? []) if (key !== undefined) tags[key] = value ?? '';
  return tags;
}

/** What people call a resource: what its row says, else its `Name` tag. */
export const nameOf = (row: Kind, data: Tagged): string | undefined => row.name?.(data) || tagsOf(data).Name || undefined;

/** One edge of the graph: the resource leads to `id`, of that kind. The other end may lie in another place, or not be known. */
export interface Ref {
  kind: string;
  id: string;
}

/** Every edge that starts at a resource, each once. */
export function refsOf(row: Kind, resource: { data: unknown; parent?: string }): Ref[] {
  return Object.entries(row.refs ?? {}).flatMap(([kind, read]) => {
    const ids = [read(resource.data, resource.parent ?? '')].flat();
    return [...new Set(ids)].filter((id) => id !== undefined && id !== '').map((id) => ({ kind, id: id as string }));
  });
}

export { filterPath, filterPaths } from './filters.ts';
export type { Kind, Point } from './kind.ts';
