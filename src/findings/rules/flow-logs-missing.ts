/** VPCs of which nobody records what passed. */
import { run } from '../remedy.ts';
import { interfacesIn } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'flow-logs-missing',
  title: 'No flow log covers a VPC',
  severity: 'medium',
  why:
    'When something goes wrong nobody can say what passed. A log of the VPC covers it, and so do logs of all its subnets, or of all interfaces ' +
    'of those that have none. A VPC without any interface carries nothing and is left out.',
  fix: 'Make a flow log for the VPC.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html',
  needs: ['vpc', 'subnet', 'network-interface', 'flow-log'],
  maps: { fsbp: ['EC2.6'], cis: ['3.7'] },
  *check(estate) {
    const logged = new Set(
      estate.all('flow-log').flatMap(({ data }) => (data.FlowLogStatus === 'ACTIVE' && data.ResourceId ? [data.ResourceId] : [])),
    );
    for (const vpc of estate.network.vpcs.values()) {
      if (logged.has(vpc.id) || !estate.network.coverage.scanned(vpc)) continue;
      const open = vpc.subnets.filter(
        (subnet) => !logged.has(subnet.id) && interfacesIn(estate, subnet.id).some((one) => !logged.has(one.id)),
      );
      if (open.length === 0) continue;
      yield {
        subject: vpc,
        message: `Nothing records the traffic of ${open.length} of ${vpc.subnets.length} subnets of ${vpc.id}.`,
        evidence: open.map(({ id }) => ({
          kind: 'subnet',
          id,
          text: `no active flow log of ${vpc.id}, the subnet or all its interfaces`,
        })),
        fix: [
          run(
            vpc,
            `Record what passes in ${vpc.id}`,
            `ec2 create-flow-logs --resource-type VPC --resource-ids ${vpc.id} --traffic-type ALL --log-destination-type s3 --log-destination arn:aws:s3:::BUCKET`,
            `resource "aws_flow_log" "this" {\n  vpc_id               = "${vpc.id}"\n  traffic_type         = "ALL"\n  log_destination_type = "s3"\n  log_destination      = "arn:aws:s3:::BUCKET"\n}`,
          ),
        ],
      };
    }
  },
});
