import { readFileSync } from 'node:fs';
import { root } from '../paths.mjs';
import { runProgram } from '../run-program.mjs';
import { CannotGoOn, say } from '../say.mjs';

/** Installs the npm packages of the lock file, unless exactly those are there. */
export async function bringPackages() {
  if (differing().length === 0) return;
  say('installing the npm packages of the lock file');
  // Without install scripts: none of ours is needed, and one would fetch a second Electron.
  const npm = await runProgram('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: root });
  if (npm.code !== 0) throw new CannotGoOn(`npm ci failed:\n${npm.stderr.trim()}`);
  const still = differing();
  if (still.length > 0) throw new CannotGoOn(`npm ci left out ${still.join(', ')}`);
}

/** The packages that the lock file names and node_modules has not, or has in another version. */
function differing() {
  const wanted = packagesIn('package-lock.json');
  // What npm remembers of its last finished work; it is gone while npm works.
  const present = packagesIn('node_modules/.package-lock.json');
  return Object.keys(wanted).filter((name) => {
    // Optional ones are for other systems.
    if (name === '' || (wanted[name].optional && !present[name])) return false;
    return present[name]?.version !== wanted[name].version;
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(`${root}/${file}`, 'utf8')).packages;
  } catch {
    return {};
  }
}
