/** VPCs that pay a NAT gateway for their way to S3 or DynamoDB. */
import { Missing } from '../../reach/index.ts';
import { run } from '../remedy.ts';
import { type Placed, routeEvidence, wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

const services = { s3: 'S3', dynamodb: 'DynamoDB' } as const;

export default rule({
  id: 'nat-no-s3-gateway-endpoint',
  title: 'A VPC reaches S3 or DynamoDB through a NAT gateway',
  severity: 'medium',
  why:
    'Every byte is paid for, and leaves by public addresses; a gateway endpoint costs nothing. It is said, for each of the two services, of ' +
    'VPCs with subnets behind a NAT gateway and no such endpoint at all. Where there is one, and it leaves tables out, that is ' +
    'vpce-gateway-partial.',
  fix: 'Make a gateway endpoint for the service and associate it with the tables that lead to the NAT gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  needs: ['vpc', 'subnet', 'route-table', 'nat-gateway', 'vpc-endpoint'],
  *check(estate) {
    const endpoints = estate.by('vpc-endpoint', 'vpc', ({ data }) => data.VpcId);
    for (const vpc of estate.network.vpcs.values()) {
      const behind = new Map<string, Placed>();
      for (const subnet of vpc.subnets) {
        const out = wayOut(estate, subnet, 4);
        if (out && !(out instanceof Missing) && out.route.target.kind === 'nat-gateway') behind.set(out.table.id, out);
      }
      if (behind.size === 0) continue;
      const own = (endpoints.get(vpc.id) ?? []).filter(
        ({ data }) => data.VpcEndpointType === 'Gateway' && data.State?.toLowerCase() !== 'deleted',
      );
      for (const [id, name] of Object.entries(services)) {
        if (own.some(({ data }) => data.ServiceName?.endsWith(`.${id}`))) continue;
        const tables = [...behind.keys()].sort();
        const service = `com.amazonaws.${vpc.region}.${id}`;
        yield {
          subject: vpc,
          key: id,
          message: `${vpc.id} has no gateway endpoint for ${name}: what goes there from the subnets of ${tables.join(', ')} goes through a NAT gateway.`,
          evidence: [...behind.values()].map(routeEvidence),
          fix: [
            run(
              vpc,
              `Make a gateway endpoint for ${name} in ${vpc.id}`,
              `ec2 create-vpc-endpoint --vpc-id ${vpc.id} --service-name ${service} --route-table-ids ${tables.join(' ')}`,
              [
                `resource "aws_vpc_endpoint" "${id}" {`,
                `  vpc_id          = "${vpc.id}"`,
                `  service_name    = "${service}"`,
                `  route_table_ids = ${JSON.stringify(tables)}`,
                '}',
              ].join('\n'),
            ),
          ],
        };
      }
    }
  },
});
