/** What people type as an end: networks that are in no VPC, names that lead to names, doors of AWS's services. */
import { expect, test } from 'vitest';
import { only } from '../../src/net/index.ts';
import { buildNetwork, type From, fixesOf, type Reply, reply, resolve } from '../../src/reach/index.ts';
import type { World } from './scenario.ts';
import { hybrid, office, transit } from './worlds.ts';

function ask(world: World, from: string, to: string, port = 443): Reply | undefined {
  const network = buildNetwork(world.snapshot());
  const [source, target] = [resolve(network, from), resolve(network, to)];
  return reply(network, { from: source, to: target, service: { protocol: 6, ports: [only(port)] } });
}

const starts = (world: World, text: string): From[] =>
  resolve(buildNetwork(world.snapshot()), text).flatMap(({ sources }) => sources.map(({ from }) => from));
const means = (world: World, text: string): string[] =>
  resolve(buildNetwork(world.snapshot()), text).map(({ what }) => `${what.kind} ${what.id}`);

/** An office at the end of a VPN of the transit gateway. */
const withVpn = (): World =>
  transit()
    .attachment('att-vpn', 'tgw-1', 'vpn', 'vpn-9', 'tgw-rtb-1')
    .add('vpn-connection', 'vpn-9', {
      VpnConnectionId: 'vpn-9',
      TransitGatewayId: 'tgw-1',
      State: 'available',
      VgwTelemetry: [{ Status: 'UP' }],
    })
    .transitRoute('tgw-rtb-1', '192.168.0.0/16 att-vpn')
    .route('rtb-private', '192.168.0.0/16 tgw-1')
    .change('security-group', 'sg-app', (data) =>
      data.IpPermissions.push({ IpProtocol: '-1', IpRanges: [{ CidrIp: '192.168.0.0/16' }] }),
    );

test('a network in no VPC starts where routes of a transit gateway lead to it', () => {
  expect(starts(withVpn(), '192.168.7.0/24')).toEqual([{ attachment: 'att-vpn' }]);
  expect(ask(withVpn(), '192.168.7.0/24', 'eni-app')?.verdict).toBe('reachable');
});

test('a network in no VPC, but the way back is missing', () => {
  const world = withVpn().change('route-table', 'rtb-private', (data) => data.Routes.pop());
  expect(ask(world, '192.168.7.0/24', 'eni-app')?.verdict).toBe('blocked');
});

test('an address in no VPC starts where a virtual private gateway leads to it, and nowhere when nothing does', () => {
  expect(starts(hybrid(), '192.168.7.7')).toEqual([{ vpnGateway: 'vgw-a' }]);
  expect(ask(hybrid(), '192.168.7.7', 'eni-app')?.verdict).toBe('reachable');
  expect(starts(hybrid(), '172.16.0.1')).toEqual([]);
});

test('of a wide network only the part that is routed there starts', () => {
  const answer = ask(hybrid(), '192.168.0.0/15', 'eni-app');
  expect(answer?.asked.map(({ src }) => [src.lo, src.hi])).toEqual([[0xc0a80000, 0xc0a8ffff]]);
});

test('a VPN is where its attachment or gateway is', () => {
  expect(starts(withVpn(), 'vpn-9')).toEqual([{ attachment: 'att-vpn' }]);
  expect(starts(hybrid(), 'vpn-1')).toEqual([{ vpnGateway: 'vgw-a' }]);
});

test('a VPN is found by its name, and starts with what is routed to it', () => {
  const world = withVpn().change('vpn-connection', 'vpn-9', { Tags: [{ Key: 'Name', Value: 'leipzig' }] });
  const [meant] = resolve(buildNetwork(world.snapshot()), 'leipzig');
  expect(meant?.sources.map(({ addresses }) => addresses.map(({ lo, hi }) => [lo, hi]))).toEqual([[[0xc0a80000, 0xc0a8ffff]]]);
  expect(ask(world, 'leipzig', 'eni-app')?.whole).toBe(true);
});

test('a VPN and its gateway of one name are one place to start from', () => {
  const world = hybrid()
    .change('vpn-connection', 'vpn-1', { Tags: [{ Key: 'Name', Value: 'newark' }] })
    .change('vpn-gateway', 'vgw-a', { Tags: [{ Key: 'Name', Value: 'newark' }] });
  expect(means(world, 'newark')).toEqual(['vpn-gateway vgw-a']);
});

test('a fix for a network behind a VPN is for all of it', () => {
  const world = withVpn().change('security-group', 'sg-app', (data) => data.IpPermissions.pop());
  const network = buildNetwork(world.snapshot());
  const question = {
    from: resolve(network, 'vpn-9'),
    to: resolve(network, 'eni-app'),
    service: { protocol: 6, ports: [only(443)] },
  };
  const [fix] = fixesOf(network, question, reply(network, question)!);
  expect(fix?.changes.map(({ text }) => text)).toEqual(['Allow tcp 443 from 192.168.0.0/16 in security group sg-app']);
  expect(fix?.whole).toBe(true);
});

