/** Virtual private gateways that no table, or not every one, leads to. */
import type { RouteTable, Subnet } from '../../reach/index.ts';
import { Missing } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { run } from '../remedy.ts';
import { interfacesUsing, isPublic, ROUTES, tablesOf, wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-vgw-not-propagating',
  title: 'A route table knows nothing of the virtual private gateway of its VPC',
  severity: 'medium',
  why:
    'The other network’s packets arrive, and nobody there is answered. It is said of tables of private subnets with network interfaces that the gateway ' +
    'does not propagate to and that have no route to it: medium where no table of the VPC leads to it, and low where others do.',
  fix: 'Let the gateway propagate its routes to the table, or add static ones.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html#EnableDisableRouteProp',
  needs: ['vpn-gateway', 'internet-gateway', 'network-interface', ...ROUTES],
  *check(estate) {
    for (const gateway of estate.all('vpn-gateway')) {
      const attachment = (gateway.data.VpcAttachments ?? []).find(({ State }) => State === 'attached');
      if (gateway.data.State !== 'available' || !attachment?.VpcId) continue;
      const vpc = estate.network.vpcs.get(attachment.VpcId);
      const unseen = vpc?.subnets.map((subnet) => estate.network.tableOf(subnet)).find((table) => table instanceof Missing);
      if (!vpc || unseen instanceof Missing) {
        yield { subject: gateway, unknown: unseen instanceof Missing ? unseen : `${attachment.VpcId} is not in the snapshot` };
        continue;
      }
      const all = tablesOf(estate, vpc);
      const unaware = all.filter((table) => !knows(table, gateway.id));
      const some = unaware.length < all.length;
      for (const table of unaware) {
        if (!serves(estate, table, vpc.subnets)) continue;
        yield {
          subject: table,
          key: gateway.id,
          severity: some ? 'low' : 'medium',
          message: `${table.id} has no route to ${gateway.id}, which is attached to ${vpc.id}${some ? '; other tables have' : ', and no other table has one'}.`,
          evidence: [
            { kind: 'vpn-gateway', id: gateway.id, text: `attached to ${vpc.id}` },
            { kind: 'route-table', id: table.id, text: 'does not propagate it and has no route to it' },
          ],
          fix: [
            run(
              table,
              `Let ${gateway.id} propagate its routes to ${table.id}`,
              `ec2 enable-vgw-route-propagation --route-table-id ${table.id} --gateway-id ${gateway.id}`,
              `resource "aws_vpn_gateway_route_propagation" "this" {\n  vpn_gateway_id = "${gateway.id}"\n  route_table_id = "${table.id}"\n}`,
            ),
          ],
        };
      }
    }
  },
});

const knows = ({ data, routes }: RouteTable, gatewayId: string): boolean =>
  (data.PropagatingVgws ?? []).some(({ GatewayId }: { GatewayId?: string }) => GatewayId === gatewayId) ||
  routes.entries.some(({ value }) => value.target.id === gatewayId);

/** Whether it is the table of a private subnet, and somebody is there. */
function serves(estate: Estate, table: RouteTable, subnets: readonly Subnet[]): boolean {
  if (interfacesUsing(estate, table.id).length === 0) return false;
  const user = subnets.find((subnet) => estate.network.tableOf(subnet) === table);
  const out = user && wayOut(estate, user, 4);
  return !(out instanceof Missing) && !isPublic(out);
}
