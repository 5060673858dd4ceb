/** Routes of core networks that lead nowhere. */
import { putPolicy } from '../core-network-policy.ts';
import type { Estate, Thing } from '../estate.ts';
import type { Remedy } from '../remedy.ts';
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
          fix: route.Type?.toUpperCase() === 'STATIC' ? withoutRoute(estate, table, cidr) : [],
        };
      }
    }
  },
});

interface Action {
  readonly action?: string;
  readonly segment?: string;
  readonly 'destination-cidr-blocks'?: readonly string[];
}

/** The live policy without the route that a segment's action makes. */
function withoutRoute(estate: Estate, { data }: Thing<'core-network-route-table'>, cidr: string): Remedy[] {
  const network = estate.get('core-network', data.CoreNetworkSegmentEdge?.CoreNetworkId);
  const live = network && estate.get('core-network-policy', `${network.id}/LIVE`);
  if (!live) return [];
  const document = JSON.parse(String(live.data.PolicyDocument ?? '{}')) as { 'segment-actions'?: readonly Action[] };
  const actions = document['segment-actions'] ?? [];
  const left = actions.flatMap((one) => {
    const cidrs = one['destination-cidr-blocks'];
    if (one.action !== 'create-route' || one.segment !== data.CoreNetworkSegmentEdge?.SegmentName || !cidrs?.includes(cidr))
      return one;
    const rest = cidrs.filter((each) => each !== cidr);
    return rest.length > 0 ? { ...one, 'destination-cidr-blocks': rest } : [];
  });
  const isWritten = JSON.stringify(left) !== JSON.stringify(actions);
  return isWritten ? putPolicy(network, `Take ${cidr} out of the policy`, { ...document, 'segment-actions': left }) : [];
}
