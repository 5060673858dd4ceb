/** Subnets that give whatever is started in them a public IPv4 address. */
import type { Interface } from '../../reach/index.ts';
import { run, settingsOf } from '../remedy.ts';
import { interfacesIn } from '../routes.ts';
import { rule, type Severity } from '../rule.ts';

/** What is meant to be public, and takes no address from the subnet's setting. */
const edges: ReadonlySet<string> = new Set(['nat_gateway', 'network_load_balancer', 'gateway_load_balancer']);

export default rule({
  id: 'subnet-auto-public-ip',
  title: 'A subnet gives every new instance a public IPv4 address',
  severity: 'medium',
  why:
    'Who starts a machine there puts it on the internet without having said so. Where only load balancers and NAT gateways are in the subnet it ' +
    'is low, and in a default VPC without any interface, which AWS makes like that in every Region, info.',
  fix: 'Switch it off, and ask for a public address where one is wanted.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html',
  needs: ['subnet', 'vpc', 'network-interface'],
  maps: { fsbp: ['EC2.15'] },
  *check(estate) {
    for (const { id, data } of estate.all('subnet')) {
      const subnet = estate.network.subnets.get(id);
      if (!subnet || data.MapPublicIpOnLaunch !== true) continue;
      const severity = gravity(
        interfacesIn(estate, id),
        subnet.vpc.data.IsDefault === true && subnet.vpc.interfaces.length === 0,
      );
      yield {
        subject: subnet,
        severity,
        message: `${id} in ${subnet.vpc.id} gives every new instance a public IPv4 address.`,
        evidence: [{ kind: 'subnet', id, text: 'MapPublicIpOnLaunch' }],
        fix: [
          run(
            subnet,
            `Give new instances in ${id} no public address`,
            `ec2 modify-subnet-attribute --subnet-id ${id} --no-map-public-ip-on-launch`,
            settingsOf('aws_subnet', id, { map_public_ip_on_launch: false }),
          ),
        ],
      };
    }
  },
});

function gravity(inside: readonly Interface[], isIdle: boolean): Severity {
  if (isIdle) return 'info';
  const isEdge = ({ type, data }: Interface): boolean => edges.has(type) || String(data.Description ?? '').startsWith('ELB ');
  return inside.length > 0 && inside.every(isEdge) ? 'low' : 'medium';
}
