/** Where a packet may come from, and what enters there when the reply comes back. */
import type { Address } from '../../net/index.ts';
import { enterFromPool } from '../hops/byoip.ts';
import { replyThroughNode } from '../hops/client-address.ts';
import { leaveClientVpn } from '../hops/client-vpn.ts';
import { enterFromCoreConnection } from '../hops/core-network.ts';
import { replyThroughEgressOnly } from '../hops/egress-only-gateway.ts';
import { leaveInstanceConnect } from '../hops/instance-connect.ts';
import { leaveInterface } from '../hops/interface.ts';
import { enterFromInternet, enterThroughGateway } from '../hops/internet-gateway.ts';
import { cameByDoor, enterByAccelerator, enterByCloudFront, enterFromLattice, replyToDoor } from '../hops/managed-edge.ts';
import { enterFromConnection } from '../hops/transit-edges.ts';
import { replyFromGatewayEndpoint } from '../hops/vpc-endpoint.ts';
import { enterThroughVpnGateway } from '../hops/vpn-gateway.ts';
import { type Entity, type Ref, stranger } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { Vpc } from '../network/vpc.ts';
import { Landing } from './arrival.ts';
import { poolTableOf } from './byoip.ts';
import type { Arrival, Walk } from './walk.ts';

/** Where a packet begins. Ids are those of the snapshot. */
export type From =
  | { readonly eni: string }
  /** `near`: the VPC that an address without a public counterpart is looked for in. */
  | { readonly internet: true; readonly near?: string }
  /** What is at the other end of a virtual private gateway. */
  | { readonly vpnGateway: string }
  /** What is at the other end of a VPN, Direct Connect or Connect attachment of a transit gateway. */
  | { readonly attachment: string }
  | { readonly coreAttachment: string }
  | { readonly instanceConnect: string }
  | { readonly clientVpn: string }
  /** The interface that Global Accelerator keeps in a VPC. */
  | { readonly accelerator: string }
  /** The interface that CloudFront keeps in a VPC for its origins. */
  | { readonly cloudFront: string }
  | { readonly lattice: true };

const place = { account: '', region: '' };
const internet: Ref = { kind: 'internet', id: 'internet', ...place };

/** Sets the packet on its way. */
export function begin(walk: Walk, from: From): Arrival | undefined {
  const { network } = walk;
  if ('eni' in from) {
    walk.origin = network.numberOf(from.eni, walk.header.src);
    return walk.origin < 0 ? notThere(walk, 'network-interface', from.eni) : leaveInterface(walk, walk.origin);
  }
  if ('internet' in from) return fromInternet(walk, from.near);
  if ('vpnGateway' in from) return fromVpnGateway(walk, from.vpnGateway);
  if ('attachment' in from) {
    const attachment = network.transit.sides(from.attachment)[0];
    return attachment ? enterFromConnection(walk, attachment) : notThere(walk, 'transit-gateway-attachment', from.attachment);
  }
  if ('coreAttachment' in from) {
    const attachment = network.cloudWan.attachment(from.coreAttachment);
    return attachment
      ? enterFromCoreConnection(walk, attachment)
      : notThere(walk, 'core-network-attachment', from.coreAttachment);
  }
  if ('instanceConnect' in from) {
    const endpoint = network.entity('instance-connect-endpoint', from.instanceConnect);
    return endpoint ? leaveInstanceConnect(walk, endpoint) : notThere(walk, 'instance-connect-endpoint', from.instanceConnect);
  }
  if ('lattice' in from) return enterFromLattice(walk);
  if ('accelerator' in from || 'cloudFront' in from) return fromDoor(walk, from);
  const endpoint = network.entity('client-vpn-endpoint', from.clientVpn);
  return endpoint ? leaveClientVpn(walk, endpoint) : notThere(walk, 'client-vpn-endpoint', from.clientVpn);
}

function notThere(walk: Walk, kind: string, id: string): undefined {
  return walk.block(stranger(kind, id, place), 'NO_SOURCE_OR_DESTINATION', `${id} is not in the snapshot`);
}

function fromDoor(walk: Walk, from: { accelerator: string } | { cloudFront: string }): Arrival | undefined {
  const id = 'accelerator' in from ? from.accelerator : from.cloudFront;
  const door = walk.network.interfaces.get(id);
  if (!door) return notThere(walk, 'network-interface', id);
  return 'accelerator' in from ? enterByAccelerator(walk, door) : enterByCloudFront(walk, door);
}

