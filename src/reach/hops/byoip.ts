/** What comes in for an address of a brought pool that no interface is associated with: by the pool's table, untranslated (G1). */
import type { RouteTable } from '../network/route-table.ts';
import { judgeAcl } from '../walk/acls.ts';
import { judgeGroups } from '../walk/groups.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { checkPublicAccess } from './block-public-access.ts';
import { checkState } from './interface.ts';
import { checkInboundSource, internetGatewayOf } from './internet-gateway.ts';
import { choose, follow } from './route.ts';

export function enterFromPool(walk: Walk, table: RouteTable): Arrival | undefined {
  const vpc = walk.network.vpcs.get(table.vpcId);
  if (!vpc) {
    const missing = walk.network.absent('vpc', table.vpcId, table);
    return walk.unknown(table, missing, () => `the VPC of ${table.id} is not in the snapshot: ${missing.text}`);
  }
  walk.pin('dst');
  const gateway = internetGatewayOf(walk, vpc) ?? vpc;
  walk.assume(gateway, 'byoip-advertised');
  if (gateway === vpc) walk.block(vpc, 'HOPSCOPE_NO_INTERNET_GATEWAY', () => `${vpc.id} has no internet gateway`);
  checkInboundSource(walk, gateway, vpc);
  const target = choose(walk, table, vpc);
  if (!target) return undefined;
  const one = target.kind === 'network-interface' ? walk.network.interfaces.get(target.id) : undefined;
  if (!one) return follow(walk, target, vpc, undefined, table);
  checkPublicAccess(walk, gateway, vpc, one.subnet, 'in');
  walk.entry = 'internet-gateway';
  judgeAcl(walk, one.subnet, 'ingress');
  judgeGroups(walk, one.number, 'ingress');
  if (one.sourceDestCheck)
    walk.block(one, 'ENI_ADDRESS_RESTRICTION', 'receives only what is addressed to it: the source/destination check is on');
  checkState(walk, one.number);
  walk.deliver(one, () => `${one.id} takes what comes for the pool`);
  return { at: 'interface', where: one, interface: one, vpc };
}
