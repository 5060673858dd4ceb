import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const open = (...ingress: string[]) =>
  office()
    .group('sg-x', 'vpc-a', ingress)
    .change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-x' }] });

const withEndpoint = (world: ReturnType<typeof office>, State = 'create-complete', VpcId = 'vpc-a') =>
  world.add('instance-connect-endpoint', 'eice-1', {
    InstanceConnectEndpointId: 'eice-1',
    OwnerId: '111111111111',
    VpcId,
    State,
  });

test('a login open to the world beside an endpoint is found, over IPv4 and IPv6', () => {
  rule('ssh-open-though-eice-available')
    .flags(withEndpoint(open('tcp 22 0.0.0.0/0')), {
      subject: 'eni-web',
      severity: 'medium',
      key: '203.0.113.10',
      says: 'on tcp 22, although vpc-a has eice-1',
      by: ['create-complete', 'tcp 22 from 0.0.0.0/0'],
      fix: 'revoke-security-group-ingress --group-id sg-x',
    })
    .flags(withEndpoint(open('tcp 3389 ::/0')), { subject: 'eni-web', key: '2600:a:0:1::10' })
    .flags(withEndpoint(open('-1 0.0.0.0/0')), 'eni-web');
});

test('without an endpoint that is ready in the VPC, or without an open login, there is nothing to say', () => {
  rule('ssh-open-though-eice-available').ignores(
    open('tcp 22 0.0.0.0/0'),
    withEndpoint(open('tcp 22 0.0.0.0/0'), 'create-failed'),
    withEndpoint(open('tcp 22 0.0.0.0/0'), 'create-complete', 'vpc-b'),
    withEndpoint(open('tcp 443 0.0.0.0/0', 'tcp 22 198.51.100.0/24')),
  );
});

test('without the endpoints, or the way in, nobody knows', () => {
  const list = () =>
    open('tcp 22 pl-1')
      .prefixList('pl-1', [])
      .denied('prefix-list-entry', { parents: ['pl-1'] });
  rule('ssh-open-though-eice-available')
    .cannotJudge(open('tcp 22 0.0.0.0/0').denied('instance-connect-endpoint'))
    .cannotJudge(withEndpoint(list()), 'eni-web')
    .ignores(list());
});
