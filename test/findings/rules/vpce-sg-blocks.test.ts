import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { office, transit } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** An endpoint for Systems Manager in the private subnet, dual stack, whose group has these rules. */
const door = (ingress: string[], more: object = {}, world: World = office()) =>
  world
    .group('sg-door', 'vpc-a', ingress, [])
    .eni('eni-door', 'subnet-private', '10.0.2.50', ['sg-door'], { ipv6: '2600:a:0:2::50', InterfaceType: 'vpc_endpoint' })
    .add('vpc-endpoint', 'vpce-1', {
      VpcId: 'vpc-a',
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.eu-west-1.ssm',
      State: 'available',
      NetworkInterfaceIds: ['eni-door'],
      ...more,
    });

const everyone = ['tcp 443 10.0.0.0/16', 'tcp 443 2600:a::/56'];

test('an endpoint that lets nobody of its VPC in is found, each family for itself', () => {
  rule('vpce-sg-blocks-443')
    .flags(
      door(['tcp 443 172.16.0.0/12']),
      {
        subject: 'vpce-1',
        severity: 'high',
        key: 'IPv4',
        says: 'sg-door of vpce-1 (ssm) lets nobody of vpc-a in',
        fix: /authorize-security-group-ingress --group-id sg-door.*443.*10\.0\.0\.0\/16/,
      },
      { subject: 'vpce-1', key: 'IPv6', fix: '2600:a::/56' },
    )
    .flags(door(['tcp 443 10.0.0.0/16']), { subject: 'vpce-1', key: 'IPv6' })
    .flags(door(['tcp 443 2600:a::/56', 'tcp 80 10.0.0.0/16']), { subject: 'vpce-1', key: 'IPv4' });
});

test('an endpoint that lets somebody in is fine, by address, by group or by list', () => {
  rule('vpce-sg-blocks-443').ignores(
    office(),
    door(everyone),
    door(['-1 sg-app']),
    door(['tcp 443 pl-1', 'tcp 443 ::/0']).prefixList('pl-1', ['10.0.3.10/32']),
    door([], { ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1' }),
    door([], { ServiceName: 'com.amazonaws.eu-west-1.email-smtp' }),
    door([], { State: 'failed' }),
  );
});

test('what else is in the way of clients is another matter', () => {
  const silent = door(everyone);
  for (const group of ['sg-web', 'sg-app', 'sg-db']) silent.change('security-group', group, { IpPermissionsEgress: [] });
  rule('vpce-sg-blocks-443').ignores(silent, door(everyone).change('network-acl', 'acl-private', { Entries: [] }));
});

test('an endpoint for another VPC lets those in', () => {
  rule('vpce-sg-blocks-443').ignores(door(['tcp 443 10.1.0.0/16', 'tcp 443 2600:b::/56'], {}, transit()));
});

test('a group or a list that is not known leaves it open', () => {
  rule('vpce-sg-blocks-443')
    .cannotJudge(
      door(['tcp 443 pl-1'])
        .prefixList('pl-1', [])
        .denied('prefix-list-entry', { parents: ['pl-1'] }),
      'vpce-1',
    )
    .cannotJudge(door([]).remove('network-interface', 'eni-door'), 'vpce-1')
    .cannotJudge(door([]).denied('security-group'));
});
