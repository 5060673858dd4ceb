/** Groups that let everything out to everywhere. */
import { type Group, type Interface, Missing, revocationOf } from '../../reach/index.ts';
import { ownerOfInterface } from '../../reach/network/owner.ts';
import type { Estate } from '../estate.ts';
import { groups, membersOf, ruleEvidence } from '../groups.ts';
import { wayOut } from '../routes.ts';
import { rule } from '../rule.ts';

const databases: ReadonlySet<string> = new Set(['rds-database', 'redshift-cluster', 'elasticache-node', 'opensearch-domain']);

export default rule({
  id: 'sg-egress-all',
  title: 'A security group lets everything out to everywhere',
  severity: 'info',
  why:
    'It is what AWS gives every new group. Whoever gets into a machine may fetch tools and carry data away as he likes. It is said of groups ' +
    'that an interface wears. Where one of these is of a database, or in a subnet from which nothing leads to the internet, it is medium: ' +
    'there nobody meant to let anything out, and the next route does. A subnet whose table is not known does not count as such.',
  fix: 'Let out to the groups, prefix lists and ports that are needed.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  needs: ['security-group', 'network-interface', 'subnet', 'vpc', 'route-table'],
  *check(estate) {
    for (const group of groups(estate)) {
      const open = group.egress.filter(
        ({ prefix, protocol }) => prefix?.length === 0 && protocol.lo === 0 && protocol.hi === 255,
      );
      const members = membersOf(estate, group.id);
      if (open.length === 0 || members.length === 0) continue;
      const closed = members.find((one) => isDatabase(estate, one) || isIsolated(estate, one));
      yield {
        subject: group,
        severity: closed ? 'medium' : 'info',
        message: messageOf(estate, group, closed),
        evidence: open.map(ruleEvidence),
        fix: open.map(revocationOf),
      };
    }
  },
});

function messageOf(estate: Estate, { id }: Group, closed: Interface | undefined): string {
  const out = `${id} lets everything out to everywhere`;
  if (!closed) return `${out}.`;
  const where = isDatabase(estate, closed) ? 'is of a database' : `is in ${closed.subnet.id}, from which nothing leads out`;
  return `${out}, and ${closed.id}, which wears it, ${where}.`;
}

const isDatabase = (estate: Estate, one: Interface): boolean => databases.has(ownerOfInterface(estate.network, one).kind);

/** Nothing takes packets for the internet, of either family. */
const isIsolated = (estate: Estate, { subnet }: Interface): boolean =>
  ([4, 6] as const).every((family) => {
    const out = wayOut(estate, subnet, family);
    return !(out instanceof Missing) && out === undefined;
  });
