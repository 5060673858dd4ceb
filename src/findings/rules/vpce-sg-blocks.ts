/** Interface endpoints whose groups let none of their clients in. */
import { type Family, familyOf, formatPrefix, TCP } from '../../net/index.ts';
import { letIn, mayEnter } from '../../reach/bulk/index.ts';
import { type Interface, type Path, tracePoint, type Vpc } from '../../reach/index.ts';
import { type Endpoint, isOfAws, isUp, named } from '../endpoints.ts';
import type { Estate } from '../estate.ts';
import { evidenceOf, INSIDE, PATH_PARTLY, unknownOf } from '../exposure.ts';
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
  needs: ['vpc-endpoint', ...INSIDE],
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
  const may = whoMayEnter(estate, door, family);
  let doubtful: Path | undefined;
  for (const client of worthAsking(estate, clientsOf(estate, door.vpc), may)) {
    const path = wayTo(estate, client, door, family);
    if (!path) continue;
    if (path.verdict.forward === 'reachable' || isAdmitted(path, door)) return;
    if (path.verdict.forward === 'unknown') doubtful ??= path;
  }
  if (doubtful) {
    yield { subject: endpoint, unknown: unknownOf(doubtful) };
    return;
  }
  const stopped = firstStopped(estate, door, family);
  if (!stopped || servesOthers(estate, door, family, may)) return;
  yield {
    subject: endpoint,
    key: `IPv${family}`,
    message: `${door.groupIds.join(', ')} of ${named(endpoint)} lets nobody of ${door.vpc.id} in on port 443 by IPv${family}.`,
    evidence: evidenceOf(stopped),
    path: stopped,
    fix: openings(endpoint, door, family),
  };
}

type May = (client: Interface) => boolean;

/** Whom the endpoint's groups may let in by an address of their own. */
function whoMayEnter({ network }: Estate, door: Interface, family: Family): May {
  const those = letIn(network, door, family, HTTPS);
  return (one) => one.addresses.some((own) => familyOf(own) === family && mayEnter(those, one, own));
}

/** Whose packets are worth a walk: of those who may enter; of all, where a NAT gateway may, for somebody may come by its address. */
function* worthAsking(estate: Estate, clients: readonly Interface[], may: May): Iterable<Interface> {
  const others: Interface[] = [];
  for (const one of clients) {
    if (may(one)) yield one;
    else others.push(one);
  }
  const translators = estate.once('interfaces of NAT gateways', () =>
    [...estate.network.interfaces.values()].filter(({ type }) => type === 'nat_gateway'),
  );
  if (others.length > 0 && translators.some(may)) yield* others;
}

const HTTPS = { protocol: TCP, port: 443 };

const clientsOf = (estate: Estate, vpc: Vpc): readonly Interface[] =>
  estate.once(`clients of ${vpc.id}`, () => vpc.interfaces.filter(isClient));

function firstStopped(estate: Estate, door: Interface, family: Family): Path | undefined {
  for (const client of clientsOf(estate, door.vpc)) {
    const path = wayTo(estate, client, door, family);
    if (path && isStopped(path, door)) return path;
  }
  return undefined;
}

const addressIn = ({ addresses }: Interface, family: Family) => addresses.find((own) => familyOf(own) === family);

/** The packet of a client to the endpoint; nothing where one is not of the family. */
function wayTo({ network }: Estate, client: Interface, door: Interface, family: Family): Path | undefined {
  const [src, dst] = [addressIn(client, family), addressIn(door, family)];
  if (src === undefined || dst === undefined) return undefined;
  return tracePoint(network, { eni: client.id }, { src, dst, protocol: TCP, sourcePort: 49152, destinationPort: HTTPS.port });
}

/** What else may be in the way is another matter. */
const isAdmitted = ({ forward }: Path, door: Interface): boolean =>
  forward.some(({ does, side, at }) => does === 'allows' && side === 'ingress' && door.groupIds.includes(at.id));

const isStopped = ({ blockers }: Path, door: Interface): boolean =>
  blockers.some(({ side, direction, evidence }) => side === 'ingress' && direction === 'forward' && evidence?.source === door);

/** One interface of each subnet stands for the others there. */
function servesOthers(estate: Estate, door: Interface, family: Family, may: May): boolean {
  const one = estate.once('a client of each subnet', () =>
    [...estate.network.subnets.values()].flatMap(({ id }) => interfacesIn(estate, id).find(isClient) ?? []),
  );
  for (const client of worthAsking(estate, one, may))
    if (client.vpc !== door.vpc && wayTo(estate, client, door, family)?.verdict.forward === 'reachable') return true;
  return false;
}

const isClient = ({ type, attached }: Interface): boolean => clients.has(type) && attached;

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
