import { test } from 'vitest';
import { TCP } from '../../../src/net/index.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const web = (...ingress: string[]) =>
  office()
    .instance('i-web', 'eni-web')
    .group('sg-x', 'vpc-a', ingress)
    .change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-x' }] });

test('an instance with a public address is found, and is graver where the world gets in', () => {
  rule('instance-public-ip')
    .flags(web('tcp 22 0.0.0.0/0'), {
      subject: 'i-web',
      severity: 'medium',
      says: '(203.0.113.10), and the internet reaches it on tcp 22',
      by: ['sg-x: tcp 22 from 0.0.0.0/0'],
      fix: 'revoke-security-group-ingress',
    })
    .flags(web('tcp 443 0.0.0.0/0'), { subject: 'i-web', severity: 'info', says: 'on tcp 443 only' })
    .flags(web('tcp 22 10.0.0.0/8', 'tcp 22 ::/0'), {
      subject: 'i-web',
      severity: 'info',
      says: 'every port is closed',
      fix: /disassociate-address|--no-associate-public-ip-address/,
    })
    .ignores(office(), office().instance('i-app', 'eni-app'))
    .cannotJudge(web('tcp 22 pl-gone'), 'i-web')
    .where({ allowedPublicPorts: [{ protocol: TCP, ports: { lo: 22, hi: 22 } }] })
    .flags(web('tcp 22 0.0.0.0/0'), { subject: 'i-web', severity: 'info' });
});

/** The web server has a second leg here. */
const legged = (subnet: string, ip: string) =>
  web()
    .eni('eni-leg', subnet, ip, ['sg-app'])
    .change('network-interface', 'eni-leg', { Attachment: { InstanceId: 'i-web', DeviceIndex: 1, Status: 'attached' } });

test('legs in several subnets are told, and in one are not', () => {
  rule('instance-multiple-enis')
    .flags(legged('subnet-private', '10.0.2.30'), { subject: 'i-web', severity: 'info', says: 'subnet-private' })
    .ignores(legged('subnet-public', '10.0.1.30'), web())
    .cannotJudge(legged('subnet-private', '10.0.2.30').denied('instance'));
});

test('a machine between a public and a private subnet is found; an appliance is made for that', () => {
  rule('instance-bridges-zones')
    .flags(legged('subnet-private', '10.0.2.30'), {
      subject: 'i-web',
      severity: 'medium',
      says: 'a leg in subnet-public, which is public, and one in subnet-private, which is private',
      by: ['in subnet-private, private'],
    })
    .flags(legged('subnet-private', '10.0.2.30').route('rtb-main', '0.0.0.0/0 eni-leg'), { subject: 'i-web', severity: 'info' })
    .flags(
      legged('subnet-private', '10.0.2.30').change('route-table', 'rtb-public', (data) => data.Routes.splice(2, 1)),
      { subject: 'i-web', severity: 'medium' },
    )
    .ignores(
      legged('subnet-public', '10.0.1.30'),
      legged('subnet-private', '10.0.2.30').change('route-table', 'rtb-public', (data) => data.Routes.splice(2)),
    )
    .cannotJudge(legged('subnet-private', '10.0.2.30').denied('route-table'));
});
