/** Load balancers that stand in one zone, have nothing to lead to, or find nothing of it well. */
import { healthOf, isInService, nameOfBalancer, nameOfTargets, targetGroupsOf } from '../balancers.ts';
import type { Estate, Thing } from '../estate.ts';
import { run } from '../remedy.ts';
import { fact, family, type Rule, type Said } from '../rule.ts';

const oneZone: Rule = {
  id: 'lb-single-az',
  title: 'A load balancer stands in one zone only',
  severity: 'medium',
  why:
    'When that zone fails whoever comes through it is cut off, wherever the targets are. Load balancers of all types are looked at, classic ' +
    'ones too; those in a Local Zone or on an Outpost are as well, for there is no second zone that saves them.',
  fix: 'Enable a subnet of another zone.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html',
  needs: ['load-balancer', 'classic-load-balancer'],
  maps: { fsbp: ['ELB.10', 'ELB.13'] },
};

const noTargets: Rule = {
  id: 'lb-no-targets',
  title: 'A load balancer has no target',
  severity: 'low',
  why:
    'It costs money every hour, and answers everybody with an error. It is said where no target group of it has a registered target; not where ' +
    'a listener or rule answers by itself, with a redirect or a fixed response.',
  fix: 'Register targets, or delete it.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
  needs: ['load-balancer', 'target-group', 'target-health', 'listener', 'listener-rule', 'classic-load-balancer'],
};

const unwell: Rule = {
  id: 'lb-all-unhealthy',
  title: 'No target behind a load balancer is healthy',
  severity: 'high',
  why:
    'Whoever comes gets an error, or is sent to targets that do not answer. It is said of each target group that a load balancer uses, and of ' +
    'classic load balancers; targets whose first check is still going on count as healthy, and so do those that are not checked.',
  fix: 'Look at the reason that each target gives, then at the groups and ACLs on the way from the load balancer.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  needs: ['load-balancer', 'target-group', 'target-health', 'classic-load-balancer', 'classic-instance-health'],
};

export default family({
  rules: [oneZone, noTargets, unwell],
  *check(estate) {
    for (const balancer of estate.all('load-balancer')) {
      if (!isInService(balancer)) continue;
      const zones = balancer.data.AvailabilityZones ?? [];
      if (zones.length === 1) yield inOneZone(balancer, nameOfBalancer(balancer), zones[0]!.ZoneName, zones[0]!.SubnetId);
      const groups = targetGroupsOf(estate, balancer);
      if (groups.some((one) => healthOf(estate, one).length > 0) || answersItself(estate, balancer.id)) continue;
      yield {
        rule: noTargets.id,
        subject: balancer,
        message: `Load balancer ${nameOfBalancer(balancer)} has no registered target.`,
        evidence:
          groups.length > 0 ? groups.map((one) => fact(one, 'no registered target')) : [fact(balancer, 'no target group')],
        fix: [deleted(balancer, `elbv2 delete-load-balancer --load-balancer-arn ${balancer.id}`, 'aws_lb')],
      };
    }
    yield* unhealthyGroups(estate);
    for (const classic of estate.all('classic-load-balancer')) yield* ofClassic(estate, classic);
  },
});

type Classic = Thing<'classic-load-balancer'>;

const inOneZone = (
  subject: Thing<'load-balancer'> | Classic,
  name: string,
  zone = 'a zone without a name',
  subnet = 'no subnet',
): Said => ({
  rule: oneZone.id,
  subject,
  message: `Load balancer ${name} stands in ${zone} only.`,
  evidence: [fact(subject, `${subnet} in ${zone}`)],
  fix: [],
  maps: { fsbp: [subject.kind === 'classic-load-balancer' ? 'ELB.10' : 'ELB.13'] },
});

const deleted = (subject: Thing<'load-balancer'> | Classic, command: string, type: string) =>
  run(subject, 'Delete the load balancer', command, `# take the ${type} with id ${subject.id} out of the configuration`);

const aware = new Set(['redirect', 'fixed-response']);

/** Whether a listener or a rule answers without a target. */
function answersItself(estate: Estate, balancerId: string): boolean {
  const rules = estate.by('listener-rule', 'listener', ({ parent }) => parent);
  const listeners = estate.by('listener', 'load balancer', ({ parent }) => parent).get(balancerId) ?? [];
  return listeners.some(({ id, data }) => {
    const actions = [...(data.DefaultActions ?? []), ...(rules.get(id) ?? []).flatMap((one) => one.data.Actions ?? [])];
    return actions.some(({ Type }) => aware.has(Type ?? ''));
  });
}

const ill = new Set(['unhealthy', 'unhealthy.draining', 'draining', 'unused']);

function* unhealthyGroups(estate: Estate): Iterable<Said> {
  for (const group of estate.all('target-group')) {
    const targets = healthOf(estate, group);
    if (targets.length === 0 || !group.data.LoadBalancerArns?.length) continue;
    if (targets.some(({ data }) => !ill.has(data.TargetHealth?.State ?? ''))) continue;
    yield {
      rule: unwell.id,
      subject: group,
      message: `None of the ${targets.length} targets of ${nameOfTargets(group)} is healthy.`,
      evidence: targets.slice(0, MOST).map((one) => {
        const { State, Reason, Description } = one.data.TargetHealth ?? {};
        return fact(one, [State, Reason, Description].filter(Boolean).join(', '));
      }),
      fix: [],
    };
  }
}

/** More targets than these prove nothing more. */
const MOST = 10;

function* ofClassic(estate: Estate, classic: Classic): Iterable<Said> {
  const { AvailabilityZones: zones = [], Subnets = [], Instances = [] } = classic.data;
  if (zones.length === 1) yield inOneZone(classic, classic.id, zones[0], Subnets[0]);
  if (Instances.length === 0) {
    yield {
      rule: noTargets.id,
      subject: classic,
      message: `Load balancer ${classic.id} has no registered instance.`,
      evidence: [fact(classic, 'no instance')],
      fix: [deleted(classic, `elb delete-load-balancer --load-balancer-name ${classic.id}`, 'aws_elb')],
    };
    return;
  }
  const health = (estate.by('classic-instance-health', 'load balancer', ({ parent }) => parent).get(classic.id) ?? []).filter(
    ({ account, region }) => account === classic.account && region === classic.region,
  );
  if (health.length === 0 || health.some(({ data }) => data.State !== 'OutOfService')) return;
  yield {
    rule: unwell.id,
    subject: classic,
    message: `None of the ${health.length} instances of ${classic.id} is in service.`,
    evidence: health.slice(0, MOST).map((one) => fact(one, [one.data.State, one.data.ReasonCode].filter(Boolean).join(', '))),
    fix: [],
  };
}
