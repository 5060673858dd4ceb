/** Interface endpoints that stand in one zone of a VPC that spans several. */
import type { Subnet } from '../../reach/index.ts';
import { isUp, named, serviceOf } from '../endpoints.ts';
import { run } from '../remedy.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'vpce-single-az',
  title: 'An interface endpoint stands in one zone only',
  severity: 'low',
  why:
    'When that zone fails every zone loses the service, and until then the others pay for what crosses between zones. All endpoints of the ' +
    'VPC for one service count together. Endpoints of Gateway Load Balancers have one zone by nature, and subnets on Outposts or in Local ' +
    'and Wavelength Zones are no place for a second one.',
  fix: 'Add a subnet of another zone.',
  see: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  needs: ['vpc-endpoint', 'subnet', 'vpc'],
  *check(estate) {
    const endpoints = estate.all('vpc-endpoint').filter((one) => one.data.VpcEndpointType === 'Interface' && isUp(one));
    const siblings = Map.groupBy(endpoints, ({ data }) => `${data.VpcId} ${data.ServiceName}`);
    for (const endpoint of endpoints) {
      const { VpcId, ServiceName, SubnetIds } = endpoint.data;
      const ids = siblings.get(`${VpcId} ${ServiceName}`)!.flatMap(({ data }) => data.SubnetIds ?? []);
      const subnets = ids.map((id) => estate.network.subnets.get(id));
      const vpc = estate.network.vpcs.get(VpcId ?? '');
      if (!vpc || subnets.includes(undefined)) {
        yield { subject: endpoint, unknown: `the VPC or a subnet of ${endpoint.id} is not in the snapshot` };
        continue;
      }
      const zones = new Set(subnets.map((subnet) => subnet!.zone));
      const others = vpc.subnets.filter((subnet) => isInRegion(subnet) && !zones.has(subnet.zone));
      if (zones.size !== 1 || others.length === 0) continue;
      const [zone] = zones;
      const first = [...others].sort((a, b) => (a.id < b.id ? -1 : 1))[0]!;
      yield {
        subject: endpoint,
        message: `${named(endpoint)} stands in ${zone} only, and ${vpc.id} has subnets in ${[...new Set(others.map((one) => one.zone))].sort().join(', ')} too.`,
        evidence: SubnetIds!.map((id) => ({ kind: 'subnet', id, text: `in ${zone}` })),
        fix: [
          run(
            endpoint,
            `Add ${first.id} in ${first.zone} to ${endpoint.id}`,
            `ec2 modify-vpc-endpoint --vpc-endpoint-id ${endpoint.id} --add-subnet-ids ${first.id}`,
            [
              `resource "aws_vpc_endpoint_subnet_association" "${serviceOf(endpoint).replaceAll(/\W/g, '_')}" {`,
              `  vpc_endpoint_id = "${endpoint.id}"`,
              `  subnet_id       = "${first.id}"`,
              '}',
            ].join('\n'),
          ),
        ],
      };
    }
  },
});

/** `euw1-az1`, and not `usw2-lax1-az1`; where AWS gave names and no ids `eu-west-1a`, and not `us-west-2-lax-1a`. */
const isInRegion = ({ zone, data }: Subnet): boolean =>
  !data.OutpostArn && /^(?:[a-z]+\d+-az\d+|[a-z]+(?:-[a-z]+)+-\d[a-z])$/.test(zone);
