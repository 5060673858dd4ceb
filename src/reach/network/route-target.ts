/** Where a route leads: the fields of AWS that name it, and what it was found to be (R11). */
import type { Address } from '../../net/index.ts';
import type { Data, Entity } from './entity.ts';
import type { Network } from './network.ts';
import type { Subnet } from './subnet.ts';
import type { Attachment } from './transit.ts';
import type { Vpc } from './vpc.ts';

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

/** A gateway as a VPC's routes name it. */
export interface Found {
  /** Nothing where the snapshot does not hold it. */
  readonly gateway: Entity | undefined;
  /** By which the VPC hangs on a transit gateway. */
  readonly attachment?: Attachment | undefined;
  /** Where a NAT gateway is, the address that it speaks from, and whether it works and is in a subnet. */
  readonly subnet?: Subnet | undefined;
  readonly address?: Address | undefined;
  readonly isUsual?: boolean | undefined;
  /** The VPC at the other end of a peering connection, if the snapshot holds it; its state; whether both are in one Region. */
  readonly far?: Vpc | undefined;
  readonly state?: string | undefined;
  readonly isLocal?: boolean | undefined;
}

/** What a route names, and what that was found to be when a packet was first sent there: beside the name, so that both are read at once. */
export class Target implements Found {
  readonly kind: TargetKind;
  #vpc: Vpc | undefined;
  gateway: Entity | undefined;
  attachment: Attachment | undefined;
  far: Vpc | undefined;
  subnet: Subnet | undefined;
  address: Address | undefined;
  isUsual: boolean | undefined;
  state: string | undefined;
  isLocal: boolean | undefined;
  readonly id: string;

  constructor(kind: TargetKind, id: string) {
    this.kind = kind;
    this.id = id;
  }

  /** The same with what it is to a VPC, which `find` looks up where that was not done before. */
  foundIn(vpc: Vpc, network: Network, find: (network: Network, id: string, vpc: Vpc) => Found): this {
    if (this.#vpc === vpc) return this;
    this.#vpc = vpc;
    return Object.assign(this, find(network, this.id, vpc));
  }
}

export const THE_VPC = new Target('local', 'local');

/** R11: the fields of a route that name its target. */
export function targetOf(data: Data): Target {
  if (data.GatewayId === 'local') return THE_VPC;
  if (data.GatewayId) return new Target(gatewayKind(data.GatewayId), data.GatewayId);
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
  return found ? new Target(found[0], found[1]!) : new Target('nothing', data.InstanceId ?? 'no target');
}

function gatewayKind(id: string): TargetKind {
  if (id === 'VpcLattice') return 'vpc-lattice';
  if (id.startsWith('igw-')) return 'internet-gateway';
  if (id.startsWith('vgw-')) return 'vpn-gateway';
  return id.startsWith('vpce-') ? 'vpc-endpoint' : 'nothing';
}
