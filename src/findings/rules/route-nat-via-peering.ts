/** VPCs that try to leave through the NAT gateway of a peer. */
import { peerOf } from '../peerings.ts';
import { ROUTES, routeEvidence, routesTo, subnetsOf, without } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-nat-via-peering',
  title: 'A default route leads to a peer, whose NAT gateway does not serve others',
  severity: 'high',
  why:
    'A peering connection carries packets for the peer’s own addresses only: what is for the internet is dropped there. It is said of default routes, also in ' +
    'halves, of tables in use to a peering connection whose other VPC has a NAT gateway. Other such routes are route-peering-too-broad.',
  fix: 'Give the VPC a NAT gateway of its own, or connect the two by a transit gateway, which may lead to the NAT gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
  needs: ['vpc-peering-connection', 'nat-gateway', ...ROUTES],
  *check(estate) {
    const gateways = estate.by('nat-gateway', 'VPC', ({ data }) => (data.State === 'available' ? data.VpcId : undefined));
    for (const peering of estate.all('vpc-peering-connection')) {
      for (const placed of routesTo(estate, peering.id)) {
        const { table, route } = placed;
        if (route.prefix.length > 1 || route.state !== 'active' || subnetsOf(estate, table.id).length === 0) continue;
        const peer = peerOf(estate, peering, table.vpcId);
        if (!peer) continue;
        const nat = gateways.get(peer.vpcId)?.[0];
        const unseen = nat ? undefined : estate.missing('nat-gateway', peer);
        if (unseen) yield { subject: table, unknown: unseen };
        if (!nat) continue;
        yield {
          subject: table,
          key: peering.id,
          message: `${table.id} leads to the internet by ${peering.id}, and ${nat.id} of ${peer.vpcId} takes nothing from a peer.`,
          evidence: [routeEvidence(placed), { kind: 'nat-gateway', id: nat.id, text: `in ${peer.vpcId}` }],
          fix: without(placed),
        };
      }
    }
  },
});
