/** NAT gateways that no route leads to. */
import { remove } from '../remedy.ts';
import { routesTo, subnetsOf } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'nat-unused',
  title: 'No subnet has a route to a NAT gateway',
  severity: 'medium',
  why:
    'It costs money every hour and carries nothing. A route in a table that neither a subnet nor a gateway uses does not count. One that was ' +
    'made less than a day before the scan may still be waiting for its routes, and is left out.',
  fix: 'Delete it and release its address; or add the routes that were forgotten.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html',
  needs: ['nat-gateway', 'route-table', 'subnet'],
  *check(estate) {
    const byGateway = new Set(estate.network.associations.values());
    for (const nat of estate.all('nat-gateway')) {
      const { State, VpcId, CreateTime } = nat.data;
      if (State !== 'available' || (CreateTime && estate.hoursSince(CreateTime) < 24)) continue;
      const routes = routesTo(estate, nat.id);
      const used = routes.some(({ table }) => subnetsOf(estate, table.id).length > 0 || byGateway.has(table.id));
      if (used) continue;
      yield {
        subject: nat,
        message:
          routes.length > 0
            ? `Routes lead to ${nat.id} only in tables that no subnet of ${VpcId ?? 'its VPC'} uses.`
            : `No route leads to ${nat.id} in ${VpcId ?? 'its VPC'}.`,
        evidence: [
          { kind: 'nat-gateway', id: nat.id, text: 'available, and the target of no route in use' },
          ...routes.map(({ table, route }) => ({ kind: 'route-table', id: table.id, text: `${route.text}, no subnet` })),
        ],
        fix: [remove(nat)],
      };
    }
  },
});
