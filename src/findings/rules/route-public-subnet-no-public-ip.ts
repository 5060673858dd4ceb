/** Interfaces in public subnets that have no public address, and so no way out. */
import { familyOf, formatAddress } from '../../net/index.ts';
import { Missing } from '../../reach/index.ts';
import { ownerOfInterface } from '../../reach/network/owner.ts';
import { interfacesIn, isPublic, ROUTES, routeEvidence, wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

/** Whose interfaces send of their own accord. Databases, caches and load balancers only answer. */
const senders: ReadonlySet<string> = new Set(['instance', 'network-interface', 'lambda-function', 'ecs-task']);

export default rule({
  id: 'route-public-subnet-no-public-ip',
  title: 'An interface uses a route to an internet gateway and has no public address',
  severity: 'medium',
  why:
    'An internet gateway drops what comes from a private IPv4 address: the machine has no way out, and whoever looks at its route table ' +
    'believes that it has. It is said of attached interfaces of instances, functions and ECS tasks, and of those that nobody names and no ' +
    'service of AWS manages, none of whose addresses is public. Load balancers, databases and endpoints only answer, and are left out.',
  fix: 'Give it an Elastic IP address, or move it to a subnet that leads to a NAT gateway.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html',
  needs: ['network-interface', ...ROUTES],
  *check(estate) {
    const { network } = estate;
    for (const subnet of network.subnets.values()) {
      const out = wayOut(estate, subnet, 4);
      if (!out || out instanceof Missing || !isPublic(out)) continue;
      for (const one of interfacesIn(estate, subnet.id)) {
        const own = one.addresses.find((each) => familyOf(each) === 4);
        if (!one.attached || own === undefined || one.publicAddresses.length > 0 || isPassive(one.type)) continue;
        const owner = ownerOfInterface(network, one);
        if (!senders.has(owner.kind) || (owner.id === one.id && owner.kind === one.kind && one.data.RequesterManaged)) continue;
        yield {
          subject: one,
          message: `${one.id} at ${formatAddress(own)} in ${subnet.id} sends to the internet by ${out.route.target.id} and has no public address: nothing of it gets out over IPv4.`,
          evidence: [routeEvidence(out), { kind: one.kind, id: one.id, text: `${formatAddress(own)}, no public address` }],
          fix: [
            {
              do: 'associate address',
              account: one.account,
              region: one.region,
              interfaceId: one.id,
              privateAddress: formatAddress(own),
              publicAddress: NEW,
            },
          ],
        };
      }
    }
  },
});

/** Gateways and nodes, by the type of the interface: they need no owner to be known. */
const isPassive = (type: string): boolean => !['interface', 'lambda', 'efa', 'trunk', 'branch'].includes(type);

/** An address that nobody has: AWS chooses the real one. */
const NEW = '192.0.2.1';
