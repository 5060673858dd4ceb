import * as ec2 from '@aws-sdk/client-ec2';
import { GetCoreNetworkCommand, ListCoreNetworksCommand, NetworkManagerClient } from '@aws-sdk/client-networkmanager';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { itemsOf } from '../../src/kinds/answer.ts';
import { type Kind, kindNamed, kinds } from '../../src/kinds/index.ts';
import { type Replay, serve } from '../../src/replay/serve.ts';
import { servedServices } from '../../src/replay/served.ts';
import { operationShape } from '../../src/replay/shape.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { clients, hasSchemas, memberOf, outputOf } from '../kinds/sdk.ts';
import { configOf, ec2Of, HERE, HOME, raw, replaying, vpc, vpcIds } from './endpoint.ts';
import { fullValue } from './full-item.ts';

const json = (value: unknown) => JSON.parse(JSON.stringify(value));

/** Parents for the rows that fan out: what their points need. */
const parents: Record<string, object> = {
  vpc: { VpcId: 'vpc-1', OwnerId: HOME },
  subnet: { SubnetId: 'subnet-1', OwnerId: HOME },
  'prefix-list': { PrefixListId: 'pl-1', OwnerId: HOME },
  'security-group': { GroupId: 'sg-1', OwnerId: HOME },
  'nat-gateway': { NatGatewayId: 'nat-1', State: 'available' },
  'vpc-endpoint': { VpcEndpointId: 'vpce-1', OwnerId: HOME, VpcId: 'vpc-1', ServiceName: 's3', VpcEndpointType: 'Interface' },
  'endpoint-service': { ServiceId: 'vpce-svc-1', ServiceState: 'Available' },
  'transit-gateway-route-table': { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'available' },
  'transit-gateway-policy-table': { TransitGatewayPolicyTableId: 'tgw-ptb-1', State: 'available' },
  'transit-gateway-multicast-domain': { TransitGatewayMulticastDomainId: 'tgw-mcast-domain-1', OwnerId: HOME },
  'vpn-connection': { VpnConnectionId: 'vpn-1', VgwTelemetry: [{ OutsideIpAddress: '192.0.2.1' }] },
  'client-vpn-endpoint': { ClientVpnEndpointId: 'cvpn-endpoint-1', Status: { Code: 'available' } },
  'local-gateway-route-table': { LocalGatewayRouteTableId: 'lgw-rtb-1', OwnerId: HOME },
  'route-server': { RouteServerId: 'rs-1', State: 'available' },
  'load-balancer': { LoadBalancerArn: 'arn:load-balancer/1' },
  listener: { ListenerArn: 'arn:listener/1', Protocol: 'HTTPS' },
  'target-group': { TargetGroupArn: 'arn:target-group/1' },
  'classic-load-balancer': { LoadBalancerName: 'classic-1' },
  'firewall-listing': { FirewallArn: 'arn:firewall/1' },
  'firewall-endpoint-listing': { VpcEndpointAssociationArn: 'arn:association/1' },
  'firewall-policy-listing': { Arn: 'arn:policy/1' },
  'firewall-rule-group-listing': { Arn: 'arn:rule-group/1' },
  'firewall-policy': {
    FirewallPolicyResponse: { FirewallPolicyArn: `arn:aws:network-firewall:eu-central-1:${HOME}:firewall-policy/1` },
    FirewallPolicy: {
      StatefulRuleGroupReferences: [
        { ResourceArn: 'arn:aws:network-firewall:eu-central-1:aws-managed:stateful-rulegroup/Threats' },
      ],
    },
  },
  'direct-connect-gateway': { directConnectGatewayId: 'dxgw-1', ownerAccount: HOME },
  'hosted-zone-listing': { Id: '/hostedzone/Z1', Config: { PrivateZone: true } },
  'hosted-zone': { HostedZone: { Id: '/hostedzone/Z1' } },
};

/** Made-up resources of a row, each with every member that its schema has. */
function fullResources(row: Kind, parent: string | undefined): Resource[] {
  const { items, within } = row.call;
  const schema = items === '.' ? outputOf(row) : memberOf(outputOf(row), items)!;
  const single = !schema.isListSchema();
  const element = single ? schema : schema.getValueSchema();
  return (single ? [1] : [1, 2, 3]).map((seed) => {
    let data = fullValue(element, items, seed) as Record<string, unknown>;
    if (items === '.')
      data = { ...data, NextToken: undefined, Marker: undefined, IsTruncated: 'IsTruncated' in data ? false : undefined };
    if (within) {
      const { [within.list]: inner, ...outer } = data as Record<string, Record<string, unknown>[]>;
      data = { ...inner![0], [within.as]: outer };
    }
    const region = row.scope === 'global' ? 'global' : HERE.region;
    const plain = json(data);
    return {
      account: HOME,
      region,
      kind: row.kind,
      id: row.id(plain, parent ?? '') ?? '',
      data: plain,
      ...(parent && { parent }),
    };
  });
}

const withSchemas = kinds.filter(hasSchemas);

describe('every kind is read back as the snapshot has it', () => {
  test.each(withSchemas.map((row) => [row.kind, row] as const))('%s', async (_kind, row) => {
    const { over } = row.call;
    const parent = over?.kind ? kindNamed(over.kind) : undefined;
    const point = over?.points(parent ? parents[parent.kind] : {}, HERE.region)[0];
    const region = parent?.scope === 'global' ? 'global' : HERE.region;
    const above: Resource[] = parent
      ? [{ ...HERE, region, kind: parent.kind, id: 'parent', parent: 'parent', data: parents[parent.kind] }]
      : [];
    const snapshot = memorySnapshot({ resources: [...above, ...fullResources(row, point?.key)] });
    const replay = await serve(snapshot);
    onTestFinished(() => replay.close());
    const { client, sdk } = clientOf(row, replay);
    const { $metadata, ...answer } = await client.send(
      new sdk[`${row.call.operation}Command`]!({ ...asked(row), ...point?.input }) as never,
    );
    const stored = snapshot.resources(row.kind).map((resource) => resource.data);
    expect(stored.length).toBeGreaterThan(0);
    expect(json(itemsOf(row, answer))).toEqual(stored);
  });
});

