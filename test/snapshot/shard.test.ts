import { spawnSync } from 'node:child_process';
import { zstdDecompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instance } from '../../src/kinds/compute.ts';
import { subnet } from '../../src/kinds/vpc.ts';
import { canonicalJson } from '../../src/snapshot/canonical.ts';
import { DamagedSnapshot } from '../../src/snapshot/damage.ts';
import { pack, sha256 } from '../../src/snapshot/frame.ts';
import { arrange, redact } from '../../src/snapshot/shape.ts';
import { openShard, ShardBuilder, sealShard } from '../../src/snapshot/shard.ts';
import type { Resource } from '../../src/snapshot/snapshot.ts';
import { random, resources } from './arbitrary.ts';
import { key, place, plain, resource, shuffled, tunnel } from './rows.ts';

const text = (body: Uint8Array) => zstdDecompressSync(body.subarray(0, -40)).toString();
const open = (sealed: Awaited<ReturnType<typeof sealShard>>) => openShard(sealed, sealed.body, sealed.volatile?.body);

/** What seal-in-locale.ts prints. It may only change together with the format. */
const PINNED = {
  steady: '2e6615239b6b18bd5dba9fd3693aac33a988aafb1e02f181c9fc0d8edd673196',
  volatile: 'b941385f70a500a75b18bb70e31233a70b573a1d13cfbbbc79163ce32db94de7',
};

/** A shard of hand-written lines, with everything about it true. */
async function forged(lines: string[], change: { count?: number; bytes?: number } = {}): Promise<() => Resource[]> {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  const shard = { ...place, kind: 'plain', count: lines.length, digest: sha256(bytes), bytes: bytes.length, ...change };
  const body = await pack(bytes);
  return () => openShard(shard, body);
}

