/** Groups that are open to the world on interfaces that the world does not reach today. */
import { ANY_PORT, familyOf, TCP } from '../../net/index.ts';
import { type Group, type GroupRule, type Interface, revocationOf } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { evidenceOf, PATH, PATH_PARTLY, pathTo, reachable, type Service, unknownOf, unlistedServices } from '../exposure.ts';
import { groups, membersOf, ruleEvidence, ruleKey } from '../groups.ts';
import { rule, type Said } from '../rule.ts';
import { worldControls } from '../world-controls.ts';

export default rule({
  id: 'sg-open-latent',
  title: 'A security group is open to the internet, and only something else keeps the internet out',
  severity: 'low',
  why:
    'The next route, public address or ACL entry opens it, and whoever adds that will not look at the group. It is said of groups with a ' +
    'rule for 0.0.0.0/0 or ::/0 on a port that `allowed_public_ports` does not list, worn by an interface in use, where no such interface ' +
    'is reached on that port. Where one is, exposed-* says so.',
  fix: 'Let in only those who need it; what is in the way today is no reason to leave the group open.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  needs: PATH,
  partly: PATH_PARTLY,
  maps: worldControls([{ protocol: TCP, ports: ANY_PORT }]),
  *check(estate) {
    for (const group of groups(estate)) {
      const members = membersOf(estate, group.id).filter((one) => one.attached);
      if (members.length === 0) continue;
      for (const open of group.ingress) {
        const services = open.prefix?.length === 0 ? unlistedServices(estate, open) : [];
        if (services.length > 0) yield* judged(estate, group, open, services, members);
      }
    }
  },
});

function* judged(
  estate: Estate,
  group: Group,
  open: GroupRule,
  services: readonly Service[],
  members: readonly Interface[],
): Iterable<Said> {
  const family = familyOf(open.prefix!.lo);
  const now = reachable(estate, members, family, services);
  if (now.verdict === 'reachable') return;
  if (now.verdict === 'unknown') {
    yield { subject: group, unknown: unknownOf(now.path) };
    return;
  }
  const path = members.map((one) => pathTo(estate, one, family, services)).find((way) => way !== undefined);
  const because = path ? path.blockers[0]?.because : `no interface that wears it has an IPv${family} address`;
  yield {
    subject: group,
    key: ruleKey(open),
    message: `${group.id} lets the whole internet in (${open.text}), and only this keeps it out: ${because ?? 'the way ends before it'}.`,
    evidence: [ruleEvidence(open), ...(path ? evidenceOf(path) : [])],
    ...(path && { path }),
    fix: [revocationOf(open)],
    maps: worldControls(services, [family]),
  };
}
