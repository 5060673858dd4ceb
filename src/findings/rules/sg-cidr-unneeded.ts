/** Rules of groups for private addresses that no route of the VPC leads to. */
import { type Address, describeAddresses, type Interval, joined, meet, type Prefix } from '../../net/index.ts';
import { type GroupRule, Missing, revocationOf, type Vpc } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { groups, ruleEvidence, ruleKey } from '../groups.ts';
import { privateRanges } from '../private.ts';
import { ROUTES } from '../routes.ts';
import { rule, type Said } from '../rule.ts';

export default rule({
  id: 'sg-cidr-unneeded',
  title: 'A security group lets in private addresses that cannot arrive',
  severity: 'low',
  why:
    'The network it was written for is gone or was never connected; when another one gets the range, it finds the door open. It is said of ' +
    'inbound rules for private ranges (RFC 1918, 100.64.0.0/10, fc00::/7) that share nothing with the blocks of the group’s VPC, nor of a VPC ' +
    'that the group is associated with, and that no route of a table in use there leads to: nobody there would get an answer. Routes to internet ' +
    'and NAT gateways lead to no private network and do not count.',
  fix: 'Take the rule away.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
  needs: ['security-group', 'security-group-vpc-association', ...ROUTES],
  *check(estate) {
    const elsewhere = estate.by('security-group-vpc-association', 'group', ({ data }) => data.GroupId);
    for (const group of groups(estate)) {
      const vpcIds = [String(group.data.VpcId), ...(elsewhere.get(group.id) ?? []).flatMap(({ data }) => data.VpcId ?? [])];
      for (const one of group.ingress) if (one.prefix && isPrivate(one.prefix)) yield* judged(estate, one, one.prefix, vpcIds);
    }
  },
});

const isPrivate = (source: Prefix): boolean => {
  const inner = privateRanges.find((range) => meet<Address>(range, source));
  return inner !== undefined && inner.lo <= source.lo && source.hi <= inner.hi;
};

function* judged(estate: Estate, one: GroupRule, source: Prefix, vpcIds: readonly string[]): Iterable<Said> {
  const { group } = one;
  for (const id of vpcIds) {
    const vpc = estate.network.vpcs.get(id);
    const known = vpc ? answered(estate, vpc) : `${id} is not in the snapshot`;
    if (typeof known === 'string' || known instanceof Missing) {
      yield { subject: group, unknown: known };
      return;
    }
    if (meetsAny(known, source)) return;
  }
  yield {
    subject: group,
    key: ruleKey(one),
    message: `${group.id} lets ${describeAddresses(source)} in (${one.text}), and no route of ${vpcIds.join(', ')} leads there.`,
    evidence: [
      ruleEvidence(one),
      ...vpcIds.map((id) => ({ kind: 'vpc', id, text: `no block and no route in use holds any of ${one.peer}` })),
    ],
    fix: [revocationOf(one)],
  };
}

/** Whoever leads to private addresses of nobody. */
const outward: ReadonlySet<string> = new Set([
  'local',
  'internet-gateway',
  'egress-only-internet-gateway',
  'nat-gateway',
  'nothing',
]);

/** What has an address in the VPC, or gets an answer from it; sorted. */
const answered = (estate: Estate, vpc: Vpc): readonly Interval<Address>[] | Missing =>
  estate.once(`answered by ${vpc.id}`, () => {
    const ranges: Interval<Address>[] = [...vpc.blocks];
    const seen = new Set<string>();
    for (const subnet of vpc.subnets) {
      const table = estate.network.tableOf(subnet);
      if (table instanceof Missing) return table;
      if (seen.has(table.id)) continue;
      seen.add(table.id);
      if (table.unresolved[0]) return table.unresolved[0].missing;
      for (const { prefix, value } of table.routes.entries) if (!outward.has(value.target.kind)) ranges.push(prefix);
    }
    return joined(ranges);
  });

/** Whether a range shares something with one of a sorted list. */
function meetsAny(sorted: readonly Interval<Address>[], range: Interval<Address>): boolean {
  return sorted.some((one) => meet<Address>(one, range) !== undefined);
}
