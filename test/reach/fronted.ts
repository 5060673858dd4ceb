/** The office with an internet-facing application load balancer before its app servers. */
import type { World } from './scenario.ts';
import { office } from './worlds.ts';

const arn = (rest: string) => `arn:aws:elasticloadbalancing:eu-west-1:111111111111:${rest}`;
export const front = arn('loadbalancer/app/front/1');
export const targets = arn('targetgroup/apps/1');

/** `front` in `subnet-public` at 203.0.113.80 takes 443 from everywhere and 80 only to redirect; 443 goes to 8080 of `eni-app` and `eni-app2`. */
export function fronted(): World {
  const world = office()
    .group('sg-front', 'vpc-a', ['tcp 80 0.0.0.0/0', 'tcp 443 0.0.0.0/0'])
    .eni('eni-front', 'subnet-public', '10.0.1.80', ['sg-front'], { publicIp: '203.0.113.80', Description: 'ELB app/front/1' })
    .add('load-balancer', front, {
      LoadBalancerArn: front,
      LoadBalancerName: 'front',
      Type: 'application',
      Scheme: 'internet-facing',
      State: { Code: 'active' },
      VpcId: 'vpc-a',
      AvailabilityZones: [{ ZoneName: 'eu-west-1a', SubnetId: 'subnet-public' }],
    })
    .add('target-group', targets, { TargetGroupArn: targets, Protocol: 'HTTP', Port: 8080, VpcId: 'vpc-a', TargetType: 'ip' });
  const listen = (port: number, action: object): World =>
    world.add(
      'listener',
      `listener-${port}`,
      { ListenerArn: `listener-${port}`, LoadBalancerArn: front, Port: port, Protocol: 'HTTP', DefaultActions: [action] },
      { parent: front },
    );
  listen(443, { Type: 'forward', TargetGroupArn: targets });
  listen(80, { Type: 'redirect' });
  for (const [at, id] of [[1, '10.0.2.10'] as const, [2, '10.0.2.11'] as const])
    world.add('target-health', `target-${at}`, { Target: { Id: id, AvailabilityZone: 'all' } }, { parent: targets });
  return world;
}
