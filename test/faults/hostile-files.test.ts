/** F14: snapshot files that somebody made to do harm. What each single lie is called is told in test/snapshot/{shard,manifest-file}.test.ts. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/snapshot/canonical.ts';
import { DamagedSnapshot } from '../../src/snapshot/damage.ts';
import { pack, sha256, unpack } from '../../src/snapshot/frame.ts';
import { manifestOf } from '../../src/snapshot/manifest.ts';
import { readManifest, writeManifest } from '../../src/snapshot/manifest-file.ts';
import { objectPath, openShard, sealShard } from '../../src/snapshot/shard.ts';
import type { Manifest, Shard } from '../../src/snapshot/snapshot.ts';
import { Dice } from '../estate/dice.ts';
import { run, temporaryFolder } from '../program/hopscope.ts';
import { key, place, resource, tunnel } from '../snapshot/rows.ts';
import { draftOf, save, storeIn } from '../snapshot/stores.ts';
import { mutated } from './mutate.ts';
import { figure, size } from './sizes.ts';

const sealed = await sealShard(
  place,
  tunnel,
  [1, 2, 3].map((n) =>
    resource(
      `vpn-${n}`,
      { Id: `vpn-${n}`, Count: n, Servers: ['b', 'a'], Tags: [{ Key: 'Name', Value: 'é\u202e' }] },
      'tunnel',
      n === 2 ? 'p' : undefined,
    ),
  ),
  key,
);
const text = unpack(sealed.body, sealed.bytes);
const moving = unpack(sealed.volatile!.body, sealed.volatile!.bytes);
const gap = { ...place, kind: 'tunnel', operation: 'DescribeX', code: 'X', message: 'no', parents: ['vpc-1'] };
const { body: _body, volatile, ...shard } = sealed;
const entry: Shard = { ...shard, volatile: { digest: volatile!.digest, bytes: volatile!.bytes } };
const manifest = manifestOf(draftOf(1, [entry], { gaps: [gap] }));
const manifestText = writeManifest(manifest);

/** A manifest whose own hash is right, whatever it says. */
function rehashed(bytes: Buffer): Buffer {
  try {
    const { manifest: said } = JSON.parse(bytes.toString('utf8')) as { manifest: unknown };
    const canonical = canonicalJson(said);
    return Buffer.from(`${JSON.stringify({ sha256: sha256(canonical), manifest: JSON.parse(canonical) }, null, 1)}\n`);
  } catch {
    return bytes;
  }
}

/** A shard whose sizes and digests are right, whatever its text is. */
async function repacked(steady: Buffer, overlay: Buffer): Promise<() => unknown> {
  const claims: Shard = {
    ...entry,
    digest: sha256(steady),
    bytes: steady.length,
    volatile: { digest: sha256(overlay), bytes: overlay.length },
  };
  const [body, volatileBody] = await Promise.all([pack(steady), pack(overlay)]);
  return () => openShard(claims, body, volatileBody);
}

/** Each kind of file, as somebody would attack it: by its bytes alone, and with every hash made to fit. */
const attacks: Record<string, (dice: Dice) => (() => unknown) | Promise<() => unknown>> = {
  'the bytes of a manifest': (dice) => () => readManifest(manifest.id, mutated(manifestText, dice)),
  'a manifest with a hash that fits': (dice) => () => readManifest(manifest.id, rehashed(mutated(manifestText, dice))),
  'the bytes of an object': (dice) => () => openShard(entry, mutated(Buffer.from(sealed.body), dice), sealed.volatile!.body),
  'the lines of an object with digests that fit': (dice) => repacked(mutated(text, dice), moving),
  'the volatile lines of an object with digests that fit': (dice) => repacked(text, mutated(moving, dice)),
};

test.each(Object.entries(attacks))(
  '%s, changed by chance, are refused with the file and the reason, or are a valid other file; nothing else happens',
  async (_what, attack) => {
    const inputs = size(3_000, 200_000);
    const before = process.memoryUsage.rss();
    let [refused, slowest, most] = [0, 0, 0];
    for (let seed = 0; seed < inputs; seed += 1) {
      const open = await attack(new Dice(seed));
      const began = performance.now();
      try {
        open();
      } catch (error) {
        if (!(error instanceof DamagedSnapshot)) throw new Error(`seed ${seed}: ${(error as Error).stack}`);
        refused += 1;
      }
      slowest = Math.max(slowest, performance.now() - began);
      if (seed % 1_000 === 0) most = Math.max(most, process.memoryUsage.rss() - before);
    }
    expect(refused).toBeGreaterThan(inputs / 2);
    expect(slowest).toBeLessThan(10_000);
    expect(most).toBeLessThan(512 * 2 ** 20);
    figure(
      `F14: ${_what}: ${inputs} inputs, ${refused} refused, at most ${slowest.toFixed(1)} ms each, ${(most / 2 ** 20).toFixed(0)} MB more`,
    );
  },
  3_600_000,
);

