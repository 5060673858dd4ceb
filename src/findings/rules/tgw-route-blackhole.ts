/** Routes of transit gateways that drop what they take. */
import { formatPrefix } from '../../net/index.ts';
import { run } from '../remedy.ts';
import { rule } from '../rule.ts';
import { attachments, transitTables } from '../transit.ts';

/** What is dropped as a whole, so that only more specific routes pass, was meant to be. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', 'fd00::/8'];

export default rule({
  id: 'tgw-route-blackhole',
  title: 'A transit gateway route table has a route that drops what it takes',
  severity: 'high',
  why:
    'The route wins over wider ones, and what it takes is lost, silently. AWS does not say whether it was meant, or is left of an attachment ' +
    'that is gone: where it is meant, mute it. A route for a whole private range is how spokes are kept apart, and is info. Where no ' +
    'attachment uses the table nothing is lost today, and it is low.',
  fix: 'Delete the route, or point it to what took the place of its attachment.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html',
  needs: ['transit-gateway', 'transit-gateway-attachment', 'transit-gateway-association', 'transit-gateway-route'],
  partly: ['transit-gateway-route'],
  *check(estate) {
    const users = Map.groupBy(attachments(estate), (one) => one.tableId);
    for (const gateway of estate.all('transit-gateway')) {
      for (const table of transitTables(estate, gateway.id)) {
        const unknown = estate.missing('transit-gateway-route', table, table.id);
        if (unknown) yield { subject: table, unknown };
        const losers = users.get(table.id) ?? [];
        for (const { prefix, value: route } of estate.network.transit.routes(table.id).entries) {
          if (!route.isDead) continue;
          const cidr = formatPrefix(prefix);
          const list: string | undefined = route.data.PrefixListId;
          const gone = route.attachments.map(({ id }) => id).join(', ');
          const drops = `${table.id} drops what goes to ${cidr}${list ? `, an entry of ${list}` : ''}${gone ? `: ${gone} is gone` : ''}`;
          yield {
            subject: table,
            key: list ? `${cidr} ${list}` : cidr,
            severity: losers.length === 0 ? 'low' : privateRanges.includes(cidr) ? 'info' : 'high',
            message: `${drops}; ${['no attachment uses', 'one attachment uses'][losers.length] ?? `${losers.length} attachments use`} the table.`,
            evidence: [
              {
                kind: 'transit-gateway-route-table',
                id: table.id,
                text: [
                  `${cidr} →`,
                  gone || 'nothing',
                  `(${route.data.Type ?? 'static'}, ${route.data.State ?? 'blackhole'})`,
                ].join(' '),
              },
            ],
            fix: [
              list
                ? run(
                    table,
                    `Delete the reference to ${list} from ${table.id}`,
                    `ec2 delete-transit-gateway-prefix-list-reference --transit-gateway-route-table-id ${table.id} --prefix-list-id ${list}`,
                    `# take the aws_ec2_transit_gateway_prefix_list_reference of ${table.id} to ${list} out of the configuration`,
                  )
                : run(
                    table,
                    `Delete the route for ${cidr} from ${table.id}`,
                    `ec2 delete-transit-gateway-route --transit-gateway-route-table-id ${table.id} --destination-cidr-block ${cidr}`,
                    `# take the aws_ec2_transit_gateway_route of ${table.id} for ${cidr} out of the configuration`,
                  ),
            ],
          };
        }
      }
    }
  },
});
