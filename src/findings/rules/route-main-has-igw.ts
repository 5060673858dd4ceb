/** Main route tables that lead to an internet gateway. */
import { defaultOf, isPublic, ROUTES, routeEvidence, subnetsOf, tables, without } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-main-has-igw',
  title: 'The main route table of a VPC leads to an internet gateway',
  severity: 'medium',
  why:
    'Every subnet that nobody gives a table of its own is public from its first minute, the ones of tomorrow too. A default route of either ' +
    'family counts, also one in two halves. AWS makes default VPCs this way: they are left to vpc-default-in-use.',
  fix: 'Keep only the local routes in the main table, and give public subnets a table of their own.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html',
  needs: ROUTES,
  *check(estate) {
    const { network } = estate;
    for (const table of tables(estate)) {
      const vpc = network.vpcs.get(table.vpcId);
      if (network.associations.get(`main ${table.vpcId}`) !== table.id || vpc?.data.IsDefault) continue;
      const open = ([4, 6] as const).flatMap((family) => defaultOf(table, family) ?? []).filter(isPublic);
      if (open.length === 0) continue;
      const implicit = subnetsOf(estate, table.id).filter(({ id }) => network.associations.get(id) === undefined);
      yield {
        subject: table,
        message: `${table.id} is the main table of ${table.vpcId} and leads to ${open[0]!.route.target.id}: ${implicit.length > 0 ? `${implicit.map(({ id }) => id).join(', ')} and every subnet` : 'every subnet'} without a table of its own ${implicit.length > 0 ? 'are' : 'is'} public.`,
        evidence: open.map(routeEvidence),
        fix: open.flatMap(without),
      };
    }
  },
});
