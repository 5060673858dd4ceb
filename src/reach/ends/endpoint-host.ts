/** Host names that the snapshot knows: of interfaces, load balancers and endpoints, and what zones make of a name (X8, X18). */
import { formatAddress, parseAddress } from '../../net/index.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import type { Data, Ref } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import { addressMeant } from './endpoint-address.ts';
import { balancerMeant, balancersOf, resolveId } from './endpoint-name.ts';
import { interfacesMeant, type Meant, nowhere } from './meant.ts';

/** Names that lead from one to the next: more are a circle. */
const MOST_ALIASES = 9;

/** Everything that the name stands for. An alias and a CNAME are followed, to another record or to what AWS named. */
export function hostMeant(network: Network, name: string, depth = 0): Meant[] {
  const host = plain(name);
  const known = ownName(network, host);
  if (known.length > 0 || depth > MOST_ALIASES) return known;
  const what: Ref = { kind: 'host-name', id: host, ...nowhere };
  return recordsOf(network, host).flatMap((data): Meant[] => {
    const next: string | undefined =
      data.AliasTarget?.DNSName ?? (data.Type === 'CNAME' ? data.ResourceRecords?.[0]?.Value : undefined);
    if (next) return hostMeant(network, next, depth + 1);
    const values: { Value?: string }[] = data.ResourceRecords ?? [];
    return values
      .flatMap(({ Value }) => parseAddress(Value ?? '') ?? [])
      .flatMap((one) => addressMeant(network, formatAddress(one), one))
      .map((meant) => ({ ...meant, what: meant.interfaces.length > 0 ? meant.what : what }));
  });
}

/** As Route 53 writes names: with a dot at the end, and `\\052` for an asterisk. */
const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '').replaceAll('\\052', '*');

/** What AWS gave the name to. */
function ownName(network: Network, host: string): Meant[] {
  const same = (text: string | undefined): boolean => text !== undefined && plain(text) === host;
  const direct = [...network.interfaces.values()].filter(
    (one) => same(one.data.PrivateDnsName) || same(one.data.Association?.PublicDnsName),
  );
  if (direct.length > 0) return direct.map((one) => interfacesMeant(one, [one]));
  // Aliases to load balancers that have IPv6 begin with a word that the load balancer does not say.
  const bare = host.replace(/^dualstack\./, '');
  const balancer = balancersOf(network).find(({ data }) => plain(data.DNSName ?? '') === bare);
  if (balancer) return [balancerMeant(network, balancer)];
  return [...network.entities('vpc-endpoint').values()]
    .filter(({ data }) => (data.DnsEntries ?? []).some((one: { DnsName?: string }) => same(one.DnsName)))
    .flatMap((one) => resolveId(network, one.id) ?? []);
}

/** What private zones say: a VPC asks these first (X18). Only what none of them knows is looked for in public zones. */
function recordsOf(network: Network, host: string): Data[] {
  const { inside, outside } = network.once('records by name', () => {
    const zones = network.snapshot.resources('hosted-zone-listing');
    const open = new Set(zones.flatMap(({ id, data }) => (data.Config?.PrivateZone === false ? [id] : [])));
    const all = network.snapshot.resources('resource-record-set').filter(({ data }) => answers.has(data.Type));
    const [outer, inner] = [true, false].map((isOpen) => all.filter(({ parent }) => open.has(parent ?? '') === isOpen));
    return { inside: byName(inner!), outside: byName(outer!) };
  });
  const found = nearest(inside, host);
  return found.length > 0 ? found : nearest(outside, host);
}

const byName = (records: readonly Resource[]): ReadonlyMap<string, Data[]> =>
  Map.groupBy(
    records.map(({ data }): Data => data),
    (data) => plain(data.Name ?? ''),
  );

/** Records for the name itself; else those of the nearest name with an asterisk above it. */
function nearest(records: ReadonlyMap<string, Data[]>, host: string): Data[] {
  const parts = host.split('.');
  const wild = parts.slice(1).map((_, at) => ['*', ...parts.slice(at + 1)].join('.'));
  for (const each of [host, ...wild]) {
    const found = records.get(each);
    if (found) return found;
  }
  return [];
}

const answers = new Set(['A', 'AAAA', 'CNAME']);
