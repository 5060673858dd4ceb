import { test } from 'vitest';
import type { Data } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const regional = ['elastic-ip', 'nat-gateway', 'network-interface', 'subnet', 'vpc', 'vpc-endpoint'];

const record = (Type: string, value: string, more: Data = {}) =>
  office()
    .add('hosted-zone', 'Z1', { HostedZone: { Id: '/hostedzone/Z1', Name: 'corp.example.' }, VPCs: [{ VPCId: 'vpc-a' }] })
    .add(
      'resource-record-set',
      'Z1/app',
      { Name: 'app.corp.example.', Type, ResourceRecords: [{ Value: value }], ...more },
      { parent: 'Z1' },
    )
    .add('vpc-endpoint', 'vpce-0aa', { VpcEndpointId: 'vpce-0aa', VpcId: 'vpc-a', State: 'available' });

test('a record with an address that nobody in the VPC has is found, IPv4 and IPv6', () => {
  rule('r53-dangling-record')
    .flags(record('A', '10.0.2.99'), { subject: 'Z1/app', key: '10.0.2.99', severity: 'medium', fix: '"Action":"DELETE"' })
    .flags(record('AAAA', '2600:a:0:2::99'), { subject: 'Z1/app', says: 'vpc-a' });
});

test('one with a public address of Amazon that nothing has any more is worse', () => {
  const kept = (PublicIp: string) => record('A', PublicIp).add('elastic-ip', 'eipalloc-1', { PublicIp: '3.120.181.40' });
  rule('r53-dangling-record')
    .flags(record('A', '3.120.181.40'), { subject: 'Z1/app', key: '3.120.181.40', severity: 'high', says: 'nothing scanned has' })
    .flags(record('AAAA', '2600:1f18::5'), { subject: 'Z1/app', severity: 'high' })
    .ignores(kept('3.120.181.40'), record('A', '203.0.113.10'), record('A', '8.8.8.8'))
    .ignores(record('A', '8.8.8.8').asked(regional).denied('elastic-ip'))
    .cannotJudge(record('A', '8.8.8.8').asked(regional).denied('vpc'), 'Z1/app')
    .cannotJudge(record('A', '3.120.181.40').asked(regional).denied('elastic-ip'), 'Z1/app');
});

test('so is one with the name of an endpoint that is gone', () => {
  const name = (id: string) => `${id}-abcd1234.s3.eu-west-1.vpce.amazonaws.com.`;
  rule('r53-dangling-record')
    .flags(record('CNAME', name('vpce-0bb')), { subject: 'Z1/app', key: 'vpce-0bb' })
    .flags(record('A', '10.0.2.10', { ResourceRecords: [], AliasTarget: { DNSName: name('vpce-0bb') } }), 'Z1/app')
    .ignores(record('CNAME', name('vpce-0aa')), record('CNAME', 'www.example.com.'))
    .cannotJudge(record('CNAME', name('vpce-0bb').replace('eu-west-1', 'us-east-1')), 'Z1/app');
});

test('so is one with the name of a load balancer that is gone', () => {
  const name = (id: string) => `${id}.eu-west-1.elb.amazonaws.com.`;
  const having = (value: string) =>
    record('CNAME', value)
      .add('load-balancer', 'arn:front', { DNSName: 'Front-1.eu-west-1.elb.amazonaws.com' })
      .add('load-balancer', 'arn:wire', { DNSName: 'wire-2.elb.eu-west-1.amazonaws.com' })
      .add('classic-load-balancer', 'old', { DNSName: 'old-3.eu-west-1.elb.amazonaws.com' });
  rule('r53-dangling-record')
    .flags(having(name('gone-4')), { subject: 'Z1/app', key: 'gone-4.eu-west-1.elb.amazonaws.com', severity: 'medium' })
    .flags(having('gone-5.elb.eu-west-1.amazonaws.com'), 'Z1/app')
    .ignores(having(name('front-1')), having(name('dualstack.front-1')), having(name('old-3')))
    .ignores(having('eu-west-1a.wire-2.elb.eu-west-1.amazonaws.com'))
    .cannotJudge(having('gone-6.us-east-1.elb.amazonaws.com'), 'Z1/app')
    .cannotJudge(having(name('gone-7')).denied('classic-load-balancer'), 'Z1/app');
});

test('in other partitions names end otherwise', () => {
  rule('r53-dangling-record')
    .cannotJudge(record('CNAME', 'vpce-0bb-abcd1234.s3.cn-north-1.vpce.amazonaws.com.cn'), 'Z1/app')
    .cannotJudge(record('CNAME', 'gone-8.eusc-de-east-1.elb.amazonaws.eu'), 'Z1/app')
    .cannotJudge(record('CNAME', 'dualstack.gone-9.elb.us-iso-east-1.c2s.ic.gov'), 'Z1/app')
    .ignores(record('CNAME', 'gone-8.eu-west-1.elb.amazonaws.com.example'));
});

test('a zone whose records were not read cannot be judged, the others can', () => {
  const listed = (...ids: string[]) =>
    ids.reduce(
      (world, id) =>
        world.add('hosted-zone-listing', id, {
          Id: `/hostedzone/${id}`,
          Name: 'example.com.',
          Config: { PrivateZone: false },
        }),
      record('A', '3.120.181.40'),
    );
  rule('r53-dangling-record')
    .flags(listed('Z1'), 'Z1/app')
    .cannotJudge(listed('Z1', 'Z2'), 'Z2')
    .cannotJudge(listed('Z1').denied('resource-record-set', { parents: ['Z1'] }), 'Z1');
});

test('what somebody has, and what is elsewhere, is fine', () => {
  rule('r53-dangling-record')
    .ignores(
      record('A', '10.0.2.10'),
      record('A', '192.0.2.1'),
      record('AAAA', '2600:a:0:2::10'),
      record('A', '10.0.2.1'),
      record('TXT', '10.0.2.99'),
    )
    .cannotJudge(record('A', '10.0.2.99').denied('network-interface'), 'Z1/app')
    .cannotJudge(record('A', '10.0.2.99').denied('vpc'), 'Z1/app')
    .cannotJudge(record('A', '10.0.2.99').denied('resource-record-set'));
});
