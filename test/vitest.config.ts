import { defineConfig } from 'vitest/config';
import { testTime } from './effort.ts';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    // Real services and real disks: a slow machine must not fail a promise.
    testTimeout: testTime,
    setupFiles: ['test/properties.ts'],
    hookTimeout: 60_000,
  },
});
