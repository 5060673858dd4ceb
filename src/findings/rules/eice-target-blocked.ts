/** Instance Connect endpoints that no instance of their VPC lets in. */
import { type Address, address, familyOf, holds, next, type Prefix, TCP } from '../../net/index.ts';
import { type Interface, Missing, type Path, tracePoint } from '../../reach/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { evidenceOf, INSIDE, PATH_PARTLY, unknownOf } from '../exposure.ts';
import type { Remedy } from '../remedy.ts';
import { rule } from '../rule.ts';

type Endpoint = Thing<'instance-connect-endpoint'>;

/** SSH and RDP. */
const ports = [22, 3389];

/** Somebody on the internet, for rules that are for everybody. Addresses of clients are kept by IPv4 only. */
const ANYONE = address('1.1.1.1');

export default rule({
  id: 'eice-target-blocked',
  title: 'No instance lets the Instance Connect endpoint in',
  severity: 'medium',
  why:
    'It is there for the day when nothing else works, and does not work either. The engine sends packets from the endpoint to ports 22 and ' +
    '3389 of every running instance of its VPC; one that arrives, and is answered, is enough. An endpoint that keeps the client’s address ' +
    'is tried from the addresses that the groups of the instance let in, and from its own; AWS leads the answers back. Without a running instance there is nothing to say.',
  fix: 'Let the group of the endpoint in at the instances on port 22 or 3389, and let it out to them.',
  see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/eice-security-groups.html',
  needs: ['instance-connect-endpoint', 'instance', ...INSIDE],
  partly: PATH_PARTLY,
  *check(estate) {
    for (const endpoint of estate.all('instance-connect-endpoint')) {
      const { State, VpcId, NetworkInterfaceIds, SecurityGroupIds } = endpoint.data;
      if (State !== 'create-complete') continue;
      const door = estate.network.interfaces.get(NetworkInterfaceIds?.[0] ?? '');
      if (!door) {
        yield { subject: endpoint, unknown: `the interface of ${endpoint.id} is not in the snapshot` };
        continue;
      }
      const targets = door.vpc.interfaces.filter((one) => isRunning(estate, one));
      const { arrives, doubtful, stopped } = tried(estate, endpoint, door, targets);
      if (arrives || !(doubtful ?? stopped)) continue;
      if (doubtful || !stopped) {
        yield { subject: endpoint, unknown: doubtful ? unknownOf(doubtful) : 'nothing could be tried' };
        continue;
      }
      yield {
        subject: endpoint,
        message: `${endpoint.id} reaches no instance of ${VpcId} on port 22 or 3389: ${stopped.blockers[0]!.because}.`,
        evidence: evidenceOf(stopped),
        path: stopped,
        fix: opening(stopped, SecurityGroupIds?.[0]),
      };
    }
  },
});

const isRunning = (estate: Estate, { instanceId }: Interface): boolean =>
  estate.get('instance', instanceId)?.data.State?.Name === 'running';

interface Tried {
  readonly arrives?: boolean;
  readonly doubtful?: Path;
  readonly stopped?: Path;
}

/** Until one packet arrives and is answered; else the first that nobody can judge, and the first that is stopped. */
function tried(estate: Estate, endpoint: Endpoint, door: Interface, targets: readonly Interface[]): Tried {
  let found: Tried = {};
  for (const target of targets) {
    for (const dst of target.addresses) {
      const own = door.addressIn(dst);
      for (const destinationPort of ports) {
        for (const src of sources(estate, endpoint, own, target, dst)) {
          const point = { src, dst, protocol: TCP, sourcePort: 49152, destinationPort };
          const path = tracePoint(estate.network, { instanceConnect: endpoint.id }, point);
          // What is for the client's own address AWS leads back through the endpoint: no route says so.
          const verdict = src === own ? path.verdict.both : path.verdict.forward;
          if (verdict === 'reachable') return { arrives: true };
          if (verdict === 'unknown') found = { doubtful: path, ...found };
          else found = { stopped: path, ...found };
        }
      }
    }
  }
  return found;
}

/** The endpoint's own address; where it keeps the client's, also one of each range that the target's groups name. */
function sources({ network }: Estate, { data }: Endpoint, own: Address | undefined, target: Interface, dst: Address): Address[] {
  const named =
    data.PreserveClientIp && familyOf(dst) === 4
      ? target.groupIds.flatMap((id) => {
          const group = network.group(id, target);
          return group instanceof Missing
            ? []
            : group.ingress.flatMap(({ prefix, prefixListId }): readonly Prefix[] => {
                if (prefix) return [prefix];
                const list = prefixListId ? network.prefixList(prefixListId, group) : undefined;
                return !list || list instanceof Missing ? [] : list.table.entries.map((entry) => entry.prefix);
              });
        })
      : [];
  const clients = named.filter(({ lo }) => familyOf(lo) === 4).map(someoneOf);
  return [...new Set([...(own === undefined ? [] : [own]), ...clients])];
}

const someoneOf = (range: Prefix): Address => {
  if (holds(range, ANYONE)) return ANYONE;
  return range.lo === range.hi ? range.lo : next(range.lo);
};

/** Where the groups of an instance are in the way: let the endpoint's group in. */
function opening({ blockers }: Path, groupId: string | undefined): Remedy[] {
  const at = blockers.find(({ side, direction, evidence }) => side === 'ingress' && direction === 'forward' && evidence?.source);
  const target = at?.evidence?.source as Interface | undefined;
  if (!groupId || !target?.groupIds?.[0]) return [];
  return [
    {
      do: 'authorize',
      account: target.account,
      region: target.region,
      groupId: target.groupIds[0],
      direction: 'ingress',
      service: { protocol: 'tcp', from: 22, to: 22 },
      peer: groupId,
    },
  ];
}
