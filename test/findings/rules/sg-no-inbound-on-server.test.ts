import { test } from 'vitest';
import { front, fronted } from '../../reach/fronted.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const targets = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/apps/1';
const wired = () =>
  fronted()
    .change('load-balancer', front, { SecurityGroups: ['sg-front'] })
    .change('target-group', targets, { LoadBalancerArns: [front] });

test('a listener whose port no group of the load balancer opens is found', () => {
  const closed = wired().change('security-group', 'sg-front', (data) => data.IpPermissions.splice(0, 1));
  rule('sg-no-inbound-on-server').flags(closed, {
    subject: front,
    severity: 'medium',
    key: 'tcp 80',
    says: 'No group of front (sg-front) lets anybody in on port 80, where it listens',
    by: ['none for port 80'],
  });
});

test('targets that nobody may talk to are found, with the load balancer to be let in', () => {
  const closed = wired().change('security-group', 'sg-app', { IpPermissions: [] });
  rule('sg-no-inbound-on-server').flags(
    closed,
    {
      subject: 'eni-app',
      key: 'tcp 8080',
      says: 'a target of',
      fix: /authorize-security-group-ingress --group-id sg-app .*sg-front/,
    },
    'eni-app2',
  );
});

const classic = (...ingress: string[]) =>
  office()
    .group('sg-old', 'vpc-a', ingress)
    .instance('i-app', 'eni-app')
    .add('classic-load-balancer', 'old', {
      LoadBalancerName: 'old',
      SecurityGroups: ['sg-old'],
      ListenerDescriptions: [{ Listener: { Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 8080 } }],
      Instances: [{ InstanceId: 'i-app' }],
    });

test('classic load balancers and their instances are looked at, too, and an IPv6 rule is a rule', () => {
  rule('sg-no-inbound-on-server')
    .flags(classic('tcp 443 0.0.0.0/0'), { subject: 'old', key: 'tcp 80' })
    .flags(classic('tcp 80 ::/0').change('security-group', 'sg-app', { IpPermissions: [] }), {
      subject: 'eni-app',
      key: 'tcp 8080',
    })
    .ignores(classic('tcp 80 ::/0'));
});

test('one rule for the port is enough, and what has no groups needs none', () => {
  rule('sg-no-inbound-on-server')
    .ignores(
      wired(),
      wired().change('load-balancer', front, { SecurityGroups: [] }).change('security-group', 'sg-front', { IpPermissions: [] }),
    )
    .cannotJudge(wired().denied('target-health'))
    .cannotJudge(wired().denied('security-group'));
});
