import { expect, test } from 'vitest';
import { gapSection, grouped, meaningOf } from '../../src/report/gaps.ts';
import { gap, plain } from './small.ts';

const section = (gaps: Parameters<typeof gapSection>[0]): string => gapSection(gaps, plain).join(' ').replace(/\s+/g, ' ');

test('one cause in many Regions is one entry', () => {
  const groups = grouped([gap({ region: 'us-east-1' }), gap({ region: 'eu-west-1' }), gap({ account: '444455556666' })]);
  expect(groups.map(({ account, regions }) => [account, regions])).toEqual([
    ['111122223333', ['eu-west-1', 'us-east-1']],
    ['444455556666', ['eu-central-1']],
  ]);
});

test('a fan-out that failed in part names the resources it failed for', () => {
  const parents = ['tgw-rtb-4', 'tgw-rtb-1', 'tgw-rtb-2', 'tgw-rtb-3'];
  const [group] = grouped([gap({ kind: 'transit-gateway-route', operation: 'SearchTransitGatewayRoutes', parents })]);
  expect(meaningOf(group!)).toBe('Those of tgw-rtb-1, tgw-rtb-2, tgw-rtb-3 and 1 more in eu-central-1 are unknown.');
});

test('what hangs below an unreadable kind is named with it, down to the last', () => {
  const [group] = grouped([gap({ kind: 'core-network', operation: 'ListCoreNetworks', region: 'global' })]);
  expect(meaningOf(group!)).toContain(
    'Whether there are core networks in the account as a whole is unknown. So is what is asked for each of them: ',
  );
  expect(meaningOf(group!)).toContain('core network details');
  expect(meaningOf(group!)).toContain('core network route tables');
});

test('a Region that is closed to everything is told once, with all its calls', () => {
  const calls = ['vpc DescribeVpcs', 'subnet DescribeSubnets', 'instance DescribeInstances', 'network-acl DescribeNetworkAcls'];
  const text = section(calls.map((call) => gap({ kind: call.split(' ')[0], operation: call.split(' ')[1] })));
  expect(text).toContain('Could not be seen: 4 things');
  expect(text.match(/✗/g)).toHaveLength(1);
  for (const call of calls) expect(text).toContain(`ec2:${call.split(' ')[1]}`);
  expect(text).toContain(
    'Unknown in eu-central-1: instances, network ACLs, stale security groups, subnet CIDR reservations, subnets, VPC attributes, VPC hosted zones and VPCs.',
  );
});

test.each([
  ['AccessDeniedException', 'Allow ec2:DescribeVpcs'],
  ['ThrottledOut', 'smaller --share'],
  ['TimedOut', '--resume'],
  ['MalformedReply', 'proxy'],
  ['PaginationLoop', 'proxy'],
  ['TooManyPages', 'stays unknown'],
  ['CredentialsExpired', 'Sign in again'],
  ['Interrupted', '--resume'],
  ['SomethingNew', 'AWS refused the call.'],
])('%s comes with what to do', (code, advice) => {
  expect(section([gap({ code })])).toContain(advice);
});

test("AWS's coded message is left out, its words are not", () => {
  const text = section([gap({ message: 'Not authorized, denied by policy. Encoded authorization failure message: AbCdEf0123' })]);
  expect(text).toContain('denied by policy.');
  expect(text).not.toContain('AbCdEf0123');
});
