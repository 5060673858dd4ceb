/** A Classic Load Balancer: listener port to instance port, and an ACL that counts even inside one subnet (L7, N10). */
import { only, TCP } from '../../net/index.ts';
import { primaryOf, serves } from '../network/balancers.ts';
import type { Data, Entity } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import { newHeader } from '../walk/header.ts';
import type { Arrival, Walk } from '../walk/walk.ts';

export function arriveAtClassic(walk: Walk, node: Interface, balancer: Entity): Arrival | undefined {
  const arrival: Arrival = { at: 'interface', where: node, interface: node, vpc: node.vpc };
  const { protocol, destinationPort } = walk.header;
  walk.keepProtocol(TCP);
  const listeners: Data[] = (balancer.data.ListenerDescriptions ?? []).map((one: Data) => one.Listener);
  const listener = listeners.find((one) => one.LoadBalancerPort === destinationPort && serves(one.Protocol).includes(protocol));
  if (!listener) {
    for (const one of listeners)
      if (serves(one.Protocol).includes(protocol)) walk.keepMiss({ destinationPort: only(one.LoadBalancerPort) });
    return walk.block(balancer, 'ELB_LISTENERS_MISMATCH', 'no listener takes this protocol and port');
  }
  walk.pin('destinationPort');
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
  const target = walk.choices.pick(inReach(walk, node, balancer, enabled), 'any', `${balancer.id} has several instances`);
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

/** L5: the instances that this node sends to: of its own zone, or of all where cross-zone balancing is on. */
function inReach(walk: Walk, node: Interface, balancer: Entity, enabled: readonly Interface[]): readonly Interface[] {
  const name: string = balancer.data.LoadBalancerName;
  const found = walk.network.snapshot
    .resources('classic-load-balancer-attributes', { account: balancer.account, region: balancer.region })
    .find((one) => (one.parent ?? one.id) === name);
  if (found?.data.CrossZoneLoadBalancing?.Enabled === true) return enabled;
  const near = enabled.filter((one) => one.subnet.zone === node.subnet.zone);
  if (near.length > 0) return near;
  const missing = walk.network.coverage.missing('classic-load-balancer-attributes', balancer, name);
  if (!found && missing) walk.unknown(balancer, missing, () => `whether it balances across zones is not known: ${missing.text}`);
  else
    walk.block(
      balancer,
      'ELB_NOT_CROSSZONE',
      () => `no registered instance in the zone of ${node.id}, and cross-zone balancing is off`,
    );
  return enabled;
}
