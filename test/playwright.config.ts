import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  outputDir: '../test-results/e2e',
  // One desktop, one tray, one set of servers at a time.
  workers: 1,
  // What is waited for is waited for by condition; this only ends a test that hangs.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  // A test that passes the second time has not passed.
  retries: 0,
  forbidOnly: true,
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure' },
});
