/** From what people type to who is meant. */
import { parseAddress, parsePrefix } from '../../net/index.ts';
import type { Network } from '../network/network.ts';
import { edgeServices } from '../walk/managed-edge.ts';
import { addressMeant, prefixMeant } from './endpoint-address.ts';
import { hostMeant } from './endpoint-host.ts';
import { listMeant } from './endpoint-list.ts';
import { resolveId, resolveName } from './endpoint-name.ts';
import { internetMeant, type Meant } from './meant.ts';

/** Everything that the text may mean in this network; nothing when it means nothing, several when it is ambiguous. */
export function resolve(network: Network, text: string): Meant[] {
  const asked = text.replace(/^\[(.*)\]$/, '$1').trim();
  if (asked.toLowerCase() === 'internet') return [internetMeant()];
  const edge = edgeServices(network, asked.toLowerCase());
  if (edge) return edge;
  const address = parseAddress(asked);
  if (address !== undefined) return addressMeant(network, asked, address);
  const prefix = asked.includes('/') ? parsePrefix(asked) : undefined;
  if (prefix) return [prefixMeant(network, asked, prefix)];
  const byId = resolveId(network, asked);
  if (byId) return [byId];
  const named = resolveName(network, asked);
  if (named.length > 0) return named;
  const hosts = hostMeant(network, asked.toLowerCase());
  return hosts.length > 0 ? hosts : listMeant(network, asked);
}
