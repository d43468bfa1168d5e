// npm test [-- PATTERN …]: lint, types, every test, and the whole line on a virtual desktop. The last line is
// "N passed, N failed"; before it, loudly, what could not run and why. With CI set, that is a failure.
//   PATTERN   part of a test file's path: only those tests, without lint and types

import { mkdirSync, rmSync } from 'node:fs';
import { bringDebianPackages, bringPackages } from './bring.mjs';
import { root } from './paths.mjs';
import { runMain, say } from './say.mjs';
import { readNotRun, results } from './test/results.mjs';

const patterns = process.argv.slice(2);

await runMain(async () => {
  await bringPackages();
  const { missing, command } = await bringDebianPackages(`${root}/test/packages.txt`);
  if (missing.length > 0) say(`some tests can't run without packages that are not here; as root: ${command}`);
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const parts = await import('./test/parts.mjs');
  const outcomes = [];
  for (const part of parts.partsFor(patterns)) outcomes.push(await part(patterns));
  return close(outcomes);
});

function close(outcomes) {
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const notRun = readNotRun();
  const [passed, failed] = [sum('passed'), sum('failed')];
  const write = (text) => process.stdout.write(`${text}\n`);
  write('');
  for (const line of notRun) write(line);
  if (notRun.length > 0) write(`\n${notRun.length} not run: see the lines above`);
  write(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 || (notRun.length > 0 && process.env.CI) ? 1 : 0;
}
