/** Subnets without a way out whose machines need services of AWS that their VPC has no endpoint for. */
import { type Interface, Missing, type RouteTable, type Subnet } from '../../reach/index.ts';
import { ownerOfInterface } from '../../reach/network/owner.ts';
import { isUp, serviceOf } from '../endpoints.ts';
import type { Estate } from '../estate.ts';
import { type Remedy, run } from '../remedy.ts';
import { interfacesIn } from '../routes.ts';
import { rule } from '../rule.ts';

/** What cannot work without which services, by who owns an interface. */
const needed: Record<string, readonly string[]> = {
  instance: ['ssm', 'ssmmessages'],
  'ecs-task': ['ecr.api', 'ecr.dkr', 'logs', 's3'],
  'eks-cluster': ['ecr.api', 'ecr.dkr', 's3', 'sts'],
};

interface Need {
  readonly kind: string;
  readonly id: string;
  readonly services: readonly string[];
}

export default rule({
  id: 'vpce-missing-for-isolated',
  title: 'A subnet without a way out lacks endpoints for what runs in it',
  severity: 'medium',
  why:
    'What runs there cannot be managed, cannot pull its image or cannot write its log, and finds out when it starts. A subnet is isolated when ' +
    'no active route of its table leads out of the VPC: with a transit gateway, a peering or a VPN the endpoints may be elsewhere. Running ' +
    'instances with a role need Systems Manager (its agents do without ec2messages by now), tasks of ECS their registry, its layers in S3 ' +
    'and CloudWatch Logs, clusters of EKS the registry, S3 and STS. What runs elsewhere is not asked whether it needs anything.',
  fix: 'Make interface endpoints for these services in the VPC, and a gateway endpoint for S3; or give the subnet a way out.',
  see: 'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  needs: ['vpc-endpoint', 'route-table', 'subnet', 'vpc', 'network-interface', 'instance'],
  *check(estate) {
    for (const { id } of estate.all('subnet')) {
      const subnet = estate.network.subnets.get(id);
      if (!subnet) continue;
      const table = estate.network.tableOf(subnet);
      if (!(table instanceof Missing) && leadsOut(estate, table)) continue;
      const needs = interfacesIn(estate, id).flatMap((one) => needOf(estate, one));
      if (needs.length === 0) continue;
      if (table instanceof Missing || table.unresolved.length > 0) {
        yield { subject: subnet, unknown: table instanceof Missing ? table : table.unresolved[0]!.missing };
        continue;
      }
      const lacking = [...new Set(needs.flatMap(({ services }) => services))]
        .filter((service) => !hasEndpoint(estate, subnet, table, service))
        .sort();
      if (lacking.length === 0) continue;
      const who = needs.filter(({ services }) => services.some((service) => lacking.includes(service)));
      yield {
        subject: subnet,
        message: `${id} has no way out of ${subnet.vpc.id}, and ${listed(who)} there can reach no endpoint for ${lacking.join(', ')}.`,
        evidence: [
          { kind: 'route-table', id: table.id, text: 'no route out of the VPC' },
          ...who.map(({ services, ...owner }) => ({ ...owner, text: `needs ${services.join(', ')}` })),
        ],
        fix: lacking.map((service) => endpointFor(subnet, table, service)),
      };
    }
  },
});

function needOf(estate: Estate, one: Interface): Need[] {
  const { kind, id } = ownerOfInterface(estate.network, one);
  const services = needed[kind];
  if (!services) return [];
  const instance = kind === 'instance' ? estate.get('instance', id)?.data : undefined;
  const isIdle = kind === 'instance' && !(instance?.State?.Name === 'running' && instance.IamInstanceProfile);
  return isIdle ? [] : [{ kind, id, services }];
}

/** Whether packets may leave the VPC; what a gateway endpoint takes does not count. */
const leadsOut = (estate: Estate, { routes }: RouteTable): boolean =>
  routes.entries.some(({ value: { state, target } }) => {
    if (state !== 'active' || target.kind === 'local' || target.kind === 'nothing') return false;
    return target.kind !== 'vpc-endpoint' || estate.get('vpc-endpoint', target.id)?.data.VpcEndpointType !== 'Gateway';
  });

const hasEndpoint = (estate: Estate, { vpc }: Subnet, table: RouteTable, service: string): boolean =>
  (estate.by('vpc-endpoint', 'vpc', ({ data }) => data.VpcId).get(vpc.id) ?? []).some(
    (one) =>
      isUp(one) &&
      serviceOf(one) === service &&
      (one.data.VpcEndpointType === 'Interface' || one.data.RouteTableIds?.includes(table.id)),
  );

const listed = (who: readonly Need[]): string => {
  const ids = [...new Set(who.map(({ id }) => id))].sort();
  return `${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ` and ${ids.length - 3} more` : ''}`;
};

function endpointFor(subnet: Subnet, table: RouteTable, service: string): Remedy {
  const { vpc } = subnet;
  const name = `com.amazonaws.${vpc.region}.${service}`;
  const [type, option, member, value] =
    service === 's3'
      ? ['Gateway', `--route-table-ids ${table.id}`, 'route_table_ids', table.id]
      : ['Interface', `--subnet-ids ${subnet.id} --private-dns-enabled`, 'subnet_ids', subnet.id];
  return run(
    vpc,
    `Make an endpoint for ${service} in ${vpc.id}`,
    `ec2 create-vpc-endpoint --vpc-id ${vpc.id} --vpc-endpoint-type ${type} --service-name ${name} ${option}`,
    [
      `resource "aws_vpc_endpoint" "${service.replace('.', '_')}" {`,
      `  vpc_id              = "${vpc.id}"`,
      `  vpc_endpoint_type   = "${type}"`,
      `  service_name        = "${name}"`,
      `  ${member!.padEnd(19)} = ["${value}"]`,
      ...(type === 'Interface' ? ['  private_dns_enabled = true'] : []),
      '}',
    ].join('\n'),
  );
}