/** A store with one snapshot that names this object, of these bytes, and says that it unpacks to so many. */
async function storeWith(store: string, body: Uint8Array, bytes: number, count = 1): Promise<void> {
  const digest = 'ab'.repeat(32);
  const named = manifestOf(draftOf(2, [{ ...place, kind: 'vpc', count, digest, bytes }], { kinds: ['vpc'] }));
  await mkdir(join(store, 'manifests'), { recursive: true, mode: 0o700 });
  await mkdir(join(store, 'objects/ab'), { recursive: true, mode: 0o700 });
  writeFileSync(join(store, objectPath(digest)), body);
  writeFileSync(join(store, `manifests/${named.id}.json`), writeManifest(named));
}

async function spoiltManifest(store: string, spoil: (path: string, manifest: Manifest) => void): Promise<void> {
  const opened = await storeIn(join(store, '..'));
  const written = await save(opened, 1);
  spoil(join(store, `manifests/${written.id}.json`), written);
}

const MB = 2 ** 20;
const deep = (n: number): string => `{"data":${'['.repeat(n)}${']'.repeat(n)},"id":"a"}\n`;

const stores: Record<string, (store: string) => Promise<void>> = {
  'a bomb that hides its size': async (store) => storeWith(store, await pack(Buffer.alloc(300 * MB)), 1_000),
  'a bomb that says its size': async (store) => storeWith(store, await pack(Buffer.alloc(300 * MB)), 300 * MB),
  'a bomb larger than any shard': async (store) => storeWith(store, await pack(Buffer.alloc(600 * MB)), 600 * MB),
  'a million nested lists': async (store) => storeWith(store, await pack(Buffer.from(deep(1e6))), deep(1e6).length),
  'a million empty lines': async (store) => storeWith(store, await pack(Buffer.alloc(1e6, '\n')), 1e6, 1e6),
  'an object of a terabyte': async (store) => {
    await storeWith(store, Buffer.alloc(0), 1_000);
    truncateSync(join(store, objectPath('ab'.repeat(32))), 2 ** 40);
  },
  'a manifest of a terabyte': (store) => spoiltManifest(store, (path) => truncateSync(path, 2 ** 40)),
  'a manifest of a million nested lists': (store) => spoiltManifest(store, (path) => writeFileSync(path, '['.repeat(1e6))),
  'a manifest that is a link to itself': (store) =>
    spoiltManifest(store, (path) => {
      rmSync(path);
      symlinkSync(path, path);
    }),
  'a manifest that is an endless device': (store) =>
    spoiltManifest(store, (path) => {
      rmSync(path);
      symlinkSync('/dev/zero', path);
    }),
  'a manifest that is a pipe which nobody writes to': (store) =>
    spoiltManifest(store, (path) => {
      spawnSync('sh', ['-c', 'rm "$0" && mkfifo "$0"', path]);
    }),
};

/** Writes what the process used at most, in KB, when it ends. */
const meter = `data:text/javascript,${encodeURIComponent(
  "import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(process.env.METER, String(process.resourceUsage().maxRSS)));",
)}`;

test.each(Object.entries(stores))(
  'a store with %s is refused soon, with its path, in little memory',
  async (_what, make) => {
    const folder = await temporaryFolder();
    const store = join(folder, 'store');
    await make(store);
    const used = join(folder, 'used');
    const env = { NODE_OPTIONS: `--import=${meter}`, METER: used };
    for (const command of [
      ['show', 'vpc', '--json'],
      ['snapshots', 'verify'],
    ]) {
      await rm(used, { force: true });
      const began = performance.now();
      const { code, stdout, stderr } = await run([...command, '--store', store], env);
      expect([2, 3], stderr).toContain(code);
      expect(stdout + stderr).toContain(store);
      expect(performance.now() - began).toBeLessThan(10_000);
      expect(existsSync(used)).toBe(true);
      expect(Number(readFileSync(used, 'utf8')) / 1024).toBeLessThan(512);
      figure(
        `F14: ${_what}, ${command.join(' ')}: ${Math.round(performance.now() - began)} ms, ${Math.round(Number(readFileSync(used, 'utf8')) / 1024)} MB`,
      );
    }
  },
  60_000,
);
