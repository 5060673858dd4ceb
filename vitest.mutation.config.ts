import { defineConfig } from 'vitest/config';

/**
 * The tests that judge mutants; `test/mutants` says in which folder. Of the engine's those about filters and routes: what walks through
 * everything would kill a few more, and take hours.
 */
export default defineConfig({
  test: {
    include: [
      '**/{address,describe,interval,prefix,prefix-table,protocol,traffic}.test.ts',
      '**/{acls,beyond,edges,groups,inspection,internet,middleboxes,parts,routes,rules,scope,sentences}.test.ts',
    ],
    setupFiles: ['test/mutants/setup.ts'],
    testTimeout: 60_000,
  },
});
