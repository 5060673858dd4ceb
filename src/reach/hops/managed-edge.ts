/** In through a door of AWS’s own services: no route to an internet gateway, no public address, no inbound ACL (N13, I20–I22, E6). */
import type { Ref } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import { judgeAcl } from '../walk/acls.ts';
import { elsewhere } from '../walk/arrival.ts';
import type { AssumptionId } from '../walk/assumptions.ts';
import { judgeGroups } from '../walk/groups.ts';
import { isAccelerator, isCloudFront } from '../walk/managed-edge.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { checkPublicAccess } from './block-public-access.ts';
import { undoBalancing } from './client-address.ts';
import { checkState, enterInterface, nobody } from './interface.ts';
import { internetGatewayOf } from './internet-gateway.ts';

/** I20: a client of the internet, by an accelerator, to an interface of its VPC. */
export function enterByAccelerator(walk: Walk, door: Interface): Arrival | undefined {
  walk.assume(door, 'accelerator-endpoint');
  const target = publicTarget(walk, door);
  if (!target) return undefined;
  if (target.type === 'network_load_balancer' && target.groupIds.length === 0) {
    walk.unknown(
      target,
      undefined,
      'to a Network Load Balancer without security groups an accelerator sends with addresses of its own, which nobody knows',
      { code: 'HOPSCOPE_UNMODELLED_DOMAIN' },
    );
  }
  return admitted(walk, door, target);
}

/** I21: CloudFront, from its own interface in the VPC. */
export function enterByCloudFront(walk: Walk, door: Interface): Arrival | undefined {
  walk.assume(door, 'cloudfront-origin');
  checkState(walk, door.number);
  walk.identity = door;
  const target = publicTarget(walk, door);
  return target && admitted(walk, door, target);
}

/** The VPC must have an internet gateway, and no need of a route to it; Block Public Access stops it all the same. */
function publicTarget(walk: Walk, door: Interface): Interface | undefined {
  const { vpc } = door;
  const gateway = internetGatewayOf(walk, vpc);
  if (!gateway) {
    const missing = walk.network.coverage.missing('internet-gateway', { account: vpc.account, region: vpc.region });
    if (missing) walk.unknown(vpc, missing, () => `whether ${vpc.id} has an internet gateway is not known: ${missing.text}`);
    else walk.block(vpc, 'HOPSCOPE_NO_INTERNET_GATEWAY', () => `${vpc.id} has no internet gateway`);
  }
  if (walk.scope) walk.keep('dst', vpc.ownedAround(walk.header.dst));
  const target = vpc.ownerOf(walk.header.dst);
  if (!target) return nobody(walk, undefined, vpc);
  checkPublicAccess(walk, gateway ?? vpc, vpc, target.subnet, 'in');
  return target;
}

/** N13: the inbound ACL is passed over; the group decides. The reply goes back to the door. */
function admitted(walk: Walk, door: Interface, target: Interface): Arrival | undefined {
  walk.note(target.subnet, 'the inbound rules of its ACL are not asked for this traffic');
  const arrival = enterInterface(walk, target.number);
  return arrival && elsewhere(arrival, { where: door });
}

/** E6: a service of VPC Lattice calls its target, from Lattice’s own addresses. */
export function enterFromLattice(walk: Walk): Arrival | undefined {
  const [target, ...others] = walk.network.ownersOf(walk.header.dst);
  if (walk.scope) walk.keep('dst', walk.network.ownedAround(walk.header.dst));
  if (!target) return walk.block(lattice, 'NO_POSSIBLE_DESTINATION', 'no interface has this address');
  const one = walk.choices.pick([target, ...others], 'all', 'several VPCs have this address');
  for (const assumption of ['lattice-target', 'lattice-acl'] satisfies AssumptionId[]) walk.assume(one, assumption);
  judgeAcl(walk, one.subnet, 'ingress');
  const arrival = enterInterface(walk, one.number);
  return arrival && elsewhere(arrival, { where: lattice });
}

const lattice: Ref = { kind: 'vpc-lattice', id: 'vpc-lattice', account: '', region: '' };

/** Whether a connection came by such a door: its reply goes back there by memory, past every route table. */
export function cameByDoor({ network }: Walk, { where, interface: one }: Arrival): boolean {
  if (where.kind === lattice.kind) return true;
  const door = where === one || where.id === one?.id ? undefined : network.interfaces.get(where.id);
  return door !== undefined && (isAccelerator(door) || isCloudFront(door));
}

export function replyToDoor(walk: Walk, { where, interface: one }: Arrival): Arrival {
  checkState(walk, one!.number);
  judgeGroups(walk, one!.number, 'egress');
  const { balanced } = walk;
  const node = balanced?.target === one ? balanced?.node : undefined;
  if (balanced && node) undoBalancing(walk, balanced);
  judgeAcl(walk, (node ?? one!).subnet, 'egress');
  walk.deliver(where, 'back by the memory of the connection, whatever the route tables say');
  const door = walk.network.interfaces.get(where.id);
  return { at: door && isCloudFront(door) ? 'interface' : 'internet', where, interface: door, vpc: one!.vpc };
}
