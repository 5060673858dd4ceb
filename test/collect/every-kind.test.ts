/** Every kind of the catalogue, from every service, through the SDK's clients and back. */
import { describe, expect, test } from 'vitest';
import { earlierThan, type Kind, kindNamed, kinds } from '../../src/kinds/index.ts';
import { boundsOf } from '../../src/replay/pages.ts';
import type { Fault } from '../../src/replay/serve.ts';
import { snapshotContent } from '../../src/snapshot/memory.ts';
import { ACCOUNT, everyKind, missing, REGION } from './every-kind.ts';
import { KEY, scanOf } from './scan-of.ts';

const estate = everyKind(KEY);
const whole = snapshotContent(estate);

test('the account has something of every kind', () => {
  expect(missing()).toEqual([]);
  expect(kinds.filter(({ kind }) => !whole.resources[kind]?.length).map(({ kind }) => kind)).toEqual([]);
});

test('what was scanned is what there is, of every kind', async () => {
  const { snapshot, result, replay } = await scanOf(estate);
  expect(result.gaps).toEqual([]);
  expect(snapshotContent(snapshot)).toEqual(whole);
  expect(replay.counts.mutations).toBe(0);
});

test('pages of one or five resources make no difference', async () => {
  for (const pageSize of [1, 5]) {
    const { snapshot } = await scanOf(estate, { request: { pageSize, kinds: paged(pageSize) } });
    for (const kind of paged(pageSize)) expect(snapshot.resources(kind), kind).toEqual(estate.resources(kind));
  }
});

/** Kinds of whose operations every one takes pages of this size. */
const paged = (size: number): string[] =>
  kinds.filter((row) => row.call.pageSize && [row, ...above(row)].every((one) => leastPage(one) <= size)).map(({ kind }) => kind);

const leastPage = ({ call }: Kind): number => (call.pageSize ? boundsOf(call.service, call.operation).least : 1);

const above = (row: Kind): Kind[] =>
  earlierThan(row)
    .map(kindNamed)
    .flatMap((parent) => [parent, ...above(parent)]);

test('no secret is collected', async () => {
  const { snapshot } = await scanOf(estate, {
    request: { kinds: ['direct-connect-virtual-interface', 'launch-template-version', 'site'] },
  });
  const text = JSON.stringify(snapshotContent(snapshot));
  expect(text).not.toMatch(/"secret"|c2VjcmV0|Unter den Linden/);
  expect(text).toMatch(/redacted:/);
});

describe('one call asks for several', () => {
  test('security groups, tags and metrics', async () => {
    const { replay } = await scanOf(estate);
    const times = (operation: string) => replay.calls.filter((call) => call.operation === operation).length;
    expect(times('DescribeSecurityGroupReferences')).toBe(1);
    // Of load balancers, of target groups, and of classic ones.
    expect(times('DescribeTags')).toBe(3);
    expect(times('GetMetricData')).toBe(2);
  });

  test('and when one of them went away meanwhile, the others are asked again, alone', async () => {
    const fault: Fault = {
      match: { operation: 'DescribeSecurityGroupReferences', nth: 1 },
      does: 'error',
      code: 'InvalidGroup.NotFound',
      message: 'The security group does not exist',
    };
    const { result, replay, snapshot } = await scanOf(estate, {
      faults: [fault],
      request: { kinds: ['security-group-reference'] },
    });
    expect(result.gaps).toEqual([]);
    expect(replay.calls.filter(({ operation }) => operation === fault.match!.operation)).toHaveLength(3);
    expect(snapshot.resources('security-group-reference')).toEqual(estate.resources('security-group-reference'));
  });
});

const services = [...new Set(kinds.map(({ call }) => call.service))];

test.each(services.filter((service) => service !== 'ec2'))(
  'a denied action of %s is a gap, and nothing else is lost',
  async (service) => {
    const row =
      kinds.find(({ call }) => call.service === service && !call.over) ?? kinds.find(({ call }) => call.service === service)!;
    const { operation } = row.call;
    const { result, snapshot } = await scanOf(estate, { faults: [{ match: { service, operation }, does: 'deny' }] });
    const denied = kinds.filter(({ call }) => call.service === service && call.operation === operation);
    expect([...new Set(result.gaps.map(({ kind }) => kind))].sort()).toEqual(denied.map(({ kind }) => kind).sort());
    expect(result.gaps.map(({ code }) => code).join()).toMatch(/AccessDenied/);
    const lost = new Set(denied.map(({ kind }) => kind));
    for (const kind of kinds.filter(({ call }) => call.over?.kind && lost.has(call.over.kind))) lost.add(kind.kind);
    for (const { kind, call } of kinds) if (call.over?.kind && lost.has(call.over.kind)) lost.add(kind);
    for (const { kind } of kinds) if (!lost.has(kind)) expect(snapshot.resources(kind), kind).toEqual(estate.resources(kind));
  },
);

test.each(['truncate', 'html', 'empty', 'error500', 'throttle'] as const)(
  'a first answer that is %s makes no difference',
  async (does) => {
    const chosen = services.filter((service) => service !== 'ec2');
    const faults = chosen.map((service): Fault => ({ match: { service, nth: 1 }, does }));
    const { snapshot, result } = await scanOf(estate, { faults });
    expect(result.gaps).toEqual([]);
    expect(snapshotContent(snapshot)).toEqual(whole);
  },
);

test('metrics are asked only when they are wanted', async () => {
  const { replay, result } = await scanOf(estate, { request: { metrics: false } });
  expect(replay.calls.filter(({ service }) => service === 'cloudwatch')).toEqual([]);
  expect(result.kinds).not.toContain('nat-gateway-metric');
  expect((await scanOf(estate, { request: { kinds: ['nat-gateway-metric'] } })).result.kinds).toContain('nat-gateway-metric');
});

test('load balancers are asked for by worth: what they are open to before how their targets are', async () => {
  const { replay } = await scanOf(estate, { request: { concurrency: 1 } });
  const order = replay.calls.filter(({ service }) => service === 'elbv2').map(({ operation }) => operation);
  const first = ['DescribeLoadBalancers', 'DescribeListeners', 'DescribeTargetGroups'];
  expect(new Set(order.slice(0, 4))).toEqual(new Set(first));
  expect(order.at(-1)).toBe('DescribeTargetHealth');
});

test('an operation that its client does not know is signed and asked all the same', async () => {
  const { replay, snapshot } = await scanOf(estate, { request: { kinds: ['core-network-route'] } });
  const asked = replay.calls.filter(({ operation }) => operation === 'ListCoreNetworkRoutingInformation');
  expect(asked.map(({ input }) => input).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
    { CoreNetworkId: 'core-network-1', SegmentName: 'dev', EdgeLocation: REGION, MaxResults: 500 },
    { CoreNetworkId: 'core-network-1', SegmentName: 'prod', EdgeLocation: REGION, MaxResults: 500 },
  ]);
  expect(asked.every(({ account, status }) => account === ACCOUNT && status === 200)).toBe(true);
  expect(snapshot.resources('core-network-route')).toEqual(estate.resources('core-network-route'));
});