const record = (world: World, Name: string, Type: string, data: object): World =>
  world.add('resource-record-set', `Z1/${Name}/${Type}`, { Name, Type, ...data }, { parent: 'Z1' });
const cname = (world: World, name: string, to: string): World =>
  record(world, name, 'CNAME', { ResourceRecords: [{ Value: to }] });
const alias = (world: World, name: string, to: string): World => record(world, name, 'A', { AliasTarget: { DNSName: to } });

const named = (): World => record(office(), 'db.corp.', 'A', { ResourceRecords: [{ Value: '10.0.3.10' }] });

test('a CNAME leads to the record that it names', () => {
  expect(means(cname(named(), 'orders.corp.', 'db.corp.'), 'orders.corp')).toEqual(['network-interface eni-db']);
  expect(means(cname(named(), 'orders.corp.', 'gone.corp.'), 'orders.corp')).toEqual([]);
});

test('a name of a private zone goes before the same name of a public one', () => {
  const open = (world: World) =>
    world
      .add('hosted-zone-listing', 'Z2', { Id: '/hostedzone/Z2', Config: { PrivateZone: false } })
      .add(
        'resource-record-set',
        'Z2/db',
        { Name: 'db.corp.', Type: 'CNAME', ResourceRecords: [{ Value: 'app.corp' }] },
        { parent: 'Z2' },
      )
      .add(
        'resource-record-set',
        'Z2/app',
        { Name: 'app.corp.', Type: 'A', ResourceRecords: [{ Value: '10.0.2.10' }] },
        { parent: 'Z2' },
      );
  expect(means(open(named()), 'db.corp')).toEqual(['network-interface eni-db']);
  expect(means(open(office()), 'db.corp')).toEqual(['network-interface eni-app']);
});

test('an alias leads to a load balancer, whose name it begins with a word more', () => {
  const arn = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/front/1';
  const world = office()
    .add('load-balancer', arn, {
      LoadBalancerArn: arn,
      LoadBalancerName: 'front',
      DNSName: 'Front-1.eu-west-1.elb.amazonaws.com',
    })
    .eni('eni-front', 'subnet-public', '10.0.1.60', ['sg-web'], { Description: 'ELB app/front/1' });
  const found = resolve(
    buildNetwork(alias(world, 'shop.corp.', 'dualstack.front-1.eu-west-1.elb.amazonaws.com.').snapshot()),
    'shop.corp',
  );
  expect(found.flatMap(({ interfaces }) => interfaces.map(({ id }) => id))).toEqual(['eni-front']);
});

test('a name below one with an asterisk is that one’s, unless it has a record of its own', () => {
  const wild = record(named(), '\\052.corp.', 'A', { ResourceRecords: [{ Value: '10.0.1.10' }] });
  expect(means(wild, 'anything.corp')).toEqual(['network-interface eni-web']);
  expect(means(wild, 'db.corp')).toEqual(['network-interface eni-db']);
});

test('names that lead round in a circle mean nothing', () => {
  expect(means(cname(cname(office(), 'a.corp.', 'b.corp.'), 'b.corp.', 'a.corp.'), 'a.corp')).toEqual([]);
});

test('a security group without tags is found by its own name', () => {
  const world = office().change('security-group', 'sg-db', { GroupName: 'databases' });
  expect(means(world, 'databases')).toEqual(['security-group sg-db']);
  expect(means(world, 'database')).toEqual([]);
});

test('a classic load balancer is its interfaces', () => {
  const world = office()
    .add('classic-load-balancer', 'old', { LoadBalancerName: 'old', DNSName: 'old-1.elb.amazonaws.com' })
    .eni('eni-old', 'subnet-public', '10.0.1.61', ['sg-web'], { Description: 'ELB old' });
  for (const text of ['old', 'old-1.elb.amazonaws.com'])
    expect(resolve(buildNetwork(world.snapshot()), text)[0]?.interfaces.map(({ id }) => id)).toEqual(['eni-old']);
});

test('an accelerator’s interface and the service’s name start with clients of the internet', () => {
  const world = office().eni('eni-accelerator', 'subnet-private', '10.0.2.200', [], {
    InterfaceType: 'global_accelerator_managed',
  });
  expect(starts(world, 'eni-accelerator')).toEqual([{ accelerator: 'eni-accelerator' }]);
  expect(starts(world, 'global-accelerator')).toEqual([{ accelerator: 'eni-accelerator' }]);
  expect(starts(office(), 'global-accelerator')).toEqual([]);
  expect(starts(office(), 'vpc-lattice')).toEqual([{ lattice: true }]);
  expect(ask(world, 'global-accelerator', 'eni-web')?.verdict).toBe('reachable');
  expect(ask(world, 'global-accelerator', 'eni-db')?.verdict).toBe('blocked');
});
