/** Public NAT gateways whose own subnet has no way to the internet. */
import { address, TCP } from '../../net/index.ts';
import { tracePoint } from '../../reach/index.ts';
import { evidenceOf, PATH, PATH_PARTLY, unknownOf } from '../exposure.ts';
import { wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

export default rule({
  id: 'route-nat-in-private-subnet',
  title: 'A public NAT gateway sits in a subnet that has no way to the internet',
  severity: 'critical',
  why:
    'What it is there for does not work: it translates, and its own subnet leads nowhere, or to another network. The engine walks a packet ' +
    'from the gateway to the internet, so a firewall in between is no fault. A gateway that its subnet sends back to itself is route-nat-loop; ' +
    'regional gateways have no subnet.',
  fix: 'Put it in a subnet whose route table leads to an internet gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
  needs: ['nat-gateway', ...PATH],
  partly: PATH_PARTLY,
  *check(estate) {
    for (const nat of estate.all('nat-gateway')) {
      const { State, ConnectivityType, AvailabilityMode, SubnetId, NatGatewayAddresses } = nat.data;
      if (State !== 'available' || ConnectivityType === 'private' || AvailabilityMode === 'regional') continue;
      const subnet = estate.network.subnets.get(SubnetId ?? '');
      const primary = (NatGatewayAddresses ?? []).find((one) => one.IsPrimary) ?? NatGatewayAddresses?.[0];
      const own = estate.network.interfaces.get(primary?.NetworkInterfaceId ?? '');
      if (!subnet || own?.addresses[0] === undefined) {
        yield { subject: nat, unknown: `the interface or the subnet of ${nat.id} is not in the snapshot` };
        continue;
      }
      const out = wayOut(estate, subnet, 4);
      if (out && 'route' in out && out.route.target.id === nat.id) continue;
      const point = { src: own.addresses[0], dst: address('1.1.1.1'), protocol: TCP, sourcePort: 49152, destinationPort: 443 };
      const path = tracePoint(estate.network, { eni: own.id }, point);
      if (path.verdict.forward === 'unknown') yield { subject: nat, unknown: unknownOf(path) };
      const lost = path.blockers.find(
        ({ direction, trouble }) => direction === 'forward' && trouble !== 'security groups and ACLs',
      );
      if (path.verdict.forward !== 'blocked' || !lost) continue;
      yield {
        subject: nat,
        message: `${nat.id} in ${subnet.id} has no way to the internet: ${lost.because}.`,
        evidence: evidenceOf(path),
        path,
        fix: fixFor(estate.network.attached('internet-gateway', subnet.vpc.id)[0]?.id, lost.at),
      };
    }
  },
});

const fixFor = (
  gateway: string | undefined,
  { kind, id, account, region }: { kind: string; id: string; account: string; region: string },
) =>
  gateway && kind === 'route-table'
    ? [{ do: 'create route' as const, account, region, tableId: id, cidr: '0.0.0.0/0', target: { GatewayId: gateway } }]
    : [];
