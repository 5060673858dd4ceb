import { defineConfig } from 'vitest/config';

/** The tests that speak to an emulator which somebody else wrote. Apart, because they need Python. */
export default defineConfig({
  test: {
    include: ['test/moto/**/*.moto.ts'],
    globalSetup: ['test/moto/server.ts'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
