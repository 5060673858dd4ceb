import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import type { Resource, Snapshot } from '../../src/snapshot/snapshot.ts';
import { BUSY, HUB, smallEstate } from '../collect/small-estate.ts';
import { endpointFor, filesIn, run, temporaryFolder } from './hopscope.ts';

/** Twelve strings that must never be seen again. */
const canaries = Array.from({ length: 12 }, (_, n) => `canary-${n}-${(n + 7) * 7_919}-zq`);

function vpnConnection(n: number): Resource {
  const VpnConnectionId = `vpn-0000000000000000${n}`;
  const [first, second, third, fourth] = canaries.slice(n * 4);
  return {
    kind: 'vpn-connection',
    account: HUB,
    region: BUSY,
    id: VpnConnectionId,
    data: {
      VpnConnectionId,
      State: 'available',
      Type: 'ipsec.1',
      CustomerGatewayId: 'cgw-00000000000000001',
      CustomerGatewayConfiguration: `<vpn_connection><ike><pre_shared_key>${first}</pre_shared_key><pre_shared_key>${second}</pre_shared_key></ike></vpn_connection>`,
      Options: {
        TunnelOptions: [
          { OutsideIpAddress: '192.0.2.1', PreSharedKey: third },
          { OutsideIpAddress: '192.0.2.2', PreSharedKey: fourth },
        ],
      },
    },
  };
}

function estateWithSecrets(): Snapshot {
  const plain = smallEstate();
  const { accounts, places, kinds } = plain.manifest;
  const customerGateway: Resource = {
    kind: 'customer-gateway',
    account: HUB,
    region: BUSY,
    id: 'cgw-00000000000000001',
    data: { CustomerGatewayId: 'cgw-00000000000000001', IpAddress: '198.51.100.1', State: 'available', Type: 'ipsec.1' },
  };
  const resources = [...kinds.flatMap((kind) => plain.resources(kind)), customerGateway, ...[0, 1, 2].map(vpnConnection)];
  return memorySnapshot({ resources, accounts, places, kinds });
}

test('twelve planted secrets are in no byte that the program writes, stored or printed', async () => {
  const store = await temporaryFolder();
  const { replay, env } = await endpointFor(estateWithSecrets());
  const commands = [
    ['scan', '--store', store, '--share', '100'],
    ['scan', '--store', store, '--share', '100', '--json'],
    ['show', '--store', store],
    ['show', 'vpn-connection', '--store', store, '--json'],
    ['show', 'vpn-00000000000000001', '--store', store],
    ['show', 'vpn-00000000000000001', '--store', store, '--json'],
    ['snapshots', 'show', '--store', store, '--json'],
  ];
  const printed: string[] = [];
  for (const command of commands) {
    const { code, stdout, stderr } = await run(command, { ...env, HOPSCOPE_DEBUG: '1' });
    expect([command.join(' '), code, stderr]).toEqual([command.join(' '), 0, expect.any(String)]);
    printed.push(stdout, stderr);
  }
  const stored = [...(await filesIn(store))].map(([path, bytes]) =>
    (path.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes).toString('latin1'),
  );
  const everything = [...printed, ...stored].join('\n');
  expect(replay.calls.some(({ operation }) => operation === 'DescribeVpnConnections')).toBe(true);
  expect(everything).toContain('redacted:');
  expect(canaries.filter((canary) => everything.includes(canary))).toEqual([]);
});
