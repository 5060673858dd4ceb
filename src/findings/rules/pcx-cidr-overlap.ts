/** Peered VPCs whose blocks overlap. */
import { formatPrefix, meet, type Prefix, parsePrefix } from '../../net/index.ts';
import type { Estate, Thing } from '../estate.ts';
import { remove } from '../remedy.ts';
import { rule } from '../rule.ts';

type Info = Thing<'vpc-peering-connection'>['data']['RequesterVpcInfo'];

const live = new Set(['active', 'pending-acceptance', 'provisioning', 'failed']);

export default rule({
  id: 'pcx-cidr-overlap',
  title: 'The blocks of two peered VPCs overlap',
  severity: 'high',
  why:
    'What both have stays local, so it cannot be reached through the peering; AWS lets no such connection become active, and one that was ' +
    'asked for fails. Every block of one side is held against every block of the other, IPv4 and IPv6; while a request waits AWS shows only ' +
    'those of its requester, and those of the accepter are taken from the VPC.',
  fix: 'Renumber one of the VPCs, or join them by a private NAT gateway or PrivateLink instead.',
  see: 'https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html',
  needs: ['vpc-peering-connection', 'vpc'],
  *check(estate) {
    for (const peering of estate.all('vpc-peering-connection')) {
      const { RequesterVpcInfo: requester, AccepterVpcInfo: accepter, Status } = peering.data;
      if (!live.has(Status?.Code ?? '')) continue;
      const [near, far] = [blocksOf(estate, requester), blocksOf(estate, accepter)];
      const unknown = near.length === 0 ? requester : far.length === 0 ? accepter : undefined;
      if (unknown || near.length === 0) {
        yield { subject: peering, unknown: `the blocks of ${unknown?.VpcId ?? 'one side'} are not known` };
        continue;
      }
      for (const one of near) {
        for (const other of far) {
          if (typeof one.lo !== typeof other.lo || !meet(one, other)) continue;
          const [mine, theirs] = [formatPrefix(one), formatPrefix(other)];
          yield {
            subject: peering,
            key: `${mine} ${theirs}`,
            message: `${mine} of ${requester?.VpcId ?? 'the requester'} and ${theirs} of ${accepter?.VpcId ?? 'the accepter'}, which ${peering.id} joins, overlap.`,
            evidence: [{ kind: 'vpc-peering-connection', id: peering.id, text: `${mine}, ${theirs}` }],
            fix: Status?.Code === 'pending-acceptance' ? [remove(peering)] : [],
          };
        }
      }
    }
  },
});

/** As the connection shows them, else as the VPC has them. */
function blocksOf(estate: Estate, info: Info): readonly Prefix[] {
  const shown = [
    info?.CidrBlock,
    ...(info?.CidrBlockSet ?? []).map(({ CidrBlock }) => CidrBlock),
    ...(info?.Ipv6CidrBlockSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
  ];
  const distinct = [...new Set(shown)].flatMap((text) => parsePrefix(text ?? '') ?? []);
  return distinct.length > 0 ? distinct : (estate.network.vpcs.get(info?.VpcId ?? '')?.blocks ?? []);
}
