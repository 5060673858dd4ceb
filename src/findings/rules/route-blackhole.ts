/** Routes that swallow what they take: their target is gone. */
import { targetOf } from '../../reach/index.ts';
import type { Place } from '../../snapshot/snapshot.ts';
import { run } from '../remedy.ts';
import { interfacesUsing } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-blackhole',
  title: 'A route leads to something that is gone',
  severity: 'high',
  why:
    'A route in the state blackhole still wins over wider ones, so what it takes is lost, silently. Where no interface is in a subnet ' +
    'of the table, nothing is lost today, and it is low.',
  fix: 'Delete the route, or point it to what took the place of its target.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html',
  needs: ['route-table', 'subnet', 'network-interface'],
  *check(estate) {
    for (const table of estate.all('route-table')) {
      for (const route of table.data.Routes ?? []) {
        if (route.State !== 'blackhole') continue;
        const destination = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId ?? '';
        const target = targetOf(route);
        const losers = interfacesUsing(estate, table.id);
        yield {
          subject: table,
          key: destination,
          severity: losers.length > 0 ? 'high' : 'low',
          message: `${table.id} sends ${destination} to ${target.id}, which is gone: ${losers.length > 0 ? `what its ${losers.length} interfaces send there is lost` : 'no interface uses the table'}.`,
          evidence: [{ kind: 'route-table', id: table.id, text: `${destination} → ${target.id} (blackhole)` }],
          fix: [deletion(table, table.id, destination)],
        };
      }
    }
  },
});

function deletion(place: Place, tableId: string, destination: string) {
  const flag = destination.startsWith('pl-')
    ? '--destination-prefix-list-id'
    : destination.includes(':')
      ? '--destination-ipv6-cidr-block'
      : '--destination-cidr-block';
  return run(
    place,
    `Delete the route for ${destination} from ${tableId}`,
    `ec2 delete-route --route-table-id ${tableId} ${flag} ${destination}`,
    `# take the aws_route of ${tableId} for ${destination} out of the configuration`,
  );
}
