/** Which things of a snapshot a person means by a word, or a mistake that names near ones. */
import { parseAddress } from '../net/index.ts';
import { type Meant, type Network, resolve } from '../reach/index.ts';
import { componentText } from '../report/ladder.ts';
import { type End, meaningsText } from '../report/verdict.ts';
import { shortened } from '../report/words.ts';
import type { Context } from './context.ts';
import { misuse } from './failure.ts';
import { didYouMean } from './parse.ts';

/** A name may mean several things of one kind, which are then taken together; not an address that two VPCs have. */
export async function findEnd(context: Context, network: Network, typed: string, byDns: boolean): Promise<End> {
  const means = resolve(network, typed);
  if (!means.length) return byDns && isHostName(typed) ? askDns(context, network, typed) : nothing(network, typed);
  const isAddress = parseAddress(typed) !== undefined;
  const kinds = new Set(means.map(({ what }) => what.kind));
  if (means.length > 1 && (isAddress || kinds.size > 1)) {
    throw misuse(`${JSON.stringify(typed)} means ${meaningsText(means)}. Say which, by its id:`, [
      ...means.slice(0, 12).map(({ what, interfaces }) => {
        const vpc = what.kind === 'network-interface' ? interfaces[0]?.vpc : undefined;
        return `  ${componentText(what)}${vpc ? ` in ${componentText(vpc)}` : ''}, ${what.region} in account ${what.account}`;
      }),
      ...(means.length > 12 ? [`  … and ${means.length - 12} more`] : []),
    ]);
  }
  return { typed, means };
}

const isHostName = (text: string): boolean => /^(?=.{1,253}\.?$)(?:[\p{L}\p{N}_-]{1,63}\.)+[\p{L}\p{N}-]{2,63}\.?$/u.test(text);

async function askDns(context: Context, network: Network, host: string): Promise<End> {
  let addresses: string[];
  try {
    addresses = await context.lookUp(host);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw misuse(`The snapshot does not know ${JSON.stringify(host)}, and DNS has no address for it either: ${why}.`);
  }
  return { typed: host, means: addresses.flatMap((address) => resolve(network, address)) };
}

/** What people name things by. */
const namedKinds = [
  'instance',
  'network-interface',
  'subnet',
  'vpc',
  'security-group',
  'vpc-endpoint',
  'load-balancer',
  'vpn-gateway',
  'vpn-connection',
];

function nothing(network: Network, typed: string): never {
  const all = namedKinds.flatMap((kind) => [...network.entities(kind).values()]);
  const names = [...new Set(all.flatMap(({ id, name, data }) => [id, name, data.GroupName, data.LoadBalancerName]))].filter(
    (name): name is string => typeof name === 'string',
  );
  const like = names.filter((name) => typed.length > 2 && name.toLowerCase().includes(typed.toLowerCase()));
  const near = like.length ? [`Names like it: ${shortened(like, 6)}.`] : didYouMean(typed, ['internet', ...names]);
  throw misuse(`Snapshot ${network.snapshot.manifest.id} has nothing called ${JSON.stringify(typed)}.`, [
    ...near,
    ...(isHostName(typed) ? ['Add --resolve to ask DNS for its addresses.'] : []),
    'An end is an id, address, CIDR, Name tag, tag KEY=VALUE, host name, or internet.',
  ]);
}

/** What may be said when an end has nowhere to start from, or the two ends share no address family. */
export function noWay(from: End, to: End): never {
  const sources = from.means.flatMap((meant: Meant) => meant.sources);
  if (!sources.length)
    throw misuse(`Nothing that the snapshot knows of starts at ${JSON.stringify(from.typed)}.`, [
      'Name an interface, instance, group, subnet, VPC, gateway, VPN or attachment, or internet.',
    ]);
  throw misuse(`${JSON.stringify(from.typed)} and ${JSON.stringify(to.typed)} have no address family in common.`, [
    'Traffic is IPv4 at both ends, or IPv6 at both ends.',
  ]);
}
