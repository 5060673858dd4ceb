/** Who copies packets, and where to. */
import type { Estate, Thing } from '../estate.ts';
import { remove } from '../remedy.ts';
import { family, type Rule, type Said } from '../rule.ts';

const see = 'https://docs.aws.amazon.com/vpc/latest/mirroring/traffic-mirroring-how-it-works.html';

const active: Rule = {
  id: 'traffic-mirror-session-active',
  title: 'A traffic mirror session copies the packets of an interface',
  severity: 'medium',
  why:
    'Whoever has the target reads what the interface sends and receives. It is meant in some places, and one should know of each; high where ' +
    'the target belongs to an account that is not known as one’s own.',
  fix: 'Delete the session if nobody can say what it is for.',
  see,
  needs: ['traffic-mirror-session', 'traffic-mirror-target'],
};

const abroad: Rule = {
  id: 'traffic-mirror-cross-account-target',
  title: 'Mirrored packets go to a target of another account',
  severity: 'high',
  why:
    'Copies of what is said inside leave the account. Accounts that were scanned, or that `trusted_accounts` names, are one’s own; a target that ' +
    'is shared from elsewhere and cannot be seen from here is taken for a stranger’s.',
  fix: 'Delete the session, or name the account as trusted.',
  see,
  needs: ['traffic-mirror-session', 'traffic-mirror-target'],
};

const dangling: Rule = {
  id: 'traffic-mirror-dangling',
  title: 'A traffic mirror session has lost its source or its target',
  severity: 'low',
  why: 'It copies nothing, and whoever counts on it does not know.',
  fix: 'Delete the session, or give it a source and a target that are there.',
  see,
  needs: ['traffic-mirror-session', 'traffic-mirror-target', 'network-interface', 'load-balancer', 'vpc-endpoint'],
};

type Session = Thing<'traffic-mirror-session'>;

export default family({
  rules: [active, abroad, dangling],
  *check(estate) {
    for (const session of estate.all('traffic-mirror-session')) {
      const target = estate.get('traffic-mirror-target', session.data.TrafficMirrorTargetId);
      yield* owned(estate, session, target);
      yield* connected(estate, session, target);
    }
  },
});

function* owned(estate: Estate, session: Session, target: Thing<'traffic-mirror-target'> | undefined): Iterable<Said> {
  const { NetworkInterfaceId, TrafficMirrorTargetId, TrafficMirrorFilterId } = session.data;
  const foreign = !target || !estate.trusts(target.account);
  const evidence = [
    {
      kind: 'traffic-mirror-session',
      id: session.id,
      text: `${NetworkInterfaceId} to ${TrafficMirrorTargetId}, filter ${TrafficMirrorFilterId}`,
    },
    ...(target
      ? [{ kind: 'traffic-mirror-target', id: target.id, text: `of ${target.account}: ${endOf(target) ?? 'leads nowhere'}` }]
      : []),
  ];
  yield {
    rule: active.id,
    subject: session,
    severity: foreign ? 'high' : 'medium',
    message: `${session.id} copies the packets of ${NetworkInterfaceId} to ${TrafficMirrorTargetId}.`,
    evidence,
    fix: [remove(session)],
  };
  if (!foreign) return;
  yield {
    rule: abroad.id,
    subject: session,
    message: `${session.id} copies the packets of ${NetworkInterfaceId} to ${TrafficMirrorTargetId}, which belongs to ${target?.account ?? 'an account that is not in the snapshot'}.`,
    evidence,
    fix: [remove(session)],
  };
}

function* connected(estate: Estate, session: Session, target: Thing<'traffic-mirror-target'> | undefined): Iterable<Said> {
  const { NetworkInterfaceId } = session.data;
  const lost = [
    ...(NetworkInterfaceId && estate.network.interfaces.has(NetworkInterfaceId) ? [] : [`its source ${NetworkInterfaceId}`]),
    ...(target && estate.network.coverage.scanned(target) && !endIsThere(estate, target) ? [`its target ${endOf(target)}`] : []),
  ];
  if (lost.length === 0) return;
  yield {
    rule: dangling.id,
    subject: session,
    message: `Traffic mirror session ${session.id} has lost ${lost.join(' and ')}.`,
    evidence: lost.map((what) => ({ kind: 'traffic-mirror-session', id: session.id, text: `${what} is not there` })),
    fix: [remove(session)],
  };
}

const endOf = ({ data }: Thing<'traffic-mirror-target'>): string | undefined =>
  data.NetworkInterfaceId ?? data.NetworkLoadBalancerArn ?? data.GatewayLoadBalancerEndpointId;

function endIsThere(estate: Estate, { data }: Thing<'traffic-mirror-target'>): boolean {
  if (data.NetworkInterfaceId) return estate.network.interfaces.has(data.NetworkInterfaceId);
  if (data.NetworkLoadBalancerArn) return estate.get('load-balancer', data.NetworkLoadBalancerArn) !== undefined;
  return estate.get('vpc-endpoint', data.GatewayLoadBalancerEndpointId) !== undefined;
}
