/** Direct Connect gateways: which prefixes the other end hears of (V5). */
import { type Prefix, parsePrefix } from '../../net/index.ts';
import type { Resource } from '../../snapshot/snapshot.ts';
import type { Data, Entity } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { Walk } from '../walk/walk.ts';

/**
 * The gateway's associations with Direct Connect gateways must announce what the other end sends to. None collected: nothing to say.
 * `covers` narrows the scope of the walk to what it says.
 */
export function checkAdvertised(walk: Walk, gateway: Entity, covers: (allowed: Prefix) => boolean): void {
  const associations = associationsOf(walk.network, gateway);
  const active = associations.filter(isActive);
  if (associations.length === 0) {
    const missing = walk.network.coverage.missing('direct-connect-gateway-association', {
      account: gateway.account,
      region: gateway.region,
    });
    if (missing) walk.unknown(gateway, missing, () => `which prefixes Direct Connect announces is not known: ${missing.text}`);
    return;
  }
  const allowed = active
    .flatMap(({ data }) => data.allowedPrefixesToDirectConnectGateway ?? [])
    .flatMap((one: Data) => parsePrefix(one.cidr ?? '') ?? []);
  if (!allowed.some(covers)) {
    walk.block(
      gateway,
      'HOPSCOPE_DIRECT_CONNECT_NOT_ADVERTISED',
      'the allowed prefixes of the Direct Connect gateway do not announce this destination',
    );
  }
}

const associationsOf = (network: Network, gateway: Entity): readonly Resource[] =>
  network.grouped('direct-connect-gateway-association', 'gateway', ({ data }) => data.associatedGateway?.id).get(gateway.id) ??
  [];

const isActive = ({ data }: Resource): boolean => (data.associationState ?? 'associated') === 'associated';

/** Whether a Direct Connect gateway is associated with a virtual private gateway. */
export const hasDirectConnect = (network: Network, gateway: Entity): boolean => associationsOf(network, gateway).some(isActive);

/** The states of a gateway's associations with Direct Connect gateways. */
export const directConnectStates = (network: Network, gateway: Entity): string[] =>
  associationsOf(network, gateway).map(({ data }) => data.associationState ?? 'associated');
