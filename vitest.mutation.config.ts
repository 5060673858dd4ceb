import { defineConfig } from 'vitest/config';

/** The tests that judge mutants: those of the arithmetic and of the engine. */
export default defineConfig({
  test: {
    include: ['test/{net,reach}/**/*.test.ts'],
    setupFiles: ['test/mutants/setup.ts'],
    testTimeout: 60_000,
  },
});
