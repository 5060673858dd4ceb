import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/snapshot/canonical.ts';
import { DamagedSnapshot } from '../../src/snapshot/damage.ts';
import { sha256 } from '../../src/snapshot/frame.ts';
import { manifestOf } from '../../src/snapshot/manifest.ts';
import { readManifest, writeManifest } from '../../src/snapshot/manifest-file.ts';
import type { Gap, Manifest, Shard } from '../../src/snapshot/snapshot.ts';
import { json } from './arbitrary.ts';
import { place } from './rows.ts';
import { draftOf } from './stores.ts';

const shard: Shard = {
  ...place,
  kind: 'tunnel',
  count: 1,
  digest: 'ab'.repeat(32),
  bytes: 10,
  volatile: { digest: 'cd'.repeat(32), bytes: 5 },
};
const gap: Gap = {
  ...place,
  kind: 'tunnel',
  operation: 'DescribeX',
  code: 'X.Y',
  message: '\u001b[31m "no"\n',
  parents: ['vpc-1'],
};
const manifest = manifestOf(
  draftOf(1, [shard], { gaps: [gap], accounts: [{ account: place.account, partition: 'aws-cn', arn: 'x', alias: 'é' }] }),
);
const text = writeManifest(manifest).toString();

/** A file around any manifest, with a hash that fits. */
const forged = (value: unknown): Buffer => {
  const canonical = canonicalJson(value);
  return Buffer.from(`${JSON.stringify({ sha256: sha256(canonical), manifest: JSON.parse(canonical) }, null, 1)}\n`);
};
const reading = (bytes: Buffer | string) => () => readManifest(manifest.id, Buffer.from(bytes));

describe('a manifest as a file', () => {
  it('reads back as it was written', () => {
    expect(readManifest(manifest.id, Buffer.from(text))).toEqual(manifest);
    expect(reading(forged(manifest))()).toEqual(manifest);
  });

  it('is the same whatever the order of its lists and members', () => {
    const backwards = Object.fromEntries(Object.entries(manifest).reverse()) as unknown as Manifest;
    expect(writeManifest(backwards).toString()).toBe(text);
    const many = {
      gaps: ['b', 'a', 'c'].map((parent) => ({ ...gap, parents: [parent] })),
      shards: ['eu-west-2', 'eu-west-1'].map((region) => ({ ...shard, region })),
      places: ['eu-west-2', 'eu-west-1'].map((region) => ({ ...place, region })),
      kinds: ['vpc', 'tunnel'],
    };
    const reversed = Object.fromEntries(Object.entries(many).map(([name, list]) => [name, list.toReversed()]));
    expect(manifestOf({ ...manifest, ...reversed })).toEqual(manifestOf({ ...manifest, ...many }));
  });

  it('is refused with any byte changed', () => {
    for (let at = 0; at < text.length; at += 1) {
      const bytes = Buffer.from(text);
      bytes[at]! ^= 1 << (at % 8);
      expect(reading(bytes), `byte ${at}`).toThrow(DamagedSnapshot);
    }
  });

  it('is refused, by its path, when it is another one or of a later format', () => {
    expect(() => readManifest('20200101T000000Z-000000', Buffer.from(text))).toThrow(`is the manifest of ${manifest.id}`);
    expect(reading(forged({ ...manifest, format: 2 }))).toThrow(
      `manifests/${manifest.id}.json has format 2, and this hopscope knows formats up to 1. Update hopscope to read it.`,
    );
  });

  it.each<[string, (m: Manifest) => unknown]>([
    ['manifest.shards[0].digest is not a SHA-256', (m) => ({ ...m, shards: [{ ...shard, digest: '../../etc/passwd' }] })],
    ['manifest.shards[0].bytes is not a whole number', (m) => ({ ...m, shards: [{ ...shard, bytes: 2 ** 60 }] })],
    ['manifest.shards[0].bytes is not a whole number', (m) => ({ ...m, shards: [{ ...shard, bytes: -1 }] })],
    ['manifest.shards[0].account is not the id of an account', (m) => ({ ...m, shards: [{ ...shard, account: '1' }] })],
    ['manifest.shards[0].volatile is not an object', (m) => ({ ...m, shards: [{ ...shard, volatile: null }] })],
    ['names tunnel in 111122223333, eu-west-1 twice', (m) => ({ ...m, shards: [shard, { ...shard, count: 2 }] })],
    ['manifest.places is not a list', (m) => ({ ...m, places: {} })],
    ['manifest.places[0].region is not a name', (m) => ({ ...m, places: [{ ...place, region: '../..' }] })],
    ['manifest.kinds[0] is not a name', (m) => ({ ...m, kinds: ['__proto__'] })],
    ['manifest.surprise is not a member of this format', (m) => ({ ...m, surprise: 1 })],
    ['manifest.__proto__ is not a member of this format', (m) => JSON.parse(JSON.stringify(m).replace('{', '{"__proto__":{},'))],
    ['manifest.gaps is not a list', ({ gaps: _, ...m }) => m],
    ['manifest.gaps[0].parents is not a list', (m) => ({ ...m, gaps: [{ ...gap, parents: 'vpc-1' }] })],
    ['manifest.timing.calls is not a whole number', (m) => ({ ...m, timing: { ...m.timing, calls: 0.5 } })],
    ['manifest.takenAt is not a time', (m) => ({ ...m, takenAt: 'now' })],
    ['manifest is not an object', () => [1]],
  ])('is refused when %s', (what, change) => {
    expect(reading(forged(change(manifest)))).toThrow(DamagedSnapshot);
    expect(reading(forged(change(manifest)))).toThrow(what);
  });

  it('is refused with a member twice, a nest of lists, or text that is no JSON', () => {
    for (const bytes of [
      '',
      'null',
      '[]',
      '{',
      text.replace('"calls": 1', '"calls": 2, "calls": 1'),
      '['.repeat(1e6),
      text.slice(0, -1),
    ]) {
      expect(reading(bytes)).toThrow(DamagedSnapshot);
    }
  });

  it('is refused, and nothing else happens, for any JSON there is', () => {
    const refuses = (bytes: Buffer): void => {
      expect(reading(bytes)).toThrow(DamagedSnapshot);
    };
    fc.assert(fc.property(json, (value) => refuses(forged(value))));
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(manifest)), json, (member, value) => {
        fc.pre(canonicalJson(value) !== canonicalJson(manifest[member as keyof Manifest]));
        const [bytes, free] = [forged({ ...manifest, [member]: value }), ['accounts', 'places', 'kinds', 'shards', 'gaps']];
        if (free.includes(member) && Array.isArray(value) && value.length === 0) expect(reading(bytes)()).toBeDefined();
        else refuses(bytes);
      }),
    );
  });
});
