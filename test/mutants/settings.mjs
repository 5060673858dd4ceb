/** How Stryker works here, whatever it mutates. A second run tries only what changed since; `--force` tries everything again. */
export const judgedBy = (part) => ({
  testRunner: 'vitest',
  // Not by Stryker's `testFiles`: with that, what runs when a file is loaded would count as surviving untried.
  vitest: { configFile: 'vitest.mutation.config.ts', dir: `test/${part}`, related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 10_000,
  incremental: true,
  incrementalFile: `reports/mutation/${part}-incremental.json`,
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, reportTests: false },
  jsonReporter: { fileName: `reports/mutation/${part}.json` },
  htmlReporter: { fileName: `reports/mutation/${part}.html` },
  thresholds: { high: 95, low: 85, break: 85 },
  // No file: nothing is compiled, and the compiler lacks the interface by which Stryker would rewrite its configuration.
  tsconfigFile: '',
  disableTypeChecks: false,
  ignorePatterns: ['.venv', 'bench', 'dist', 'docs', 'reports', 'scripts', 'snapshots'],
});
