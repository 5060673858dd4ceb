/** A load balancer that leads a connection on with the client's address, and takes its reply back (L1, L2, L9). */
import { attribute, type Balancer, type Target } from '../network/balancers.ts';
import type { Interface } from '../network/interface.ts';
import { judgeAcl } from '../walk/acls.ts';
import { judgeGroups } from '../walk/groups.ts';
import { withDestination } from '../walk/header.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { leaveSubnet } from './subnet.ts';

/** L2: whether the target sees the client's address. */
export function preserves(walk: Walk, { group, address }: Target): boolean {
  if (walk.privateLink || typeof walk.header.src !== typeof address) return false;
  const { TargetType, Protocol } = group.data;
  if (TargetType === 'alb' || ['UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'].includes(Protocol)) return true;
  const said = attribute(walk.network, 'target-group-attributes', group.data.TargetGroupArn, 'preserve_client_ip.enabled');
  if (said !== undefined) return said === 'true';
  const on = TargetType === 'instance';
  if (walk.network.coverage.missing('target-group-attributes', group)) {
    const code = on ? 'ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED' : 'ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED';
    walk.assume(group, on ? 'client-ip-preserved' : 'client-ip-not-preserved', { code });
  }
  return on;
}

/** L1, L9: the same connection, led to the target; its reply comes back through the node by state. */
export function preserved(walk: Walk, node: Interface, balancer: Balancer, target: Target): Arrival | undefined {
  const { owner } = target;
  if (owner && walk.identity === owner)
    walk.block(balancer.entity, 'ELBV2_SOURCE_ADDRESS_PRESERVATION', 'with its address preserved a target cannot reach itself');
  const near = owner && (owner.vpc === node.vpc || walk.network.peersOf(node.vpc.id).includes(owner.vpc.id));
  if (!near)
    walk.block(
      balancer.entity,
      'ELBV2_SOURCE_ADDRESS_PRESERVATION',
      'with client addresses preserved, targets must be in the same VPC or a peered one of the Region',
    );
  const before = walk.header;
  const after = withDestination(before, target.address, target.port);
  walk.translate(
    balancer.entity,
    after,
    () => `to target ${owner?.id ?? ''} port ${target.port}, with the client’s address`,
    'ELBV2_SOURCE_ADDRESS_PRESERVATION',
  );
  walk.balanced = { node, target: owner, before, after };
  walk.identity = node;
  walk.unrecognised = undefined;
  judgeGroups(walk, node.number, 'egress');
  return leaveSubnet(walk, node.subnet);
}

/** The target's reply: out of its subnet, back to the node, on as from the load balancer (L9). */
export function replyThroughNode(walk: Walk, balanced: Balanced): Arrival | undefined {
  undoBalancing(walk, balanced);
  return leaveSubnet(walk, balanced.node.subnet);
}

export type Balanced = NonNullable<Walk['balanced']>;

export function undoBalancing(walk: Walk, { node, target, before }: Balanced): void {
  if (target && target.subnet !== node.subnet) {
    judgeAcl(walk, target.subnet, 'egress');
    judgeAcl(walk, node.subnet, 'ingress');
  }
  const back = {
    ...walk.header,
    src: before.dst,
    sourcePort: before.destinationPort,
    links: { ...walk.header.links, src: before.links.dst, sourcePort: before.links.destinationPort },
  };
  walk.translate(node, back, 'by its memory the source becomes the load balancer again');
  walk.zone = node.subnet;
  walk.balanced = undefined;
}
