import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { collect } from '../../src/collect/collect.ts';
import type { ScanResult } from '../../src/collect/request.ts';
import { openShard } from '../../src/snapshot/shard.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { type Created, createGlobals, createNetwork } from './network.ts';

const endpoint = inject('moto');
const HOME = { account: '123456789012', credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'emulated' } };
const OTHER = { account: '210987654321', role: 'arn:aws:iam::210987654321:role/HopscopeReadOnly' };
const regions = ['eu-west-1', 'us-east-1'];

/** What the emulator has no answer for: it must be a gap, never a crash and never "none". */
const UNANSWERED = [
  'attachment-routing-policy',
  'block-public-access-exclusion',
  'block-public-access-options',
  'client-vpn-endpoint',
  'connect-peer',
  'core-network-attachment',
  'core-network-policy',
  'core-network-policy-version',
  'core-network-prefix-list',
  'core-network-resource-policy',
  'customer-gateway-association',
  'direct-connect-gateway',
  'direct-connect-virtual-interface',
  'dns-firewall-config',
  'dns-firewall-domain-list',
  'dns-firewall-rule-group',
  'dns-firewall-rule-group-association',
  'firewall-endpoint-listing',
  'firewall-policy-listing',
  'firewall-rule-group-listing',
  'instance-connect-endpoint',
  'instance-metadata-defaults',
  'ipam',
  'ipam-pool',
  'ipam-scope',
  'link-association',
  'local-gateway',
  'local-gateway-route-table',
  'local-gateway-vpc-association',
  'network-insights-access-scope',
  'network-insights-analysis',
  'network-insights-path',
  'network-interface-permission',
  'network-manager-connection',
  'network-manager-peering',
  'network-telemetry',
  'public-ipv4-pool',
  'resource-share',
  'route-server',
  'route-server-endpoint',
  'route-server-peer',
  'security-group-reference',
  'security-group-vpc-association',
  'serial-console-access',
  'service-quota',
  'shared-resource',
  'shared-with',
  'stale-security-group',
  'transit-gateway-connect',
  'transit-gateway-connect-peer',
  'transit-gateway-multicast-domain',
  'transit-gateway-policy-table',
  'transit-gateway-prefix-list-reference',
  'transit-gateway-registration',
  'transit-gateway-route',
  'transit-gateway-route-table-announcement',
  'vpc-encryption-control',
  'vpc-endpoint-association',
  'vpn-concentrator',
];

let created: Created[];
let result: ScanResult;
const found: Resource[] = [];

beforeAll(async () => {
  const sts = new STSClient({ endpoint, region: 'us-east-1', credentials: HOME.credentials });
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: OTHER.role, RoleSessionName: 'populate' }));
  const other = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  created = [
    ...(await createNetwork(endpoint, HOME.credentials, HOME.account, 'us-east-1', 1)),
    ...(await createNetwork(endpoint, HOME.credentials, HOME.account, 'eu-west-1', 2)),
    ...(await createNetwork(endpoint, other, OTHER.account, 'us-east-1', 3)),
    ...(await createGlobals(endpoint, HOME.credentials, HOME.account)),
  ];
  const role = { arn: OTHER.role, sessionName: 'hopscope-test' };
  result = await collect(
    {
      identities: [{ credentials: HOME.credentials }, { credentials: HOME.credentials, role }],
      endpointUrl: endpoint,
      regions,
      share: 1,
      key: new Uint8Array(32).fill(7),
      userAgent: [['hopscope', 'test']],
    },
    { progress() {}, shard: (shard) => void found.push(...openShard(shard, shard.body, shard.volatile?.body)) },
    { now: () => new Date(), monotonic: () => performance.now() },
    new AbortController().signal,
  );
});

test('both accounts and both Regions are looked at', () => {
  expect(result.accounts.map(({ account }) => account)).toEqual([HOME.account, OTHER.account]);
  expect(result.places).toHaveLength(2 * (regions.length + 1));
});

describe('everything that was created is found again with its fields', () => {
  test('resource by resource', () => {
    const missing = created.filter((thing) => !findAgain(thing));
    expect(missing).toEqual([]);
    for (const thing of created) {
      expect(findAgain(thing)!.data, `${thing.kind} ${thing.id}`).toMatchObject(thing.data);
    }
  });

  test('in many kinds, three networks of them', () => {
    expect(new Set(created.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(27);
    expect(created.length).toBeGreaterThanOrEqual(85);
  });
});

test('what the emulator cannot do is a gap with its operation, and nothing else is', () => {
  expect([...new Set(result.gaps.map(({ kind }) => kind))].sort()).toEqual(UNANSWERED);
  for (const gap of result.gaps) expect(gap).toMatchObject({ operation: expect.any(String), code: expect.any(String) });
});

test('the keys that the emulator puts into a VPN connection are hashed', () => {
  const connections = found.filter(({ kind }) => kind === 'vpn-connection');
  expect(connections.length).toBeGreaterThan(0);
  for (const { data } of connections) expect(data.CustomerGatewayConfiguration).toMatch(/^redacted:[0-9a-f]{32}$/);
});

function findAgain(thing: Created): Resource | undefined {
  return found.find(
    ({ kind, account, region, id }) =>
      kind === thing.kind && account === thing.account && region === thing.region && id === thing.id,
  );
}
