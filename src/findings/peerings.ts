/** Questions about peering connections: what is at the other end, and which addresses it has. */
import { type Prefix, parsePrefix } from '../net/index.ts';
import type { Estate, Thing } from './estate.ts';

/** A VPC as the connection tells of it, whether or not it was scanned. */
export interface Peer {
  readonly vpcId: string;
  readonly account: string;
  readonly region: string;
  /** Blocks of both families; empty where neither the VPC nor the connection tells. */
  readonly blocks: readonly Prefix[];
}

/** The VPC at the other end of a peering connection than the one given; nothing where that one is at neither end. */
export function peerOf(
  { network }: Estate,
  { account, region, data }: Thing<'vpc-peering-connection'>,
  vpcId: string,
): Peer | undefined {
  const { RequesterVpcInfo: a, AccepterVpcInfo: b } = data;
  const [own, other] = a?.VpcId === vpcId ? [a, b] : [b, a];
  if (own?.VpcId !== vpcId || !other?.VpcId) return undefined;
  // AWS lists the primary block in the set too.
  const told = new Set([
    other.CidrBlock,
    ...(other.CidrBlockSet ?? []).map((one) => one.CidrBlock),
    ...(other.Ipv6CidrBlockSet ?? []).map((one) => one.Ipv6CidrBlock),
  ]);
  return {
    vpcId: other.VpcId,
    account: other.OwnerId ?? account,
    region: other.Region ?? region,
    blocks: network.vpcs.get(other.VpcId)?.blocks ?? [...told].flatMap((text) => parsePrefix(text ?? '') ?? []),
  };
}
