/** Interface endpoints whose groups let none of their clients in. */
import { type Family, familyOf, formatPrefix, TCP } from '../../net/index.ts';
import { type Interface, type Path, tracePoint } from '../../reach/index.ts';
import { type Endpoint, isOfAws, isUp, named } from '../endpoints.ts';
import type { Estate } from '../estate.ts';
import { evidenceOf, PATH_PARTLY, unknownOf } from '../exposure.ts';
import type { Remedy } from '../remedy.ts';
import { interfacesIn } from '../routes.ts';
import { rule, type Said } from '../rule.ts';

/** What starts connections of its own accord; not gateways, load balancers and other endpoints. */
const clients = new Set(['interface', 'lambda', 'branch', 'trunk', 'efa']);

/** Services whose clients use other ports. */
const onOtherPorts = /\.(?:email-smtp|transfer\.server|cassandra(?:-fips|-streams)?)$/;

export default rule({
  id: 'vpce-sg-blocks-443',
  title: 'The security groups of an endpoint let none of its clients in',
  severity: 'high',
  why:
    'With private DNS the service’s name leads to the endpoint, and whoever asks waits until time is up. The engine sends a packet to port 443 ' +
    'from each interface of the VPC that may be a client; it is said, for each family, when the endpoint’s groups stop all of them. An ' +
    'endpoint that is there for other VPCs is excused when somebody of one of their subnets does get in. VPCs without a client, services of ' +
    'others and services on other ports are not judged.',
  fix: 'Let the blocks of the VPC in on port 443.',
  see: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  needs: [
    'vpc-endpoint',
    'network-interface',
    'subnet',
    'vpc',
    'route-table',
    'network-acl',
    'security-group',
    'prefix-list',
    'prefix-list-entry',
  ],
  partly: PATH_PARTLY,
  *check(estate) {
    for (const endpoint of estate.all('vpc-endpoint')) {
      const { VpcEndpointType, ServiceName, NetworkInterfaceIds } = endpoint.data;
      if (VpcEndpointType !== 'Interface' || !isUp(endpoint) || !isOfAws(endpoint)) continue;
      if (onOtherPorts.test(ServiceName!)) continue;
      const own = (NetworkInterfaceIds ?? []).flatMap((id) => estate.network.interfaces.get(id) ?? []);
      if (own.length === 0) {
        yield { subject: endpoint, unknown: `no interface of ${endpoint.id} is in the snapshot` };
        continue;
      }
      for (const family of [4, 6] as const) yield* judged(estate, endpoint, own, family);
    }
  },
});

function* judged(estate: Estate, endpoint: Endpoint, own: readonly Interface[], family: Family): Iterable<Said> {
  const door = own.find((one) => addressIn(one, family) !== undefined);
  if (!door) return;
  let stopped: Path | undefined;
  let doubtful: Path | undefined;
  for (const client of door.vpc.interfaces) {
    const path = wayTo(estate, client, door, family);
    if (!path) continue;
    if (path.verdict.forward === 'reachable' || isAdmitted(path, door)) return;
    if (path.verdict.forward === 'unknown') doubtful ??= path;
    else if (isStopped(path, door)) stopped ??= path;
  }
  if (doubtful) {
    yield { subject: endpoint, unknown: unknownOf(doubtful) };
    return;
  }
  if (!stopped || servesOthers(estate, door, family)) return;
  yield {
    subject: endpoint,
    key: `IPv${family}`,
    message: `${door.groupIds.join(', ')} of ${named(endpoint)} lets nobody of ${door.vpc.id} in on port 443 by IPv${family}.`,
    evidence: evidenceOf(stopped),
    path: stopped,
    fix: openings(endpoint, door, family),
  };
}

const addressIn = ({ addresses }: Interface, family: Family) => addresses.find((own) => familyOf(own) === family);

/** The packet of a client to the endpoint; nothing from what is no client, or not of the family. */
function wayTo({ network }: Estate, client: Interface, door: Interface, family: Family): Path | undefined {
  const [src, dst] = [addressIn(client, family), addressIn(door, family)];
  if (!clients.has(client.type) || !client.attached || src === undefined || dst === undefined) return undefined;
  return tracePoint(network, { eni: client.id }, { src, dst, protocol: TCP, sourcePort: 49152, destinationPort: 443 });
}

/** What else may be in the way is another matter. */
const isAdmitted = ({ forward }: Path, door: Interface): boolean =>
  forward.some(({ does, side, at }) => does === 'allows' && side === 'ingress' && door.groupIds.includes(at.id));

const isStopped = ({ blockers }: Path, door: Interface): boolean =>
  blockers.some(({ side, direction, evidence }) => side === 'ingress' && direction === 'forward' && evidence?.source === door);

/** One interface of each subnet stands for the others there. */
const servesOthers = (estate: Estate, door: Interface, family: Family): boolean =>
  estate
    .once('a client of each subnet', () =>
      [...estate.network.subnets.values()].flatMap(
        ({ id }) => interfacesIn(estate, id).find((one) => clients.has(one.type) && one.attached) ?? [],
      ),
    )
    .some((one) => one.vpc !== door.vpc && wayTo(estate, one, door, family)?.verdict.forward === 'reachable');

const openings = ({ account, region }: Endpoint, door: Interface, family: Family): Remedy[] =>
  door.vpc.blocks
    .filter(({ lo }) => familyOf(lo) === family)
    .map((block) => ({
      do: 'authorize' as const,
      account,
      region,
      groupId: door.groupIds[0]!,
      direction: 'ingress' as const,
      service: { protocol: 'tcp', from: 443, to: 443 },
      peer: formatPrefix(block),
    }));
