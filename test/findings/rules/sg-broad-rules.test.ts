import { test } from 'vitest';
import { usualSettings } from '../../../src/findings/settings.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const having = (...ingress: string[]) =>
  office().group('sg-x', 'vpc-a', ingress).change('security-group', 'sg-app', { IpPermissions: [] });
const threshold = (more: object) => ({ thresholds: { ...usualSettings.thresholds, ...more } });

test('a whole private range on a sensitive port is found, over IPv4 and IPv6', () => {
  rule('sg-rfc1918-wide')
    .flags(having('tcp 5432 10.0.0.0/8'), {
      subject: 'sg-x',
      severity: 'medium',
      key: 'tcp 5432 from 10.0.0.0/8',
      says: 'PostgreSQL',
      fix: 'revoke-security-group-ingress --group-id sg-x',
    })
    .flags(having('-1 172.16.0.0/12', 'tcp 22 192.168.0.0/15', 'tcp 22 fc00::/7'), 'sg-x', 'sg-x', 'sg-x')
    .ignores(having('tcp 5432 10.0.0.0/9', 'tcp 443 10.0.0.0/8', 'tcp 8080 10.0.0.0/8', 'tcp 22 0.0.0.0/0', 'tcp 22 fd12::/16'))
    .ignores(having('-1 10.0.0.0/8').eni('eni-fw', 'subnet-private', '10.0.2.40', ['sg-x'], { SourceDestCheck: false }))
    .cannotJudge(having('-1 10.0.0.0/8').denied('security-group'));
});

test('many ports at once are found, whoever they are for', () => {
  rule('sg-wide-port-range')
    .flags(having('tcp 8000-8099 10.0.1.0/24'), { subject: 'sg-x', severity: 'low', says: '100 ports (tcp 8000-8099' })
    .flags(having('udp 0-65535 sg-app', 'tcp 8000-9000 2600:a::/56'), 'sg-x', 'sg-x')
    .ignores(
      having('tcp 8000-8098 10.0.1.0/24', '-1 10.0.1.0/24', 'tcp 8000-9000 sg-x', 'icmp -1 10.0.0.0/16'),
      having('tcp 1024-65535 0.0.0.0/0'),
    )
    .where(threshold({ wide_port_range: 10 }))
    .flags(having('tcp 8000-8009 10.0.1.0/24'), 'sg-x');
});

test('the ports of answers are found where they are open to the world, graver where it reaches them', () => {
  const worn = (...ingress: string[]) =>
    having(...ingress).change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-x' }] });
  rule('sg-ephemeral-inbound-open')
    .flags(having('tcp 1024-65535 0.0.0.0/0'), { subject: 'sg-x', severity: 'low' })
    .flags(worn('tcp 1024-65535 0.0.0.0/0'), { subject: 'sg-x', severity: 'medium', by: ['sg-x: tcp 1024-65535'] })
    .flags(worn('udp 32768-60999 ::/0'), { subject: 'sg-x', severity: 'medium' })
    .ignores(
      worn('tcp 1024-65535 10.0.0.0/8', 'tcp 0-65535 0.0.0.0/0', '-1 0.0.0.0/0', 'tcp 8000-9000 0.0.0.0/0'),
      office().group('sg-x', 'vpc-a', [], ['tcp 1024-65535 0.0.0.0/0']),
    )
    .cannotJudge(worn('tcp 1024-65535 0.0.0.0/0').denied('network-acl'));
});

test('a crowd that may talk to each other about everything is found', () => {
  const few = threshold({ self_group_members: 2 });
  const members = (...ingress: string[]) =>
    having(...ingress)
      .eni('eni-1', 'subnet-private', '10.0.2.21', ['sg-x'])
      .eni('eni-2', 'subnet-private', '10.0.2.22', ['sg-x']);
  rule('sg-self-all-ports')
    .ignores(members('-1 sg-x'))
    .where(few)
    .flags(members('-1 sg-x'), { subject: 'sg-x', severity: 'low', by: ['worn by 2'], fix: 'revoke-security-group-ingress' })
    .ignores(members('tcp 0-65535 sg-x'), members('-1 sg-app'), having('-1 sg-x'));
});
