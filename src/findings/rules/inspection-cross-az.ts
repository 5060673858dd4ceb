/** Subnets whose packets leave their zone to be inspected. */
import { formatPrefix } from '../../net/index.ts';
import { Missing, type Route, type RouteTable, type Subnet } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { type Door, doors, FIREWALLS, nameOfFirewall } from '../firewalls.ts';
import { type Remedy, runThen } from '../remedy.ts';
import { freeBlock } from '../room.ts';
import { leadTo, ROUTES, routeEvidence, subnetsOf, tables } from '../routes.ts';
import { family, type Rule } from '../rule.ts';

const why = (what: string): string =>
  `What crosses between zones costs money each way, and when the zone of the ${what} fails this one goes with it. It is said of each subnet ` +
  'with an active route to an endpoint of another zone, once for each endpoint; edge tables of gateways have no zone.';

const firewall: Rule = {
  id: 'nfw-endpoint-cross-az',
  title: 'A subnet is led to a firewall endpoint of another zone',
  severity: 'medium',
  why: why('firewall endpoint'),
  fix: 'Give the zone an endpoint of its own, and a route table that leads there.',
  see: 'https://docs.aws.amazon.com/network-firewall/latest/developerguide/arch-two-zone-igw.html',
  needs: [...FIREWALLS, ...ROUTES],
};

const appliance: Rule = {
  id: 'gwlbe-cross-az',
  title: 'A subnet is led to a Gateway Load Balancer endpoint of another zone',
  severity: 'medium',
  why: why('Gateway Load Balancer endpoint'),
  fix: 'Give the zone an endpoint of its own, and a route table that leads there.',
  see: 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html',
  needs: [...FIREWALLS, ...ROUTES],
};

export default family({
  rules: [firewall, appliance],
  *check(estate) {
    for (const table of tables(estate)) {
      const routes = table.routes.entries
        .map(({ value }) => value)
        .filter(({ state, target }) => state === 'active' && target.kind === 'vpc-endpoint');
      for (const [endpointId, led] of Map.groupBy(routes, ({ target }) => target.id)) {
        const home = homeOf(estate, endpointId);
        if (!home) continue;
        const rule = home.isFirewall ? firewall : appliance;
        for (const subnet of subnetsOf(estate, table.id)) {
          if (home.zone instanceof Missing) yield { rule: rule.id, subject: subnet, unknown: home.zone };
          else if (home.zone.zone !== subnet.zone) {
            const own = siblingIn(estate, home.isFirewall, subnet);
            yield {
              rule: rule.id,
              subject: subnet,
              key: endpointId,
              message: `${subnet.id} in ${subnet.zone} is led to ${endpointId} in ${home.zone.zone}${own ? `, and ${own} is in its own zone` : ''}.`,
              evidence: led.map((route) => routeEvidence({ table, route })),
              fix: own ? ledTo(estate, table, led, subnet, own) : anotherDoor(subnet, home),
            };
          }
        }
      }
    }
  },
});

/** To the endpoint in its zone, where the table is that of the zone. */
const ledTo = (estate: Estate, table: RouteTable, led: readonly Route[], { zone }: Subnet, endpointId: string): Remedy[] =>
  subnetsOf(estate, table.id).every((one) => one.zone === zone)
    ? led.map((route) => leadTo({ table, route }, { GatewayId: endpointId }))
    : [];

/** A subnet in the zone, with an endpoint of the same firewall or balancer; nothing where the VPC has no room. */
function anotherDoor({ vpc, zone, account, region }: Subnet, { door, service }: Home): Remedy[] {
  const block = freeBlock(vpc, 28);
  const [what, command] = door
    ? [
        `of ${nameOfFirewall(door.firewall)}`,
        door.firewall.data.Firewall?.VpcId === vpc.id
          ? `network-firewall associate-subnets --firewall-arn ${door.firewall.id} --subnet-mappings SubnetId=$SUBNET`
          : `network-firewall create-vpc-endpoint-association --firewall-arn ${door.firewall.id} --vpc-id ${vpc.id} --subnet-mapping SubnetId=$SUBNET`,
      ]
    : [
        `of ${service ?? 'the load balancer'}`,
        `ec2 create-vpc-endpoint --vpc-endpoint-type GatewayLoadBalancer --service-name ${service ?? 'SERVICE_NAME'} --vpc-id ${vpc.id} --subnet-ids $SUBNET`,
      ];
  if (!block) return [];
  const cidr = formatPrefix(block);
  return [
    runThen(
      { account, region },
      `Make an endpoint ${what} in ${zone}, in a subnet of its own (${cidr}); then a table that leads there`,
      [
        [
          'SUBNET',
          `ec2 create-subnet --vpc-id ${vpc.id} --cidr-block ${cidr} --availability-zone-id ${zone} --query Subnet.SubnetId --output text`,
        ],
      ],
      command,
      `resource "aws_subnet" "endpoint" {\n  vpc_id               = "${vpc.id}"\n  cidr_block           = "${cidr}"\n  availability_zone_id = "${zone}"\n}\n# and an endpoint ${what} in aws_subnet.endpoint.id`,
    ),
  ];
}

interface Home {
  readonly zone: Subnet | Missing;
  readonly isFirewall: boolean;
  readonly door?: Door | undefined;
  /** Of an endpoint that is listed: what it leads to. */
  readonly service?: string | undefined;
}

/** Where an endpoint stands that packets are routed to; nothing for those that are no such endpoint. */
function homeOf(estate: Estate, id: string): Home | undefined {
  const door = estate.once('doors by endpoint', () => new Map(doors(estate).map((one) => [one.id, one]))).get(id);
  const endpoint = estate.get('vpc-endpoint', id);
  if (endpoint?.data.VpcEndpointType === 'Gateway') return undefined;
  const subnetId = door?.subnetId ?? endpoint?.data.SubnetIds?.[0];
  const place = endpoint ?? door?.firewall;
  if (!place) return undefined;
  return {
    zone: estate.network.subnets.get(subnetId ?? '') ?? estate.network.absent('subnet', subnetId ?? `the subnet of ${id}`, place),
    isFirewall: door !== undefined,
    door,
    service: endpoint?.data.ServiceName,
  };
}

/** An endpoint of the same sort in the VPC and the zone of a subnet. */
const siblingIn = (estate: Estate, isFirewall: boolean, { vpc, zone }: Subnet): string | undefined => {
  const isThere = (subnetId: string | undefined): boolean => {
    const subnet = estate.network.subnets.get(subnetId ?? '');
    return subnet?.vpc.id === vpc.id && subnet.zone === zone;
  };
  if (isFirewall) return doors(estate).find(({ subnetId }) => isThere(subnetId))?.id;
  return (estate.by('vpc-endpoint', 'vpc', ({ data }) => data.VpcId).get(vpc.id) ?? []).find(
    ({ data }) => data.VpcEndpointType === 'GatewayLoadBalancer' && isThere(data.SubnetIds?.[0]),
  )?.id;
};
