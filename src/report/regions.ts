/** How much of what there is in each Region of an account. */
import { type Gap, gapsFor, type Place, type Shard, type Snapshot, samePlace } from '../snapshot/snapshot.ts';

/** The columns of the overview, the most telling first: what they are called and which kinds they count. */
export const counting: readonly { title: string; kinds: readonly string[] }[] = [
  { title: 'VPCs', kinds: ['vpc'] },
  { title: 'subnets', kinds: ['subnet'] },
  { title: 'interfaces', kinds: ['network-interface'] },
  { title: 'instances', kinds: ['instance'] },
  {
    title: 'gateways',
    kinds: ['internet-gateway', 'egress-only-internet-gateway', 'nat-gateway', 'vpn-gateway', 'transit-gateway'],
  },
  { title: 'endpoints', kinds: ['vpc-endpoint', 'instance-connect-endpoint'] },
  { title: 'groups', kinds: ['security-group'] },
  { title: 'tables', kinds: ['route-table', 'transit-gateway-route-table'] },
  { title: 'ACLs', kinds: ['network-acl'] },
  { title: 'flow logs', kinds: ['flow-log'] },
];

/** What AWS puts into every Region of every account. */
const furniture = new Set([
  'account-attribute',
  'availability-zone',
  'block-public-access-options',
  'prefix-list',
  'prefix-list-entry',
]);

/** What comes with a default VPC. */
const withVpc = new Set([
  ...['vpc', 'vpc-attribute', 'subnet', 'route-table', 'internet-gateway', 'network-acl'],
  ...['security-group', 'security-group-rule', 'dhcp-options'],
]);

/** `unsure`: some of it could not be seen. */
export interface Count {
  count: number;
  unsure: boolean;
}

export interface RegionRow {
  region: string;
  /** One for each column. */
  counts: Count[];
  all: Count;
}

export interface RegionsOf {
  /** With something of the account's own. */
  shown: RegionRow[];
  /** With a default VPC that nobody uses, and nothing else. */
  defaults: string[];
  empty: string[];
  /** Nothing was seen there, and not everything could be. */
  unseen: string[];
  /** Nothing was seen there yet. */
  pending: string[];
}

/** The Regions of an account, by what there is to say about them. `waiting`: what a scan that runs has not come to. */
export function regionRows(snapshot: Snapshot, account: string, waiting: readonly Gap[] = []): RegionsOf {
  const { places } = snapshot.manifest;
  const regions: RegionsOf = { shown: [], defaults: [], empty: [], unseen: [], pending: [] };
  const { shown, defaults, empty, unseen, pending } = regions;
  for (const place of places.filter((each) => each.account === account && each.region !== 'global')) {
    const here = snapshot.manifest.shards.filter((shard) => samePlace(shard, place));
    const ahead = waiting.filter((gap) => samePlace(gap, place));
    const row = rowOf(snapshot, place, here, ahead);
    if (ahead.length && here.every(({ kind }) => furniture.has(kind))) pending.push(place.region);
    else if (row.all.unsure && !here.length) unseen.push(place.region);
    else if (row.all.unsure) shown.push(row);
    else if (here.every(({ kind }) => furniture.has(kind))) empty.push(place.region);
    else if (onlyDefaults(snapshot, place, here)) defaults.push(place.region);
    else shown.push(row);
  }
  return regions;
}

function rowOf({ manifest }: Snapshot, place: Place, here: readonly Shard[], ahead: readonly Gap[]): RegionRow {
  const isAhead = new Set(ahead.map(({ kind }) => kind));
  const total = (shards: readonly Shard[]): number => shards.reduce((sum, shard) => sum + shard.count, 0);
  return {
    region: place.region,
    counts: counting.map(({ kinds }) => ({
      count: total(here.filter((shard) => kinds.includes(shard.kind))),
      unsure: kinds.some((kind) => isAhead.has(kind) || gapsFor(manifest, kind, place).length > 0),
    })),
    all: { count: total(here), unsure: ahead.length > 0 || manifest.gaps.some((gap) => samePlace(gap, place)) },
  };
}

function onlyDefaults(snapshot: Snapshot, place: Place, here: readonly Shard[]): boolean {
  if (!here.every(({ kind }) => furniture.has(kind) || withVpc.has(kind))) return false;
  return snapshot.resources('vpc', place).every(({ data }) => data.IsDefault === true);
}
