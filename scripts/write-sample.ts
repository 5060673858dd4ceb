/** Writes snapshots/sample anew: the two days of the sample estate, as test/estate/sample builds them. */
import { rmSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSample } from '../test/estate/sample/write.ts';

const dir = fileURLToPath(new URL('../snapshots/sample', import.meta.url));
rmSync(dir, { recursive: true, force: true });
const ids = await writeSample(dir, process);
console.log(`${relative(process.cwd(), dir)}: ${ids.join(', ')}`);
