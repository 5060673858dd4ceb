/** Default VPCs that somebody's machines are in. */
import { rule } from '../rule.ts';

export default rule({
  id: 'vpc-default-in-use',
  title: 'Something runs in a default VPC',
  severity: 'medium',
  why:
    'Its subnets are all public and give every machine a public address; its range is that of every other default VPC, so nothing can be ' +
    'connected to it. Interfaces that AWS made for a service of its own do not count.',
  fix: 'Move it to a VPC that was made for it.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html',
  needs: ['vpc', 'subnet', 'network-interface'],
  *check(estate) {
    for (const { id } of estate.all('vpc')) {
      const vpc = estate.network.vpcs.get(id);
      if (vpc?.data.IsDefault !== true) continue;
      const own = vpc.interfaces.filter(({ data }) => data.RequesterManaged !== true);
      if (own.length === 0) continue;
      yield {
        subject: vpc,
        message: `${own.map((one) => one.instanceId ?? one.id).join(', ')} ${own.length === 1 ? 'runs' : 'run'} in ${vpc.id}, the default VPC of ${vpc.region}.`,
        evidence: own.map((one) => ({ kind: 'network-interface', id: one.id, text: `in ${one.subnet.id}` })),
        fix: [],
      };
    }
  },
});
