/** A load balancer as destination: listener, target group, target; then on with the client's address, or as a connection of its own (§12). */
import { only, TCP, UDP } from '../../net/index.ts';
import {
  attribute,
  type Balancer,
  balancerOf,
  groupsBehind,
  listenersOf,
  serves,
  type Target,
  targetsOf,
} from '../network/balancers.ts';
import { Missing } from '../network/coverage.ts';
import type { Data, Entity } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';
import { newHeader } from '../walk/header.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { arriveAtClassic } from './classic-load-balancer.ts';
import { preserved, preserves } from './client-address.ts';

export function arriveAtLoadBalancer(walk: Walk, node: Interface): Arrival | undefined | 'no load balancer' {
  const balancer = balancerOf(walk.network, node);
  if (!balancer) return 'no load balancer';
  if (balancer instanceof Missing) {
    walk.unknown(
      node,
      balancer,
      () => `which load balancer ${node.id} belongs to, and what is behind it, is not known: ${balancer.text}`,
    );
    return arrived(walk, node);
  }
  if (balancer.type === 'classic') return arriveAtClassic(walk, node, balancer.entity);
  const state = balancer.entity.data.State?.Code ?? 'active';
  if (!['active', 'active_impaired'].includes(state))
    walk.block(balancer.entity, 'BAD_STATE', () => `the load balancer is ${state}`);
  const groups = listen(walk, balancer.entity);
  if (!groups) return arrived(walk, node);
  return toTarget(walk, node, balancer, groups);
}

function arrived(walk: Walk, node: Interface): Arrival {
  walk.deliver(node, () => `${node.id} is a node of the load balancer`);
  return { at: 'interface', where: node, interface: node, vpc: node.vpc };
}

/** The target groups behind the listener that takes the packet (L6). */
function listen(walk: Walk, balancer: Entity): Entity[] | undefined {
  const listeners = listenersOf(walk.network, balancer);
  if (listeners instanceof Missing)
    return walk.unknown(balancer, listeners, () => `its listeners are not known: ${listeners.text}`);
  const { protocol, destinationPort } = walk.header;
  walk.keepProtocol(TCP, UDP);
  for (const one of listeners) {
    const takes = serves(one.Protocol).includes(protocol);
    if (takes && one.Port === destinationPort) return behind(walk, balancer, one);
    if (takes) walk.keepMiss({ destinationPort: only(one.Port) });
  }
  const own = listeners.map((one) => `${one.Protocol} ${one.Port}`).join(', ') || 'none';
  return walk.block(
    balancer,
    'ELBV2_LISTENERS_MISMATCH',
    () => `no listener takes this protocol and port; its listeners: ${own}`,
  );
}

function behind(walk: Walk, balancer: Entity, listener: Data): Entity[] | undefined {
  walk.pin('destinationPort');
  walk.allow(balancer, () => `listener ${listener.Protocol} ${listener.Port}`, {
    evidence: { label: `:${listener.Port}`, text: `${listener.Protocol} ${listener.Port}` },
  });
  const groups = groupsBehind(walk.network, listener);
  if (groups.length > 1) walk.assume(balancer, 'listener-rules');
  if (groups.length > 0) return groups;
  const missing = walk.network.coverage.missing('target-group', balancer);
  if (missing) return walk.unknown(balancer, missing, () => `what is behind the listener is not known: ${missing.text}`);
  return walk.block(balancer, 'ELBV2_LISTENER_REQUIRES_TG_ACCEPT', 'the listener forwards to no target group');
}

function toTarget(walk: Walk, node: Interface, balancer: Balancer, groups: readonly Entity[]): Arrival | undefined {
  if (groups.some((one) => one.data.TargetType === 'lambda')) {
    walk.note(balancer.entity, 'a target group holds functions, which have no interface on the path');
    if (groups.every((one) => one.data.TargetType === 'lambda')) return arrived(walk, node);
  }
  const targets = groups.filter((one) => one.data.TargetType !== 'lambda').map((one) => targetsOf(walk.network, one));
  const missing = targets.find((one) => one instanceof Missing);
  if (missing) {
    walk.unknown(balancer.entity, missing, () => `the registered targets are not known: ${missing.text}`);
    return arrived(walk, node);
  }
  const all = (targets as Target[][]).flat();
  if (all.length === 0) {
    walk.block(balancer.entity, 'ELBV2_LISTENER_HAS_NO_TG', 'no target is registered');
    return arrived(walk, node);
  }
  const enabled = all.filter((one) => isEnabled(walk.network, balancer.entity, one));
  const near = enabled.filter((one) => reaches(walk, node, balancer, one));
  if (enabled.length === 0)
    walk.block(balancer.entity, 'ELB_INSTALLED_AZ_RESTRICTION', 'no target is in a zone that is enabled on the load balancer');
  else if (near.length === 0)
    walk.block(
      balancer.entity,
      'ELBV2_NO_TARGETS_IN_AZ',
      () => `no target in the zone of ${node.id}, and cross-zone balancing is off`,
    );
  const target = walk.choices.pick(near.length > 0 ? near : all, 'any', `${balancer.entity.id} has several targets`);
  if (balancer.type === 'network' && preserves(walk, target)) return preserved(walk, node, balancer, target);
  return proxied(walk, node, balancer, target);
}

/** L5: in a zone of the load balancer, or registered for all zones. */
function isEnabled(network: Network, balancer: Entity, { zone }: Target): boolean {
  const zones: Data[] = balancer.data.AvailabilityZones ?? [];
  if (zone === undefined || zones.length === 0) return true;
  return zones.some((one) => one.ZoneName === zone || network.subnets.get(one.SubnetId)?.zone === zone);
}

/** L5: on for an application load balancer, off by default for others; a target group may say otherwise. */
function reaches(walk: Walk, node: Interface, balancer: Balancer, target: Target): boolean {
  const key = 'load_balancing.cross_zone.enabled';
  const own = attribute(walk.network, 'target-group-attributes', target.group.data.TargetGroupArn, key);
  const general = attribute(walk.network, 'load-balancer-attributes', balancer.entity.data.LoadBalancerArn, key);
  const decides =
    own && own !== 'use_load_balancer_configuration' ? own : (general ?? (balancer.type === 'application' ? 'true' : undefined));
  if (decides === 'true' || target.zone === undefined) return true;
  const same = [node.subnet.zone, node.subnet.data.AvailabilityZone].includes(target.zone);
  if (!same && decides === undefined && walk.network.coverage.missing('load-balancer-attributes', balancer.entity))
    walk.assume(balancer.entity, 'cross-zone-default');
  return same;
}

/** L3, L4, W12: the client's connection ends here; the node opens another. */
function proxied(walk: Walk, node: Interface, balancer: Balancer, target: Target): Arrival {
  const src = node.addressIn(target.address);
  if (src === undefined) {
    walk.block(
      balancer.entity,
      'ELBV2_LISTENER_REQUIRES_TG_ACCEPT',
      () => `${node.id} has no address of the family of target ${target.owner?.id ?? ''}`,
    );
    return arrived(walk, node);
  }
  const header = newHeader({
    ...walk.header,
    src,
    dst: target.address,
    sourcePort: walk.header.sourcePort,
    destinationPort: target.port,
  });
  walk.next = { from: node, header, why: balancer.entity };
  return arrived(walk, node);
}
