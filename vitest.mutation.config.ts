import { defineConfig } from 'vitest/config';

/** The tests that judge mutants; `test/mutants` says in which folder. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    setupFiles: ['test/mutants/setup.ts'],
    testTimeout: 60_000,
  },
});
