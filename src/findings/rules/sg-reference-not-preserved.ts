/** Rules for a group of another VPC where the way from there forgets who wears which group. */
import { ANY_PORT, familyOf, holds, type Point, TCP, UDP } from '../../net/index.ts';
import { type GroupRule, type Interface, Missing, type Path, tracePoint } from '../../reach/index.ts';
import type { Estate } from '../estate.ts';
import { evidenceOf, unknownOf } from '../exposure.ts';
import { accountNamed, groups, membersOf, ruleEvidence, ruleKey } from '../groups.ts';
import type { Remedy } from '../remedy.ts';
import { rule, type Said } from '../rule.ts';

const LOST: ReadonlySet<string | undefined> = new Set(['SG_REFERENCING_SUPPORT', 'SG_REFERENCES_NOT_PRESERVED']);

export default rule({
  id: 'sg-reference-not-preserved',
  title: 'A rule names a security group of another VPC, and the way from there does not preserve it',
  severity: 'high',
  why:
    'The rule looks right and lets nobody in: transit gateways, Cloud WAN and appliances pass packets on without saying who wears which group, ' +
    'unless references are supported on the gateway and both attachments. The engine walks a packet from a member there to a member here, by ' +
    'each pair of route tables and family; it is said where that is what refuses it. Where another rule lets it in, nothing is lost.',
  fix: 'Switch security group referencing on for the gateway and both attachments, or name the addresses instead.',
  see: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html',
  needs: [
    'security-group',
    'network-interface',
    'subnet',
    'vpc',
    'route-table',
    'vpc-peering-connection',
    'transit-gateway',
    'transit-gateway-attachment',
    'transit-gateway-vpc-attachment',
  ],
  *check(estate) {
    for (const group of groups(estate)) {
      for (const one of group.ingress) if (one.groupId !== undefined && !one.stale) yield* judged(estate, one);
    }
  },
});

function* judged(estate: Estate, one: GroupRule): Iterable<Said> {
  const place = { account: accountNamed(one), region: one.group.region };
  const unseen = estate.missing('network-interface', place) ?? estate.missing('subnet', place) ?? estate.missing('vpc', place);
  if (unseen) {
    yield { subject: one.group, unknown: unseen };
    return;
  }
  let unknown: Path | undefined;
  for (const path of ways(estate, one)) {
    const lost = path.blockers.find(({ code, at }) => LOST.has(code) && at.kind === 'security-group');
    if (lost) {
      yield {
        subject: one.group,
        key: ruleKey(one),
        message: `${one.group.id} lets ${one.peer} in (${one.text}), and on the way from there that is lost: ${lost.because}.`,
        evidence: [ruleEvidence(one), ...evidenceOf(path)],
        path,
        fix: fixFor(path, lost.code),
      };
      return;
    }
    if (path.verdict.forward === 'unknown') unknown ??= path;
  }
  if (unknown) yield { subject: one.group, unknown: unknownOf(unknown) };
}

/** A packet of the rule's service from the members in other VPCs to those that the rule guards. */
function* ways(estate: Estate, one: GroupRule): Iterable<Path> {
  const [receivers, senders] = [one.group.id, one.groupId!].map((id) =>
    estate.once(`members of ${id} by table`, () => representatives(estate, membersOf(estate, id))),
  );
  const protocol = holds(one.protocol, TCP) ? TCP : one.protocol.lo;
  const destinationPort = one.ports.lo === ANY_PORT.lo && holds(one.ports, 443) ? 443 : Number(one.ports.lo);
  const sourcePort = protocol === TCP || protocol === UDP ? 49152 : 0;
  for (const to of receivers!) {
    for (const from of senders!) {
      if (from.vpc.id === to.vpc.id) continue;
      for (const dst of firsts(to)) {
        const src = from.addressIn(dst);
        if (src === undefined) continue;
        const point: Point = { src, dst, protocol, sourcePort, destinationPort };
        yield tracePoint(estate.network, { eni: from.id }, point);
      }
    }
  }
}

/** One interface for each route table: the others go the same way. */
const representatives = (estate: Estate, all: readonly Interface[]): Interface[] => [
  ...new Map(
    all
      .filter(({ attached }) => attached)
      .map((one) => {
        const table = estate.network.tableOf(one.subnet);
        return [table instanceof Missing ? one.subnet.id : table.id, one];
      }),
  ).values(),
];

const firsts = (one: Interface) =>
  ([4, 6] as const).flatMap((family) => one.addresses.find((own) => familyOf(own) === family) ?? []);

function fixFor({ forward }: Path, code: string | undefined): Remedy[] {
  const gateway = forward.find(({ at }) => at.kind === 'transit-gateway')?.at;
  if (code !== 'SG_REFERENCING_SUPPORT' || !gateway) return [];
  const { id: gatewayId, account, region } = gateway;
  return [{ do: 'enable group references', account, region, gatewayId }];
}
