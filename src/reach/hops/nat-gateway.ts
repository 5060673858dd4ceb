/** NAT gateways, public, private and regional, and their NAT64 (I7–I13, I15). */
import { type Address, hasPorts, holds, ICMP, ICMPV6, isIcmp, TCP, UDP } from '../../net/index.ts';
import { type Data, type Entity, type Ref, stranger } from '../network/entity.ts';
import { addressOf } from '../network/nat-addresses.ts';
import type { Network } from '../network/network.ts';
import type { Found, Target } from '../network/route-target.ts';
import { NAT64 } from '../network/special.ts';
import type { Subnet } from '../network/subnet.ts';
import type { Vpc } from '../network/vpc.ts';
import { judgeAcl } from '../walk/acls.ts';
import { type Header, withDestination, withSource } from '../walk/header.ts';
import type { Arrival, Translation, Walk } from '../walk/walk.ts';
import { checkEncryption } from './encryption-control.ts';
import { passAppliance } from './passed.ts';
import { choose, follow } from './route.ts';
import { leaveSubnet } from './subnet.ts';

export function enterNatGateway(walk: Walk, target: Target, from: Subnet | undefined, vpc: Vpc): Arrival | undefined {
  const { gateway, subnet, address, isUsual } = target.foundIn(vpc, walk.network, found);
  if (gateway === undefined) return nothingKnown(walk, target.id, vpc);
  if (subnet && subnet !== from) judgeAcl(walk, subnet, 'ingress');
  if (!isUsual) checkState(walk, gateway);
  check(walk, gateway, vpc);
  if (!isUsual && gateway.data.AvailabilityMode === 'regional') checkZone(walk, gateway, from);
  else if (isUsual ? subnet === from : gateway.data.SubnetId === from?.id) walk.assume(gateway, 'nat-same-subnet');
  walk.loseReference('a NAT gateway is on the way');
  if (address === undefined) return walk.block(gateway, 'BAD_STATE', 'no address of the NAT gateway works');
  const before = walk.header;
  const after = translated(walk, gateway, address);
  if (!after) return undefined;
  if (walk.direction === 'reply') {
    walk.block(
      gateway,
      'HOPSCOPE_REPLY_TRANSLATED',
      'the reply would leave with the address of the NAT gateway, as a connection of its own',
    );
  }
  walk.translate(gateway, after, 'the source becomes the NAT gateway’s private address', 'NGW_SOURCE_ADDRESS_REASSIGN');
  if (walk.direction === 'forward') walk.remember({ by: gateway, instance: undefined, subnet, vpc, before, after });
  walk.appliance = undefined;
  walk.sender = vpc.numberOf(address);
  walk.unrecognised = undefined;
  walk.entry = undefined;
  if (subnet) return leaveSubnet(walk, subnet);
  return leaveRegional(walk, gateway, vpc);
}

function found(network: Network, id: string): Found {
  const gateway = network.entity('nat-gateway', id);
  if (!gateway) return { gateway };
  const { SubnetId, State = 'available', AvailabilityMode } = gateway.data;
  const subnet = network.subnets.get(SubnetId);
  const isUsual = subnet !== undefined && State === 'available' && AvailabilityMode !== 'regional';
  return { gateway, subnet, address: addressOf(gateway), isUsual };
}

function nothingKnown(walk: Walk, id: string, vpc: Vpc): undefined {
  const missing = walk.network.absent('nat-gateway', id, vpc);
  return walk.unknown(stranger('nat-gateway', id, vpc), missing, () => `nothing is known of ${id}: ${missing.text}`);
}

function checkState(walk: Walk, gateway: Entity): void {
  const { State = 'available' } = gateway.data;
  if (State !== 'available') walk.block(gateway, 'BAD_STATE', () => `the NAT gateway is ${State}`);
}

