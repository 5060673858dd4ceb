/**
 * Where nothing of the internet can come or go, whatever the filters say: no packet needs to be walked to know it. Looks at what a walk would
 * look at: the route table by which all leaves a subnet, the internet gateway by which all comes into a VPC, who is at its end.
 */
import { familyOf } from '../../../net/index.ts';
import { isDown, isShut } from '../../hops/interface.ts';
import { isShown } from '../../hops/public-address.ts';
import type { Network } from '../../network/network.ts';
import type { Vpc } from '../../network/vpc.ts';
import type { Member } from '../charts/members.ts';
import { outletsOf } from './outlets.ts';
import type { Touched } from './touched.ts';

/** What the answer hangs on, where it is that nothing comes or goes. */
export function deadEndOf(network: Network, member: Member, open: 'src' | 'dst'): Touched | undefined {
  if (open === 'dst') return mayLeave(network, member) ? undefined : only(member.one.vpc);
  const vpc = network.publicVpcAt(member.range.lo).entry?.value;
  return vpc === undefined || mayComeIn(network, vpc, member) ? undefined : only(vpc);
}

const NONE: readonly string[] = [];
const only = ({ id }: Vpc): Touched => ({ vpcs: [id], subnets: NONE, groups: NONE });

function mayLeave(network: Network, { one, own, range }: Member): boolean {
  if (isDown({ network }, one)) return false;
  const { by } = outletsOf(network, network.tableOf(one.subnet), familyOf(own));
  if (by !== 'internet gateways' || typeof own === 'bigint' || range.lo !== range.hi) return by !== 'none';
  return isShown(network, one.vpc, own);
}

function mayComeIn(network: Network, vpc: Vpc, { one, own, range }: Member): boolean {
  const [gateway] = network.attached('internet-gateway', vpc.id);
  if (!gateway) return network.coverage.missing('internet-gateway', { account: vpc.account, region: vpc.region }) !== undefined;
  if (!isShut({ network }, one)) return true;
  // Where the gateway has a table of its own something else may be on the way.
  const owner = typeof own === 'number' ? network.publicAddresses.get(Number(range.lo))?.owner : vpc.ownerOf(own);
  return owner !== one || range.lo !== range.hi || network.edgeTableOf(gateway.id) !== undefined;
}
