import { expect, test } from 'vitest';
import { Estate } from '../../src/findings/estate.ts';
import { type LossKind, lossKinds } from '../../src/findings/losses.ts';
import { type Who, whoIs } from '../../src/findings/who.ts';
import { buildNetwork } from '../../src/reach/index.ts';
import { ACCOUNT, REGION, type World } from '../reach/scenario.ts';
import { office, peered } from '../reach/worlds.ts';

const who = (world: World, kind: string, id: string): Who => {
  const estate = new Estate(buildNetwork(world.snapshot()));
  return whoIs(estate, estate.network.entity(kind, id) ?? { kind, id, account: ACCOUNT, region: REGION });
};

const lost = ({ losses }: Who, what: LossKind): string[] =>
  losses.filter((loss) => loss.what === what).map(({ at, text }) => `${at.id} ${text}`.trim());

const ids = (links: readonly { id: string }[]): string[] => links.map(({ id }) => id).sort();

test('a group is used by the interfaces that wear it and the groups whose rules name it', () => {
  const found = who(office().group('sg-peer', 'vpc-a', ['tcp 5432 sg-web']), 'security-group', 'sg-web');
  expect(found.usedBy).toMatchObject([
    { kind: 'network-interface', id: 'eni-web' },
    { kind: 'security-group', id: 'sg-peer', by: ['in · tcp 5432 from sg-web'] },
  ]);
  expect(ids(found.uses)).toEqual(['vpc-a']);
  expect(lost(found, 'group')).toEqual(['eni-web its only group']);
  expect(lost(found, 'rule')).toEqual(['sg-peer tcp 5432 from sg-web']);
  expect(lost(found, 'inbound')).toContain('eni-web 203.0.113.10');
  expect(found.heldBy).toEqual(['network interfaces wear it', 'rules of other groups name it']);
});

test('a rule by which a group names itself is nobody else’s', () => {
  const found = who(office().group('sg-self', 'vpc-a', ['-1 sg-self']), 'security-group', 'sg-self');
  expect({ usedBy: found.usedBy, losses: found.losses, heldBy: found.heldBy }).toEqual({ usedBy: [], losses: [], heldBy: [] });
});

test('of two groups an interface loses one and keeps the other', () => {
  const world = office().change('network-interface', 'eni-web', { Groups: [{ GroupId: 'sg-web' }, { GroupId: 'sg-all' }] });
  const found = who(world.group('sg-all', 'vpc-a', ['-1 0.0.0.0/0', '-1 ::/0']), 'security-group', 'sg-web');
  expect(lost(found, 'group')).toEqual(['eni-web']);
  expect(lost(found, 'inbound')).toEqual([]);
});

test('without a NAT gateway the subnets behind it lose their way out, and their interfaces the internet over IPv4', () => {
  const found = who(office(), 'nat-gateway', 'nat-a');
  expect(lost(found, 'way out').every((text) => text.includes('IPv4, by 0.0.0.0/0 → nat-a'))).toBe(true);
  expect(lost(found, 'way out').map((text) => text.split(' ')[0])).toContain('subnet-private');
  expect(lost(found, 'outbound')).toEqual(['eni-app IPv4', 'eni-app2 IPv4']);
  expect(lost(found, 'route')).toEqual([expect.stringMatching(/0\.0\.0\.0\/0 → nat-a$/)]);
  expect(lost(found, 'interface')).toEqual(['eni-nat-a']);
  expect(lost(found, 'address')).toEqual([expect.stringMatching(/^eni-nat-a .*, for good$/)]);
});

test('without an internet gateway those behind NAT lose the internet too, and nobody is reached', () => {
  const found = who(office(), 'internet-gateway', 'igw-a');
  expect(lost(found, 'outbound')).toEqual(['eni-app IPv4', 'eni-app2 IPv4', 'eni-web IPv4', 'eni-web IPv6']);
  expect(lost(found, 'inbound').map((text) => text.split(' ')[0])).toEqual(['eni-web', 'eni-web']);
  expect(lost(found, 'route').length).toBeGreaterThan(0);
});

test('without an egress-only gateway only IPv6 is lost', () => {
  const found = who(office(), 'egress-only-internet-gateway', 'eigw-a');
  expect(lost(found, 'outbound')).toEqual(['eni-app IPv6', 'eni-app2 IPv6']);
  expect(lost(found, 'way out').every((text) => text.includes('IPv6'))).toBe(true);
});

