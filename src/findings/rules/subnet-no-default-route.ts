/** Subnets whose machines have no way to the internet. */
import { type Interface, Missing, type Subnet } from '../../reach/index.ts';
import { ownerOfInterface } from '../../reach/network/owner.ts';
import type { Estate } from '../estate.ts';
import type { Remedy } from '../remedy.ts';
import { interfacesIn, ROUTES, wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

/** What AWS runs for people in their subnets, and what talks to AWS's services all the time. */
const dependent: ReadonlySet<string> = new Set(['lambda-function', 'ecs-task']);

/** What carries packets of others, or was put where it is to be reached, sends nothing to the internet. */
const silent: ReadonlySet<string> = new Set([
  'nat_gateway',
  'transit_gateway',
  'vpc_endpoint',
  'gateway_load_balancer',
  'gateway_load_balancer_endpoint',
  'network_load_balancer',
]);

export default rule({
  id: 'subnet-no-default-route',
  title: 'A subnet has no way to the internet',
  severity: 'info',
  why:
    'Often it is meant so. It is worth knowing where machines wait for updates, licences or AWS’s public endpoints in vain. It is said of ' +
    'subnets in which something is that sends, where packets for the internet match no route of either family. Where functions or ECS tasks ' +
    'are among it and the VPC has no interface endpoint at all, they cannot reach the services that they live on either, and it is medium.',
  fix: 'Nothing, if it is meant to be isolated. Else a default route to a NAT gateway, or interface endpoints for the services that it needs.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html',
  needs: ['network-interface', 'vpc-endpoint', ...ROUTES],
  *check(estate) {
    for (const subnet of estate.network.subnets.values()) {
      const senders = interfacesIn(estate, subnet.id).filter((one) => one.attached && !silent.has(one.type));
      if (senders.length === 0) continue;
      const [four, six] = [wayOut(estate, subnet, 4), wayOut(estate, subnet, 6)];
      if (four instanceof Missing) yield { subject: subnet, unknown: four };
      if (four || six) continue;
      const cutOff = hasInterfaceEndpoint(estate, subnet.vpc.id) ? [] : senders.filter((one) => isDependent(estate, one));
      yield {
        subject: subnet,
        severity: cutOff.length > 0 ? 'medium' : 'info',
        message:
          cutOff.length > 0
            ? `${subnet.id} has no way to the internet, ${subnet.vpc.id} has no interface endpoint, and ${cutOff.map(({ id }) => id).join(', ')} of functions or tasks ${cutOff.length === 1 ? 'is' : 'are'} in it.`
            : `${subnet.id}, with ${senders.length} ${senders.length === 1 ? 'interface' : 'interfaces'} in it, has no way to the internet.`,
        evidence: [{ kind: 'route-table', id: tableId(estate, subnet), text: 'no route for 0.0.0.0/0 or ::/0' }],
        fix: leadOut(estate, subnet),
      };
    }
  },
});

const tableId = ({ network }: Estate, subnet: Subnet): string => {
  const table = network.tableOf(subnet);
  return table instanceof Missing ? subnet.id : table.id;
};

const isDependent = ({ network }: Estate, one: Interface): boolean => dependent.has(ownerOfInterface(network, one).kind);

const hasInterfaceEndpoint = (estate: Estate, vpcId: string): boolean =>
  (estate.by('vpc-endpoint', 'vpc', ({ data }) => data.VpcId).get(vpcId) ?? []).some(
    ({ data }) => data.VpcEndpointType === 'Interface' && data.State?.toLowerCase() === 'available',
  );

/** By a NAT gateway that the VPC has. */
function leadOut(estate: Estate, subnet: Subnet): Remedy[] {
  const table = estate.network.tableOf(subnet);
  const nat = estate
    .by('nat-gateway', 'VPC', ({ data }) => data.VpcId)
    .get(subnet.vpc.id)
    ?.find(({ data }) => data.State === 'available' && data.ConnectivityType !== 'private');
  if (!nat || table instanceof Missing) return [];
  const { id: tableId, account, region } = table;
  return [{ do: 'create route', account, region, tableId, cidr: '0.0.0.0/0', target: { NatGatewayId: nat.id } }];
}
