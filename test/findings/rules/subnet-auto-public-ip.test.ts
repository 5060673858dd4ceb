import { test } from 'vitest';
import { office } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

const giving = (subnet: string) => office().change('subnet', subnet, { MapPublicIpOnLaunch: true });

test('a subnet that gives public addresses away is found', () => {
  rule('subnet-auto-public-ip')
    .flags(giving('subnet-private'), { subject: 'subnet-private', severity: 'medium', fix: '--no-map-public-ip-on-launch' })
    .ignores(office(), office().change('subnet', 'subnet-public', { AssignIpv6AddressOnCreation: true }))
    .cannotJudge(giving('subnet-private').denied('subnet'));
});

test('with only gateways and balancers inside it is low, and in an idle default VPC info', () => {
  const edge = giving('subnet-public').change('network-interface', 'eni-web', { Description: 'ELB app/web/0123456789abcdef' });
  const idle = office()
    .vpc('vpc-z', '172.31.0.0/16', { IsDefault: true })
    .subnet('subnet-z', 'vpc-z', '172.31.0.0/20', 'euw1-az1', { MapPublicIpOnLaunch: true });
  rule('subnet-auto-public-ip')
    .flags(edge, { subject: 'subnet-public', severity: 'low' })
    .flags(giving('subnet-public'), { subject: 'subnet-public', severity: 'medium' })
    .flags(idle, { subject: 'subnet-z', severity: 'info' });
});