test('a way that was lost before is not lost', () => {
  const world = office().change('route-table', 'rtb-private', (data) => {
    for (const route of data.Routes) if (route.NatGatewayId) route.State = 'blackhole';
  });
  const found = who(world, 'nat-gateway', 'nat-a');
  expect([...lost(found, 'way out'), ...lost(found, 'outbound'), ...lost(found, 'route')]).toEqual([]);
});

test('subnets use the table that is in effect for them, and without it the main one', () => {
  const found = who(office().table('rtb-main', 'vpc-a', ['main'], []), 'route-table', 'rtb-public');
  expect(found.usedBy).toMatchObject([{ kind: 'subnet', id: 'subnet-public', by: ['by its table in effect'] }]);
  expect(lost(found, 'table')).toEqual(['subnet-public rtb-main']);
  expect(lost(found, 'way out').length).toBeGreaterThan(0);
  const main = who(
    office().table('rtb-main', 'vpc-a', ['main'], []).subnet('subnet-new', 'vpc-a', '10.0.77.0/24'),
    'route-table',
    'rtb-main',
  );
  expect(ids(main.usedBy)).toContain('subnet-new');
  expect(who(office(), 'subnet', 'subnet-public').uses).toContainEqual(
    expect.objectContaining({ kind: 'route-table', id: 'rtb-public', by: ['in effect'] }),
  );
});

test('a peering takes the routes of both sides with it', () => {
  const found = who(peered(), 'vpc-peering-connection', 'pcx-ab');
  const [first, ...more] = lost(found, 'route').map((text) => text.split(' ').at(-1));
  expect(more.length).toBeGreaterThan(0);
  expect(new Set([first, ...more])).toEqual(new Set(['pcx-ab']));
  expect(lost(found, 'outbound')).toEqual([]);
});

test('what is not known without a thing is not said to be lost', () => {
  const world = office().acl('acl-own', 'vpc-a', ['subnet-public']);
  for (const one of world.resources)
    if (one.kind === 'network-acl' && one.id !== 'acl-own')
      one.data.Associations = one.data.Associations.filter(({ SubnetId }: { SubnetId: string }) => SubnetId !== 'subnet-public');
  expect(lost(who(world, 'network-acl', 'acl-own'), 'acl')).toEqual(['subnet-public which one is not known']);
  expect(lost(who(world, 'network-acl', 'acl-own'), 'inbound')).toEqual([]);
});

test('a custom ACL leaves its subnets to the default one', () => {
  const world = office().acl('acl-default', 'vpc-a', []).change('network-acl', 'acl-default', { IsDefault: true });
  world.acl('acl-own', 'vpc-a', []);
  for (const { kind, id, data } of world.resources)
    if (kind === 'network-acl')
      data.Associations = data.Associations.filter(
        (one: { SubnetId: string }) => one.SubnetId !== 'subnet-public' || id === 'acl-own',
      );
  world.change('network-acl', 'acl-own', { Associations: [{ SubnetId: 'subnet-public', NetworkAclId: 'acl-own' }] });
  expect(lost(who(world, 'network-acl', 'acl-own'), 'acl')).toEqual(['subnet-public acl-default']);
});

test('an interface that outlives its instance does not go with it', () => {
  const world = office().instance('i-web', 'eni-web');
  expect(lost(who(world, 'instance', 'i-web'), 'interface')).toEqual(['eni-web']);
  world.of('network-interface', 'eni-web').Attachment.DeleteOnTermination = false;
  const found = who(world, 'instance', 'i-web');
  expect(ids(found.interfaces)).toEqual(['eni-web']);
  expect([...lost(found, 'interface'), ...lost(found, 'address')]).toEqual([]);
});

test('an Elastic IP stays when its interface goes, and is lost for good when it is released itself', () => {
  const world = office().change('network-interface', 'eni-web', (data) => {
    data.PrivateIpAddresses[0].Association.AllocationId = 'eipalloc-1';
  });
  world.add('elastic-ip', 'eipalloc-1', { AllocationId: 'eipalloc-1', PublicIp: '203.0.113.10', NetworkInterfaceId: 'eni-web' });
  expect(lost(who(world, 'network-interface', 'eni-web'), 'address')).toEqual([
    'eni-web 203.0.113.10, an Elastic IP that stays yours',
  ]);
  const released = who(world, 'elastic-ip', 'eipalloc-1');
  expect(lost(released, 'address')).toEqual(['eipalloc-1 203.0.113.10, for good']);
  expect(lost(released, 'inbound')).toEqual(['eni-web 203.0.113.10']);
  expect(released.heldBy).toEqual(['it is associated with a network interface']);
});

