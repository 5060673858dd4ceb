/** A VPC peering connection: active, addresses of both VPCs only, never further (P1–P8). */
import type { Missing } from '../coverage.ts';
import { stranger } from '../entity.ts';
import type { Vpc } from '../vpc.ts';
import type { Arrival, Walk } from '../walk.ts';
import { checkPeeringEncryption } from './encryption-control.ts';
import { deliver } from './subnet.ts';

export function peering(walk: Walk, id: string, vpc: Vpc): Arrival | undefined {
  const connection = walk.network.entity('vpc-peering-connection', id);
  if (!connection) {
    const missing = walk.network.absent('vpc-peering-connection', id, vpc);
    return walk.unknown(stranger('vpc-peering-connection', id, vpc), missing, () => `nothing is known of ${id}: ${missing.text}`);
  }
  const { RequesterVpcInfo: a, AccepterVpcInfo: b, Status } = connection.data;
  const state = Status?.Code ?? 'active';
  if (state !== 'active') walk.block(connection, 'BAD_STATE', `the peering connection is ${state}`);
  const other = a?.VpcId === vpc.id ? b : a;
  const far = walk.network.vpcs.get(other?.VpcId);
  if (!vpc.blockOf(walk.header.src)) {
    walk.block(connection, 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR', `the source is not an address of ${vpc.id}`);
  }
  if (!far) return unseen(walk, connection, other);
  const block = far.blockOf(walk.header.dst);
  if (!block) return walk.block(connection, 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR', `the destination is not an address of ${far.id}`);
  walk.keep('dst', block);
  checkPeeringEncryption(walk, connection, vpc, far);
  rememberNat(walk, id, far);
  if ((a?.Region ?? '') !== (b?.Region ?? '')) walk.unrecognised = 'SG_REFERENCES_NOT_PRESERVED';
  walk.entry = 'peering';
  walk.forward(connection, () => `to ${far.id}, delivered there without a look at its route tables`);
  return deliver(walk, far, undefined);
}

function unseen(
  walk: Walk,
  connection: Parameters<Walk['forward']>[0],
  other: { VpcId?: string; OwnerId?: string; Region?: string } | undefined,
): undefined {
  const place = { account: other?.OwnerId ?? connection.account, region: other?.Region ?? connection.region };
  const missing: Missing = walk.network.absent('vpc', other?.VpcId ?? 'the peer VPC', place);
  return walk.unknown(connection, missing, () => `the peer ${other?.VpcId ?? 'VPC'} is not in the snapshot: ${missing.text}`);
}

/** I9: what a NAT gateway sent over a peering finds back without a route. */
function rememberNat(walk: Walk, peeringId: string, far: Vpc): void {
  const last = walk.translations.at(-1);
  if (walk.direction === 'forward' && last?.by.kind === 'nat-gateway' && last.after.src === walk.header.src) {
    walk.returnTo = { peeringId, nat: walk.header.src, vpc: far };
  }
}
