import { test } from 'vitest';
import { front, fronted } from '../../reach/fronted.ts';
import type { Data, World } from '../../reach/scenario.ts';
import { rule } from '../rule.ts';

const targets = front.replace('loadbalancer/app/front', 'targetgroup/apps');

/** The app servers admit the load balancer by these rules. */
const admitting = (ingress: Data[], data: Data = {}): World =>
  fronted()
    .change('load-balancer', front, { SecurityGroups: ['sg-front'] })
    .change('target-group', targets, {
      LoadBalancerArns: [front],
      TargetGroupName: 'apps',
      HealthCheckPort: 'traffic-port',
      ...data,
    })
    .change('security-group', 'sg-app', { IpPermissions: ingress });
const tcp = (port: number) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, UserIdGroupPairs: [{ GroupId: 'sg-front' }] });

test('targets that do not admit their load balancer are found, once for all that are alike', () => {
  rule('lb-target-sg-mismatch')
    .flags(admitting([tcp(443)]), {
      subject: targets,
      key: '8080',
      severity: 'high',
      says: 'does not let front in',
      fix: '--group-id sg-app',
    })
    .flags(admitting([tcp(8080)], { HealthCheckPort: '9090' }), { subject: targets, key: '9090' })
    .flags(admitting([tcp(8080)]).change('network-acl', 'acl-private', { Entries: [] }), {
      subject: targets,
      says: 'acl-private',
    });
});

test('targets that admit it are fine, over IPv6 too', () => {
  const six = admitting([tcp(8080)], { IpAddressType: 'ipv6' })
    .change('network-interface', 'eni-front', { Ipv6Addresses: [{ Ipv6Address: '2600:a:0:1::80' }] })
    .change('target-health', 'target-1', ({ Target }) => Object.assign(Target, { Id: '2600:a:0:2::10' }))
    .remove('target-health', 'target-2');
  rule('lb-target-sg-mismatch')
    .ignores(
      admitting([tcp(8080)]),
      six,
      admitting([tcp(8080)], { HealthCheckEnabled: false, HealthCheckPort: '9090' }),
      admitting([tcp(443)], { TargetType: 'lambda' }),
      admitting([tcp(9090)], { HealthCheckPort: '9090' }).change('load-balancer', front, { Type: 'network' }),
    )
    .flags(six.change('security-group', 'sg-app', { IpPermissions: [] }), targets);
});

test('without the groups, the targets or the nodes nobody knows', () => {
  rule('lb-target-sg-mismatch')
    .cannotJudge(admitting([tcp(443)]).denied('security-group'))
    .cannotJudge(admitting([tcp(443)]).denied('target-health'))
    .cannotJudge(admitting([tcp(443)]).remove('network-interface', 'eni-front'), targets);
});
