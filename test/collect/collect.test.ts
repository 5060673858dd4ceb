import { describe, expect, test, vi } from 'vitest';
import { kinds } from '../../src/kinds/index.ts';
import { credentialsOf, type Fault } from '../../src/replay/serve.ts';
import { memorySnapshot, snapshotContent } from '../../src/snapshot/memory.ts';
import { gapsFor } from '../../src/snapshot/snapshot.ts';
import { scanOf } from './scan-of.ts';
import { BUSY, EMPTY, HUB, SPOKE, smallEstate } from './small-estate.ts';

const estate = smallEstate();
const whole = snapshotContent(estate);
const AT = { account: HUB, region: 'global' };
/** A scan of the hub alone, in one Region: enough where the trouble is the same everywhere. */
const hubOnly = { identities: [{ credentials: credentialsOf(HUB) }], regions: [BUSY] };

test('a scan of a replayed snapshot is that snapshot', async () => {
  const { snapshot, result, replay } = await scanOf(estate);
  expect(result.gaps).toEqual([]);
  expect(snapshotContent(snapshot)).toEqual(whole);
  expect(replay.counts.mutations).toBe(0);
});

test.each([5, 7, 1000])('pages of %i resources make no difference', async (pageSize) => {
  const { snapshot } = await scanOf(estate, { request: { pageSize } });
  expect(snapshotContent(snapshot)).toEqual(whole);
});

test.each([1, 2, 64])('%i calls at a time make no difference', async (concurrency) => {
  const { snapshot } = await scanOf(estate, { request: { concurrency } });
  expect(snapshotContent(snapshot)).toEqual(whole);
});

describe('where', () => {
  test('a Region that the account has not enabled is not asked', async () => {
    const { replay, result } = await scanOf(estate);
    expect(new Set(replay.calls.map(({ region }) => region))).not.toContain('ap-east-1');
    expect(result.places).not.toContainEqual({ account: HUB, region: 'ap-east-1' });
  });

  test('an empty Region costs a probe: what cannot exist there is not asked for', async () => {
    const { replay, snapshot } = await scanOf(estate, { request: hubOnly });
    const busy = replay.calls.filter(({ region }) => region === BUSY).length;
    const empty = (await scanOf(estate, { request: { ...hubOnly, regions: [EMPTY] } })).replay.calls;
    const asked = empty.filter(({ region, service }) => region === EMPTY && service === 'ec2').map(({ operation }) => operation);
    expect(asked).toContain('DescribeVpcs');
    expect(asked).not.toContain('DescribeSubnets');
    expect(asked).not.toContain('DescribeRouteTables');
    expect(asked.length).toBeLessThan(kinds.length / 2);
    expect(asked.length).toBeLessThan(busy);
    expect(gapsFor(snapshot.manifest, 'subnet', { account: HUB, region: EMPTY })).toEqual([]);
  });

  test('--region narrows and --exclude-region leaves out', async () => {
    const only = await scanOf(estate, { request: { regions: [EMPTY] } });
    const without = await scanOf(estate, { request: { excludeRegions: [BUSY] } });
    expect(only.result.places).toEqual(without.result.places);
    expect(only.result.places.map(({ region }) => region)).toEqual([EMPTY, 'global', EMPTY, 'global']);
  });

  test.each([
    [{ regions: ['eu-cental-1'] }, /"eu-cental-1" is not enabled in account 111111111111 \(enabled: eu-central-1, eu-west-1\)/],
    [{ regions: ['ap-east-1'] }, /"ap-east-1" is not enabled/],
    [{ regions: ['cn-north-1'] }, /"cn-north-1" is not in partition aws/],
    [{ excludeRegions: ['eu-cental-1'] }, /"eu-cental-1" does not exist/],
    [{ kinds: ['vpcs'] }, /there is no kind "vpcs"/],
  ])('%j is refused before anything is scanned', async (request, message) => {
    await expect(scanOf(estate, { request })).rejects.toThrow(message);
  });

  test('when the Regions cannot be listed, the one at hand is scanned and the rest is said to be unseen', async () => {
    const faults: Fault[] = [{ match: { operation: 'DescribeRegions' }, does: 'deny' }];
    vi.stubEnv('AWS_REGION', BUSY);
    const { result } = await scanOf(estate, { faults, request: { ...hubOnly, regions: undefined } });
    vi.unstubAllEnvs();
    expect(result.gaps).toMatchObject([{ kind: 'region', region: 'global', code: 'UnauthorizedOperation' }]);
    expect(result.warnings).toMatchObject([expect.stringMatching(/Regions of account 111111111111 could not be listed/)]);
    expect(result.places).toHaveLength(2);
  });

  test('--kind asks for those kinds and what they fan out over', async () => {
    const { result, replay } = await scanOf(estate, { request: { ...hubOnly, kinds: ['transit-gateway-route'] } });
    expect(result.kinds).toEqual(['region', 'transit-gateway-route', 'transit-gateway-route-table']);
    expect(new Set(replay.calls.filter(({ service }) => service === 'ec2').map(({ operation }) => operation))).toEqual(
      new Set(['DescribeRegions', 'DescribeTransitGatewayRouteTables', 'SearchTransitGatewayRoutes']),
    );
  });

  test('routes of a transit gateway are asked of its owner alone', async () => {
    const { replay } = await scanOf(estate);
    const searches = replay.calls.filter(({ operation }) => operation === 'SearchTransitGatewayRoutes');
    expect(new Set(searches.map(({ account }) => account))).toEqual(new Set([HUB]));
  });
});

