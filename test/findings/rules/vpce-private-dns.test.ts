import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const NAME = 'vpce-1-abc.api.ecr.eu-west-1.vpce.amazonaws.com';

const door = (PrivateDnsEnabled: boolean, more: object = {}) => ({
  VpcId: 'vpc-a',
  VpcEndpointType: 'Interface',
  ServiceName: 'com.amazonaws.eu-west-1.ecr.api',
  State: 'available',
  PrivateDnsEnabled,
  DnsEntries: [{ DnsName: NAME }],
  ...more,
});
const withDoor = (on: boolean, more: object = {}) => office().add('vpc-endpoint', 'vpce-1', door(on, more));
const zone = (Name: string) =>
  withDoor(false).add('vpc-hosted-zone', 'vpc-a/Z1', { HostedZoneId: 'Z1', Name }, { parent: 'vpc-a' });
const record = (data: object) => withDoor(false).add('resource-record-set', 'Z1/r', data, { parent: 'Z1' });

test('an endpoint whose private DNS is off is found', () => {
  rule('vpce-private-dns-off')
    .flags(withDoor(false), {
      subject: 'vpce-1',
      severity: 'low',
      says: 'vpce-1 (ecr.api) in vpc-a',
      fix: 'modify-vpc-endpoint --vpc-endpoint-id vpce-1 --private-dns-enabled',
    })
    .flags(zone('corp.internal.'), 'vpce-1')
    .flags(record({ Name: 'ecr.corp.', Type: 'CNAME', ResourceRecords: [{ Value: 'elsewhere.example' }] }), 'vpce-1');
});

test('a private zone, another endpoint or a gateway endpoint make it needless', () => {
  const s3 = { ServiceName: 'com.amazonaws.eu-west-1.s3' };
  rule('vpce-private-dns-off').ignores(
    office(),
    withDoor(true),
    withDoor(false, { ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-1' }),
    withDoor(false, { State: 'failed' }),
    zone('api.ecr.eu-west-1.amazonaws.com.'),
    zone('ecr.api.eu-west-1.api.aws.'),
    record({ Name: 'ecr.corp.', Type: 'A', AliasTarget: { DNSName: `${NAME}.` } }),
    record({ Name: 'ecr.corp.', Type: 'CNAME', ResourceRecords: [{ Value: NAME.toUpperCase() }] }),
    withDoor(false).add('vpc-endpoint', 'vpce-2', door(true)),
    withDoor(false, s3).add('vpc-endpoint', 'vpce-2', door(false, { ...s3, VpcEndpointType: 'Gateway' })),
  );
  rule('vpce-private-dns-off').cannotJudge(withDoor(false).denied('resource-record-set'));
});

const dns = (support: boolean, hostNames: boolean, on = true) =>
  withDoor(on)
    .add(
      'vpc-attribute',
      'vpc-a/enableDnsSupport',
      { EnableDnsSupport: { Value: support } },
      { parent: 'vpc-a/enableDnsSupport' },
    )
    .add(
      'vpc-attribute',
      'vpc-a/enableDnsHostnames',
      { EnableDnsHostnames: { Value: hostNames } },
      { parent: 'vpc-a/enableDnsHostnames' },
    );

test('private DNS without the DNS of the VPC is found', () => {
  rule('vpce-private-dns-ineffective')
    .flags(dns(true, false), {
      subject: 'vpce-1',
      severity: 'high',
      says: 'enableDnsHostnames of vpc-a is off',
      by: ['vpc-a/enableDnsHostnames'],
      fix: 'modify-vpc-attribute --vpc-id vpc-a --enable-dns-hostnames Value=true',
    })
    .flags(dns(false, false), { subject: 'vpce-1', says: 'enableDnsSupport and enableDnsHostnames of vpc-a are off' })
    .flags(dns(false, true), { subject: 'vpce-1', fix: '--enable-dns-support Value=true' })
    .ignores(office(), dns(true, true), dns(false, false, false));
});

test('of a VPC whose attributes could not be read nothing is said', () => {
  const parents = ['vpc-a/enableDnsHostnames'];
  rule('vpce-private-dns-ineffective')
    .cannotJudge(dns(true, true).denied('vpc-attribute', { parents }), 'vpce-1')
    .cannotJudge(withDoor(true), 'vpce-1')
    .cannotJudge(dns(true, true).denied('vpc-attribute'))
    .flags(dns(false, true).denied('vpc-attribute', { parents }), 'vpce-1');
});
