/** What the snapshot in `format-1/` holds. It was written by the first version; that folder is never written again. */
import type { Draft } from '../../src/snapshot/manifest.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';

const place = { account: '111122223333', region: 'eu-west-1' };

const resource = (kind: string, id: string, data: object, more: Partial<Resource> = {}): Resource => ({
  ...place,
  kind,
  id,
  data,
  ...more,
});

export const format1: Omit<Draft, 'shards'> & { resources: Resource[] } = {
  takenAt: '2026-11-16T05:30:00.000Z',
  tool: { name: 'hopscope', version: '0.1.0' },
  accounts: [
    { account: place.account, partition: 'aws', arn: 'arn:aws:sts::111122223333:assumed-role/Audit/hopscope', alias: 'first' },
  ],
  places: [place, { ...place, region: 'global' }],
  kinds: ['vpc', 'vpn-connection', 'dhcp-options', 'prefix-list-entry', 'account-alias'],
  gaps: [
    { ...place, kind: 'dhcp-options', operation: 'DescribeDhcpOptions', code: 'UnauthorizedOperation', message: 'No.' },
    {
      ...place,
      kind: 'prefix-list-entry',
      operation: 'GetManagedPrefixListEntries',
      code: 'TimedOut',
      message: '',
      parents: ['pl-2'],
    },
  ],
  timing: { startedAt: '2026-11-16T05:30:00.000Z', finishedAt: '2026-11-16T05:30:09.500Z', calls: 12, throttles: 1 },
  resources: [
    resource('vpc', 'vpc-1', { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'Name', Value: 'Größe “XL” 📦\n' }] }),
    resource('vpc', 'vpc-2', { VpcId: 'vpc-2', IsDefault: true }),
    resource('prefix-list-entry', 'pl-1/10.0.0.0/8', { Cidr: '10.0.0.0/8' }, { parent: 'pl-1' }),
    resource('vpn-connection', 'vpn-1', {
      VpnConnectionId: 'vpn-1',
      CustomerGatewayConfiguration: 'redacted:00112233445566778899aabbccddeeff',
      VgwTelemetry: [
        { OutsideIpAddress: '192.0.2.1', Status: 'UP', AcceptedRouteCount: 4, LastStatusChange: '2026-11-01T00:00:00.000Z' },
        { OutsideIpAddress: '192.0.2.2', Status: 'DOWN', AcceptedRouteCount: 0, StatusMessage: 'IPSEC IS DOWN' },
      ],
    }),
    resource('account-alias', 'aliases', { AccountAliases: ['first'] }, { region: 'global' }),
  ],
};
