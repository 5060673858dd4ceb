/** VPCs whose zones all leave through one zone's NAT gateway. */
import { Missing } from '../../reach/index.ts';
import { routeEvidence, subnetsByNat, wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'nat-single-az',
  title: 'Subnets of several zones depend on the NAT gateway of one',
  severity: 'medium',
  why:
    'When its zone fails the other zones lose their way out with it, and until then they pay for what crosses between zones. It is said where ' +
    'the subnets of two or more zones leave through one zonal gateway and the VPC’s subnets use no other. Regional gateways span their zones.',
  fix: 'One NAT gateway in each zone, and a route table for each zone that leads to its own; or a regional NAT gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
  needs: ['nat-gateway', 'route-table', 'subnet', 'vpc'],
  *check(estate) {
    const users = subnetsByNat(estate);
    for (const nat of estate.all('nat-gateway')) {
      if (nat.data.State !== 'available' || nat.data.AvailabilityMode === 'regional') continue;
      const subnets = users.get(nat.id) ?? [];
      const zones = [...new Set(subnets.map(({ zone }) => zone))].sort();
      if (zones.length < 2) continue;
      const siblings = [...users].filter(([, [first]]) => first?.vpc === subnets[0]!.vpc);
      if (siblings.length > 1) continue;
      yield {
        subject: nat,
        message: `Subnets of ${zones.length} zones (${zones.join(', ')}) of ${subnets[0]!.vpc.id} leave through ${nat.id} alone.`,
        evidence: subnets.flatMap((subnet) => {
          const out = wayOut(estate, subnet, 4);
          if (!out || out instanceof Missing) return [];
          const { text, ...table } = routeEvidence(out);
          return [{ ...table, text: `${subnet.id} in ${subnet.zone}: ${text}` }];
        }),
        fix: [],
      };
    }
  },
});
