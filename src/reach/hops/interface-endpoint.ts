/** An interface endpoint as destination: TCP and UDP to its own addresses; behind it a service that may be in the snapshot (E2, E5). */
import { hasPorts, TCP, UDP } from '../../net/index.ts';
import type { Data, Entity } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import { withDestination } from '../walk/header.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { checkState } from './endpoint-state.ts';

export function arriveAtInterfaceEndpoint(walk: Walk, one: Interface): Arrival | undefined {
  walk.keepProtocol(TCP, UDP);
  if (!hasPorts(walk.header.protocol)) walk.block(one, 'PROTOCOL_RESTRICTION', 'an interface endpoint takes TCP and UDP only');
  const endpoint = endpointOf(walk, one);
  if (endpoint) checkState(walk, endpoint);
  else notKnown(walk, one);
  const proxy = endpoint && proxyOf(walk, endpoint.id);
  if (proxy) return endAtProxy(walk, one, proxy);
  walk.deliver(endpoint ?? one, () => `${endpoint?.data.ServiceName ?? 'the service behind the endpoint'} takes it from here`);
  if (endpoint) connectProvider(walk, one, endpoint);
  return { at: 'interface', where: one, interface: one, vpc: one.vpc };
}

interface Proxy {
  gateway: Entity;
  state: string;
}

/** F11: the NAT gateway behind which the firewall proxy of an endpoint is. */
const proxyOf = (walk: Walk, endpointId: string): Proxy | undefined =>
  walk.network
    .once('firewall proxies by endpoint', () => {
      const found = new Map<string, Proxy>();
      for (const gateway of walk.network.entities('nat-gateway').values()) {
        for (const { VpcEndpointId, AttachmentState = 'attached' } of (gateway.data.AttachedAppliances ?? []) as Data[])
          if (VpcEndpointId) found.set(VpcEndpointId, { gateway, state: AttachmentState });
      }
      return found;
    })
    .get(endpointId);

/** F11, W12: an explicit proxy ends the client's connection; where it goes from there is what the client asks of it. */
function endAtProxy(walk: Walk, one: Interface, { gateway, state }: Proxy): Arrival {
  if (walk.header.protocol !== TCP) walk.block(gateway, 'PROTOCOL_RESTRICTION', 'a firewall proxy takes TCP only');
  if (state !== 'attached') walk.block(gateway, 'BAD_STATE_ATTACHMENT', () => `the firewall proxy is ${state}`);
  walk.assume(gateway, 'proxy-forwards');
  walk.deliver(one, () => `the firewall proxy at ${gateway.id} ends the connection here`);
  return { at: 'interface', where: one, interface: one, vpc: one.vpc };
}

function notKnown(walk: Walk, one: Interface): void {
  const missing = walk.network.absent('vpc-endpoint', `the endpoint of ${one.id}`, one);
  walk.unknown(one, missing, () => `the state and the service of the endpoint behind ${one.id} are not known: ${missing.text}`);
}

const endpointOf = (walk: Walk, one: Interface): Entity | undefined =>
  walk.network
    .once('endpoints by interface', () => {
      const found = new Map<string, Entity>();
      for (const endpoint of walk.network.entities('vpc-endpoint').values()) {
        for (const id of endpoint.data.NetworkInterfaceIds ?? []) found.set(id, endpoint);
      }
      return found;
    })
    .get(one.id);

/** E5: the provider sees a new connection from its own load balancer. */
function connectProvider(walk: Walk, one: Interface, endpoint: Entity): void {
  const name: string = endpoint.data.ServiceName ?? '';
  const service = [...walk.network.entities('endpoint-service').values()].find(
    (candidate) => candidate.data.ServiceName === name,
  );
  if (!service) {
    if (name.includes('.vpce.')) {
      const missing = walk.network.absent('endpoint-service', name, {
        account: endpoint.data.ServiceOwnerId ?? one.account,
        region: one.region,
      });
      walk.unknown(endpoint, missing, () => `the provider’s side of ${name} is not in the snapshot: ${missing.text}`);
    }
    return;
  }
  const arns: string[] = service.data.NetworkLoadBalancerArns ?? [];
  const nodes = [...walk.network.interfaces.values()].filter((node) =>
    arns.some((arn) => String(node.data.Description ?? '').includes(arn.split('loadbalancer/').at(-1)!)),
  );
  const near = nodes.find((node) => node.subnet.zone === one.subnet.zone);
  const zone = near ?? nodes[0];
  if (!zone) {
    const missing = walk.network.absent('network-interface', arns[0] ?? 'its load balancer', service);
    walk.unknown(service, missing, () => `no node of the provider’s load balancer is in the snapshot: ${missing.text}`);
    return;
  }
  if (!near) {
    walk.block(endpoint, 'VPCE_SERVICE_NOT_INSTALLED_IN_AZ', () => `the service has no node in the zone of ${one.id}`);
  }
  walk.privateLink = { client: walk.header.src, consumer: one };
  const dst = zone.addressIn(walk.header.dst) ?? zone.addresses[0]!;
  walk.next = { into: zone, header: withDestination(walk.header, dst), why: service };
}
