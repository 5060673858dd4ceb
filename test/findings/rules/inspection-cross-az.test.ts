import { test } from 'vitest';
import { rule } from '../rule.ts';
import { WALL, walled } from '../walled.ts';

const toOthers = () =>
  walled().table('rtb-other', 'vpc-a', ['subnet-other'], ['10.0.0.0/16 local', '0.0.0.0/0 vpce-w', '::/0 vpce-w']);

test('a subnet that is led to a firewall endpoint of another zone is found, once for both families', () => {
  const own = toOthers()
    .subnet('subnet-wall2', 'vpc-a', '10.0.8.0/28', 'euw1-az2')
    .change('firewall', WALL, ({ FirewallStatus: { SyncStates } }) => {
      SyncStates.b = { Attachment: { EndpointId: 'vpce-w2', SubnetId: 'subnet-wall2' } };
    });
  rule('nfw-endpoint-cross-az')
    .flags(toOthers(), { subject: 'subnet-other', key: 'vpce-w', by: ['0.0.0.0/0', '::/0'], fix: 'associate-subnets' })
    .flags(own, { subject: 'subnet-other', says: 'vpce-w2 is in its own zone', fix: 'replace-route --route-table-id rtb-other' })
    .ignores(walled(), walled().route('rtb-main', '0.0.0.0/0 vpce-w blackhole'))
    .cannotJudge(toOthers().remove('subnet', 'subnet-wall'), 'subnet-other');
});

test('so is one that is led to an endpoint of a Gateway Load Balancer', () => {
  const plain = () => toOthers().remove('firewall', WALL);
  rule('gwlbe-cross-az')
    .flags(plain(), { subject: 'subnet-other', severity: 'medium', says: 'euw1-az1', fix: 'GatewayLoadBalancer' })
    .ignores(
      toOthers(),
      walled().remove('firewall', WALL),
      plain().change('vpc-endpoint', 'vpce-w', { VpcEndpointType: 'Gateway' }),
    );
});