function fromInternet(walk: Walk, near: string | undefined): Arrival | undefined {
  const shownIn = walk.scope ? undefined : walk.network.publicVpcOf(walk.header.dst);
  if (shownIn) return enterFromInternet(walk, shownIn);
  const match = walk.network.publicVpcAt(walk.header.dst);
  walk.keep('dst', match);
  const pool = match.entry ? undefined : poolTableOf(walk.network, walk.header.dst);
  if (pool) return enterFromPool(walk, pool);
  const vpc = match.entry?.value ?? hidden(walk.network, walk.header.dst, near);
  if (!vpc) return walk.block(internet, 'NO_POSSIBLE_DESTINATION', 'nothing in the snapshot has this public address');
  if (!match.entry) walk.pin('dst');
  return enterFromInternet(walk, vpc);
}

/** The VPC where a private address is, to say what else would be in the way if it were public. */
const hidden = (network: Network, dst: Address, near: string | undefined): Vpc | undefined =>
  near ? network.vpcs.get(near) : network.ownersOf(dst)[0]?.vpc;

function fromVpnGateway(walk: Walk, id: string): Arrival | undefined {
  const gateway = walk.network.entity('vpn-gateway', id);
  if (!gateway) return notThere(walk, 'vpn-gateway', id);
  const vpcId: string | undefined = (gateway.data.VpcAttachments ?? []).find(
    (one: { State?: string }) => one.State === 'attached',
  )?.VpcId;
  const vpc = walk.network.vpcs.get(vpcId ?? '');
  if (!vpc) return walk.block(gateway, 'BAD_STATE_ATTACHMENT', 'it is attached to no VPC');
  return enterThroughVpnGateway(walk, gateway, vpc);
}

/** Sets the reply on its way, from where the packet had arrived. */
export function beginReply(walk: Walk, arrival: Arrival): Arrival | undefined {
  const { where, vpc } = arrival;
  if (arrival.at === 'interface') {
    const hasLanded = arrival instanceof Landing;
    if (!hasLanded && cameByDoor(walk, arrival)) return replyToDoor(walk, arrival);
    const { balanced } = walk;
    if (balanced && balanced.target === arrival.interface) return replyThroughNode(walk, balanced);
    return leaveInterface(walk, hasLanded ? arrival.number : arrival.interface!.number);
  }
  if (arrival.at === 'internet') {
    if (where.kind === 'egress-only-internet-gateway') return replyThroughEgressOnly(walk, vpc!);
    return enterThroughGateway(walk, where, vpc!);
  }
  if (arrival.at === 'service') {
    if (where.kind !== 'vpc-endpoint') return { at: 'interface', where: arrival.interface!, interface: arrival.interface, vpc };
    return replyFromGatewayEndpoint(walk, vpc!);
  }
  if (where.kind === 'vpn-gateway') return enterThroughVpnGateway(walk, where as Entity, vpc!);
  if (where.kind === 'core-network-attachment') return enterFromCoreConnection(walk, walk.network.cloudWan.attachment(where.id)!);
  const attachment =
    walk.network.transit.sides(where.id).find((one) => one.account === where.account) ?? walk.network.transit.sides(where.id)[0]!;
  return enterFromConnection(walk, attachment);
}

/** Whether the reply has come back to where the packet had begun. */
export function isHome(walk: Walk, from: From, home: Arrival): boolean {
  if ('eni' in from) return (home instanceof Landing ? home.number : home.interface?.number) === walk.origin;
  if ('internet' in from || 'accelerator' in from) return home.at === 'internet';
  if ('cloudFront' in from) return home.interface?.id === from.cloudFront;
  if ('lattice' in from) return home.where.kind === 'vpc-lattice';
  if ('instanceConnect' in from) {
    const ids: string[] = walk.network.entity('instance-connect-endpoint', from.instanceConnect)?.data.NetworkInterfaceIds ?? [];
    return ids.includes(home.interface?.id ?? '');
  }
  if ('clientVpn' in from) return String(home.interface?.data.Description ?? '').startsWith('ClientVPN');
  return home.at === 'on-premises';
}
