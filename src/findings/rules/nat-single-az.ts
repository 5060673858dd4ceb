/** VPCs whose zones all leave through one zone's NAT gateway. */
import { Missing, type Subnet } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { type Remedy, run, runThen, settingsOf } from '../remedy.ts';
import { destinationOf, isPublic, routeEvidence, subnetsByNat, subnetsOf, wayOut, zonesDependingOn } from '../routes.ts';
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
      const zones = zonesDependingOn(estate, nat.id);
      if (zones.length < 2) continue;
      yield {
        subject: nat,
        message: `Subnets of ${zones.length} zones (${zones.join(', ')}) of ${subnets[0]!.vpc.id} leave through ${nat.id} alone.`,
        evidence: subnets.flatMap((subnet) => {
          const out = wayOut(estate, subnet, 4);
          if (!out || out instanceof Missing) return [];
          const { text, ...table } = routeEvidence(out);
          return [{ ...table, text: `${subnet.id} in ${subnet.zone}: ${text}` }];
        }),
        fix: zones.flatMap((zone) => (zone === subnetZone(estate, nat) ? [] : oneMore(estate, nat, zone, subnets))),
      };
    }
  },
});

type Nat = Thing<'nat-gateway'>;

const subnetZone = ({ network }: Estate, { data }: Nat): string | undefined => network.subnets.get(data.SubnetId ?? '')?.zone;

/** A gateway in another zone, in a subnet there that is public, and the tables that only subnets of that zone use lead to it. */
function oneMore(estate: Estate, nat: Nat, zone: string, users: readonly Subnet[]): Remedy[] {
  const { vpc } = users[0]!;
  const isPrivate = nat.data.ConnectivityType === 'private';
  const home = vpc.subnets.find((subnet) => {
    const out = wayOut(estate, subnet, 4);
    return subnet.zone === zone && !(out instanceof Missing) && (isPrivate ? !users.includes(subnet) : isPublic(out));
  });
  if (!home) return [];
  const allocate = 'ec2 allocate-address --domain vpc --query AllocationId --output text';
  const kind = isPrivate ? '--connectivity-type private' : '--allocation-id $ALLOCATION';
  const create = `ec2 create-nat-gateway --subnet-id ${home.id} ${kind} --query NatGateway.NatGatewayId --output text`;
  const placed = new Map(
    users
      .filter((subnet) => subnet.zone === zone)
      .flatMap((subnet) => {
        const out = wayOut(estate, subnet, 4);
        return !out || out instanceof Missing ? [] : [[out.table.id, out] as const];
      }),
  );
  const own = [...placed.values()].filter(({ table }) => subnetsOf(estate, table.id).every((one) => one.zone === zone));
  const terraform = `resource "aws_nat_gateway" "${zone}" {\n  subnet_id = "${home.id}"\n}`;
  const lead = own.map((out) =>
    run(
      nat,
      `Lead ${out.table.id} to it, once it is available`,
      `ec2 replace-route --route-table-id ${out.table.id} --destination-cidr-block ${destinationOf(out.route)} --nat-gateway-id $NAT`,
      settingsOf('aws_route', `${out.table.id}_${destinationOf(out.route)}`, { nat_gateway_id: `aws_nat_gateway.${zone}.id` }),
    ),
  );
  const then = own.length < placed.size ? `, and give its subnets tables of their own that lead to it` : '';
  const wait = 'ec2 wait nat-gateway-available --nat-gateway-ids $NAT';
  const steps = [...(isPrivate ? [] : [['ALLOCATION', allocate] as const]), ['NAT', create] as const];
  return [runThen(nat, `Make a NAT gateway in ${zone}${then}`, steps, wait, terraform), ...lead];
}
