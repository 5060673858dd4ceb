import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const OTHER = '999999999999';

const mirrored = (target: object = {}) =>
  office()
    .add('traffic-mirror-session', 'tms-1', {
      TrafficMirrorSessionId: 'tms-1',
      NetworkInterfaceId: 'eni-web',
      TrafficMirrorTargetId: 'tmt-1',
      TrafficMirrorFilterId: 'tmf-1',
      OwnerId: '111111111111',
    })
    .add('traffic-mirror-target', 'tmt-1', {
      TrafficMirrorTargetId: 'tmt-1',
      OwnerId: '111111111111',
      NetworkInterfaceId: 'eni-app',
      ...target,
    });

test('whoever copies packets is named, and graver where the copies leave what is known', () => {
  rule('traffic-mirror-session-active')
    .flags(mirrored(), { subject: 'tms-1', severity: 'medium', by: ['eni-app'], fix: 'delete-traffic-mirror-session' })
    .flags(mirrored({ OwnerId: OTHER }), { subject: 'tms-1', severity: 'high' })
    .ignores(office())
    .cannotJudge(mirrored().denied('traffic-mirror-session'));
});

test('a target of an account that nobody knows is found, and one that cannot be seen', () => {
  rule('traffic-mirror-cross-account-target')
    .flags(mirrored({ OwnerId: OTHER }), { subject: 'tms-1', severity: 'high', says: OTHER })
    .flags(mirrored().remove('traffic-mirror-target', 'tmt-1'), { subject: 'tms-1', says: 'not in the snapshot' })
    .ignores(mirrored())
    .where({ trustedAccounts: [OTHER] })
    .ignores(mirrored({ OwnerId: OTHER }));
});

test('a session whose source or target is gone is found', () => {
  rule('traffic-mirror-dangling')
    .flags(mirrored({ NetworkInterfaceId: 'eni-gone' }), { subject: 'tms-1', severity: 'low', says: 'its target eni-gone' })
    .flags(mirrored().remove('network-interface', 'eni-web'), { subject: 'tms-1', says: 'its source eni-web' })
    .ignores(
      mirrored(),
      mirrored({ NetworkInterfaceId: undefined, NetworkLoadBalancerArn: 'arn:lb' }).add('load-balancer', 'arn:lb', {
        LoadBalancerArn: 'arn:lb',
      }),
      mirrored({ NetworkInterfaceId: undefined, GatewayLoadBalancerEndpointId: 'vpce-1' }).add('vpc-endpoint', 'vpce-1', {
        VpcEndpointId: 'vpce-1',
      }),
    )
    .cannotJudge(mirrored().denied('network-interface'));
});
