import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { isKind } from '../../src/kinds/index.ts';
import { connectionKinds } from '../../src/report/connections.ts';
import { overview } from '../../src/report/overview.ts';
import { counting } from '../../src/report/regions.ts';
import { style } from '../../src/report/style.ts';
import type { Gap, Resource } from '../../src/snapshot/snapshot.ts';
import { gap, plain, REGION, resource, snapshotWith, vpc } from './small.ts';

const shown = (resources: readonly Resource[], gaps: readonly Gap[] = [], regions: readonly string[] = []): string =>
  overview(snapshotWith(resources, gaps, regions), [], plain);

/** Without line breaks and indents. */
const flat = (text: string): string => text.replace(/\s+/g, ' ');

test('what the overview counts and joins are kinds of the catalogue', () => {
  const names = [...counting.flatMap(({ kinds }) => kinds), ...connectionKinds];
  expect(names.filter((name) => !isKind(name))).toEqual([]);
});

test('Regions are rows, and what is in none of them has no column', () => {
  const text = shown([vpc('vpc-1'), vpc('vpc-2'), vpc('vpc-3', {}, { region: 'us-east-1' })]);
  expect(text).toMatch(/^ {2}Region +VPCs +all$/m);
  expect(text).toMatch(/^ {2}eu-central-1 +2 +2$/m);
  expect(text).toMatch(/^ {2}us-east-1 +1 +1$/m);
});

test('Regions with nothing of the account are folded into a line', () => {
  const zone = resource('availability-zone', 'sa-east-1a', { ZoneName: 'sa-east-1a' }, { region: 'sa-east-1' });
  expect(shown([vpc('vpc-1'), zone], [], ['ap-south-1'])).toContain('Empty: ap-south-1, sa-east-1\n');
});

test('a Region with only its default VPC is folded apart', () => {
  const usual = [vpc('vpc-1', { IsDefault: true }), resource('subnet', 'subnet-1', { SubnetId: 'subnet-1' })];
  expect(shown(usual)).toContain(`Only the default VPC: ${REGION}\n`);
  const used = [...usual, resource('network-interface', 'eni-1', { NetworkInterfaceId: 'eni-1' })];
  expect(shown(used)).not.toContain('Only the default VPC');
});

test('a count that may be more says so, and an unknown one is no zero', () => {
  const denied = [
    gap({ kind: 'subnet', operation: 'DescribeSubnets', region: 'us-east-1' }),
    gap({ kind: 'vpc', code: 'TimedOut' }),
  ];
  const text = shown([vpc('vpc-1'), vpc('vpc-2', {}, { region: 'us-east-1' })], denied);
  expect(text).toMatch(/^ {2}Region +VPCs +subnets +all$/m);
  expect(text).toMatch(/^ {2}eu-central-1 +1\+ +· +1\+$/m);
  expect(text).toMatch(/^ {2}us-east-1 +1 +\? +1\+$/m);
});

test('an unseen Region is never folded with the empty ones', () => {
  const text = shown([vpc('vpc-1')], [gap({ region: 'us-east-1' })], ['sa-east-1']);
  expect(text).toContain('Empty: sa-east-1\n');
  expect(text).toContain('Nothing seen, and not everything could be: us-east-1\n');
});

test('what could not be seen stands there with place, operation, code, message and meaning', () => {
  const text = shown([vpc('vpc-1')], [gap()]);
  for (const part of ['ec2:DescribeVpcs', 'account 111122223333', REGION, 'UnauthorizedOperation: You are not authorized']) {
    expect(text).toContain(part);
  }
  expect(flat(text)).toContain(
    'Whether there are VPCs in eu-central-1 is unknown. So is what is asked for each of them: stale security groups, VPC attributes and VPC hosted zones.',
  );
  expect(text).toContain('Allow ec2:DescribeVpcs');
});

test('that nothing is missing is said', () => {
  expect(shown([vpc('vpc-1')])).toContain('✓ Everything that was asked for could be seen.');
});

test('a VPN connection with a tunnel down is marked, and by more than its colour', () => {
  const tunnels = [
    { OutsideIpAddress: '192.0.2.1', Status: 'UP' },
    { OutsideIpAddress: '192.0.2.2', Status: 'DOWN' },
  ];
  const text = shown([
    resource('vpn-connection', 'vpn-1', { VpnConnectionId: 'vpn-1', State: 'available', VgwTelemetry: tunnels }),
  ]);
  expect(text).toContain('VPN connection vpn-1 · eu-central-1 · ! 1 of 2 tunnels up (down: 192.0.2.2)');
});

test('many connections are cut short, the wrong ones first', () => {
  const peering = (n: number): Resource =>
    resource('vpc-peering-connection', `pcx-${n}`, {
      VpcPeeringConnectionId: `pcx-${n}`,
      Status: { Code: n === 14 ? 'failed' : 'active' },
    });
  const text = shown(Array.from({ length: 15 }, (_, n) => peering(n)));
  expect(text).toMatch(/Between networks\n {2}VPC peering connection pcx-14 .* ! failed/);
  expect(text).toContain('… and 5 more: hopscope show vpc-peering-connection');
});

test('hints line up below the rest', () => {
  const text = overview(snapshotWith([]), [{ line: 'hopscope show vpc', about: 'the VPCs' }], plain);
  expect(text).toMatch(/\nNext\n {2}hopscope show vpc {2}the VPCs\n$/);
});

test('no name or message whatever steers the terminal', () => {
  const hostile = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).map((text) => `x\u001B[2J\u009B\u202E${text}`);
  fc.assert(
    fc.property(hostile, (text) => {
      const data = { TransitGatewayId: text, State: text, Tags: [{ Key: 'Name', Value: text }] };
      const where = { account: text, region: text };
      const text2 = shown(
        [resource('transit-gateway', text, data, where)],
        [gap({ ...where, code: text, message: text, operation: text })],
      );
      expect(text2.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(text2).toContain('␛[2J');
    }),
    { numRuns: 50 },
  );
});

test.each([60, 80, 120])('prose and tables keep to %i columns', (width) => {
  const gaps = [gap(), gap({ kind: 'subnet', operation: 'DescribeSubnets', message: 'a b c '.repeat(60) })];
  const text = overview(snapshotWith([vpc('vpc-1'), resource('subnet', 'subnet-1', {})], gaps), [], style(width, false));
  expect(text.split('\n').filter((line) => stringWidth(line) > width)).toEqual([]);
});
