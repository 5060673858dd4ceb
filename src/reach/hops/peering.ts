/** A VPC peering connection: active, addresses of both VPCs only, never further (P1–P8). */
import type { Missing } from '../network/coverage.ts';
import { type Entity, stranger } from '../network/entity.ts';
import type { Network } from '../network/network.ts';
import type { Found, Target } from '../network/route-target.ts';
import type { Vpc } from '../network/vpc.ts';
import { type Saying, saying } from '../walk/step.ts';
import type { Arrival, Walk } from '../walk/walk.ts';
import { checkPeeringEncryption } from './encryption-control.ts';
import { deliver } from './subnet.ts';

export function peering(walk: Walk, target: Target, vpc: Vpc): Arrival | undefined {
  const { gateway: connection, far, state, isLocal } = target.foundIn(vpc, walk.network, found);
  if (connection === undefined) return nothingKnown(walk, target.id, vpc);
  if (state !== 'active') walk.block(connection, 'BAD_STATE', `the peering connection is ${state}`);
  if (!vpc.holds(walk.header.src)) {
    walk.block(connection, 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR', `the source is not an address of ${vpc.id}`);
  }
  if (!far) return unseen(walk, connection, otherEnd(connection, vpc));
  if (!far.holds(walk.header.dst))
    return walk.block(connection, 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR', `the destination is not an address of ${far.id}`);
  if (walk.scope) walk.keep('dst', far.blockOf(walk.header.dst)!);
  checkPeeringEncryption(walk, connection, vpc, far);
  rememberNat(walk, target.id, far);
  if (!isLocal) walk.unrecognised = 'SG_REFERENCES_NOT_PRESERVED';
  walk.entry = 'peering';
  walk.say(connection, crosses, undefined, far);
  return deliver(walk, far, undefined);
}

const crosses: Saying<undefined, Vpc> = saying({
  does: 'forwards',
  because: (_, { id }) => `to ${id}, delivered there without a look at its route tables`,
});

function found(network: Network, id: string, vpc: Vpc): Found {
  const gateway = network.entity('vpc-peering-connection', id);
  if (!gateway) return { gateway };
  const { RequesterVpcInfo: a, AccepterVpcInfo: b, Status } = gateway.data;
  return {
    gateway,
    far: network.vpcs.get(otherEnd(gateway, vpc)?.VpcId ?? ''),
    state: Status?.Code ?? 'active',
    isLocal: (a?.Region ?? '') === (b?.Region ?? ''),
  };
}

interface End {
  VpcId?: string;
  OwnerId?: string;
  Region?: string;
}

const otherEnd = ({ data: { RequesterVpcInfo: a, AccepterVpcInfo: b } }: Entity, vpc: Vpc): End | undefined =>
  a?.VpcId === vpc.id ? b : a;

function nothingKnown(walk: Walk, id: string, vpc: Vpc): undefined {
  const missing = walk.network.absent('vpc-peering-connection', id, vpc);
  return walk.unknown(stranger('vpc-peering-connection', id, vpc), missing, () => `nothing is known of ${id}: ${missing.text}`);
}

function unseen(walk: Walk, connection: Parameters<Walk['forward']>[0], other: End | undefined): undefined {
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
