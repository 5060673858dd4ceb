import { test } from 'vitest';
import type { World } from '../../reach/scenario.ts';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const asking = (...servers: string[]): World =>
  office()
    .change('vpc', 'vpc-a', { DhcpOptionsId: 'dopt-1' })
    .add('dhcp-options', 'dopt-1', {
      DhcpOptionsId: 'dopt-1',
      OwnerId: '111111111111',
      DhcpConfigurations: [{ Key: 'domain-name-servers', Values: servers.map((Value) => ({ Value })) }],
    });

const endpoint = (world: World): World =>
  world.add('vpc-endpoint', 'vpce-1', { VpcEndpointId: 'vpce-1', VpcId: 'vpc-a', PrivateDnsEnabled: true });

const resolver = (world: World, Direction: string): World =>
  world.add('resolver-endpoint', 'rslvr-1', { Id: 'rslvr-1', HostVPCId: 'vpc-a', Direction });

test('hosts that ask servers of their own are found, over IPv4 and IPv6', () => {
  rule('dhcp-custom-dns')
    .flags(asking('10.0.3.53'), {
      subject: 'dopt-1',
      severity: 'low',
      says: 'Hosts of vpc-a ask 10.0.3.53',
      by: ['vpc-a'],
      fix: /Values=AmazonProvidedDNS.*--dhcp-options-id \$OPTIONS --vpc-id vpc-a/,
    })
    .flags(asking('2600:a:0:3::53'), 'dopt-1')
    .flags(resolver(endpoint(asking('10.0.3.53')), 'INBOUND'), { subject: 'dopt-1', severity: 'low' });
});

test('where they lose the private names of endpoints it is graver', () => {
  rule('dhcp-custom-dns')
    .flags(endpoint(asking('10.0.3.53')), { subject: 'dopt-1', severity: 'medium', says: 'endpoints of vpc-a are unknown there' })
    .flags(resolver(endpoint(asking('10.0.3.53')), 'OUTBOUND'), { subject: 'dopt-1', severity: 'medium' });
});

test('Amazon’s resolver under any of its names, options without servers, and options that no VPC uses are fine', () => {
  rule('dhcp-custom-dns')
    .ignores(
      asking('AmazonProvidedDNS'),
      asking('10.0.3.53', '10.0.0.2'),
      asking('169.254.169.253'),
      asking('fd00:ec2::253'),
      asking(),
      asking('10.0.3.53').change('vpc', 'vpc-a', { DhcpOptionsId: 'default' }),
    )
    .cannotJudge(asking('10.0.3.53').denied('resolver-endpoint'));
});
