/** Prints the digests of a shard that a locale or a time zone could change. Run by shard.test.ts. */
import { sealShard } from '../../src/snapshot/shard.ts';
import { key, place, resource, tunnel } from './rows.ts';

const names = ['i', 'I', 'ı', 'İ', 'z', 'ä', 'a', 'Z', 'å', 'o', 'ö', 'ss', 'ß', '10', '9', '-', '_'];
const all = names.map((name, index) =>
  resource(name, { Id: name, Count: index, Created: new Date(1e12 + index), Tags: names.map((Key) => ({ Key, [Key]: 1 })) }),
);
const sealed = await sealShard(place, tunnel, all, key);
process.stdout.write(`${sealed.digest} ${sealed.volatile?.digest}`);
