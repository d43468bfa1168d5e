import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bringWine } from '../bring/wine.mjs';
import { root } from '../paths.mjs';
import { say } from '../say.mjs';
import { bundleForWindows } from '../wine/bundle.mjs';
import { compileDoubles, compileProgram } from '../wine/compile.mjs';
import { compileLayouts } from '../wine/layouts.mjs';
import { runWindows, windowsPath, withMachine } from '../wine/machine.mjs';
import { doubledNodeExe, nodeExe, runFolder } from '../wine/windows-packages.mjs';
import { rememberNotRun, results } from './results.mjs';

/** Ends a run that a native call which never returns keeps from its end: nothing inside that process can. */
const timeoutMs = 1_200_000;
/** Ends a file of tests that does not end by itself; what a test waits for has its own bound (test/wine/within.ts). */
const fileTimeoutMs = 600_000;

/** The built agent core in Windows' node.exe, under Wine. */
export async function wineTests(patterns) {
  const { prefix, why } = await bringWine();
  if (why !== undefined) {
    rememberNotRun('the Windows path, under Wine', why);
    return { passed: 0, failed: 0 };
  }
  const { buildAll } = await import('../build.mjs');
  await buildAll();
  const files = await bundleForWindows(patterns);
  const doubles = await compileDoubles(prefix);
  return withMachine({ prefix, doubles }, (machine) => run(machine, files));
}

async function run(machine, files) {
  say('tests of the Windows path, under Wine');
  const tap = path.join(machine.folder, 'tests.tap');
  const reporters = [
    ['spec', 'stdout'],
    ['tap', windowsPath(tap)],
  ].flatMap(([name, to]) => [`--test-reporter=${name}`, `--test-reporter-destination=${to}`]);
  // One after the other: each sets things on the machine that all share.
  const options = ['--test', '--test-concurrency=1', `--test-timeout=${fileTimeoutMs}`];
  const args = [...options, ...reporters, ...files.map(windowsPath)];
  const env = {
    DESKWARD_ROOT: windowsPath(root),
    DESKWARD_PROGRAMS: windowsPath(runFolder),
    DESKWARD_DOUBLED_NODE: windowsPath(doubledNodeExe),
    DESKWARD_LAYOUTS: windowsPath(await compileLayouts()),
    DESKWARD_STAY: windowsPath(await compileProgram('stay')),
  };
  const { code, stdout, stderr } = await runWindows(machine, [nodeExe, ...args], { env, timeoutMs });
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  if (code === undefined) say(`ended after ${timeoutMs / 1000} s: a test under Wine did not come to its end`);
  if (!existsSync(tap)) return { passed: 0, failed: 1 };
  copyFileSync(tap, path.join(results, 'wine.tap'));
  return count(readFileSync(tap, 'utf8'), code);
}

/** TAP ends with `# pass 3` and the like; a run that was ended has no such lines. */
function count(tap, code) {
  const told = (word) => Number(tap.match(new RegExp(`^# ${word} (\\d+)$`, 'm'))?.[1] ?? Number.NaN);
  const passed = told('pass');
  if (Number.isNaN(passed)) return { passed: 0, failed: 1 };
  // A skipped test would be one that nobody sees missing.
  const failed = told('fail') + told('cancelled') + told('skipped') + told('todo');
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}
