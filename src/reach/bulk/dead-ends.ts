/**
 * Where nothing of the internet can come or go, whatever the filters say: no packet needs to be walked to know it. Looks at what a walk would
 * look at: the route table by which all leaves a subnet, the internet gateway by which all comes into a VPC.
 */
import { type Family, familyOf } from '../../net/index.ts';
import { Missing } from '../coverage.ts';
import type { Network } from '../network.ts';
import type { RouteTable } from '../route-table.ts';
import type { Vpc } from '../vpc.ts';
import type { Member } from './crowds.ts';
import { isInside, outsideOf } from './ground.ts';
import type { Touched } from './touched.ts';

/** What the answer hangs on, where it is that nothing comes or goes. */
export function deadEndOf(network: Network, { one, range }: Member, open: 'src' | 'dst'): Touched | undefined {
  if (open === 'dst') return leadsOut(network, network.tableOf(one.subnet), familyOf(range.lo)) ? undefined : only(one.vpc);
  const vpc = network.publicVpcAt(range.lo).entry?.value;
  return vpc === undefined || mayComeIn(network, vpc) ? undefined : only(vpc);
}

const NONE: ReadonlySet<string> = new Set();
const only = ({ id }: Vpc): Touched => ({ vpcs: new Set([id]), subnets: NONE, groups: NONE });

const known = new WeakMap<RouteTable, { 4?: boolean; 6?: boolean }>();

/** Whether a table has any route, dead ones too, for some address of the internet; or nobody knows. */
function leadsOut(network: Network, table: RouteTable | Missing, family: Family): boolean {
  if (table instanceof Missing || table.unresolved.length > 0) return true;
  let mine = known.get(table);
  if (!mine) {
    mine = {};
    known.set(table, mine);
  }
  const outside = outsideOf(network, family);
  mine[family] ??= table.routes.entries.some(({ prefix }) => familyOf(prefix.lo) === family && !isInside(outside, prefix));
  return mine[family];
}

function mayComeIn(network: Network, vpc: Vpc): boolean {
  const place = { account: vpc.account, region: vpc.region };
  return (
    network.attached('internet-gateway', vpc.id).length > 0 || network.coverage.missing('internet-gateway', place) !== undefined
  );
}
