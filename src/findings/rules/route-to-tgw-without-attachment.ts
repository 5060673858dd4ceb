/** Routes to transit gateways that the VPC is not attached to. */
import { ROUTES, routeEvidence, subnetsOf, tables, without } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-to-tgw-without-attachment',
  title: 'A route leads to a transit gateway that its VPC is not attached to',
  severity: 'critical',
  why:
    'What the subnets send there is lost. It is said of tables that a subnet uses, in a VPC without an available attachment to the gateway: it ' +
    'was deleted, was rejected, or still waits to be accepted; whether or not AWS already marks the route as a black hole.',
  fix: 'Attach the VPC to the transit gateway, or have the attachment accepted; or delete the route.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
  needs: ['transit-gateway-vpc-attachment', ...ROUTES],
  *check(estate) {
    for (const table of tables(estate)) {
      const routes = table.routes.entries.map(({ value }) => value).filter(({ target }) => target.kind === 'transit-gateway');
      const subnets = routes.length > 0 ? subnetsOf(estate, table.id) : [];
      if (subnets.length === 0) continue;
      for (const [gatewayId, lost] of Map.groupBy(routes, ({ target }) => target.id)) {
        const attachment = estate.network.transit.ofVpc(table.vpcId, gatewayId);
        const state = attachment?.state ?? 'missing';
        if (['available', 'modifying'].includes(state)) continue;
        const what = `what ${subnets.map(({ id }) => id).join(', ')} ${subnets.length === 1 ? 'sends' : 'send'} there is lost`;
        const because = attachment
          ? `and ${attachment.id}, by which ${table.vpcId} is attached to it, is ${state}`
          : `which ${table.vpcId} is not attached to`;
        yield {
          subject: table,
          key: gatewayId,
          message: `${table.id} leads to ${gatewayId}, ${because}: ${what}.`,
          evidence: lost.map((route) => routeEvidence({ table, route })),
          fix: lost.flatMap((route) => without({ table, route })),
        };
      }
    }
  },
});