test('rules and routes that name a prefix list are told', () => {
  const world = office().add('prefix-list', 'pl-1', { PrefixListId: 'pl-1', PrefixListName: 'branches' });
  world.add('prefix-list-entry', 'pl-1/198.51.100.0/24', { Cidr: '198.51.100.0/24' }, { parent: 'pl-1' });
  world.group('sg-branch', 'vpc-a', ['tcp 22 pl-1']).route('rtb-private', 'pl-1 nat-a');
  const found = who(world, 'prefix-list', 'pl-1');
  expect(lost(found, 'listed')).toEqual(['rtb-private pl-1 → nat-a', 'sg-branch tcp 22 from pl-1']);
  expect(found.heldBy).toEqual(['rules of groups name it', 'routes name it']);
  expect(lost(found, 'inbound')).toEqual([]);
});

test('targets and listeners of load balancers, and endpoints of a service, are lost', () => {
  const world = office()
    .add('target-group', 'arn:tg', { TargetGroupArn: 'arn:tg', VpcId: 'vpc-a', TargetType: 'ip', Port: 80 })
    .add('target-health', 'arn:tg/10.0.1.10', { Target: { Id: '10.0.1.10', Port: 80 } }, { parent: 'arn:tg' })
    .add('listener', 'arn:li', { ListenerArn: 'arn:li', DefaultActions: [{ Type: 'forward', TargetGroupArn: 'arn:tg' }] })
    .add('endpoint-service', 'vpce-svc-1', { ServiceName: 'svc', NetworkLoadBalancerArns: ['arn:nlb'] })
    .add('load-balancer', 'arn:nlb', { LoadBalancerArn: 'arn:nlb', Type: 'network' })
    .add('vpc-endpoint', 'vpce-1', { VpcEndpointId: 'vpce-1', VpcId: 'vpc-a', ServiceName: 'svc' });
  expect(lost(who(world, 'network-interface', 'eni-web'), 'target')).toEqual(['arn:tg 10.0.1.10:80']);
  expect(lost(who(world, 'target-group', 'arn:tg'), 'forward')).toEqual(['arn:li its only target group']);
  world.of('listener', 'arn:li').DefaultActions.push({ Type: 'forward', TargetGroupArn: 'arn:tg-2' });
  expect(lost(who(world, 'target-group', 'arn:tg'), 'forward')).toEqual(['arn:li target groups left: 1']);
  expect(lost(who(world, 'load-balancer', 'arn:nlb'), 'service')).toEqual(['vpce-1 svc']);
});

test('a route of a transit gateway to an attachment leads nowhere without it', () => {
  const world = office().add(
    'transit-gateway-route',
    'tgw-rtb-1/10.0.0.0/16',
    {
      DestinationCidrBlock: '10.0.0.0/16',
      State: 'active',
      TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-1' }],
    },
    { parent: 'tgw-rtb-1' },
  );
  world.attachment('tgw-attach-1', 'tgw-1', 'vpc', 'vpc-a');
  expect(lost(who(world, 'transit-gateway-attachment', 'tgw-attach-1'), 'route')).toEqual([
    'tgw-rtb-1 10.0.0.0/16 → tgw-attach-1',
  ]);
});

test('a subnet takes its interfaces with it', () => {
  const found = who(office(), 'subnet', 'subnet-public');
  expect(lost(found, 'interface')).toEqual(['eni-nat-a', 'eni-web']);
  expect(found.heldBy).toEqual(['network interfaces are in it']);
});

test('what could not be read and may use it is told', () => {
  const found = who(office().denied('load-balancer'), 'security-group', 'sg-web');
  expect(found.unseen).toContainEqual(expect.objectContaining({ operation: 'elbv2:DescribeLoadBalancers' }));
  expect(who(office(), 'network-acl', 'acl-a').unseen.map(({ operation }) => operation)).not.toContain(
    'elbv2:DescribeLoadBalancers',
  );
});

test('a thing that is only named is told by who names it', () => {
  const found = who(office().group('sg-peer', 'vpc-a', ['tcp 22 sg-gone']), 'security-group', 'sg-gone');
  expect(found).toMatchObject({
    known: false,
    losses: [],
    uses: [],
    usedBy: [{ id: 'sg-peer', by: ['in · tcp 22 from sg-gone'] }],
  });
});

test('an interface says whose it is', () => {
  const world = office().change('network-interface', 'eni-db', { Description: 'RDSNetworkInterface' });
  expect(who(world, 'network-interface', 'eni-db')).toMatchObject({ owner: { what: 'RDS database' }, interfaces: [] });
});

test('every kind of loss has a title', () => {
  for (const title of Object.values(lossKinds)) expect(title).toMatch(/^[A-Z].{5,}/);
});