function check(walk: Walk, gateway: Entity, vpc: Vpc): void {
  const { protocol } = walk.header;
  walk.keepAmong(TCP, UDP, ICMP, ICMPV6);
  if (!hasPorts(protocol) && !isIcmp(protocol))
    walk.block(gateway, 'PROTOCOL_RESTRICTION', 'a NAT gateway carries TCP, UDP and ICMP only');
  if (walk.entry === 'vpn-gateway' || walk.entry === 'peering') {
    walk.block(gateway, 'NGW_REQUIRES_SOURCE_IN_VPC', 'what came in by VPN, Direct Connect or peering cannot use a NAT gateway');
  }
  if (walk.entry === 'transit-gateway') walk.assume(gateway, 'nat-from-transit');
  checkEncryption(walk, gateway, vpc, 'NatGateway');
}

/** I12: in manual mode, only the zones that its addresses name. */
function checkZone(walk: Walk, gateway: Entity, from: Subnet | undefined): void {
  walk.assume(gateway, 'regional-nat-acl');
  const { AutoProvisionZones, NatGatewayAddresses = [] } = gateway.data;
  if (AutoProvisionZones !== 'disabled' || !from) return;
  const zones = NatGatewayAddresses.flatMap((one: Data) => [one.AvailabilityZoneId, one.AvailabilityZone].filter(Boolean));
  if (!zones.includes(from.zone) && !zones.includes(from.data.AvailabilityZone)) {
    walk.block(gateway, 'REGIONAL_NGW_ROUTE_AZ_RESTRICTION', () => `it is not provided in the zone of ${from.id}`);
  }
}

/** I13: IPv6 only for 64:ff9b::/96, whose last 32 bits are the IPv4 destination. */
function translated(walk: Walk, gateway: Ref, address: Address): Header | undefined {
  const { dst } = walk.header;
  if (typeof dst === 'number') return withSource(walk.header, address);
  if (!holds(NAT64, dst)) {
    walk.keepMiss({ dst: NAT64 });
    return walk.block(gateway, 'PROTOCOL_RESTRICTION', 'a NAT gateway carries IPv6 only to 64:ff9b::/96');
  }
  walk.pin('dst');
  return withDestination(withSource(walk.header, address), Number(dst & 0xffff_ffffn));
}

/** I12: no subnet and no ACL; its own route table. */
function leaveRegional(walk: Walk, gateway: Entity, vpc: Vpc): Arrival | undefined {
  const table = walk.network.table(gateway.data.RouteTableId);
  if (!table) {
    const missing = walk.network.absent('route-table', gateway.data.RouteTableId ?? 'its route table', vpc);
    return walk.unknown(gateway, missing, () => `the route table of ${gateway.id} is not known: ${missing.text}`);
  }
  const target = choose(walk, table, vpc);
  return target && follow(walk, target, vpc, undefined, table);
}

/** The reply has come to the address of a NAT gateway or NAT instance: back to the client, by the route of its own subnet (I15, I18). */
export function undoTranslation(walk: Walk, translation: Translation, from: Subnet | undefined): Arrival | undefined {
  const { by: gateway, instance, subnet, before, after, vpc } = translation;
  // What came with the gateway's own address already goes back to that address, and so to the gateway again.
  if (walk.isLoop(translation)) return walk.block(gateway, 'HOPSCOPE_LOOP', 'the reply has been translated here before');
  if (subnet && subnet !== from) judgeAcl(walk, subnet, 'ingress');
  if (instance) passAppliance(walk, instance);
  if (walk.header.src !== after.dst)
    walk.block(
      gateway,
      'HOPSCOPE_NAT_UNSOLICITED',
      'the reply comes from another address than the one that the packet was sent to',
    );
  const back = withSourceOf(walk.header, before);
  walk.translate(gateway, back, 'by its memory the destination becomes the client again', 'NGW_DEST_ADDRESS_PRESERVATION');
  if (subnet) return leaveSubnet(walk, subnet);
  return leaveRegional(walk, gateway, vpc);
}

/** The reply as the client will see it: its own address and port, from the address that it had asked for. */
const withSourceOf = ({ protocol, sourcePort, destinationPort, links }: Header, before: Header): Header => ({
  src: before.dst,
  dst: before.src,
  protocol,
  sourcePort,
  destinationPort,
  links: { ...links, src: before.links.dst, dst: before.links.src },
});
