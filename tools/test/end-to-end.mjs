import path from 'node:path';
import { root } from '../paths.mjs';
import { say } from '../say.mjs';
import { readReport, results } from './results.mjs';
import { runTool } from './run-tool.mjs';

const sandbox = path.join(root, 'test/desktop/sandbox.sh');

/** Playwright: the built programs on a virtual desktop; as root in a sandbox, where tests may change the system. */
export async function endToEndTests(patterns) {
  const { buildAll } = await import('../build.mjs');
  const { electronRuntime } = await import('../electron-runtime.mjs');
  await buildAll();
  const runtime = await electronRuntime();
  say('end-to-end tests');
  const env = {
    ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
    PLAYWRIGHT_JSON_OUTPUT_FILE: `${results}/end-to-end.json`,
  };
  const isRoot = process.getuid?.() === 0;
  const args = ['test', '--config', 'test/playwright.config.ts', '--reporter=list,json', ...patterns];
  const code = await runTool('@playwright/test/cli.js', args, { env, wrapper: isRoot ? [sandbox] : [] });
  const report = readReport('end-to-end.json');
  if (report === undefined) return { passed: 0, failed: 1 };
  const { expected, flaky, unexpected } = report.stats;
  const failed = unexpected + report.errors.length;
  return { passed: expected + flaky, failed: failed === 0 && code !== 0 ? 1 : failed };
}
