/** VPC Lattice: a link-local destination that groups and ACLs do filter, behind the group of the service network's association (E6). */
import type { Subnet } from '../network/subnet.ts';
import type { Vpc } from '../network/vpc.ts';
import type { Arrival, Walk } from '../walk/walk.ts';

/** Out of a subnet towards Lattice. What it leads to, and who may, is the service network's business. */
export function enterLattice(walk: Walk, vpc: Vpc, from: Subnet | undefined): Arrival | undefined {
  walk.assume(from ?? vpc, 'lattice-acl');
  return walk.unknown(
    vpc,
    undefined,
    'what VPC Lattice does with the request is decided by its association, its auth policy and its listeners',
    {
      code: 'HOPSCOPE_UNMODELLED_DOMAIN',
    },
  );
}
