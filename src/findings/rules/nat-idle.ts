/** NAT gateways that carried nothing for a month. */
import { remove } from '../remedy.ts';
import { leavingThrough } from '../routes.ts';
import { rule } from '../rule.ts';

/** So many days of metrics say something. */
const DAYS = 30;

export default rule({
  id: 'nat-idle',
  title: 'A NAT gateway has carried nothing for thirty days',
  severity: 'low',
  why:
    'It costs money every hour. It is said where CloudWatch has counted no byte to or from destinations on the last thirty whole days, of gateways ' +
    'that are older than that and that subnets leave through; one without subnets is nat-unused. Where it is the only one of its VPC it is info: ' +
    'the VPC may be a stand-by. Only a scan with --metrics asks for it.',
  fix: 'Delete it and its routes, if nobody waits for it, and release its address.',
  see: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html',
  needs: ['nat-gateway', 'nat-gateway-metric', 'route-table', 'subnet'],
  *check(estate) {
    const metrics = estate.by('nat-gateway-metric', 'gateway', ({ parent }) => parent);
    const gateways = estate.by('nat-gateway', 'VPC', ({ data }) => (data.State === 'available' ? data.VpcId : undefined));
    for (const nat of estate.all('nat-gateway')) {
      const { State, VpcId, CreateTime } = nat.data;
      if (State !== 'available' || (CreateTime && estate.hoursSince(CreateTime) < DAYS * 24)) continue;
      const subnets = leavingThrough(estate, nat.id);
      if (subnets.length === 0) continue;
      const bytes = (metrics.get(nat.id) ?? []).filter(({ id }) => /_Bytes(?:OutTo|InFrom)Destination$/.test(id));
      if (bytes.length < 2 || bytes.some(({ data }) => !data.Values?.length)) {
        yield { subject: nat, unknown: `CloudWatch has no count of what ${nat.id} carried` };
        continue;
      }
      if (bytes.some(({ data }) => data.Values!.some((value) => value > 0))) continue;
      yield {
        subject: nat,
        severity: (gateways.get(VpcId ?? '') ?? []).length > 1 ? 'low' : 'info',
        message: `${nat.id} has carried nothing for thirty days for ${subnets.map(({ id }) => id).join(', ')}.`,
        evidence: bytes.map(({ id }) => ({ kind: 'nat-gateway-metric', id, text: '0 bytes on each day' })),
        fix: [remove(nat)],
      };
    }
  },
});
