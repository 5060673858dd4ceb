/** Subnets that leave through the NAT gateway of another zone. */
import { Missing } from '../../reach/index.ts';
import { leadTo, ROUTES, routeEvidence, subnetsByNat, subnetsOf, wayOut, zonesDependingOn } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-nat-cross-az',
  title: 'A subnet leaves through the NAT gateway of another zone',
  severity: 'medium',
  why:
    'When that zone fails the subnet loses its way out although its own zone works, and what it sends is charged for crossing between zones. ' +
    'Regional gateways span their zones. Where the zones of a whole VPC depend on one gateway, nat-single-az says so, and this says nothing.',
  fix: 'Lead the subnet to a NAT gateway in its own zone, or to a regional one.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
  needs: ['nat-gateway', ...ROUTES],
  *check(estate) {
    const { subnets } = estate.network;
    const zonal = estate
      .all('nat-gateway')
      .filter(({ data }) => data.State === 'available' && data.AvailabilityMode !== 'regional');
    const byId = new Map(zonal.map((nat) => [nat.id, nat]));
    const byZone = Map.groupBy(zonal, ({ data }) => {
      const at = subnets.get(data.SubnetId ?? '');
      return `${data.VpcId} ${data.ConnectivityType} ${at?.zone}`;
    });
    for (const [natId, users] of subnetsByNat(estate)) {
      const nat = byId.get(natId);
      const at = subnets.get(nat?.data.SubnetId ?? '');
      if (nat && zonesDependingOn(estate, natId).length > 1) continue;
      for (const subnet of users) {
        if (!nat || at?.zone === subnet.zone) continue;
        const out = wayOut(estate, subnet, 4);
        if (!out || out instanceof Missing) continue;
        if (!at) {
          yield { subject: subnet, unknown: `the zone of ${natId} is not known: its subnet is not in the snapshot` };
          continue;
        }
        const near = byZone.get(`${nat.data.VpcId} ${nat.data.ConnectivityType} ${subnet.zone}`)?.[0];
        const shared = subnetsOf(estate, out.table.id).some((one) => one.zone !== subnet.zone);
        yield {
          subject: subnet,
          message: `${subnet.id} in ${subnet.zone} leaves through ${natId} in ${at.zone}${near ? ` although ${near.id} is in its own zone` : ''}.`,
          evidence: [routeEvidence(out), { kind: 'nat-gateway', id: natId, text: `in ${at.id}, ${at.zone}` }],
          // Where subnets of other zones use the table too, it would only be they who cross.
          fix: near && !shared ? [leadTo(out, { NatGatewayId: near.id })] : [],
        };
      }
    }
  },
});
