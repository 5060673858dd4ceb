import { expect, test } from 'vitest';
import { type Difference, diffSnapshots } from '../../src/diff/diff.ts';
import { kindNamed, nameOf } from '../../src/kinds/index.ts';
import { memorySnapshot } from '../../src/snapshot/memory.ts';
import { sampleContent } from '../estate/sample/index.ts';

const key = new Uint8Array(32).fill(7);
const [first, second] = ([1, 2] as const).map((day) => memorySnapshot({ ...sampleContent(day), key }));

const called = ({ kind, id, before, after }: Difference): string => nameOf(kindNamed(kind), (after ?? before) as object) ?? id;
const where = ({ edits = [] }: Difference): string[] =>
  edits.map(({ at }) => at.map((step) => (typeof step === 'string' ? step : `[${Object.values(step).join(' ')}]`)).join('.'));

const { differences, counts, notCompared } = diffSnapshots(first!, second!);
const only = (kind: string): [string, string, ...string[]][] =>
  differences.filter((each) => each.kind === kind).map((each) => [each.change, called(each), ...where(each)]);

test.each<[why: string, kind: string, ...ReturnType<typeof only>]>([
  [
    'a route table that opens IPv6, one that forgets its peer, new ways into the core network',
    'route-table',
    ['changed', 'shared-private', 'Routes.[10.40.0.0/20]'],
    ['changed', 'prod-app-a', 'Routes.[::/0].EgressOnlyInternetGatewayId', 'Routes.[::/0].GatewayId'],
    ['changed', 'tracking-app-b', 'Routes.[10.21.0.0/16]'],
    ['changed', 'tracking-app-a', 'Routes.[10.21.0.0/16]'],
    ['changed', 'us-private', 'Routes.[10.20.16.0/20]'],
  ],
  [
    'remote desktop from everywhere, in the group',
    'security-group',
    ['changed', 'customs-relay', 'IpPermissions.[tcp 3389 3389]'],
  ],
  ['and as a rule', 'security-group-rule', ['new', expect.stringMatching(/^sgr-/)]],
  ['an address that was given back', 'elastic-ip', ['gone', 'ftp-old']],
  ['a flow log at last', 'flow-log', ['new', 'parcel-dev']],
  ['which the load balancer sends to', 'target-health', ['new', expect.stringMatching(/\/i-\w+\/8080$/)]],
  ['one more instance, and a tag', 'instance', ['new', 'parcel-app-4'], ['changed', 'scan-feed', 'Tags.[patch-group]']],
  [
    'the pre-shared keys of a VPN, and not its counters',
    'vpn-connection',
    [
      'changed',
      'leipzig',
      'CustomerGatewayConfiguration',
      ...['250', '59'].map((end) => `Options.TunnelOptions.[192.0.2.${end}].PreSharedKey`),
    ],
  ],
  [
    'an attachment that was accepted',
    'core-network-attachment',
    ['changed', 'us-gateway-wan', 'ProposedSegmentChange', 'SegmentName', 'State'],
  ],
])('the second day shows %s', (_, kind, ...expected) => {
  expect(only(kind)).toEqual(expected);
});

test('subnets that lost their network ACL show in both lists', () => {
  const subnets = only('network-acl').map(([change, , ...at]) => [change, ...at]);
  expect(subnets).toHaveLength(2);
  expect(subnets[0]).toEqual([
    'changed',
    expect.stringMatching(/^Associations\.\[subnet-/),
    expect.stringMatching(/^Associations\.\[subnet-/),
  ]);
  expect(subnets[1]).toEqual(subnets[0]);
});

test('tasks and the new attachment bring interfaces and take one', () => {
  expect(
    only('network-interface')
      .map(([change]) => change)
      .sort(),
  ).toEqual(['gone', 'new', 'new', 'new', 'new']);
});

test('every segment and edge of the core network learns the new route', () => {
  expect(new Set(only('core-network-route-table').map(([change, , ...at]) => `${change} ${at}`))).toEqual(
    new Set(['changed NetworkRoutes.[10.40.0.0/20]']),
  );
});

test('and nothing else changed', () => {
  const told = ['route-table', 'security-group', 'security-group-rule', 'elastic-ip', 'flow-log', 'instance', 'vpn-connection'];
  const more = ['target-health', 'core-network-attachment', 'network-acl', 'network-interface', 'core-network-route-table'];
  expect(differences.filter(({ kind }) => ![...told, ...more].includes(kind)).map(called)).toEqual([]);
  expect(counts).toMatchObject({ 'first seen': 0, 'not seen': 0 });
});

test('what neither day could see is said', () => {
  expect(notCompared.map((each) => each.why === 'not seen' && [each.gap.kind, each.side])).toEqual([
    ['vpn-connection', 'both'],
    ['core-network', 'both'],
    ['core-network-attachment', 'both'],
  ]);
});
