import { say } from '../say.mjs';
import { readReport, results } from './results.mjs';
import { runTool } from './run-tool.mjs';

/** Vitest. */
export async function unitTests(patterns) {
  say('tests');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}/unit.json`];
  const code = await runTool('vitest/vitest.mjs', [
    'run',
    '--config',
    'test/vitest.config.ts',
    ...reporters,
    ...patterns,
  ]);
  const report = readReport('unit.json');
  if (report === undefined) return { passed: 0, failed: 1 };
  // A file that can't be loaded has no failed test; an error outside all tests only shows in the exit code.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + broken.length;
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}
