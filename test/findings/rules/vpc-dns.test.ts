import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const having = (support: boolean, hostnames: boolean): World =>
  office()
    .add(
      'vpc-attribute',
      'vpc-a/enableDnsSupport',
      { VpcId: 'vpc-a', EnableDnsSupport: { Value: support } },
      { parent: 'vpc-a/enableDnsSupport' },
    )
    .add(
      'vpc-attribute',
      'vpc-a/enableDnsHostnames',
      { VpcId: 'vpc-a', EnableDnsHostnames: { Value: hostnames } },
      { parent: 'vpc-a/enableDnsHostnames' },
    );

const endpoint = (world: World, PrivateDnsEnabled: boolean): World =>
  world.add('vpc-endpoint', 'vpce-1', {
    VpcEndpointId: 'vpce-1',
    VpcId: 'vpc-a',
    VpcEndpointType: 'Interface',
    ServiceName: 'com.amazonaws.eu-west-1.ssm',
    PrivateDnsEnabled,
  });

const zone = (world: World): World =>
  world.add('vpc-hosted-zone', 'vpc-a/Z1', { HostedZoneId: 'Z1', Name: 'corp.internal.' }, { parent: 'vpc-a' });

test('a VPC without DNS resolution is found', () => {
  rule('dns-support-disabled')
    .flags(having(false, true), { subject: 'vpc-a', severity: 'high', fix: '--enable-dns-support Value=true' })
    .ignores(having(true, false))
    .cannotJudge(office(), 'vpc-a')
    .cannotJudge(office().denied('vpc-attribute', { parents: ['vpc-a/enableDnsSupport'] }), 'vpc-a')
    .cannotJudge(having(false, true).denied('vpc-attribute'));
});

test('a VPC without host names is found where private names depend on it', () => {
  rule('dns-hostnames-disabled')
    .flags(endpoint(having(true, false), true), {
      subject: 'vpc-a',
      severity: 'medium',
      says: 'vpce-1 depends on it',
      by: ['private DNS of com.amazonaws.eu-west-1.ssm'],
      fix: '--enable-dns-hostnames Value=true',
    })
    .flags(zone(having(true, false)), { subject: 'vpc-a', by: ['Z1', 'corp.internal.'] })
    .ignores(having(true, false), endpoint(having(true, false), false), zone(endpoint(having(true, true), true)))
    .cannotJudge(having(true, false).denied('vpc-hosted-zone', { parents: ['vpc-a'] }), 'vpc-a')
    .cannotJudge(office(), 'vpc-a');
});
