import { test } from 'vitest';
import { front, fronted } from '../../reach/fronted.ts';
import type { Data } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

const targets = front.replace('loadbalancer/app/front', 'targetgroup/apps');
const KEY = 'load_balancing.cross_zone.enabled';

/** A network load balancer in both zones; its targets are in zone 1. */
const twoZones = (data: Data = {}, group?: string) => {
  const world = fronted()
    .change('load-balancer', front, {
      Type: 'network',
      AvailabilityZones: [
        { ZoneName: 'eu-west-1a', SubnetId: 'subnet-public' },
        { ZoneName: 'eu-west-1b', SubnetId: 'subnet-other' },
      ],
      ...data,
    })
    .change('target-group', targets, { LoadBalancerArns: [front], TargetGroupName: 'apps' });
  for (const id of ['target-1', 'target-2'])
    world.change('target-health', id, ({ Target }) => Object.assign(Target, { AvailabilityZone: 'eu-west-1a' }));
  if (group) world.add('target-group-attributes', targets, { Attributes: [{ Key: KEY, Value: group }] }, { parent: targets });
  return world;
};

test('a zone without targets is found where the load balancer may not leave it', () => {
  rule('lb-cross-zone-off-az-empty')
    .flags(twoZones(), { subject: front, key: 'apps', severity: 'medium', says: 'eu-west-1b', fix: `Key=${KEY},Value=true` })
    .flags(twoZones({ Type: 'application' }, 'false'), front)
    .flags(twoZones({}, 'use_load_balancer_configuration'), front);
});

test('where it may leave the zone, or each has a target, there is nothing to say', () => {
  const everywhere = twoZones().change('target-health', 'target-1', ({ Target }) =>
    Object.assign(Target, { Id: '10.99.0.1', AvailabilityZone: 'all' }),
  );
  const other = twoZones().add('target-health', 'target-3', { Target: { Id: '10.0.3.10', Port: 5432 } }, { parent: targets });
  const general = twoZones().add(
    'load-balancer-attributes',
    front,
    { Attributes: [{ Key: KEY, Value: 'true' }] },
    { parent: front },
  );
  rule('lb-cross-zone-off-az-empty')
    .ignores(twoZones({ Type: 'application' }), twoZones({}, 'true'), everywhere, other, general)
    .cannotJudge(twoZones().denied('target-group-attributes'));
});
