/** An interface as the target of a route: an appliance that forwards, if its source/destination check is off (R13, F4, S17). */
import { type Address, only } from '../../net/index.ts';
import { stranger } from '../network/entity.ts';
import type { Interface } from '../network/interface.ts';
import type { RouteTable } from '../network/route-table.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Vpc } from '../network/vpc.ts';
import { judgeAcl } from '../walk/acls.ts';
import { judgeGroups } from '../walk/groups.ts';
import { withSource } from '../walk/header.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { checkState, enterInterface } from './interface.ts';
import { passAppliance } from './passed.ts';
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
  if (one.owns(walk.header.dst)) return enterInterface(walk, one.number);
  for (const own of one.addresses) walk.keepMiss({ dst: only<Address>(own) });
  for (const block of one.delegated) walk.keepMiss({ dst: block });
  const isNew = walk.direction === 'reply' && !walk.tracked.includes(one.number);
  judgeGroups(walk, one.number, 'ingress');
  if (one.sourceDestCheck)
    walk.block(
      one,
      'ENI_SOURCE_DEST_CHECK_RESTRICTION',
      'it drops what is not addressed to it: the source/destination check is on',
    );
  checkState(walk, one.number);
  passAppliance(walk, one);
  walk.assume(one, 'appliance-forwards');
  walk.appliance = one;
  if (isNew || walk.direction === 'forward') judgeEgress(walk, one);
  return leaveSubnet(walk, one.subnet);
}

/** S17: what an appliance sends on is judged with the real addresses. */
function judgeEgress(walk: Walk, { number }: Interface): void {
  if (walk.direction === 'reply') walk.tracked = walk.tracked.filter((other) => other !== number);
  judgeGroups(walk, number, 'egress');
}

/** I18: whether the appliance speaks in its own name shows where a packet leaves for public addresses. Both are walked; where they differ nobody knows. */
export function speakFor(walk: Walk, vpc: Vpc): void {
  const one = walk.appliance;
  if (!one || one.vpc !== vpc || walk.direction === 'reply' || typeof walk.header.src === 'bigint') return;
  walk.appliance = undefined;
  const own = one.addressIn(walk.header.src);
  if (own === undefined || own === walk.header.src) return;
  const about = `${one.id} may forward packets as they are, or in its own name as a NAT instance does`;
  if (walk.choices.pick([false, true], 'all', about, 'HOPSCOPE_DEPENDS_ON_APPLIANCE')) {
    const before = walk.header;
    walk.translate(one, withSource(before, own), 'as a NAT instance: the source becomes its own address');
    walk.remember({ by: one, instance: one, subnet: one.subnet, vpc, before, after: walk.header });
  }
}
