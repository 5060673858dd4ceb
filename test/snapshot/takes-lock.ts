/** Takes the lock of a store when told to go, says how that went, and lets go when told to end. Run by store-lock.test.ts. */
import { once } from 'node:events';
import { Store } from '../../src/snapshot/store.ts';

const store = await Store.open(process.argv[2] ?? '', { self: process });
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const writer = await store.begin(new Date()).catch((error: Error) => {
  process.stdout.write(`${error.name}\n`);
});
if (writer) process.stdout.write('took it\n');
await once(process.stdin, 'data');
await writer?.abandon();
process.exit();
