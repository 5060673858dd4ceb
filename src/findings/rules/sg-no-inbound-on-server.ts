/** Load balancers and targets whose groups let nobody in on the port that they are there for. */
import { holds } from '../../net/index.ts';
import { type Change, type Group, Missing, primaryOf, type Ref, serves, targetsOf } from '../../reach/index.ts';
import type { Place } from '../../snapshot/snapshot.ts';
import type { Estate, Thing } from '../estate.ts';
import { type Evidence, rule, type Said } from '../rule.ts';

export default rule({
  id: 'sg-no-inbound-on-server',
  title: 'No security group of a load balancer or a target lets anybody in on its port',
  severity: 'medium',
  why:
    'A listener that nobody can talk to, or a target that fails every request. It is said where no rule of all the groups together is for the ' +
    'protocol and the port, whoever it is from: of application, network and classic load balancers with groups, and of the interfaces behind ' +
    'them. Whether the load balancer itself may talk to its target is lb-target-sg-mismatch.',
  fix: 'Let those in who use it: clients at the load balancer, the load balancer’s group at the target.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
  needs: [
    'load-balancer',
    'listener',
    'target-group',
    'target-health',
    'classic-load-balancer',
    'network-interface',
    'security-group',
  ],
  *check(estate) {
    const seen = new Set<string>();
    for (const server of servers(estate)) {
      const key = `${server.subject.id} ${server.protocols.join()} ${server.port}`;
      if (seen.has(key) || server.protocols.length === 0) continue;
      seen.add(key);
      yield* judged(estate, server);
    }
  },
});

interface Server {
  readonly subject: Ref;
  readonly groupIds: readonly string[];
  readonly protocols: readonly number[];
  readonly port: number;
  /** What makes it one: a listener, a target group. */
  readonly by: Evidence;
  /** A group, or everybody, that is to be let in. */
  readonly client?: string | undefined;
}

function* judged(estate: Estate, { subject, groupIds, protocols, port, by, client }: Server): Iterable<Said> {
  const groups = groupIds.map((id) => estate.network.group(id, subject));
  const missing = groups.find((group) => group instanceof Missing);
  const known = groups.filter((group): group is Group => !(group instanceof Missing));
  const admits = known.some(({ ingress }) =>
    ingress.some((one) => protocols.some((protocol) => holds(one.protocol, protocol)) && holds(one.ports, port)),
  );
  if (admits) return;
  if (missing) {
    yield { subject, unknown: missing };
    return;
  }
  const [first] = known;
  if (!first) return;
  yield {
    subject,
    key: `${protocols.includes(6) ? 'tcp' : 'udp'} ${port}`,
    message: `No group of ${nameOf(subject)} (${groupIds.join(', ')}) lets anybody in on port ${port}, ${by.text}.`,
    evidence: [
      by,
      ...known.map(({ id, ingress }) => ({
        kind: 'security-group',
        id,
        text: `${ingress.length} inbound rules, none for port ${port}`,
      })),
    ],
    fix: client ? [admitting(first, protocols, port, client)] : [],
  };
}

/** An ARN of a load balancer ends with its name and some letters. */
const nameOf = ({ name, id }: Ref): string => name ?? id.split('/').at(-2) ?? id;

const admitting = (
  { id, account, region }: Place & { id: string },
  protocols: readonly number[],
  port: number,
  peer: string,
): Change => ({
  do: 'authorize',
  account,
  region,
  groupId: id,
  direction: 'ingress',
  service: { protocol: protocols.includes(6) ? 'tcp' : 'udp', from: port, to: port },
  peer,
});

function* servers(estate: Estate): Iterable<Server> {
  for (const listener of estate.all('listener')) {
    const balancer = estate.get('load-balancer', listener.data.LoadBalancerArn);
    if (!balancer?.data.SecurityGroups?.length || !listener.data.Port) continue;
    const { Port: port, Protocol } = listener.data;
    const by = { kind: 'listener', id: listener.id, text: `where it listens (${Protocol} ${port})` };
    // What faces the internet listens for the world; whom an internal one is for nobody knows.
    const client = balancer.data.Scheme === 'internet-facing' ? '0.0.0.0/0' : undefined;
    yield { subject: balancer, groupIds: balancer.data.SecurityGroups, protocols: serves(Protocol), port, by, client };
  }
  for (const group of estate.all('target-group')) yield* targets(estate, group);
  for (const balancer of estate.all('classic-load-balancer')) yield* classic(estate, balancer);
}

function* targets(estate: Estate, group: Thing<'target-group'>): Iterable<Server> {
  const { Protocol, LoadBalancerArns, TargetGroupName } = group.data;
  const found = LoadBalancerArns?.length ? targetsOf(estate.network, group) : [];
  if (found instanceof Missing) return;
  const client = LoadBalancerArns?.flatMap((arn) => estate.get('load-balancer', arn)?.data.SecurityGroups ?? [])[0];
  const by = { kind: 'target-group', id: group.id, text: `where it is a target of ${TargetGroupName ?? group.id}` };
  for (const { owner, port } of found)
    if (owner?.guarded) yield { subject: owner, groupIds: owner.groupIds, protocols: serves(Protocol), port, by, client };
}

function* classic(estate: Estate, balancer: Thing<'classic-load-balancer'>): Iterable<Server> {
  const { ListenerDescriptions = [], SecurityGroups = [], Instances = [], LoadBalancerName } = balancer.data;
  for (const { Listener } of ListenerDescriptions) {
    if (!Listener?.LoadBalancerPort) continue;
    const { LoadBalancerPort: port, InstancePort, Protocol } = Listener;
    const by = { kind: balancer.kind, id: balancer.id, text: `where it listens (${Protocol} ${port})` };
    if (SecurityGroups.length > 0) yield { subject: balancer, groupIds: SecurityGroups, protocols: serves('TCP'), port, by };
    for (const { InstanceId } of Instances) {
      const owner = InstanceId ? primaryOf(estate.network, InstanceId) : undefined;
      const behind = { kind: balancer.kind, id: balancer.id, text: `where it is a target of ${LoadBalancerName}` };
      if (owner && InstancePort)
        yield {
          subject: owner,
          groupIds: owner.groupIds,
          protocols: serves('TCP'),
          port: InstancePort,
          by: behind,
          client: SecurityGroups[0],
        };
    }
  }
}
