import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DamagedSnapshot } from '../../src/snapshot/damage.ts';
import { manifestOf } from '../../src/snapshot/manifest.ts';
import { snapshotContent } from '../../src/snapshot/memory.ts';
import { arrange, redact } from '../../src/snapshot/shape.ts';
import { objectPath } from '../../src/snapshot/shard.ts';
import type { Gap } from '../../src/snapshot/snapshot.ts';
import { Store } from '../../src/snapshot/store.ts';
import { key, place, resource, tunnel } from './rows.ts';
import { draftOf, filesIn, fill, save, scratch, shardsOf, storeIn, time } from './stores.ts';

const objects = async (store: Store) => (await filesIn(store.dir)).filter((path) => path.startsWith('objects/'));

describe('a store', () => {
  it('reads back what was saved, from the same and from another process', async () => {
    const store = await storeIn(scratch());
    const { id } = await save(store, 1);
    const data = { Id: 'vpn-1', Config: 'psk', Count: 1 };
    for (const reader of [store, await Store.open(store.dir)]) {
      const snapshot = await reader.read(id);
      expect(snapshot.resources('tunnel', place)).toEqual([resource('vpn-1', arrange(tunnel, redact(tunnel, data, key)))]);
      expect(snapshot.resources('tunnel')).toHaveLength(2);
      expect(snapshot.resources('vpc')).toEqual([]);
    }
  });

  it('is empty where there is nothing, and makes nothing by being read', async () => {
    const store = await Store.open(join(scratch(), 'nowhere'));
    expect(await store.list()).toEqual([]);
    expect(await store.verify()).toEqual([]);
    await expect(store.read('latest')).rejects.toThrow(
      'It is empty: take a snapshot with `hopscope scan`, or use `--snapshot sample`',
    );
    await expect(stat(store.dir)).rejects.toThrow('ENOENT');
  });

  it('lists snapshots oldest first, with what each holds', async () => {
    const store = await storeIn(scratch());
    for (const day of [2, 1]) await save(store, day);
    const gap: Gap = { ...place, kind: 'tunnel', operation: 'DescribeVpnConnections', code: 'Interrupted', message: 'stopped' };
    await save(store, 3, { gaps: [gap] });
    const list = await store.list();
    expect(list.map((it) => it.takenAt)).toEqual([1, 2, 3].map((day) => time(day).toISOString()));
    expect(list[0]).toMatchObject({ accounts: 1, regions: 2, kinds: 1, resources: 2, gaps: 0, interrupted: false });
    expect(list[2]).toMatchObject({ gaps: 1, interrupted: true });
  });

  it('writes no object for content that it has', async () => {
    const store = await storeIn(scratch());
    await save(store, 1);
    const before = await objects(store);
    const mtimes = await Promise.all(before.map(async (path) => (await stat(join(store.dir, path))).mtimeMs));
    const same = await shardsOf(1);
    const writer = await store.begin(time(2));
    const shards = await Promise.all(same.map((sealed) => writer.put(sealed)));
    await writer.commit(manifestOf(draftOf(2, shards)));
    expect(await objects(store)).toEqual(before);
    expect(await Promise.all(before.map(async (path) => (await stat(join(store.dir, path))).mtimeMs))).toEqual(mtimes);
    expect(snapshotContent(await store.read('latest'))).toEqual(snapshotContent(await store.read('latest~1')));
  });

  it('has bytes that do not depend on the order in which shards came', async () => {
    const [one, other] = [await storeIn(scratch()), await storeIn(scratch())];
    await save(one, 1);
    const writer = await other.begin(time(1));
    const shards = [];
    for (const sealed of (await shardsOf(1)).reverse()) shards.push(await writer.put(sealed));
    const id = manifestOf(draftOf(1, shards)).id;
    await writer.commit({ ...draftOf(1, shards), format: 1, id });
    expect(await filesIn(other.dir)).toEqual(await filesIn(one.dir));
    for (const path of await filesIn(one.dir))
      expect(await readFile(join(other.dir, path))).toEqual(await readFile(join(one.dir, path)));
  });

  it('heals an object that was spoilt, when a scan finds the same again', async () => {
    const store = await storeIn(scratch());
    await save(store, 1);
    const [path] = await objects(store);
    await writeFile(join(store.dir, path!), 'garbage');
    expect(await store.verify()).toHaveLength(1);
    await save(store, 1, { takenAt: time(2).toISOString() });
    expect(await store.verify()).toEqual([]);
  });
});

