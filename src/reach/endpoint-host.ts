/** Host names that the snapshot knows: of interfaces, load balancers and endpoints, and what private zones make of a name (X8, X18). */
import { formatAddress, parseAddress } from '../net/index.ts';
import { addressMeant } from './endpoint-address.ts';
import { balancerMeant, balancersOf, resolveId } from './endpoint-name.ts';
import type { Data, Ref } from './entity.ts';
import { interfacesMeant, type Meant, nowhere } from './meant.ts';
import type { Network } from './network.ts';

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

/** Records for the name itself; else those of the nearest name with an asterisk above it. */
function recordsOf(network: Network, host: string): Data[] {
  const byName = network.once('records by name', () =>
    Map.groupBy(
      network.snapshot.resources('resource-record-set').flatMap(({ data }) => (answers.has(data.Type) ? [data] : [])),
      (data: Data) => plain(data.Name ?? ''),
    ),
  );
  const parts = host.split('.');
  const wild = parts.slice(1).map((_, at) => ['*', ...parts.slice(at + 1)].join('.'));
  for (const each of [host, ...wild]) {
    const found = byName.get(each);
    if (found) return found;
  }
  return [];
}

const answers = new Set(['A', 'AAAA', 'CNAME']);
