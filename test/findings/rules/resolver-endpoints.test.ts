import { test } from 'vitest';
import type { Data, World } from '../../reach/scenario.ts';
import { hybrid } from '../../reach/worlds.ts';
import { rule } from '../rule.ts';

/** An outbound endpoint with an address in each of these subnets, in the office that has a VPN. */
const asking = (...subnets: string[]): World => {
  const world = hybrid()
    .group('sg-dns', 'vpc-a', [])
    .add('resolver-endpoint', 'rslvr-out-1', {
      Id: 'rslvr-out-1',
      Direction: 'OUTBOUND',
      HostVPCId: 'vpc-a',
      SecurityGroupIds: ['sg-dns'],
    });
  for (const [at, SubnetId] of subnets.entries()) {
    const Ip = world.of('subnet', SubnetId).CidrBlock.replace('.0/24', `.${200 + at}`);
    world
      .eni(`eni-dns-${at}`, SubnetId, Ip, ['sg-dns'], {
        ipv6: `${world.of('subnet', SubnetId).Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock.replace('/64', '')}${200 + at}`,
      })
      .add('resolver-endpoint-address', `rslvr-out-1/rni-${at}`, { Ip, SubnetId }, { parent: 'rslvr-out-1' });
  }
  return world;
};
const forwarding = (world: World, ...TargetIps: Data[]): World =>
  world.add('resolver-rule', 'rslvr-rr-1', {
    Id: 'rslvr-rr-1',
    RuleType: 'FORWARD',
    DomainName: 'corp.example.',
    ResolverEndpointId: 'rslvr-out-1',
    TargetIps,
  });

test('an endpoint with all its addresses in one zone is found', () => {
  rule('resolver-endpoint-single-az')
    .flags(asking('subnet-private', 'subnet-public'), {
      subject: 'rslvr-out-1',
      severity: 'medium',
      says: 'euw1-az1',
      fix: '--ip-address SubnetId=subnet-other',
    })
    .ignores(asking('subnet-private', 'subnet-other'))
    .cannotJudge(asking('subnet-private').remove('subnet', 'subnet-private'), 'rslvr-out-1')
    .cannotJudge(asking('subnet-private').denied('resolver-endpoint-address'));
});

test('a server that no address of the endpoint reaches is found, over IPv4 and IPv6', () => {
  const ours = { Ip: '192.168.7.53', Port: 53 };
  rule('resolver-rule-dead-target')
    .flags(forwarding(asking('subnet-other'), ours), {
      subject: 'rslvr-rr-1',
      key: '192.168.7.53',
      severity: 'high',
      says: 'corp.example.',
    })
    .flags(
      forwarding(asking('subnet-private'), ours, { Ip: '172.16.0.53' }).change('route-table', 'rtb-private', (data) =>
        data.Routes.splice(2, 2),
      ),
      {
        subject: 'rslvr-rr-1',
        key: '172.16.0.53',
      },
    )
    .flags(forwarding(asking('subnet-other'), { Ipv6: '2a00:7::53' }), { subject: 'rslvr-rr-1', key: '2a00:7::53' });
});

test('one address that reaches it is enough', () => {
  const ours = { Ip: '192.168.7.53', Port: 53 };
  const world = () => forwarding(asking('subnet-private', 'subnet-other'), ours);
  rule('resolver-rule-dead-target')
    .ignores(
      world(),
      forwarding(asking('subnet-private'), { Ipv6: '2a00:7::53' }),
      forwarding(asking('subnet-other'), ours).change('resolver-rule', 'rslvr-rr-1', { RuleType: 'SYSTEM' }),
    )
    .cannotJudge(world().remove('network-interface', 'eni-dns-0'), 'rslvr-rr-1')
    .cannotJudge(world().remove('resolver-endpoint', 'rslvr-out-1'), 'rslvr-rr-1')
    .cannotJudge(world().denied('route-table'));
});
