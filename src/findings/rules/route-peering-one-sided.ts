/** Peering connections that one side routes to and the other does not route back. */
import { type Family, familyOf, formatPrefix } from '../../net/index.ts';
import { type Missing, Vpc } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { type Placed, routeEvidence, routesTo, subnetsOf, tablesOf } from '../routes.ts';
import { rule, type Said } from '../rule.ts';

type Peering = Thing<'vpc-peering-connection'>;

export default rule({
  id: 'route-peering-one-sided',
  title: 'Only one side of a peering connection has routes to the other',
  severity: 'high',
  why:
    'What one side sends arrives, and no answer comes back: connections hang until they time out. It is said for each family where a table ' +
    'with subnets routes to the other VPC, and no table with subnets there routes anything of this VPC back.',
  fix: 'Add the route back to the tables of the other side, or take this one away.',
  see: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html',
  needs: ['vpc-peering-connection', 'route-table', 'subnet', 'vpc'],
  *check(estate) {
    for (const peering of estate.all('vpc-peering-connection')) {
      if (peering.data.Status?.Code !== 'active') continue;
      const ends = [peering.data.RequesterVpcInfo, peering.data.AccepterVpcInfo].map((info) => endOf(estate, info));
      const [one, other] = ends.flatMap((end) => (end instanceof Vpc ? [end] : []));
      const unknown = ends.find((end) => !(end instanceof Vpc)) as Missing | string | undefined;
      if (unknown) yield { subject: peering, unknown };
      else if (one && other) {
        yield* judged(estate, peering, one, other);
        yield* judged(estate, peering, other, one);
      }
    }
  },
});

/** The VPC of one end, or what would have to be known of it. */
function endOf(estate: Estate, { VpcId = '', OwnerId = '', Region = '' }: Told = {}): Vpc | Missing | string {
  const place = { account: OwnerId, region: Region };
  const missing = (['route-table', 'subnet'] as const).flatMap((kind) => estate.missing(kind, place) ?? [])[0];
  return missing ?? estate.network.vpcs.get(VpcId) ?? `${VpcId} is not in the snapshot`;
}

interface Told {
  readonly VpcId?: string;
  readonly OwnerId?: string;
  readonly Region?: string;
}

function* judged(estate: Estate, peering: Peering, near: Vpc, far: Vpc): Iterable<Said> {
  for (const family of [4, 6] as const) {
    const there = used(estate, peering, near, family);
    if (there.length === 0 || used(estate, peering, far, family).length > 0) continue;
    const blocks = near.blocks.filter(({ lo }) => familyOf(lo) === family).map(formatPrefix);
    const target = { VpcPeeringConnectionId: peering.id };
    yield {
      subject: peering,
      key: `${far.id} IPv${family}`,
      message: `${near.id} routes IPv${family} to ${far.id} through ${peering.id}, and no table of ${far.id} routes ${blocks.join(' or ')} back.`,
      evidence: there.map(routeEvidence),
      fix: tablesOf(estate, far).flatMap(({ id: tableId }) =>
        blocks.map((cidr) => ({ do: 'create route' as const, account: far.account, region: far.region, tableId, cidr, target })),
      ),
    };
  }
}

/** Routes of a VPC's tables to the peering connection, of tables that a subnet has. */
const used = (estate: Estate, { id }: Peering, vpc: Vpc, family: Family): Placed[] =>
  routesTo(estate, id).filter(
    ({ table, route }) =>
      table.vpcId === vpc.id && familyOf(route.prefix.lo) === family && subnetsOf(estate, table.id).length > 0,
  );