describe('a shard', () => {
  it('is canonical lines sorted by id, with what is volatile in a sibling', async () => {
    const sealed = await sealShard(
      place,
      subnet,
      [
        resource('subnet-b', { SubnetId: 'subnet-b', AvailableIpAddressCount: 4 }, 'subnet'),
        resource('subnet-a', { SubnetId: 'subnet-a', AvailableIpAddressCount: 250 }, 'subnet', 'p'),
      ],
      key,
    );
    expect(text(sealed.body)).toBe(
      '{"data":{"SubnetId":"subnet-a"},"id":"subnet-a","parent":"p"}\n{"data":{"SubnetId":"subnet-b"},"id":"subnet-b"}\n',
    );
    expect(text(sealed.volatile!.body)).toContain('{"data":{"/AvailableIpAddressCount":250},"id":"subnet-a","parent":"p"}\n');
    expect(sealed).toMatchObject({
      ...place,
      kind: 'subnet',
      count: 2,
      bytes: text(sealed.body).length,
      digest: sha256(text(sealed.body)),
    });
  });

  it('has no volatile sibling when nothing is volatile', async () => {
    expect((await sealShard(place, instance, [resource('i-1', {}, 'instance')], key)).volatile).toBeUndefined();
  });

  it('opens to what was sealed: redacted, arranged, sorted, with volatile values in place', async () => {
    await fc.assert(
      fc.asyncProperty(resources, async (all) => {
        const expected = all.map((it) => ({ ...it, data: arrange(tunnel, redact(tunnel, it.data, key)) }));
        const byText = (list: Resource[]) => list.map(canonicalJson).sort();
        const opened = open(await sealShard(place, tunnel, all, key));
        expect(byText(opened)).toEqual(byText(expected));
        expect(opened.map((it) => it.id)).toEqual(all.map((it) => it.id).sort());
      }),
    );
  });

  it('has the same bytes whatever the order of resources, lists and members', async () => {
    await fc.assert(
      fc.asyncProperty(resources, random, async (all, stream) => {
        const next = () => stream.next().value as number;
        const others = shuffled(
          all.map((it) => ({ ...it, data: shuffled(it.data, next, ['Servers']) })),
          next,
          ['data.Servers'],
        ) as Resource[];
        const [one, other] = await Promise.all([sealShard(place, tunnel, all, key), sealShard(place, tunnel, others, key)]);
        expect(other).toEqual(one);
        expect(open(other)).toEqual(open(one));
      }),
    );
  });

  it('is the same when its resources come page by page', async () => {
    await fc.assert(
      fc.asyncProperty(resources, fc.nat(5), async (all, size) => {
        const builder = new ShardBuilder(place, tunnel, key);
        for (let at = 0; at < all.length; at += size + 1) builder.add(all.slice(at, at + size + 1));
        expect(builder.count).toBe(all.length);
        expect(await builder.seal()).toEqual(await sealShard(place, tunnel, all, key));
      }),
    );
  });

  it('opens whole when its text is longer than one piece', async () => {
    const all = Array.from({ length: 3_000 }, (_, n) => resource(`i-${n}`, { Note: `é${n}`.repeat(200) }, 'plain'));
    const sealed = await sealShard(place, plain, all, key);
    expect(sealed.bytes).toBeGreaterThan(3 << 20);
    expect(open(sealed).map((it) => it.id)).toEqual(all.map((it) => it.id).sort());
  });

  it('does not change when only volatile values do', async () => {
    const with_ = (count: number) =>
      sealShard(place, subnet, [resource('subnet-a', { AvailableIpAddressCount: count }, 'subnet')], key);
    const [one, other] = [await with_(1), await with_(2)];
    expect(other.digest).toBe(one.digest);
    expect(other.volatile!.digest).not.toBe(one.volatile!.digest);
  });

  it.each([
    { LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' },
    { LC_ALL: 'sv_SE.UTF-8', TZ: 'America/St_Johns' },
    { LC_ALL: 'C', TZ: 'UTC' },
  ])('has the same digest under %o', (env) => {
    const script = new URL('./seal-in-locale.ts', import.meta.url).pathname;
    const { stdout, stderr } = spawnSync(process.execPath, [script], {
      env: { ...process.env, ...env, LANG: env.LC_ALL },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toBe(`${PINNED.steady} ${PINNED.volatile}`);
  });

  it('keeps two resources with one id apart, each with its own volatile values', async () => {
    const twins = [3, 1, 2].map((Count) => resource('vpn-1', { Count, Same: true }));
    const opened = open(
      await sealShard(place, tunnel, [...twins, resource('vpn-1', { Same: true }), resource('vpn-2', { Count: 9 })], key),
    );
    expect(opened.map((it) => it.data.Count)).toEqual([undefined, 1, 2, 3, 9]);
  });

  it('keeps a tag named __proto__', async () => {
    const data = JSON.parse('{"Tags":[{"Key":"__proto__","Value":"x"}],"Map":{"__proto__":"kept"}}');
    const [opened] = open(await sealShard(place, plain, [resource('a', data, 'plain')], key));
    expect(canonicalJson(opened!.data)).toBe(canonicalJson(data));
  });

  it('refuses a resource of another kind or place, by its id', async () => {
    await expect(sealShard(place, tunnel, [resource('subnet-1', {}, 'subnet')], key)).rejects.toThrow('subnet subnet-1');
    const stray = { ...resource('vpn-1', {}), region: 'eu-west-2' };
    await expect(sealShard(place, tunnel, [stray], key)).rejects.toThrow('tunnel vpn-1 is of 111122223333, eu-west-2');
  });

  it('names the resource that cannot be stored, and why', async () => {
    const unstorable = sealShard(place, tunnel, [resource('vpn-1', { Other: Number.NaN })], key);
    await expect(unstorable).rejects.toThrow('tunnel vpn-1 in account 111122223333, eu-west-1 cannot be stored: JSON has no NaN');
  });
});

describe('a large shard', () => {
  it('of a hundred thousand resources is sealed and opened, line by line', async () => {
    const all = Array.from({ length: 100_000 }, (_, n) =>
      resource(`vpn-${(n * 7919) % 100_000}`, { Count: n, Tags: [{ Key: 'n', Value: n }] }),
    );
    const sealed = await sealShard(place, tunnel, all, key);
    const opened = open(sealed);
    expect(sealed.count).toBe(100_000);
    expect(opened.map((it) => it.id)).toEqual(all.map((it) => it.id).sort());
    const counts = new Map(all.map((it) => [it.id, it.data.Count]));
    expect(opened.filter((it) => it.data.Count !== counts.get(it.id) || it.data.Tags[0].Value !== it.data.Count)).toEqual([]);
  });

  it('with one resource larger than any is refused, and says which kind', async () => {
    const huge = sealShard(place, tunnel, [resource('vpn-1', { Other: 'x'.repeat(17 << 20) })], key);
    await expect(huge).rejects.toThrow('a tunnel is larger than 16777216 bytes: {"data":{"Other":"xxx');
  });
});

describe('a damaged shard', () => {
  it('is noticed at every byte of both parts, flipped or cut', async () => {
    const sealed = await sealShard(place, tunnel, [resource('vpn-1', { Id: 'vpn-1', Count: 1, Tags: [{ Key: 'Name' }] })], key);
    const moving = sealed.volatile!.body;
    for (const part of [sealed.body, moving]) {
      for (let at = 0; at < part.length; at += 1) {
        const flipped = part.with(at, part[at]! ^ (1 << (at % 8)));
        const opening = () => (part === moving ? openShard(sealed, sealed.body, flipped) : openShard(sealed, flipped, moving));
        expect(opening, `byte ${at}`).toThrow(DamagedSnapshot);
        const cut = part.subarray(0, at);
        expect(() => (part === moving ? openShard(sealed, sealed.body, cut) : openShard(sealed, cut, moving))).toThrow(
          DamagedSnapshot,
        );
      }
    }
  });

  it('names the file, what is wrong and what to do', async () => {
    const opening = await forged(['{"data":{},"id":"a"}'], { count: 2 });
    expect(opening).toThrow(
      /^objects\/(..)\/\1[0-9a-f]{62}\.ndjson\.zst holds 1 resources, not the 2 of its manifest\. Run `hopscope snapshots verify`/,
    );
  });

  it.each([
    ['a member named twice', '{"data":{"a":1,"a":2},"id":"a"}', 'not canonical JSON'],
    ['a number that loses digits', '{"data":9007199254740993,"id":"a"}', 'not canonical JSON'],
    ['members out of order', '{"id":"a","data":{}}', 'not canonical JSON'],
    ['no JSON', '{"data":{},"id":"a"', 'JSON'],
    ['no id', '{"data":{}}', 'no resource'],
    ['an id that is no string', '{"data":{},"id":7}', 'no resource'],
    ['no data', '{"id":"a"}', 'no resource'],
    ['a member too many', '{"data":{},"id":"a","kind":"vpc"}', 'no resource'],
    ['too much depth', `{"data":${'['.repeat(100_000)}${']'.repeat(100_000)},"id":"a"}`, 'nested deeper'],
    ['a line longer than any resource', `{"data":"${'x'.repeat(17 << 20)}","id":"a"}`, 'has a line of more than'],
  ])('with %s is refused', async (_what, line, why) => {
    const opening = await forged([line]);
    expect(opening).toThrow(DamagedSnapshot);
    expect(opening).toThrow(why);
  });

  it('with lines out of order is refused', async () => {
    expect(await forged(['{"data":{},"id":"b"}', '{"data":{},"id":"a"}'])).toThrow('is not sorted: a comes after b');
  });

  it('that is a bomb is stopped at the size that its manifest names', async () => {
    const bomb = await pack(Buffer.alloc(300 << 20));
    const shard = { ...place, kind: 'plain', count: 1, digest: '0'.repeat(64), bytes: 1000 };
    const before = process.memoryUsage().arrayBuffers;
    expect(() => openShard(shard, bomb)).toThrow('unpacks to more than the 1000 bytes');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 << 20);
    expect(() => openShard({ ...shard, bytes: 2 ** 40 }, bomb)).toThrow('more than a shard may');
  });

  it('without its volatile sibling, or with one that fits nothing, is refused', async () => {
    const sealed = await sealShard(place, tunnel, [resource('vpn-1', { Count: 1 })], key);
    const other = await sealShard(place, tunnel, [resource('vpn-2', { Count: 1 })], key);
    expect(() => openShard(sealed, sealed.body)).toThrow('is missing');
    expect(() => openShard({ ...sealed, volatile: other.volatile }, sealed.body, other.volatile!.body)).toThrow(
      'has no resource for the volatile values of vpn-2',
    );
  });
});
