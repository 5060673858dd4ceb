import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const machine = fileURLToPath(new URL('./test/kernel/machine.py', import.meta.url));
const trial = spawnSync('python3', [machine, 'trial'], { encoding: 'utf8' });
const why = trial.error?.message ?? (trial.status === 0 ? trial.stdout.trim() : trial.stderr.trim().split('\n').at(-1));

if (why) console.log(`NOT RUN: the kernel tests need Linux network namespaces with nftables, as root, and here: ${why}`);

/** The tests that send real packets through Linux. Apart, because they need root, iproute2, nftables and Python; without, none is run. */
export default defineConfig({
  test: {
    include: why ? [] : ['test/kernel/**/*.kernel.ts'],
    passWithNoTests: Boolean(why),
    testTimeout: 60_000,
    hookTimeout: 600_000,
  },
});
