/** A Classic Load Balancer: listener port to instance port, and an ACL that counts even inside one subnet (L7, N10). */
import { primaryOf, serves } from '../balancers.ts';
import type { Data, Entity } from '../entity.ts';
import { newHeader } from '../header.ts';
import type { Interface } from '../interface.ts';
import type { Arrival, Walk } from '../walk.ts';

export function arriveAtClassic(walk: Walk, node: Interface, balancer: Entity): Arrival | undefined {
  const arrival: Arrival = { at: 'interface', where: node, interface: node, vpc: node.vpc };
  const { protocol, destinationPort } = walk.header;
  walk.pin('protocol');
  walk.pin('destinationPort');
  const listeners: Data[] = (balancer.data.ListenerDescriptions ?? []).map((one: Data) => one.Listener);
  const listener = listeners.find((one) => one.LoadBalancerPort === destinationPort && serves(one.Protocol).includes(protocol));
  if (!listener) return walk.block(balancer, 'ELB_LISTENERS_MISMATCH', 'no listener takes this protocol and port');
  walk.allow(balancer, `listener ${listener.Protocol} ${listener.LoadBalancerPort}`);
  const subnets: string[] = balancer.data.Subnets ?? [];
  const targets = (balancer.data.Instances ?? []).flatMap(
    (one: Data) => primaryOf(walk.network, one.InstanceId) ?? [],
  ) as Interface[];
  const zones = new Set(subnets.map((id) => walk.network.subnets.get(id)?.zone));
  const enabled = targets.filter((one) => subnets.length === 0 || zones.has(one.subnet.zone));
  if (enabled.length === 0) {
    walk.block(
      balancer,
      targets.length > 0 ? 'ELB_INSTALLED_AZ_RESTRICTION' : 'ELBV2_LISTENER_HAS_NO_TG',
      'no registered instance is in a zone of the load balancer',
    );
    return arrival;
  }
  const target = walk.choices.pick(enabled, 'any', `${balancer.id} has several instances`);
  const header = newHeader({
    ...walk.header,
    src: node.addresses[0]!,
    dst: target.addresses[0]!,
    destinationPort: listener.InstancePort,
  });
  walk.next = { from: node, header, why: balancer, ownAcl: target.subnet === node.subnet };
  walk.deliver(node, () => `${node.id} is a node of ${balancer.id}`);
  return arrival;
}
