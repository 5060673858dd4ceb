/** Targets whose groups or ACLs do not let their own load balancer in. */
import { familyOf, TCP } from '../../net/index.ts';
import { type BalancedTarget, type Interface, Missing, type Path, targetsOf, tracePoint } from '../../reach/index.ts';
import {
  type Balancer,
  isInService,
  nameOfBalancer,
  nameOfTargets,
  nodesOfBalancer,
  type TargetGroup,
  targetGroupsOf,
} from '../balancers.ts';
import type { Estate } from '../estate.ts';
import { evidenceOf, PATH, PATH_PARTLY, unknownOf } from '../exposure.ts';
import type { Remedy } from '../remedy.ts';
import { rule, type Said } from '../rule.ts';

export default rule({
  id: 'lb-target-sg-mismatch',
  title: 'Targets do not let their load balancer in',
  severity: 'high',
  why:
    'Health checks fail, and what clients ask for never arrives. The engine sends packets from the nodes of the load balancer to its targets: to ' +
    'the port of the health check, and of an application load balancer to that of the target, for it speaks in its own name. A network load ' +
    'balancer may show the target the client’s address, and is tried by its checks alone. Targets with the same groups in the same subnet are tried once.',
  fix: 'Let the group of the load balancer in at the targets, on the port of the target and that of the health check.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
  needs: ['load-balancer', 'target-group', 'target-health', 'instance', ...PATH],
  partly: PATH_PARTLY,
  *check(estate) {
    for (const balancer of estate.all('load-balancer')) {
      if (!isInService(balancer) || balancer.data.Type === 'gateway') continue;
      const nodes = nodesOfBalancer(estate, balancer);
      for (const group of targetGroupsOf(estate, balancer)) {
        if (group.data.TargetType === 'lambda' || group.data.TargetType === 'alb') continue;
        const targets = targetsOfGroup(estate, group);
        if (targets instanceof Missing) yield { subject: group, unknown: targets };
        else if (targets.length > 0 && nodes.length === 0)
          yield { subject: group, unknown: `no interface of load balancer ${nameOfBalancer(balancer)} is in the snapshot` };
        else yield* judged(estate, { balancer, group, nodes, targets });
      }
    }
  },
});

interface Pair {
  readonly balancer: Balancer;
  readonly group: TargetGroup;
  readonly nodes: readonly Interface[];
  readonly targets: readonly BalancedTarget[];
}

/** One of those that wear the same groups in the same subnet, and are asked on the same port. */
function targetsOfGroup({ network }: Estate, group: TargetGroup): BalancedTarget[] | Missing {
  const all = targetsOf(network, group);
  if (all instanceof Missing) return all;
  const alike = Map.groupBy(all, ({ owner, port, address }) =>
    owner ? [owner.subnet.id, port, familyOf(address), ...owner.groupIds].join(' ') : `${address} ${port}`,
  );
  return [...alike.values()].map(([first]) => first!);
}

function* judged(estate: Estate, { balancer, group, nodes, targets }: Pair): Iterable<Said> {
  let doubt: Path | undefined;
  const stopped = new Map<number, { path: Path; target: BalancedTarget }>();
  for (const target of targets) {
    for (const port of portsOf(balancer, group, target)) {
      const tried = nodes.flatMap((node) => pathBetween(estate, node, target, port) ?? []);
      const path = tried.find(({ blockers }) => blockers.some(({ trouble }) => trouble === 'security groups and ACLs'));
      if (path) stopped.set(port, { path, target });
      else doubt ??= tried.find(({ verdict }) => verdict.both === 'unknown');
    }
  }
  for (const [port, { path, target }] of stopped) {
    const why = path.blockers.find(({ trouble }) => trouble === 'security groups and ACLs')!.because;
    yield {
      subject: group,
      key: String(port),
      message: `Target group ${nameOfTargets(group)} does not let ${nameOfBalancer(balancer)} in on port ${port}: ${why}.`,
      evidence: evidenceOf(path),
      path,
      fix: opening(path, balancer, target, port),
    };
  }
  if (doubt && stopped.size === 0) yield { subject: group, unknown: unknownOf(doubt) };
}

function portsOf({ data }: Balancer, { data: group }: TargetGroup, { port }: BalancedTarget): number[] {
  const check = group.HealthCheckEnabled === false ? [] : [Number.parseInt(group.HealthCheckPort ?? '', 10) || port];
  return [...new Set([...(data.Type === 'application' ? [port] : []), ...check])];
}

function pathBetween({ network }: Estate, node: Interface, { address: dst }: BalancedTarget, port: number): Path | undefined {
  const src = node.addressIn(dst);
  if (src === undefined) return undefined;
  return tracePoint(network, { eni: node.id }, { src, dst, protocol: TCP, sourcePort: 49152, destinationPort: port });
}

/** Where it is the groups of the target: let the load balancer's own group in. */
function opening({ blockers }: Path, { data }: Balancer, { owner }: BalancedTarget, port: number): Remedy[] {
  const isTargets = blockers.some(({ at, side }) => at.kind === 'security-group' || (at.id === owner?.id && side === 'ingress'));
  const [peer] = data.SecurityGroups ?? [];
  if (!isTargets || !owner?.groupIds[0] || !peer) return [];
  const { account, region, groupIds } = owner;
  const service = { protocol: 'tcp', from: port, to: port };
  return [{ do: 'authorize', account, region, groupId: groupIds[0]!, direction: 'ingress', service, peer }];
}
