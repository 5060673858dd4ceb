/** Routes of core networks that lead nowhere. */
import { rule } from '../rule.ts';

export default rule({
  id: 'cwan-route-blackhole',
  title: 'A route of a core network is a black hole',
  severity: 'high',
  why:
    'What a segment sends there is dropped: the attachment is gone, or was never there. A static route that somebody wrote as a black hole has ' +
    'no destination at all, and is meant.',
  fix: 'Bring the attachment back, or take the route out of the policy.',
  see: 'https://docs.aws.amazon.com/network-manager/latest/cloudwan/cloudwan-network-routes.html',
  needs: ['core-network', 'core-network-detail', 'core-network-route-table'],
  *check(estate) {
    for (const table of estate.all('core-network-route-table')) {
      for (const route of table.data.NetworkRoutes ?? []) {
        const destinations = route.Destinations ?? [];
        if (route.State?.toUpperCase() !== 'BLACKHOLE' || destinations.length === 0) continue;
        const to = destinations.map(
          (one) => one.CoreNetworkAttachmentId ?? one.TransitGatewayAttachmentId ?? one.ResourceId ?? 'nothing',
        );
        const cidr = route.DestinationCidrBlock ?? route.PrefixListId ?? 'an unnamed destination';
        yield {
          subject: table,
          key: cidr,
          message: `The route ${cidr} of ${table.id} leads to ${to.join(', ')} and is a black hole.`,
          evidence: [
            { kind: 'core-network-route-table', id: table.id, text: `${cidr} → ${to.join(', ')} ${route.Type ?? ''} BLACKHOLE` },
          ],
          fix: [],
        };
      }
    }
  },
});
