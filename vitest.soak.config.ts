import { defineConfig } from 'vitest/config';

/** The fault suite at full size. HOPSCOPE_SOAK=0.1 takes a tenth of it. */
export default defineConfig({
  test: {
    include: [
      'test/faults/**/*.test.ts',
      'test/program/{killed,secrets}.test.ts',
      'test/snapshot/store-{faults,kill,verify}.test.ts',
      'test/estate/round-trip.test.ts',
    ],
    env: { HOPSCOPE_SOAK: process.env.HOPSCOPE_SOAK ?? '1' },
    // One after another: several of them measure time or memory.
    fileParallelism: false,
    testTimeout: 6 * 3_600_000,
    // What a thousand kills leave takes its time to remove.
    hookTimeout: 600_000,
  },
});
