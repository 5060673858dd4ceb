/** Stores in scratch folders, and snapshots to put into them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Draft, manifestOf } from '../../src/snapshot/manifest.ts';
import { type SealedShard, sealShard } from '../../src/snapshot/shard.ts';
import type { Manifest, Shard } from '../../src/snapshot/snapshot.ts';
import { Store, type Writer } from '../../src/snapshot/store.ts';
import { key, place, resource, tunnel } from './rows.ts';

/** A new empty folder, removed when the test ends. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hopscope-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const storeIn = (folder: string): Promise<Store> => Store.open(join(folder, 'store'), { create: true, self: process });

/** The time of the day `day`. */
export const time = (day: number): Date => new Date(Date.UTC(2026, 0, 1 + day));

/** What a scan of `day` would find: one shard that never changes, one that does, with volatile siblings. */
export function shardsOf(day: number): Promise<SealedShard[]> {
  const known = sealed.get(day) ?? sealDay(day);
  sealed.set(day, known);
  return known;
}

const sealed = new Map<number, Promise<SealedShard[]>>();

const sealDay = (day: number): Promise<SealedShard[]> => {
  const elsewhere = { ...place, region: 'us-east-1' };
  const changing = { ...resource('vpn-2', { Id: `day ${day}`, Count: day }), ...elsewhere };
  return Promise.all([
    sealShard(place, tunnel, [resource('vpn-1', { Id: 'vpn-1', Config: 'psk', Count: day % 3 })], key),
    sealShard(elsewhere, tunnel, [changing], key),
  ]);
};

export const draftOf = (day: number, shards: Shard[], more: Partial<Draft> = {}): Draft => ({
  takenAt: time(day).toISOString(),
  tool: { name: 'hopscope', version: '0.0.0' },
  accounts: [{ account: place.account, partition: 'aws', arn: `arn:aws:iam::${place.account}:root` }],
  places: [{ ...place, region: 'us-east-1' }, place],
  kinds: ['tunnel'],
  shards,
  gaps: [],
  timing: { startedAt: time(day).toISOString(), finishedAt: time(day).toISOString(), calls: 1, throttles: 0 },
  ...more,
});

/** Takes the snapshot of a day. */
export async function save(store: Store, day: number, more: Partial<Draft> = {}): Promise<Manifest> {
  const writer = await store.begin(time(day));
  try {
    const manifest = await fill(writer, day, more);
    await writer.commit(manifest);
    return manifest;
  } finally {
    await writer.abandon();
  }
}

export async function fill(writer: Writer, day: number, more: Partial<Draft> = {}): Promise<Manifest> {
  const shards = await Promise.all((await shardsOf(day)).map((sealed) => writer.put(sealed)));
  return manifestOf(draftOf(day, shards, more));
}

/** The paths of all files below a folder, relative to it and sorted. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Changes the bytes of a file for as long as `during` runs. */
export async function spoilt(path: string, change: (bytes: Buffer) => Buffer, during: () => Promise<void>): Promise<void> {
  const before = await readFile(path);
  await writeFile(path, change(Buffer.from(before)));
  await during();
  await writeFile(path, before);
}
