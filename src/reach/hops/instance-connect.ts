/** An EC2 Instance Connect Endpoint as source: a door that IAM guards, with an outbound group (X9). */
import { TCP } from '../../net/index.ts';
import type { Entity } from '../network/entity.ts';
import { judgeGroups } from '../walk/groups.ts';
import { withSource } from '../walk/header.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { leaveSubnet } from './subnet.ts';

export function leaveInstanceConnect(walk: Walk, endpoint: Entity): Arrival | undefined {
  const state: string = endpoint.data.State ?? 'create-complete';
  if (state !== 'create-complete') walk.block(endpoint, 'BAD_STATE', () => `the endpoint is ${state}`);
  walk.keepProtocol(TCP);
  if (walk.header.protocol !== TCP) walk.block(endpoint, 'PROTOCOL_RESTRICTION', 'it carries TCP only');
  const one = walk.network.interfaces.get(endpoint.data.NetworkInterfaceIds?.[0]);
  if (!one) {
    const missing = walk.network.absent('network-interface', `the interface of ${endpoint.id}`, endpoint);
    return walk.unknown(endpoint, missing, () => `its interface is not in the snapshot: ${missing.text}`);
  }
  walk.pin('src');
  if (endpoint.data.PreserveClientIp !== true && !one.owns(walk.header.src)) {
    const own = one.addressIn(walk.header.dst);
    if (own !== undefined) walk.translate(endpoint, withSource(walk.header, own), 'the endpoint speaks with its own address');
  }
  walk.identity = one;
  walk.zone = one.subnet;
  judgeGroups(walk, one.number, 'egress');
  return leaveSubnet(walk, one.subnet);
}
