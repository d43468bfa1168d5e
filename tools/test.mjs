// npm test [-- PATTERN …]: lint, types, and every test. The last line is "N passed, N failed".

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { bringDebianPackages, bringPackages } from './bring.mjs';
import { root } from './paths.mjs';
import { runProgram } from './run-program.mjs';
import { runMain, say } from './say.mjs';

const results = `${root}/test-results`;
const notRunFile = `${results}/not-run.txt`;
const patterns = process.argv.slice(2);

await runMain(async () => {
  await bringPackages();
  if (patterns.length === 0) await bringDebianPackages(`${root}/test/packages.txt`);
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const parts = patterns.length === 0 ? [await lint(), await types()] : [];
  parts.push(await unitTests());
  return close(parts);
});

async function lint() {
  say('lint');
  const biome = await node('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.');
  if (biome.code !== 0) process.stdout.write(biome.stdout + biome.stderr);
  return { passed: biome.code === 0 ? 1 : 0, failed: biome.code === 0 ? 0 : 1 };
}

async function types() {
  say('types');
  const { checkTypes } = await import('./check-types.mjs');
  const wrong = (await checkTypes()).filter((result) => result.errors !== '');
  for (const { project, errors } of wrong) process.stdout.write(`${project}:\n${errors}\n`);
  return { passed: wrong.length === 0 ? 1 : 0, failed: wrong.length === 0 ? 0 : 1 };
}

async function unitTests() {
  say('tests');
  const report = `${results}/vitest.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const run = await node(
    'vitest/vitest.mjs',
    'run',
    '--config',
    'test/vitest.config.ts',
    ...reporters,
    ...patterns,
  );
  process.stdout.write(run.stdout + run.stderr);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that can't even be loaded has no failed test, only a failed suite.
  const failed = Math.max(
    numFailedTests,
    run.code === 0 ? 0 : 1,
    numFailedTests === 0 ? numFailedTestSuites : 0,
  );
  return { passed: numPassedTests, failed };
}

function node(script, ...args) {
  return runProgram(process.execPath, [`${root}/node_modules/${script}`, ...args], { cwd: root });
}

function close(parts) {
  const notRun = existsSync(notRunFile) ? readFileSync(notRunFile, 'utf8') : '';
  if (notRun !== '') process.stdout.write(`\n${notRun}`);
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}
