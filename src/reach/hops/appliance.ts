/** An interface as the target of a route: an appliance that forwards, if its source/destination check is off (R13, F4, S17). */
import { judgeAcl } from '../acls.ts';
import { stranger } from '../entity.ts';
import { judgeGroups } from '../groups.ts';
import type { RouteTable } from '../route-table.ts';
import type { Subnet, Vpc } from '../vpc.ts';
import type { Arrival, Walk } from '../walk.ts';
import { checkState, enterInterface } from './interface.ts';
import { pass } from './passed.ts';
import { leaveSubnet } from './subnet.ts';

export function enterAppliance(
  walk: Walk,
  id: string,
  vpc: Vpc,
  from: Subnet | undefined,
  table: RouteTable,
): Arrival | undefined {
  const one = walk.network.interfaces.get(id);
  if (!one) {
    const missing = walk.network.absent('network-interface', id, vpc);
    return walk.unknown(
      stranger('network-interface', id, vpc),
      missing,
      () => `nothing is known of ${id}, to which ${table.id} leads: ${missing.text}`,
    );
  }
  if (one.subnet !== from) judgeAcl(walk, one.subnet, 'ingress');
  if (walk.serviceSubnet === one.subnet) {
    walk.block(
      one,
      'HOPSCOPE_SERVICE_SUBNET_HAIRPIN',
      'a service’s own subnet cannot lead its traffic through an appliance in the same subnet',
    );
  }
  if (one.owns(walk.header.dst)) return enterInterface(walk, one);
  walk.pin('dst');
  const isNew = walk.direction === 'reply' && !walk.tracked.includes(one);
  judgeGroups(walk, one, 'ingress');
  if (one.sourceDestCheck)
    walk.block(
      one,
      'ENI_SOURCE_DEST_CHECK_RESTRICTION',
      'it drops what is not addressed to it: the source/destination check is on',
    );
  checkState(walk, one);
  pass(walk, one);
  walk.assume(one, isNew ? 'appliance-reply' : 'appliance-forwards');
  if (isNew || walk.direction === 'forward') judgeEgress(walk, one);
  return leaveSubnet(walk, one.subnet);
}

/** S17: what an appliance sends on is judged with the real addresses. */
function judgeEgress(walk: Walk, one: Parameters<typeof judgeGroups>[1]): void {
  const at = walk.tracked.indexOf(one);
  if (at >= 0 && walk.direction === 'reply') walk.tracked.splice(at, 1);
  judgeGroups(walk, one, 'egress');
}
