/** Subnets that send to a transit gateway from a zone in which it has no attachment subnet. */
import { Missing, zoneOf } from '../../reach/index.ts';
import { interfacesIn, ROUTES, routeEvidence } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-tgw-az-gap',
  title: 'A subnet routes to a transit gateway that has no attachment subnet in its zone',
  severity: 'high',
  why:
    'A transit gateway takes packets only from zones in which its attachment has a subnet: what others send is lost, although their route is ' +
    'there and active. Where no interface is in the subnet nothing is lost today, and it is low. A Local Zone counts as the zone that it belongs to. Without an attachment that works it is ' +
    'route-to-tgw-without-attachment.',
  fix: 'Add a subnet of the zone to the attachment.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
  needs: ['transit-gateway-vpc-attachment', 'availability-zone', 'network-interface', ...ROUTES],
  *check(estate) {
    const { network } = estate;
    for (const subnet of network.subnets.values()) {
      const table = network.tableOf(subnet);
      if (table instanceof Missing) continue;
      const routes = table.routes.entries
        .map(({ value }) => value)
        .filter(({ target, state }) => target.kind === 'transit-gateway' && state === 'active');
      for (const [gatewayId, lost] of Map.groupBy(routes, ({ target }) => target.id)) {
        const attachment = network.transit.ofVpc(table.vpcId, gatewayId);
        if (!attachment || !['available', 'modifying'].includes(attachment.state)) continue;
        const attached = (attachment.subnetIds ?? []).flatMap((id) => network.subnets.get(id) ?? []);
        if (attached.length === 0) {
          yield { subject: subnet, unknown: `the subnets of ${attachment.id} are not in the snapshot` };
          continue;
        }
        const zone = zoneOf(estate, subnet);
        if (attached.some((one) => zoneOf(estate, one) === zone)) continue;
        yield {
          subject: subnet,
          key: gatewayId,
          severity: interfacesIn(estate, subnet.id).length > 0 ? 'high' : 'low',
          message: `${subnet.id} is in ${subnet.zone}, where ${attachment.id} has no subnet: what it sends to ${gatewayId} is lost.`,
          evidence: [
            ...lost.map((route) => routeEvidence({ table, route })),
            { kind: attachment.kind, id: attachment.id, text: attached.map(({ id, zone: at }) => `${id} in ${at}`).join(', ') },
          ],
          fix: [
            {
              do: 'add subnet to attachment',
              account: attachment.resourceOwner,
              region: attachment.region,
              attachmentId: attachment.id,
              subnetId: subnet.id,
            },
          ],
        };
      }
    }
  },
});