describe('a reference', () => {
  const three = async () => {
    const store = await storeIn(scratch());
    const ids = [];
    for (const day of [1, 2, 3]) ids.push((await save(store, day)).id);
    return { store, ids };
  };

  it('is an id, the beginning of exactly one, latest, or latest~N', async () => {
    const { store, ids } = await three();
    const resolved = await Promise.all([ids[0]!, '20260103', 'latest', 'latest~0', 'latest~2'].map((ref) => store.resolve(ref)));
    expect(resolved).toEqual([ids[0], ids[1], ids[2], ids[2], ids[0]]);
  });

  it('tells snapshots of one second apart by the moment they were taken, whatever their content is called', async () => {
    const store = await storeIn(scratch());
    const moments = ['000', '007', '040', '300', '999'].map((ms) => `2026-01-01T00:00:00.${ms}Z`);
    const ids = [];
    for (const [day, takenAt] of moments.entries()) ids.push((await save(store, day, { takenAt })).id);
    expect(ids.map((id) => id.slice(0, 16))).toEqual(ids.map(() => '20260101T000000Z'));
    expect(ids).not.toEqual([...ids].sort());
    expect((await store.list()).map(({ id }) => id)).toEqual(ids);
    expect(await store.resolve('latest')).toBe(ids.at(-1));
  });

  it.each(['latest~3', '2025', 'nonsense', '', '../../etc/passwd', 'latest~-1'])(
    'to %j is refused, and the newest are named',
    async (ref) => {
      const { store, ids } = await three();
      await expect(store.read(ref)).rejects.toMatchObject({ name: 'UnknownSnapshot', ref });
      await expect(store.manifest(ref)).rejects.toThrow(`The newest are: ${ids.toReversed().join(', ')}.`);
    },
  );

  it('that fits several is refused', async () => {
    const { store } = await three();
    await expect(store.read('2026')).rejects.toThrow('3 snapshots begin with "2026"');
  });
});

describe('committing', () => {
  it('refuses an id that exists, and keeps what is there', async () => {
    const store = await storeIn(scratch());
    const { id } = await save(store, 1);
    const path = join(store.dir, 'manifests', `${id}.json`);
    const before = await readFile(path);
    const later = { startedAt: time(9).toISOString(), finishedAt: time(9).toISOString(), calls: 99, throttles: 0 };
    await expect(save(store, 1, { timing: later })).rejects.toThrow(`already has a snapshot ${id}`);
    expect(await readFile(path)).toEqual(before);
  });

  it('refuses a manifest that names what was never stored', async () => {
    const store = await storeIn(scratch());
    const writer = await store.begin(time(1));
    const manifest = await fill(writer, 1);
    const shards = [{ ...manifest.shards[0]!, digest: 'ab'.repeat(32) }];
    await expect(writer.commit({ ...manifest, shards })).rejects.toThrow(
      'the tunnel of 111122223333 in eu-west-1, was never stored',
    );
    await writer.abandon();
    expect(await store.list()).toEqual([]);
  });

  it.each([
    ['id', '../../../tmp/x'],
    ['takenAt', 'today'],
    ['accounts', [{ account: 'me', partition: 'aws', arn: 'x' }]],
    ['places', [{ account: '111122223333', region: '../..' }]],
    ['kinds', ['../vpc']],
    ['extra', 1],
    ['format', 2],
  ])('refuses a manifest whose %s is wrong', async (member, value) => {
    const store = await storeIn(scratch());
    const writer = await store.begin(time(1));
    const manifest = await fill(writer, 1);
    await expect(writer.commit({ ...manifest, [member]: value })).rejects.toThrow(/is not|has no valid/);
    await writer.abandon();
  });

  it('refuses a shard twice', async () => {
    const store = await storeIn(scratch());
    const writer = await store.begin(time(1));
    const manifest = await fill(writer, 1);
    await expect(writer.commit({ ...manifest, shards: [...manifest.shards, manifest.shards[0]!] })).rejects.toThrow('twice');
    await writer.abandon();
  });

  it('ends the writer, and so does abandoning, which leaves no snapshot', async () => {
    const store = await storeIn(scratch());
    const writer = await store.begin(time(1));
    const manifest = await fill(writer, 1);
    await writer.abandon();
    await expect(writer.commit(manifest)).rejects.toThrow('this writer has ended');
    expect(await store.list()).toEqual([]);
    expect((await save(store, 1)).id).toBe(manifest.id);
  });

  it('refuses when somebody took the lock away', async () => {
    const store = await storeIn(scratch());
    const writer = await store.begin(time(1));
    const manifest = await fill(writer, 1);
    await writeFile(join(store.dir, 'lock'), '{}');
    await expect(writer.commit(manifest)).rejects.toThrow('was taken away during the scan');
  });

  it('needs a store that was opened for writing', async () => {
    const store = await Store.open(scratch());
    await expect(store.begin(time(1))).rejects.toThrow('open it with { self: process }');
  });
});

