/**
 * Where nothing of the internet can come or go, whatever the filters say: no packet needs to be walked to know it. Looks at what a walk would
 * look at: the route table by which all leaves a subnet, the internet gateway by which all comes into a VPC, who is at its end.
 */
import { type Family, familyOf } from '../../net/index.ts';
import { Missing } from '../coverage.ts';
import { isDown, isShut } from '../hops/interface.ts';
import { isShown } from '../hops/internet-gateway.ts';
import type { Network } from '../network.ts';
import type { RouteTable } from '../route-table.ts';
import type { Vpc } from '../vpc.ts';
import { isInside, outsideOf } from './ground.ts';
import type { Member } from './members.ts';
import type { Touched } from './touched.ts';

/** What the answer hangs on, where it is that nothing comes or goes. */
export function deadEndOf(network: Network, member: Member, open: 'src' | 'dst'): Touched | undefined {
  if (open === 'dst') return mayLeave(network, member) ? undefined : only(member.one.vpc);
  const vpc = network.publicVpcAt(member.range.lo).entry?.value;
  return vpc === undefined || mayComeIn(network, vpc, member) ? undefined : only(vpc);
}

const NONE: readonly string[] = [];
const only = ({ id }: Vpc): Touched => ({ vpcs: [id], subnets: NONE, groups: NONE });

/** By what a table leads to addresses of the internet: dead routes count too. */
type Outlets = 'none' | 'internet gateways' | 'some';

const known = new WeakMap<RouteTable, { 4?: Outlets; 6?: Outlets }>();

function mayLeave(network: Network, { one, own, range }: Member): boolean {
  if (isDown({ network }, one)) return false;
  const outlets = outletsOf(network, network.tableOf(one.subnet), familyOf(own));
  if (outlets !== 'internet gateways' || typeof own === 'bigint' || range.lo !== range.hi) return outlets !== 'none';
  return isShown(network, one.vpc, own);
}

function outletsOf(network: Network, table: RouteTable | Missing, family: Family): Outlets {
  if (table instanceof Missing || table.unresolved.length > 0) return 'some';
  let mine = known.get(table);
  if (!mine) {
    mine = {};
    known.set(table, mine);
  }
  mine[family] ??= outletsIn(network, table, family);
  return mine[family];
}

function outletsIn(network: Network, { routes }: RouteTable, family: Family): Outlets {
  const outside = outsideOf(network, family);
  const leading = routes.entries.filter(({ prefix }) => familyOf(prefix.lo) === family && !isInside(outside, prefix));
  if (leading.length === 0) return 'none';
  return leading.every(({ value }) => value.target.kind === 'internet-gateway') ? 'internet gateways' : 'some';
}

function mayComeIn(network: Network, vpc: Vpc, { one, own, range }: Member): boolean {
  const [gateway] = network.attached('internet-gateway', vpc.id);
  if (!gateway) return network.coverage.missing('internet-gateway', { account: vpc.account, region: vpc.region }) !== undefined;
  if (!isShut({ network }, one)) return true;
  // Where the gateway has a table of its own something else may be on the way.
  const owner = typeof own === 'number' ? network.publicAddresses.get(Number(range.lo))?.owner : vpc.ownerOf(own);
  return owner !== one || range.lo !== range.hi || network.edgeTableOf(gateway.id) !== undefined;
}
