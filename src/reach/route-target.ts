/** Where a route leads: the fields of AWS that name it, and what it was found to be (R11). */
import type { Address } from '../net/index.ts';
import type { Data, Entity } from './entity.ts';
import type { Attachment } from './transit.ts';
import type { Subnet, Vpc } from './vpc.ts';

export type TargetKind =
  | 'local'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'vpn-gateway'
  | 'vpc-endpoint'
  | 'nat-gateway'
  | 'transit-gateway'
  | 'vpc-peering-connection'
  | 'network-interface'
  | 'core-network'
  | 'vpc-lattice'
  | 'local-gateway'
  | 'carrier-gateway'
  | 'odb-network'
  | 'nothing';

/** What a route names. */
export interface Target {
  readonly kind: TargetKind;
  readonly id: string;
  /** What it was found to be, when a packet was first sent to it. */
  found?: Found;
}

/** A gateway as a VPC's routes name it. */
export interface Found {
  readonly vpc: Vpc;
  /** Nothing where the snapshot does not hold it. */
  readonly gateway: Entity | undefined;
  /** By which the VPC hangs on a transit gateway. */
  readonly attachment?: Attachment;
  /** Where a NAT gateway is, and the address that it speaks from. */
  readonly subnet?: Subnet;
  readonly address?: Address;
}

export const THE_VPC: Target = { kind: 'local', id: 'local', found: undefined };

/** R11: the fields of a route that name its target. */
export function targetOf(data: Data): Target {
  if (data.GatewayId === 'local') return THE_VPC;
  if (data.GatewayId) return { kind: gatewayKind(data.GatewayId), id: data.GatewayId, found: undefined };
  const named: [TargetKind, string | undefined][] = [
    ['nat-gateway', data.NatGatewayId],
    ['transit-gateway', data.TransitGatewayId],
    ['vpc-peering-connection', data.VpcPeeringConnectionId],
    ['network-interface', data.NetworkInterfaceId],
    ['egress-only-internet-gateway', data.EgressOnlyInternetGatewayId],
    ['core-network', data.CoreNetworkArn],
    ['local-gateway', data.LocalGatewayId],
    ['carrier-gateway', data.CarrierGatewayId],
    ['odb-network', data.OdbNetworkArn],
  ];
  const found = named.find(([, id]) => id);
  return found
    ? { kind: found[0], id: found[1]!, found: undefined }
    : { kind: 'nothing', id: data.InstanceId ?? 'no target', found: undefined };
}

function gatewayKind(id: string): TargetKind {
  if (id === 'VpcLattice') return 'vpc-lattice';
  if (id.startsWith('igw-')) return 'internet-gateway';
  if (id.startsWith('vgw-')) return 'vpn-gateway';
  return id.startsWith('vpce-') ? 'vpc-endpoint' : 'nothing';
}
