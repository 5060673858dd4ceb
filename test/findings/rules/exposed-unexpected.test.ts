import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** The web server has a public address at its second private one only. */
const second = () =>
  office().change('network-interface', 'eni-web', (data) => {
    data.Association = undefined;
    data.PrivateIpAddresses = [
      { Primary: true, PrivateIpAddress: '10.0.1.10' },
      { Primary: false, PrivateIpAddress: '10.0.1.11', Association: { PublicIp: '203.0.113.11', IpOwnerId: 'amazon' } },
    ];
  });

test('an interface that only a secondary address makes public is found', () => {
  rule('exposed-secondary-ip')
    .flags(second(), {
      subject: 'eni-web',
      severity: 'medium',
      key: '203.0.113.11',
      says: 'on tcp 443',
      by: ['igw-a'],
      fix: 'revoke-security-group-ingress',
    })
    .ignores(
      office(),
      second().change('security-group', 'sg-web', { IpPermissions: [] }),
      second().change('route-table', 'rtb-public', (data) => data.Routes.splice(2)),
      second().change('network-interface', 'eni-web', (data) => {
        data.PrivateIpAddresses[0].Association = { PublicIp: '203.0.113.10', IpOwnerId: 'amazon' };
      }),
    )
    .cannotJudge(second().denied('security-group'));
});

const database = (Description = 'RDSNetworkInterface', more: object = {}) =>
  office()
    .group('sg-x', 'vpc-a', ['tcp 5432 0.0.0.0/0', 'tcp 5432 ::/0'])
    .eni('eni-x', 'subnet-public', '10.0.1.30', ['sg-x'], {
      publicIp: '203.0.113.30',
      Description,
      RequesterManaged: true,
      ...more,
    });

test('an interface of a managed database with a public address that the internet reaches is found', () => {
  rule('exposed-db-public-flag')
    .flags(database(), {
      subject: 'eni-x',
      severity: 'critical',
      says: '203.0.113.30 on tcp 5432',
      by: ['RDS database', 'sg-x: tcp 5432 from 0.0.0.0/0'],
      fix: 'revoke-security-group-ingress --group-id sg-x',
    })
    .flags(database('RedshiftNetworkInterface'), 'eni-x')
    .flags(database('DMSNetworkInterface'), 'eni-x');
});

test('a database without a public address, behind closed groups, or of one’s own machine is something else', () => {
  const private6 = { publicIp: undefined, ipv6: '2600:a:0:1::30' };
  rule('exposed-db-public-flag').ignores(
    database('RDSNetworkInterface', private6),
    database().change('security-group', 'sg-x', { IpPermissions: [] }),
    database('my own'),
  );
});
