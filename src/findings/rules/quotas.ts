/** Quotas that are nearly reached, at the values that AWS applies today. */
import type { Estate } from '../estate.ts';
import { applied, type Quota, type Use } from '../quotas.ts';
import { ruleQuotas } from '../quotas-rules.ts';
import { transitQuotas } from '../quotas-transit.ts';
import { vpcQuotas } from '../quotas-vpc.ts';
import { run } from '../remedy.ts';
import { family, type Rule, type Said } from '../rule.ts';

const quotas: readonly Quota[] = [...vpcQuotas, ...ruleQuotas, ...transitQuotas];

/** From this share on the next change may be the last. */
const NEARLY_ALL = 95;

const ruleOf = ({ id, title, why, needs, at }: Quota): Rule => ({
  id,
  title,
  severity: 'medium',
  why: `${why} It is said from \`quota_used_percent\` on, and is high from ${NEARLY_ALL} percent${at ? '; where Service Quotas says nothing the usual value is taken' : ''}.`,
  fix: at ? 'Ask for more, or take away what nobody needs.' : 'Take away what nobody needs, or divide it.',
  see: id.startsWith('quota-tgw')
    ? 'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html'
    : id.startsWith('quota-dxgw')
      ? 'https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html'
      : 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
  needs: at ? [...needs, 'service-quota'] : needs,
});

export default family({
  rules: quotas.map(ruleOf),
  *check(estate) {
    for (const quota of quotas) {
      for (const use of quota.used(estate)) {
        if ('unknown' in use) yield { ...use, rule: quota.id };
        else yield* judged(estate, quota, use);
      }
    }
  },
});

function* judged(estate: Estate, quota: Quota, use: Use): Iterable<Said> {
  const { usual, what, id } = quota;
  const { subject, count, key, limit, more } = use;
  const at = use.at ?? (limit === undefined ? quota.at : undefined);
  const told = limit ?? (at && applied(estate, subject, `${at.service}/${at.code}`));
  const most = told ?? usual;
  const percent = Math.floor((count * 100) / most);
  if (most <= 0 || percent < estate.settings.thresholds.quota_used_percent) return;
  const of = subject.kind === 'service-quota' ? `Account ${subject.account} in ${subject.region}` : nameOf(subject);
  yield {
    rule: id,
    subject,
    ...(key !== undefined && { key }),
    severity: percent >= NEARLY_ALL ? 'high' : 'medium',
    message: `${of} has ${count} of ${most} ${what}${key === undefined ? '' : ` (${key})`}.`,
    evidence: [
      {
        kind: subject.kind,
        id: subject.id,
        text: `${count} of ${most}${told === undefined ? ', the usual value' : ''}, ${percent} percent`,
      },
    ],
    fix: at ? [asked(subject, at, most, what)] : more ? [more(most * 2)] : [],
  };
}

/** `vpc-1`, or for ids that begin with a figure or are names what they are. */
const nameOf = ({ kind, id }: Use['subject']): string =>
  /^[a-z]+-/.test(id) ? id : `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${id}`;

function asked(place: Use['subject'], { service, code }: NonNullable<Quota['at']>, most: number, what: string) {
  const wanted = most * 2;
  return run(
    place,
    `Ask for ${wanted} ${what}`,
    `service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${wanted}`,
    `resource "aws_servicequotas_service_quota" "this" {\n  service_code = "${service}"\n  quota_code   = "${code}"\n  value        = ${wanted}\n}`,
  );
}