type Sdk = Record<string, new (input: object) => object>;

/** The stock client that a row's operation belongs to. */
function clientOf(row: Kind, replay: Replay): { client: ec2.EC2Client; sdk: Sdk } {
  const sdk = clients[row.call.service] as Sdk;
  const name = Object.keys(sdk).find((exported) => /^[A-Z]\w+Client$/.test(exported) && exported !== '__Client')!;
  const client = new sdk[name]!(configOf(replay)) as ec2.EC2Client;
  onTestFinished(() => client.destroy());
  return { client, sdk };
}

/** The row's own request; a filter by real states would drop made-up ones. */
const asked = (row: Kind): object => ({
  ...(typeof row.call.input === 'function' ? row.call.input(new Date()) : row.call.input),
  ...(row.call.operation === 'SearchTransitGatewayRoutes' && { Filters: [{ Name: 'state', Values: ['*'] }] }),
});

test.each(kinds.map((row) => [row.kind, row] as const))('the operation of %s is one that replay knows', async (_kind, row) => {
  const service = servedServices[row.call.service]!;
  const { operation, items } = row.call;
  if (service.lists) expect(service.lists[operation]).toContain(items);
  else if (service.routes) expect(service.routes.find((route) => route.operation === operation)).toBeDefined();
  else expect(operationShape(await service.sdk!(), operation)?.answers(items) ?? false).toBe(items !== '.');
});

test('an answer without resources has its set, empty', async () => {
  const replay = await replaying({
    resources: [vpc('vpc-1', {}, { ...HERE, region: 'eu-west-1' })],
    places: [HERE],
    kinds: ['vpc'],
  });
  expect(await vpcIds(ec2Of(replay))).toEqual([]);
});

test('Network Manager is answered with the raw body, also members that its client does not know', async () => {
  const data = { CoreNetworkId: 'core-network-1', OwnerAccountId: HOME, State: 'AVAILABLE', New: [1], CreatedAt: 1763829065.25 };
  const detail = { ...data, GlobalNetworkId: 'global-network-1', Segments: [{ Name: 'prod' }] };
  const at = { account: HOME, region: 'global' };
  const replay = await replaying({
    resources: [
      { ...at, kind: 'core-network', id: 'core-network-1', data },
      { ...at, kind: 'core-network-detail', id: 'core-network-1', parent: 'core-network-1', data: detail },
    ],
  });
  const { text } = await raw(replay, {
    service: 'networkmanager',
    region: 'us-west-2',
    method: 'GET',
    path: '/core-networks?maxResults=5',
  });
  expect(JSON.parse(text)).toEqual({ CoreNetworks: [data] });
  const client = new NetworkManagerClient(configOf(replay, HOME, 'us-west-2'));
  const { CoreNetworks } = await client.send(new ListCoreNetworksCommand({ MaxResults: 5 }));
  expect(CoreNetworks).toMatchObject([{ CoreNetworkId: 'core-network-1', OwnerAccountId: HOME, State: 'AVAILABLE' }]);
  const { CoreNetwork } = await client.send(new GetCoreNetworkCommand({ CoreNetworkId: 'core-network-1' }));
  expect(CoreNetwork).toMatchObject({ GlobalNetworkId: 'global-network-1', CreatedAt: new Date(1763829065250) });
});

test('any text comes back as it went, but for white space with a line break, which the SDK takes for layout', async () => {
  const text = fc.string({ unit: 'binary' }).filter((value) => value.trim() !== '' || !value.includes('\n'));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (values) => {
      const tags = values.map((Value, at) => ({ Key: String(at), Value }));
      const replay = await serve(memorySnapshot({ resources: [vpc('vpc-1', { Tags: tags })] }));
      const client = new ec2.EC2Client(configOf(replay));
      const { Vpcs } = await client.send(new ec2.DescribeVpcsCommand({}));
      client.destroy();
      await replay.close();
      expect([...Vpcs![0]!.Tags!].sort((a, b) => Number(a.Key) - Number(b.Key))).toEqual(tags);
    }),
    { numRuns: 60 },
  );
});

test('instances come each in its reservation', async () => {
  const data = { InstanceId: 'i-1', Reservation: { ReservationId: 'r-1', OwnerId: HOME, Groups: [] } };
  const replay = await replaying({ resources: [{ ...HERE, kind: 'instance', id: 'i-1', data }] });
  const { Reservations } = await ec2Of(replay).send(new ec2.DescribeInstancesCommand({}));
  expect(Reservations).toEqual([{ ReservationId: 'r-1', OwnerId: HOME, Groups: [], Instances: [{ InstanceId: 'i-1' }] }]);
});

test('a redacted secret goes out as it is stored', async () => {
  const hidden = 'redacted:00112233445566778899aabbccddeeff';
  const data = { VpnConnectionId: 'vpn-1', CustomerGatewayConfiguration: hidden };
  const replay = await replaying({ resources: [{ ...HERE, kind: 'vpn-connection', id: 'vpn-1', data }] });
  const { VpnConnections } = await ec2Of(replay).send(new ec2.DescribeVpnConnectionsCommand({}));
  expect(VpnConnections![0]!.CustomerGatewayConfiguration).toBe(hidden);
});
