/** Peering connections that were asked for and never came to be. */
import type { Estate, Thing } from '../estate.ts';
import { type Remedy, remove } from '../remedy.ts';
import { rule } from '../rule.ts';

/** A request lapses after a week: that tells when it was made. */
const HOURS_TO_LIVE = 7 * 24;

const over = new Set(['expired', 'failed', 'rejected']);

export default rule({
  id: 'pcx-not-active',
  title: 'A peering connection is not active',
  severity: 'low',
  why:
    'Routes to it lead nowhere, and a request that nobody answers lapses after seven days. It is said of connections that expired, failed or ' +
    'were rejected as long as AWS lists them, and of requests that wait longer than `pending_hours`. What was deleted is gone on purpose.',
  fix: 'Accept the request, or make a new one and have it accepted.',
  see: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
  needs: ['vpc-peering-connection'],
  *check(estate) {
    for (const peering of estate.all('vpc-peering-connection')) {
      const { Status, RequesterVpcInfo, AccepterVpcInfo, ExpirationTime } = peering.data;
      const code = Status?.Code ?? '';
      const waits = code === 'pending-acceptance';
      if (!waits && !over.has(code)) continue;
      if (waits && ExpirationTime === undefined) {
        yield { subject: peering, unknown: `since when ${peering.id} waits is not known` };
        continue;
      }
      if (waits && estate.hoursSince(ExpirationTime!) + HOURS_TO_LIVE <= estate.settings.thresholds.pending_hours) continue;
      const [from, to] = [RequesterVpcInfo, AccepterVpcInfo].map((end) => end?.VpcId ?? `a VPC of ${end?.OwnerId ?? 'somebody'}`);
      const reason = Status?.Message ? `: ${Status.Message.replace(/\.$/, '')}` : '';
      yield {
        subject: peering,
        message: `${peering.id} from ${from} to ${to} is ${waits ? 'still waiting to be accepted' : code}${reason}.`,
        evidence: [{ kind: 'vpc-peering-connection', id: peering.id, text: `Status ${code}${reason}` }],
        fix: waits ? answers(estate, peering) : [],
      };
    }
  },
});

/** Who is trusted may be let in; nobody else. */
const answers = (estate: Estate, peering: Thing<'vpc-peering-connection'>): Remedy[] => {
  const { RequesterVpcInfo, AccepterVpcInfo } = peering.data;
  const { OwnerId, Region } = AccepterVpcInfo ?? {};
  const known = [RequesterVpcInfo, AccepterVpcInfo].every((end) => end?.OwnerId && estate.trusts(end.OwnerId));
  return known && OwnerId && Region
    ? [{ do: 'accept peering', account: OwnerId, region: Region, peeringId: peering.id }]
    : [remove(peering)];
};
