import { describe, expect, test } from 'vitest';
import { Estate, managed, Peering } from './build.ts';
import { expectConsistent } from './consistent.ts';

const HOME = '471830295516';

/** One Region of a new account. */
function region(name = 'eu-central-1') {
  const estate = new Estate();
  return { estate, region: estate.account(HOME, { role: 'Audit' }).region(name) };
}

/** What an estate says of a kind. */
const dataOf = (estate: Estate, kind: string) =>
  estate
    .resources()
    .filter((it) => it.kind === kind)
    .map((it) => it.data);

describe('a new VPC', () => {
  test('comes with what AWS makes along with it', () => {
    const { estate, region: here } = region();
    const vpc = here.vpc('one', { cidr: '10.0.0.0/16', ipv6: '2001:db8:1:100::/56' });
    expectConsistent(estate.resources());
    expect(dataOf(estate, 'route-table')).toMatchObject([
      {
        Associations: [{ Main: true }],
        Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' }, { GatewayId: 'local' }],
      },
    ]);
    const [acl] = dataOf(estate, 'network-acl');
    expect(acl.Entries.map((entry: { RuleNumber: number }) => entry.RuleNumber)).toEqual([
      100, 101, 32767, 32768, 100, 101, 32767, 32768,
    ]);
    expect(dataOf(estate, 'security-group')).toMatchObject([{ GroupName: 'default', VpcId: vpc.id }]);
    expect(dataOf(estate, 'security-group-rule')).toHaveLength(3);
    expect(dataOf(estate, 'vpc-attribute')).toHaveLength(3);
    expect(dataOf(estate, 'dhcp-options')).toMatchObject([{ DhcpOptionsId: vpc.dhcp.id }]);
  });

  test('keeps its ids when something is built before it', () => {
    const { region: one } = region();
    const { region: two } = region();
    two.vpc('zero', { cidr: '10.9.0.0/16' });
    const [a, b] = [one, two].map((here) => here.vpc('one', { cidr: '10.0.0.0/16' }));
    expect(a!.id).toBe(b!.id);
    expect(a!.id).toMatch(/^vpc-0[0-9a-f]{16}$/);
  });
});

test('zones have one id and, in each account, another name', () => {
  const estate = new Estate();
  const ids = [0, 1].map((zoneShift) =>
    estate.account(`10000000000${zoneShift}`, { role: 'Audit', zoneShift }).region('eu-central-1').zone('a'),
  );
  expect(ids).toEqual([
    { name: 'eu-central-1a', id: 'euc1-az1' },
    { name: 'eu-central-1a', id: 'euc1-az2' },
  ]);
});

test('what leads to something removed leads nowhere', () => {
  const { estate, region: here } = region();
  const vpc = here.vpc('one', { cidr: '10.0.0.0/16' });
  const gateway = vpc.internetGateway('one');
  vpc.mainTable.route('0.0.0.0/0', gateway);
  expect(dataOf(estate, 'route-table')[0].Routes[1]).toMatchObject({ GatewayId: gateway.id, State: 'active' });
  gateway.gone = true;
  expect(dataOf(estate, 'route-table')[0].Routes[1]).toMatchObject({ GatewayId: gateway.id, State: 'blackhole' });
  expect(dataOf(estate, 'internet-gateway')).toEqual([]);
});

test('an instance and its interface tell the same', () => {
  const { estate, region: here } = region();
  const subnet = here.vpc('one', { cidr: '10.0.0.0/16' }).subnet('a', { cidr: '10.0.1.0/24', zone: 'a' });
  const { id } = subnet.instance('web', { type: 't3.micro', groups: [], publicAddress: here.elasticIp('web') });
  expectConsistent(estate.resources());
  const [instance, card] = [dataOf(estate, 'instance')[0], dataOf(estate, 'network-interface')[0]];
  expect(card.Attachment).toMatchObject({ InstanceId: id, DeviceIndex: 0 });
  expect(instance).toMatchObject({ PrivateIpAddress: card.PrivateIpAddress, PublicIpAddress: card.Association.PublicIp });
  expect(instance.NetworkInterfaces).toMatchObject([
    { NetworkInterfaceId: card.NetworkInterfaceId, MacAddress: card.MacAddress },
  ]);
  expect(dataOf(estate, 'elastic-ip')).toMatchObject([{ InstanceId: id, AssociationId: card.Association.AssociationId }]);
});

test('both sides list a peering connection, each with its own tags', () => {
  const { estate, region: here } = region();
  const far = estate.account('806214937720', { role: 'Audit' }).region('eu-west-1');
  const [requester, accepter] = [here.vpc('one', { cidr: '10.0.0.0/16' }), far.vpc('two', { cidr: '10.1.0.0/16' })];
  new Peering('both', { requester, accepter });
  expect(dataOf(estate, 'vpc-peering-connection').map((it) => it.Tags.length)).toEqual([1, 0]);
});

test('routes of a transit gateway table follow from what propagates to it, and a static one wins', () => {
  const { estate, region: here } = region();
  const vpc = here.vpc('one', { cidr: '10.0.0.0/16' });
  const subnet = vpc.subnet('a', { cidr: '10.0.1.0/24', zone: 'a' });
  const hub = here.transitGateway('hub', { asn: 64512 });
  const table = hub.table('all');
  hub.attach('one', vpc, [subnet]).associate(table).propagate(table);
  expect(dataOf(estate, 'transit-gateway-route')).toMatchObject([{ DestinationCidrBlock: '10.0.0.0/16', Type: 'propagated' }]);
  table.route('10.0.0.0/16', 'blackhole');
  expect(dataOf(estate, 'transit-gateway-route')).toMatchObject([{ Type: 'static', State: 'blackhole' }]);
});

test("interfaces of AWS's services carry the words that AWS uses", () => {
  const { estate, region: here } = region();
  const subnet = here.vpc('one', { cidr: '10.0.0.0/16' }).subnet('a', { cidr: '10.0.1.0/24', zone: 'a' });
  managed.database(subnet, 'orders', []);
  managed.lambda(subnet, 'resize', []);
  managed.networkBalancer(subnet, 'front');
  const told = dataOf(estate, 'network-interface').map((it) => [
    it.Description.split('-')[0],
    it.InterfaceType,
    it.RequesterManaged,
  ]);
  expect(told).toEqual([
    ['RDSNetworkInterface', 'interface', true],
    ['AWS Lambda VPC ENI', 'lambda', false],
    [expect.stringMatching(/^ELB net\/front\//), 'network_load_balancer', true],
  ]);
});

test('a subnet gives out no address twice and says when it is full', () => {
  const { region: here } = region();
  const subnet = here.vpc('one', { cidr: '10.0.0.0/16' }).subnet('a', { cidr: '10.0.1.0/28', zone: 'a' });
  const addresses = Array.from({ length: 11 }, (_, n) => subnet.interface(`card-${n}`).addresses[0]!.address);
  expect(new Set(addresses).size).toBe(11);
  expect(subnet.free).toBe(0);
  expect(() => subnet.interface('one too many')).toThrow(/a \(10\.0\.1\.0\/28\) has no address left for eni-/);
});

test('a mistake can be mended only where one was made', () => {
  const { estate, region: here } = region();
  const address = here.elasticIp('old');
  estate.mistake('eip-unassociated', address, 'forgotten');
  estate.mended('eip-unassociated', address);
  expect(estate.mistakes).toEqual([]);
  expect(() => estate.mended('eip-unassociated', address)).toThrow(/nobody planted eip-unassociated on eipalloc-/);
});
