/** Zones in which a load balancer has no target and may not go to those of other zones. */
import { type BalancedTarget, Missing, targetsOf } from '../../reach/index.ts';
import {
  attributeOf,
  type Balancer,
  isInService,
  nameOfBalancer,
  nameOfTargets,
  type TargetGroup,
  targetGroupsOf,
} from '../balancers.ts';
import type { Estate } from '../estate.ts';
import { run, settingsOf } from '../remedy.ts';
import { fact, rule } from '../rule.ts';

const KEY = 'load_balancing.cross_zone.enabled';

export default rule({
  id: 'lb-cross-zone-off-az-empty',
  title: 'A load balancer takes connections in a zone where it has no target',
  severity: 'medium',
  why:
    'Its name still leads clients to that zone, and with cross-zone balancing off what arrives there goes nowhere. What a target group says of ' +
    'cross-zone balancing overrules its load balancer. Targets are looked at whether healthy or not; groups without any target are lb-no-targets.',
  fix: 'Register targets in the zone, take the zone away, or switch on cross-zone balancing.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html',
  needs: [
    'load-balancer',
    'load-balancer-attributes',
    'target-group',
    'target-group-attributes',
    'target-health',
    'network-interface',
    'instance',
  ],
  *check(estate) {
    for (const balancer of estate.all('load-balancer')) {
      if (!isInService(balancer)) continue;
      for (const group of targetGroupsOf(estate, balancer)) {
        if (group.data.TargetType === 'lambda' || crossesZones(estate, balancer, group)) continue;
        const targets = targetsOf(estate.network, group);
        if (targets instanceof Missing) yield { subject: balancer, unknown: targets };
        else yield* judged(estate, balancer, group, targets);
      }
    }
  },
});

function crossesZones(estate: Estate, balancer: Balancer, group: TargetGroup): boolean {
  const own = attributeOf(estate, 'target-group-attributes', group.id, KEY);
  if (own === 'true' || own === 'false') return own === 'true';
  const general = attributeOf(estate, 'load-balancer-attributes', balancer.id, KEY);
  return general === undefined ? balancer.data.Type === 'application' : general === 'true';
}

function* judged(estate: Estate, balancer: Balancer, group: TargetGroup, targets: readonly BalancedTarget[]) {
  // What is registered for all zones is in each.
  if (targets.length === 0 || targets.some(({ zone }) => zone === undefined)) return;
  const filled = new Set(targets.map(({ zone }) => zone));
  const empty = (balancer.data.AvailabilityZones ?? []).filter(
    ({ ZoneName, SubnetId }) => !filled.has(ZoneName) && !filled.has(estate.network.subnets.get(SubnetId ?? '')?.zone),
  );
  if (empty.length === 0) return;
  const zones = empty.map(({ ZoneName }) => ZoneName ?? 'a zone without a name').sort();
  yield {
    subject: balancer,
    key: nameOfTargets(group),
    message: `Load balancer ${nameOfBalancer(balancer)} takes connections in ${zones.join(', ')}, where ${nameOfTargets(group)} has no target, and cross-zone balancing is off.`,
    evidence: [fact(group, `targets in ${[...filled].sort().join(', ')}`), fact(balancer, `${KEY} is not true`)],
    fix: [
      run(
        group,
        `Let ${nameOfTargets(group)} be used from every zone`,
        `elbv2 modify-target-group-attributes --target-group-arn ${group.id} --attributes Key=${KEY},Value=true`,
        settingsOf('aws_lb_target_group', group.id, { load_balancing_cross_zone_enabled: 'true' }),
      ),
    ],
  };
}
