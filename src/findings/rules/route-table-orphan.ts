/** Route tables that nothing uses. */
import { remove } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-table-orphan',
  title: 'Nothing uses a route table',
  severity: 'low',
  why:
    'Its routes take no packet, and whoever reads them believes that they do. It is said of tables that are nobody’s main table, and that no ' +
    'subnet, gateway or regional NAT gateway has. An endpoint or a virtual private gateway that adds routes to a table does not use it.',
  fix: 'Associate it with the subnets that it was made for, or delete it.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html',
  needs: ['route-table', 'nat-gateway'],
  *check(estate) {
    const ofGateways = estate.by('nat-gateway', 'route table', ({ data }) => data.RouteTableId);
    for (const table of estate.all('route-table')) {
      const { Associations = [], Routes = [], VpcId } = table.data;
      const used = Associations.some(
        ({ AssociationState }) => !['disassociated', 'failed'].includes(AssociationState?.State ?? ''),
      );
      if (used || ofGateways.has(table.id)) continue;
      yield {
        subject: table,
        message: `${table.id} in ${VpcId ?? 'its VPC'} is not a main table, and no subnet or gateway has it.`,
        evidence: [{ kind: 'route-table', id: table.id, text: `${Routes.length} routes, no association` }],
        fix: [remove(table)],
      };
    }
  },
});