test('a table that alone is denied leaves the others known', async () => {
  const faults: Fault[] = [{ match: { operation: 'DescribeVpcAttribute', nth: 1 }, does: 'deny' }];
  const { result, snapshot } = await scanOf(estate, { faults, request: hubOnly });
  expect(result.gaps).toHaveLength(1);
  expect(result.gaps[0]!.parents).toHaveLength(1);
  expect(snapshot.resources('vpc-attribute')).toHaveLength(2);
});

test('an empty page with a token is not the end of a list', async () => {
  const faults: Fault[] = [{ match: { operation: 'DescribeSubnets' }, does: 'empty-pages' }];
  const { snapshot } = await scanOf(estate, { faults });
  expect(snapshotContent(snapshot)).toEqual(whole);
});

describe('lasting trouble is a gap that says what it was', () => {
  test.each([
    ['html', 'MalformedReply', /does not begin with <DescribeSubnetsResponse>/],
    ['truncate', 'MalformedReply', /is cut short/],
    ['error500', 'InternalError', /./],
    ['same-token', 'PaginationLoop', /gave a page token that it had given before/],
    ['token-loop', 'PaginationLoop', /gave a page token that it had given before/],
    ['redirect', 'HTTP302', /HTTP 302/],
  ] as const)(
    '%s',
    async (does, code, message) => {
      const { result } = await scanOf(estate, {
        faults: [{ match: { operation: 'DescribeSubnets' }, does }],
        request: { ...hubOnly, pageSize: 5 },
      });
      expect(result.gaps).toMatchObject([{ kind: 'subnet', operation: 'DescribeSubnets', code }]);
      expect(result.gaps[0]!.message).toMatch(message);
    },
    30_000,
  );

  test.each(['hang', 'drip'] as const)(
    '%s: the kind is given up soon after its deadline, and the others are not touched',
    async (does) => {
      const started = performance.now();
      const { result, snapshot } = await scanOf(estate, {
        faults: [{ match: { operation: 'DescribeSubnets' }, does }],
        request: { ...hubOnly, deadlines: { call: 1_500 } },
      });
      // Not even one call was waited for as long as usual.
      expect(performance.now() - started).toBeLessThan(30_000);
      expect(result.gaps).toMatchObject([{ kind: 'subnet', code: 'TimedOut' }]);
      expect(snapshot.resources('network-interface')).toHaveLength(23);
    },
  );

  test('routes that AWS holds back without a token are not taken for all', async () => {
    const faults: Fault[] = [{ match: { operation: 'SearchTransitGatewayRoutes' }, does: 'lost-token' }];
    const { result } = await scanOf(estate, { faults, request: { ...hubOnly, pageSize: 5 } });
    expect(result.gaps).toMatchObject([{ kind: 'transit-gateway-route', code: 'TruncatedReply' }]);
  });

  test('a zone of more names than are read leaves a gap of its own, and what was read', async () => {
    const zone = (id: string) => ({
      ...AT,
      kind: 'hosted-zone-listing',
      id,
      data: { Id: `/hostedzone/${id}`, Name: 'example.' },
    });
    const named = (parent: string, count: number) =>
      Array.from({ length: count }, (_, n) => {
        const Name = `host-${n}.example.`;
        return { ...AT, kind: 'resource-record-set', id: `${parent}/${Name}/A`, parent, data: { Name, Type: 'A', TTL: 60 } };
      });
    const resources = [zone('ZFULL'), zone('ZLONG'), ...named('ZFULL', 200), ...named('ZLONG', 201)];
    const places = [{ account: HUB, region: BUSY }, AT];
    const kinds = ['hosted-zone-listing', 'resource-record-set'];
    const { result, snapshot } = await scanOf(memorySnapshot({ resources, places, kinds }), {
      request: { kinds, regions: [BUSY], pageSize: 2, share: 10_000 },
    });
    expect(result.gaps).toMatchObject([{ kind: 'resource-record-set', code: 'TooManyPages', parents: ['ZLONG'] }]);
    expect(snapshot.resources('resource-record-set')).toHaveLength(400);
  });

  test('throttling that does not end', async () => {
    const { result } = await scanOf(estate, {
      faults: [{ match: { operation: 'DescribeSubnets' }, does: 'throttle' }],
      request: { ...hubOnly, deadlines: { throttled: 1_500 } },
    });
    expect(result.gaps).toMatchObject([{ kind: 'subnet', code: 'ThrottledOut' }]);
    expect(result.timing.throttles).toBeGreaterThan(1);
  });
});

