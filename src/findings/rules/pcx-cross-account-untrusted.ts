/** Peering connections with accounts that nobody said to trust. */
import { remove } from '../remedy.ts';
import { milder, rule } from '../rule.ts';

const live = new Set(['active', 'pending-acceptance', 'provisioning']);

export default rule({
  id: 'pcx-cross-account-untrusted',
  title: 'A VPC is peered with an account that nobody said to trust',
  severity: 'high',
  why:
    'The two networks are one as far as routes and groups go, and a route is quickly made. Your own accounts are those that were scanned and ' +
    'those listed as trusted. A request that nobody has accepted yet lets nothing through: it is one step less grave.',
  fix: 'Delete the connection; if the account is yours or a partner’s, list it as trusted.',
  see: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
  needs: ['vpc-peering-connection'],
  *check(estate) {
    for (const peering of estate.all('vpc-peering-connection')) {
      const { RequesterVpcInfo, AccepterVpcInfo, Status } = peering.data;
      const code = Status?.Code ?? '';
      if (!live.has(code)) continue;
      const ends = [RequesterVpcInfo, AccepterVpcInfo];
      const stranger = ends.find((end) => end?.OwnerId && !estate.trusts(end.OwnerId));
      if (!stranger?.OwnerId) continue;
      const own = ends.find((end) => end !== stranger);
      const theirs = stranger.VpcId ? `${stranger.VpcId} of account ${stranger.OwnerId}` : `account ${stranger.OwnerId}`;
      yield {
        subject: peering,
        key: stranger.OwnerId,
        severity: code === 'pending-acceptance' ? milder('high') : 'high',
        message: `${peering.id} joins ${own?.VpcId ?? 'a VPC'} with ${theirs}, which nobody said to trust${code === 'active' ? '' : ` (${code})`}.`,
        evidence: [{ kind: 'vpc-peering-connection', id: peering.id, text: `OwnerId ${stranger.OwnerId}, Status ${code}` }],
        fix: [remove(peering)],
      };
    }
  },
});
