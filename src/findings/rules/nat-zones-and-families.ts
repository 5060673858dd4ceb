/** Subnets that their NAT gateway does not serve: of another zone than a regional one spans, or with IPv6 only and no NAT64. */
import { address } from '../../net/index.ts';
import { type Change, Missing, type Subnet } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { run, settingsOf } from '../remedy.ts';
import { leavingThrough, ROUTES, routeEvidence, wayOut } from '../routes.ts';
import { family, type Rule, type Said } from '../rule.ts';

const zoneGap: Rule = {
  id: 'route-nat-regional-az-gap',
  title: 'A regional NAT gateway has no address in the zone of a subnet that uses it',
  severity: 'medium',
  why:
    'The packets of the subnet cross to another zone, which costs money for each gigabyte and fails with that zone; or are dropped. It is said of gateways ' +
    'whose zones people choose themselves: one that provisions zones by itself gets there within an hour.',
  fix: 'Associate an Elastic IP with the gateway for that zone, or let it provision zones by itself.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html',
  needs: ['nat-gateway', ...ROUTES],
};

const noNat64: Rule = {
  id: 'nat-ipv6-missing-nat64',
  title: 'An IPv6-only subnet cannot reach what has IPv4 only',
  severity: 'medium',
  why:
    'Much of the internet has no IPv6 address. Such a subnet needs DNS64, which makes an address of 64:ff9b::/96 of an IPv4 one, and a route for ' +
    'these to a NAT gateway. It is said of IPv6-only subnets with a way to the internet that lack one of the two; without such a way the subnet is ' +
    'closed on purpose.',
  fix: 'Enable DNS64 on the subnet, and route 64:ff9b::/96 to a NAT gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html',
  needs: ['nat-gateway', 'internet-gateway', 'egress-only-internet-gateway', ...ROUTES],
};

export default family({
  rules: [zoneGap, noNat64],
  *check(estate) {
    yield* zoneGaps(estate);
    for (const subnet of estate.network.subnets.values()) if (subnet.data.Ipv6Native === true) yield* judged(estate, subnet);
  },
});

function* zoneGaps(estate: Estate): Iterable<Said> {
  for (const nat of estate.all('nat-gateway')) {
    const { State, AvailabilityMode, AutoProvisionZones, NatGatewayAddresses = [] } = nat.data;
    if (State !== 'available' || AvailabilityMode !== 'regional' || AutoProvisionZones === 'enabled') continue;
    const zones = new Set(
      NatGatewayAddresses.flatMap((one) => [one.AvailabilityZoneId ?? [], one.AvailabilityZone ?? []].flat()),
    );
    const outside = leavingThrough(estate, nat.id).filter(
      ({ zone, data }) => !zones.has(zone) && !zones.has(String(data.AvailabilityZone)),
    );
    for (const [zone, subnets] of Map.groupBy(outside, (subnet) => subnet.zone)) {
      const ids = subnets.map(({ id }) => id);
      yield {
        rule: zoneGap.id,
        subject: nat,
        key: zone,
        message: `${ids.join(', ')} in ${zone} ${ids.length === 1 ? 'leaves' : 'leave'} through ${nat.id}, which has no address there.`,
        evidence: [
          { kind: 'nat-gateway', id: nat.id, text: `has addresses in ${[...zones].join(', ') || 'no zone'}` },
          ...subnets.map(({ id }) => ({ kind: 'subnet', id, text: `in ${zone}` })),
        ],
        fix: [],
      };
    }
  }
}

function* judged(estate: Estate, subnet: Subnet): Iterable<Said> {
  const out = wayOut(estate, subnet, 6);
  if (out instanceof Missing) {
    yield { rule: noNat64.id, subject: subnet, unknown: out };
    return;
  }
  if (out?.route.state !== 'active') return;
  const found = out.table.routes.lookup(address('64:ff9b::101:101')).entry?.value;
  const leads = found?.target.kind === 'nat-gateway' && found.state === 'active';
  const resolves = subnet.data.EnableDns64 === true;
  if (leads && resolves) return;
  const lacking = [...(resolves ? [] : ['DNS64']), ...(leads ? [] : ['a route for 64:ff9b::/96 to a NAT gateway'])];
  yield {
    rule: noNat64.id,
    subject: subnet,
    message: `${subnet.id} has IPv6 only, and lacks ${lacking.join(' and ')}.`,
    evidence: [
      { kind: 'subnet', id: subnet.id, text: `Ipv6Native, EnableDns64 ${resolves}` },
      found
        ? routeEvidence({ table: out.table, route: found })
        : { kind: 'route-table', id: out.table.id, text: 'no route for 64:ff9b::/96' },
    ],
    fix: [...(resolves ? [] : [dns64(subnet)]), ...(leads ? [] : toNat(estate, subnet, out.table.id))],
  };
}

const dns64 = (subnet: Subnet) =>
  run(
    subnet,
    `Enable DNS64 on ${subnet.id}`,
    `ec2 modify-subnet-attribute --subnet-id ${subnet.id} --enable-dns64`,
    settingsOf('aws_subnet', subnet.id, { enable_dns64: true }),
  );

/** A route to a NAT gateway of its VPC, if there is one. */
function toNat(estate: Estate, { vpc }: Subnet, tableId: string): Change[] {
  const nat = estate
    .by('nat-gateway', 'VPC', ({ data }) => (data.State === 'available' ? data.VpcId : undefined))
    .get(vpc.id)
    ?.find(({ data }) => data.ConnectivityType !== 'private');
  const { account, region } = vpc;
  return nat ? [{ do: 'create route', account, region, tableId, cidr: '64:ff9b::/96', target: { NatGatewayId: nat.id } }] : [];
}
