/** Which interfaces may be behind one that leads connections on: a load balancer's node, an interface endpoint. */
import { balancerOf, groupsBehind, listenersOf, nodesOf, primaryOf, targetsOf } from '../network/balancers.ts';
import { Missing } from '../network/coverage.ts';
import type { Data } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';

/** Everything at the end of it, through further load balancers too; empty for an interface that leads nowhere. */
export function leadsTo(network: Network, one: Interface, passed: readonly Interface[] = []): Interface[] {
  if (passed.includes(one)) return [];
  const next = [...behindNode(network, one), ...behindEndpoint(network, one)];
  return [...new Set(next.flatMap((end) => [end, ...leadsTo(network, end, [...passed, one])]))];
}

function behindNode(network: Network, node: Interface): Interface[] {
  const balancer = balancerOf(network, node);
  if (!balancer || balancer instanceof Missing) return [];
  if (balancer.type === 'classic')
    return (balancer.entity.data.Instances ?? []).flatMap((one: Data) => primaryOf(network, one.InstanceId) ?? []);
  const listeners = listenersOf(network, balancer.entity);
  if (listeners instanceof Missing) return [];
  return listeners
    .flatMap((one) => groupsBehind(network, one))
    .flatMap((group) => {
      const targets = targetsOf(network, group);
      return targets instanceof Missing ? [] : targets.flatMap(({ owner }) => owner ?? []);
    });
}

/** E5: the nodes of the provider's load balancers, where the snapshot has them. */
function behindEndpoint(network: Network, one: Interface): Interface[] {
  if (one.type !== 'vpc_endpoint') return [];
  const endpoint = [...network.entities('vpc-endpoint').values()].find(({ data }) =>
    (data.NetworkInterfaceIds ?? []).includes(one.id),
  );
  const service = [...network.entities('endpoint-service').values()].find(
    ({ data }) => data.ServiceName !== undefined && data.ServiceName === endpoint?.data.ServiceName,
  );
  return (service?.data.NetworkLoadBalancerArns ?? []).flatMap((arn: string) => nodesOf(network, arn));
}
