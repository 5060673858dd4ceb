import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySnapshot, snapshotContent } from '../../src/snapshot/memory.ts';
import { openShard, sealShard } from '../../src/snapshot/shard.ts';
import type { Gap, Resource } from '../../src/snapshot/snapshot.ts';
import { random, resources as someResources } from './arbitrary.ts';
import { key, place, plain, resource, shuffled, tunnel } from './rows.ts';

const rows = (kind: string) => (kind === 'tunnel' ? tunnel : plain);
const memory = (resources: Resource[], more: object = {}) => memorySnapshot({ resources, rows, key, ...more });
const gap: Gap = { ...place, kind: 'plain', operation: 'DescribeX', code: 'AccessDenied', message: 'no' };
const elsewhere = (it: Resource): Resource => ({ ...it, region: 'us-east-1' });

describe('a snapshot in memory', () => {
  it('answers by kind and place, sorted by account, Region and id', () => {
    const snapshot = memory([elsewhere(resource('a', {})), resource('c', {}), resource('b', {}), resource('p', {}, 'plain')]);
    const ids = (...args: Parameters<typeof snapshot.resources>) => snapshot.resources(...args).map((it) => it.id);
    expect(ids('tunnel')).toEqual(['b', 'c', 'a']);
    expect(ids('tunnel', place)).toEqual(['b', 'c']);
    expect(ids('plain', { ...place, region: 'us-east-1' })).toEqual([]);
    expect(ids('vpc')).toEqual([]);
  });

  it('has the shards that a scan would seal, and reads as they would', async () => {
    await fc.assert(
      fc.asyncProperty(someResources, async (all) => {
        const snapshot = memory(all);
        const { body, volatile, ...sealed } = await sealShard(place, tunnel, all, key);
        const shard = snapshot.manifest.shards[0];
        expect(shard).toEqual(
          all.length === 0
            ? undefined
            : { ...sealed, ...(volatile && { volatile: { digest: volatile.digest, bytes: volatile.bytes } }) },
        );
        expect(snapshot.resources('tunnel')).toEqual(shard ? openShard(shard, body, volatile?.body) : []);
      }),
      { numRuns: 50 },
    );
  });

  it('takes places, accounts and kinds from what it holds, unless told', () => {
    const { manifest } = memory([elsewhere(resource('a', {}))], { gaps: [gap] });
    expect(manifest.places).toEqual([place, { ...place, region: 'us-east-1' }]);
    expect(manifest.kinds).toEqual(['plain', 'tunnel']);
    expect(manifest.accounts).toEqual([{ account: place.account, partition: 'aws', arn: 'arn:aws:iam::111122223333:root' }]);
    expect(memory([], { places: [place] }).manifest.places).toEqual([place]);
  });

  it('is named by its time and content', () => {
    const id = (all: Resource[], takenAt: string) => memory(all, { takenAt }).manifest.id;
    expect(id([], '2026-11-22T16:31:05.123Z')).toMatch(/^20261122T163105Z-[0-9a-f]{6}$/);
    expect(id([resource('a', {})], '2026-11-22T16:31:05.123Z')).not.toBe(id([], '2026-11-22T16:31:05.123Z'));
    expect(() => id([], 'yesterday')).toThrow('"yesterday" is not a time like');
    expect(memory([], { id: '20260101T000000Z-000000' }).manifest.id).toBe('20260101T000000Z-000000');
  });

  it('keeps secrets when there is no key to hash them with', () => {
    const [kept] = memory([resource('a', { Config: 'psk' })], { key: undefined }).resources('tunnel');
    expect(kept!.data.Config).toBe('psk');
  });
});

describe('the content of a snapshot', () => {
  const base = () => memory([resource('a', { Count: 1 }), resource('b', {}, 'plain')], { gaps: [gap] });

  it('is the same for the same resources in any order, at another time', () => {
    fc.assert(
      fc.property(someResources, random, (all, stream) => {
        const next = () => stream.next().value as number;
        const other = shuffled(all, next, ['data.Servers']) as Resource[];
        const later = memory(other, { takenAt: '2027-01-01T00:00:00Z', id: '20270101T000000Z-ffffff' });
        expect(snapshotContent(later)).toEqual(snapshotContent(memory(all)));
      }),
    );
  });

  it.each([
    ['a volatile value', [resource('a', { Count: 2 }), resource('b', {}, 'plain')], {}],
    ['a resource more', [resource('a', { Count: 1 }), resource('b', {}, 'plain'), resource('c', {})], {}],
    ['another Region', [resource('a', { Count: 1 }), elsewhere(resource('b', {}, 'plain'))], {}],
    ['no gap', undefined, { gaps: [] }],
    ['another message of a gap', undefined, { gaps: [{ ...gap, message: 'yes' }] }],
    ['another place looked at', undefined, { places: [] }],
    ['another kind asked for', undefined, { kinds: ['plain', 'tunnel', 'vpc'] }],
    ['another account', undefined, { accounts: [] }],
  ])('differs with %s', (_what, resources, more) => {
    const all = resources ?? [resource('a', { Count: 1 }), resource('b', {}, 'plain')];
    expect(snapshotContent(memory(all, { gaps: [gap], ...more }))).not.toEqual(snapshotContent(base()));
  });
});
