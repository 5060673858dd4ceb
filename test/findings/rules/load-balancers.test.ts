import { test } from 'vitest';
import { front, fronted } from '../../reach/fronted.ts';
import type { Data } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const targets = front.replace('loadbalancer/app/front', 'targetgroup/apps');
const zones = (...names: string[]) =>
  fronted().change('load-balancer', front, {
    AvailabilityZones: names.map((ZoneName) => ({ ZoneName, SubnetId: 'subnet-public' })),
  });
const health = (...states: string[]) => {
  const world = fronted().change('target-group', targets, { LoadBalancerArns: [front] });
  for (const [at, State] of states.entries())
    world.change('target-health', `target-${at + 1}`, { TargetHealth: { State, Reason: 'Target.Timeout' } });
  return world;
};
const classic = (more: Data = {}) =>
  office().add('classic-load-balancer', 'old', {
    LoadBalancerName: 'old',
    AvailabilityZones: ['eu-west-1a', 'eu-west-1b'],
    Instances: [{ InstanceId: 'i-1' }],
    ...more,
  });

test('a load balancer of one zone is found, a classic one too', () => {
  rule('lb-single-az')
    .flags(zones('eu-west-1a'), { subject: front, severity: 'medium', says: 'eu-west-1a only' })
    .flags(classic({ AvailabilityZones: ['eu-west-1a'], Subnets: ['subnet-public'] }), { subject: 'old', by: ['subnet-public'] })
    .ignores(
      zones('eu-west-1a', 'eu-west-1b'),
      classic(),
      zones('eu-west-1a').change('load-balancer', front, { State: { Code: 'failed' } }),
    )
    .cannotJudge(zones('eu-west-1a').denied('load-balancer'));
});

test('a load balancer without targets is found, unless it answers by itself', () => {
  const bare = () =>
    health().remove('target-health', 'target-1').remove('target-health', 'target-2').remove('listener', 'listener-80');
  rule('lb-no-targets')
    .flags(bare(), { subject: front, severity: 'low', by: [targets], fix: 'delete-load-balancer' })
    .flags(bare().remove('target-group', targets), { subject: front, by: ['no target group'] })
    .flags(classic({ Instances: [] }), { subject: 'old', fix: 'elb delete-load-balancer --load-balancer-name old' })
    .ignores(
      health(),
      classic(),
      fronted().remove('target-group', targets),
      bare().add('listener-rule', 'rule-1', { Actions: [{ Type: 'fixed-response' }] }, { parent: 'listener-443' }),
    )
    .cannotJudge(bare().denied('target-health'));
});

test('targets of which none is healthy are found, and instances of which none is in service', () => {
  const instance = (State: string) =>
    classic().add('classic-instance-health', 'old/i-1', { InstanceId: 'i-1', State, ReasonCode: 'Instance' }, { parent: 'old' });
  rule('lb-all-unhealthy')
    .flags(health('unhealthy', 'draining'), { subject: targets, severity: 'high', says: 'None of the 2', by: ['Target.Timeout'] })
    .flags(health('unhealthy').remove('target-health', 'target-2'), { subject: targets, says: 'The only target of' })
    .flags(instance('OutOfService'), { subject: 'old', by: ['OutOfService, Instance'] })
    .ignores(
      health('unhealthy', 'healthy'),
      health('unhealthy', 'initial'),
      health('unhealthy', 'unhealthy').change('target-group', targets, { LoadBalancerArns: [] }),
      instance('InService'),
    );
});
