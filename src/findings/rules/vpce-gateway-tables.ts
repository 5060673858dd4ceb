/** Gateway endpoints that no table leads to, or that some of the tables behind a NAT gateway were not given. */
import { Missing } from '../../reach/index.ts';
import { type Endpoint, isUp, named } from '../endpoints.ts';
import type { Estate } from '../estate.ts';
import { type Remedy, remove, run } from '../remedy.ts';
import { type Placed, routeEvidence, wayOut } from '../routes.ts';
import { family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html';

const none: Rule = {
  id: 'vpce-gateway-no-route-table',
  title: 'A gateway endpoint is associated with no route table',
  severity: 'medium',
  why: 'A gateway endpoint is nothing but routes: without a table nobody uses it, and what was meant to go through it takes another way or none.',
  fix: 'Associate it with the tables of the subnets that it is for, or delete it.',
  see,
  needs: ['vpc-endpoint'],
};

const some: Rule = {
  id: 'vpce-gateway-partial',
  title: 'A gateway endpoint leaves out a table that leads to a NAT gateway',
  severity: 'low',
  why:
    'Of the same VPC some subnets go to the service for nothing, and others pay the NAT gateway for every byte and are not held by the ' +
    'endpoint’s policy. It is said of each table in effect for a subnet whose IPv4 way to the internet is a NAT gateway, when no endpoint of ' +
    'the VPC for the same service has it and some other table is associated.',
  fix: 'Associate the table with the endpoint.',
  see,
  needs: ['vpc-endpoint', 'route-table', 'subnet', 'vpc'],
};

export default family({
  rules: [none, some],
  *check(estate) {
    const gateways = estate.all('vpc-endpoint').filter((one) => one.data.VpcEndpointType === 'Gateway' && isUp(one));
    for (const endpoint of gateways) {
      if (endpoint.data.RouteTableIds?.length) continue;
      yield {
        rule: none.id,
        subject: endpoint,
        message: `${named(endpoint)} in ${endpoint.data.VpcId} is associated with no route table.`,
        evidence: [{ kind: 'vpc-endpoint', id: endpoint.id, text: 'no RouteTableIds' }],
        fix: [remove(endpoint)],
      };
    }
    const used = gateways.filter(({ data }) => data.RouteTableIds?.length);
    const siblings = Map.groupBy(used, ({ data }) => `${data.VpcId} ${data.ServiceName}`);
    for (const together of siblings.values()) yield* leftOut(estate, together);
  },
});

/** Tables that none of the endpoints of one VPC for one service has. */
function* leftOut(estate: Estate, together: readonly Endpoint[]): Iterable<Said> {
  const [endpoint] = [...together].sort((a, b) => (a.id < b.id ? -1 : 1)) as [Endpoint];
  const vpc = estate.network.vpcs.get(endpoint.data.VpcId ?? '');
  if (!vpc) {
    yield { rule: some.id, subject: endpoint, unknown: `${endpoint.data.VpcId} is not in the snapshot` };
    return;
  }
  const associated = new Set(together.flatMap(({ data }) => data.RouteTableIds ?? []));
  const lacking = new Map<string, Placed>();
  for (const subnet of vpc.subnets) {
    const out = wayOut(estate, subnet, 4);
    if (out instanceof Missing) {
      yield { rule: some.id, subject: endpoint, unknown: out };
      return;
    }
    if (out?.route.target.kind === 'nat-gateway' && !associated.has(out.table.id)) lacking.set(out.table.id, out);
  }
  for (const [tableId, out] of lacking) {
    yield {
      rule: some.id,
      subject: endpoint,
      key: tableId,
      message: `${named(endpoint)} leaves out ${tableId} of ${vpc.id}, which leads to ${out.route.target.id}.`,
      evidence: [routeEvidence(out), { kind: 'vpc-endpoint', id: endpoint.id, text: [...associated].sort().join(', ') }],
      fix: [association(endpoint, tableId)],
    };
  }
}

const association = (endpoint: Endpoint, tableId: string): Remedy =>
  run(
    endpoint,
    `Associate ${tableId} with ${endpoint.id}`,
    `ec2 modify-vpc-endpoint --vpc-endpoint-id ${endpoint.id} --add-route-table-ids ${tableId}`,
    [
      `resource "aws_vpc_endpoint_route_table_association" "${tableId.replaceAll('-', '_')}" {`,
      `  vpc_endpoint_id = "${endpoint.id}"`,
      `  route_table_id  = "${tableId}"`,
      '}',
    ].join('\n'),
  );
