/** Writes snapshots until it has written as many as it is told, or is killed; names each when it is safe. Run by tests. */
import { manifestOf } from '../../src/snapshot/manifest.ts';
import { sealShard } from '../../src/snapshot/shard.ts';
import { Store } from '../../src/snapshot/store.ts';
import { key, place, resource, tunnel } from './rows.ts';

const [dir = '', count = '1', first = '0'] = process.argv.slice(2);
process.umask(0);
const store = await Store.open(dir, { create: true, self: process });
await store.key();
process.stdout.write('ready\n');
for (let day = Number(first); day < Number(first) + Number(count); day += 1) {
  const takenAt = new Date(Date.UTC(2026, 0, 1, 0, 0, day)).toISOString();
  const writer = await store.begin(new Date(takenAt));
  const shards = await Promise.all(
    ['eu-west-1', 'eu-west-2', 'eu-west-3', 'us-east-1'].map(async (region, index) => {
      const data = { Id: 'x', Count: day, Servers: [index % 2 ? day : 'still'], Other: 'x'.repeat(100 * index) };
      const at = { ...place, region };
      return writer.put(await sealShard(at, tunnel, [{ ...resource('vpn-1', data), ...at }], key));
    }),
  );
  const timing = { startedAt: takenAt, finishedAt: takenAt, calls: 1, throttles: 0 };
  const tool = { name: 'hopscope', version: '0.0.0' };
  const manifest = manifestOf({ takenAt, tool, accounts: [], places: [], kinds: ['tunnel'], shards, gaps: [], timing });
  await writer.commit(manifest);
  process.stdout.write(`${manifest.id}\n`);
}