describe('what a store writes', () => {
  it('is private, whatever the umask', async () => {
    const folder = scratch();
    const script = new URL('./writes-snapshots.ts', import.meta.url).pathname;
    const { status, stderr } = spawnSync(process.execPath, [script, join(folder, 'store'), '2', '0'], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const store = await Store.open(join(folder, 'store'));
    const files = await filesIn(store.dir);
    expect(files.length).toBeGreaterThan(5);
    for (const path of files) expect((await stat(join(store.dir, path))).mode & 0o777, path).toBe(0o600);
    for (const path of ['', 'objects', 'manifests', 'tmp', ...files.map((it) => join(it, '..'))]) {
      expect((await stat(join(store.dir, path))).mode & 0o777, path).toBe(0o700);
    }
  });

  it('stays inside the store', async () => {
    expect(() => objectPath('../../../../etc/passwd')).toThrow('is not a SHA-256');
    const store = await storeIn(scratch());
    const writer = await store.begin(time(1));
    const [sealed] = await shardsOf(1);
    await expect(writer.put({ ...sealed!, digest: '../../x' })).rejects.toThrow('is not a SHA-256');
    await writer.abandon();
  });

  it('may lie behind a symbolic link that a person chose', async () => {
    const folder = scratch();
    await mkdir(join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), join(folder, 'store'));
    const store = await storeIn(folder);
    await save(store, 1);
    expect(await filesIn(join(folder, 'elsewhere'))).toHaveLength(5);
  });
});

describe('the key of a store', () => {
  it('is made once, privately, and stays', async () => {
    const store = await storeIn(scratch());
    const [one, two] = await Promise.all([store.key(), store.key()]);
    expect(one).toHaveLength(32);
    expect(two).toEqual(one);
    expect(await (await Store.open(store.dir)).key()).toEqual(one);
    expect((await stat(join(store.dir, 'key'))).mode & 0o777).toBe(0o600);
    expect(store.warnings).toEqual([]);
  });

  it('is warned about when others can read it', async () => {
    const store = await storeIn(scratch());
    await store.key();
    await chmod(join(store.dir, 'key'), 0o644);
    await store.key();
    expect(store.warnings).toEqual([expect.stringContaining(`chmod 600 ${join(store.dir, 'key')}`)]);
  });

  it('is warned about when it was lost', async () => {
    const store = await storeIn(scratch());
    await save(store, 1);
    await store.key();
    expect(store.warnings).toEqual([expect.stringContaining('every secret will look changed')]);
  });

  it('is refused when it is not what was written', async () => {
    const store = await storeIn(scratch());
    await store.key();
    const path = join(store.dir, 'key');
    const text = await readFile(path, 'latin1');
    for (const wrong of ['', text.slice(1), `${text}\n`, text.replace(/^./, (c) => (c === '0' ? '1' : '0'))]) {
      await writeFile(path, wrong);
      await expect(store.key()).rejects.toThrow(DamagedSnapshot);
      expect(await store.verify()).toEqual([expect.objectContaining({ file: path, severity: 'error' })]);
    }
  });
});

describe('a failing disk', () => {
  it('is described with path, reason and advice', async () => {
    const folder = scratch();
    await writeFile(join(folder, 'store'), 'a file');
    await expect(storeIn(folder)).rejects.toThrow(
      new RegExp(
        `Cannot make the folder ${join(folder, 'store')}: there is a file of that name.*\\(EEXIST\\)\\. .*--store DIR.*Older snapshots are untouched\\.`,
      ),
    );
    await expect(Store.open(join(folder, 'store'))).rejects.toThrow('(ENOTDIR)');
  });
});
