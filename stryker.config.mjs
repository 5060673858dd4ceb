/**
 * Mutation testing of the code that decides: the arithmetic, and the filters and routes of the engine. `npm run mutation`, or a part of it
 * with `--mutate 'src/net/*.ts'`. It takes the better part of an hour, so it is no part of CI; a second run tries only what changed.
 */
export default {
  mutate: [
    'src/net/*.ts',
    'src/reach/{acls,groups,network-acl,prefix-list,route-table,scope,security-group}.ts',
    'src/reach/hops/{edge,route,subnet}.ts',
  ],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: true },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  htmlReporter: { fileName: 'reports/mutation/mutation.html' },
  thresholds: { high: 95, low: 85, break: 85 },
  // Nothing is compiled, and the compiler has no interface for what Stryker would do with its configuration.
  tsconfigFile: '',
  disableTypeChecks: false,
  ignorePatterns: ['.venv', 'bench', 'dist', 'docs', 'reports', 'snapshots', 'scripts'],
};