describe('credentials that run out', () => {
  test('are renewed once, and the scan goes on as if nothing had happened', async () => {
    const { snapshot, result } = await scanOf(estate, {
      faults: [{ match: { service: 'ec2', nth: [4, 5] }, does: 'expired' }],
      request: hubOnly,
    });
    expect(result.gaps).toEqual([]);
    expect(snapshotContent(snapshot)).toEqual(snapshotContent((await scanOf(estate, { request: hubOnly })).snapshot));
  });

  test('for good stop the scan; what was read stays, the rest is named, and a resumed scan completes it', async () => {
    const clean = await scanOf(estate, { request: hubOnly });
    const cut = await scanOf(estate, { faults: [{ match: { service: 'ec2', from: 12 }, does: 'expired' }], request: hubOnly });
    expect(cut.result.gaps.length).toBeGreaterThan(3);
    expect(new Set(cut.result.gaps.map(({ code }) => code))).toEqual(new Set(['CredentialsExpired']));
    const { manifest } = cut.snapshot;
    const done = manifest.places.flatMap((place) =>
      manifest.kinds.filter((kind) => gapsFor(manifest, kind, place).length === 0).map((kind) => ({ ...place, kind })),
    );
    const known = manifest.kinds
      .flatMap((kind) => cut.snapshot.resources(kind))
      .filter((resource) =>
        done.some(
          ({ account, region, kind }) => resource.account === account && resource.region === region && resource.kind === kind,
        ),
      );
    const resumed = await scanOf(estate, { request: { ...hubOnly, resume: { done, resources: known } } });
    expect(resumed.result.gaps).toEqual([]);
    expect(resumed.replay.calls.length).toBeLessThan(clean.replay.calls.length);
    const { resources } = snapshotContent(resumed.snapshot);
    for (const [kind, all] of Object.entries(snapshotContent(clean.snapshot).resources)) {
      const kept = known.filter((resource) => resource.kind === kind);
      expect([...kept, ...(resources[kind] ?? [])], kind).toHaveLength(all.length);
    }
  });

  test('of one account do not touch the other', async () => {
    const { result, snapshot } = await scanOf(estate, {
      faults: [{ match: { account: SPOKE, service: 'ec2' }, does: 'expired' }],
    });
    expect(new Set(result.gaps.map(({ account }) => account))).toEqual(new Set([SPOKE]));
    expect(snapshot.resources('network-interface', { account: HUB, region: BUSY })).toHaveLength(23);
  });
});

test('a clock that is an hour off costs a second try and a warning', async () => {
  const { result, snapshot } = await scanOf(estate, { faults: [{ does: 'clock-skew' }] });
  expect(snapshotContent(snapshot)).toEqual(whole);
  expect(result.warnings).toMatchObject([expect.stringMatching(/clock is 60 min behind AWS's/)]);
});

test('a scan that is stopped keeps what it has and names the rest', async () => {
  const stop = new AbortController();
  const progress = ({ calls }: { calls: { done: number } }) => void (calls.done >= 10 && stop.abort());
  const { result } = await scanOf(estate, { latency: 60, stopped: stop.signal, progress });
  expect(result.gaps.length).toBeGreaterThan(0);
  expect(new Set(result.gaps.map(({ code }) => code))).toEqual(new Set(['Interrupted']));
});

test('an account whose role cannot be assumed ends the scan before it begins, saying which', async () => {
  const role = { arn: 'arn:aws:iam::999999999999:role/HopscopeReadOnly', sessionName: 'hopscope-test' };
  const request = { identities: [{ credentials: credentialsOf(HUB), role }] };
  await expect(scanOf(estate, { request })).rejects.toThrow(
    /could not sign in with .* as arn:aws:iam::999999999999:role\/HopscopeReadOnly/,
  );
});

test('a role in another account of the estate is scanned as that account', async () => {
  const role = { arn: `arn:aws:iam::${SPOKE}:role/HopscopeReadOnly`, sessionName: 'hopscope-test', externalId: 'parcels' };
  const { result } = await scanOf(estate, {
    request: { identities: [{ credentials: credentialsOf(HUB), role }], regions: [BUSY] },
  });
  expect(result.accounts).toMatchObject([{ account: SPOKE }]);
});

test.each(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])(
  '%s in the environment does not bend an endpoint that was named',
  async (name) => {
    vi.stubEnv(name, 'true');
    const { result } = await scanOf(estate, { request: hubOnly });
    vi.unstubAllEnvs();
    expect(result.gaps).toEqual([]);
  },
);
