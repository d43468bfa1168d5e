// Brings what the commands need: npm packages always, Debian packages where asked. Says what it does, asks nothing.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { root } from './paths.mjs';
import { runProgram } from './run-program.mjs';
import { CannotGoOn, say } from './say.mjs';

const stamp = `${root}/node_modules/.deskward-lock`;
const policyFile = '/usr/sbin/policy-rc.d';

/** Installs the locked npm packages when there are none, or others than the lock file names. */
export async function bringPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(`${root}/package-lock.json`))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('installing the npm packages of the lock file');
  const npm = await runProgram('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: root });
  if (npm.code !== 0) throw new CannotGoOn(`npm ci failed:\n${npm.stderr.trim()}`);
  writeFileSync(stamp, lock);
}

/**
 * Installs the Debian packages of a list file that are missing. `{ missing }` names those that could not be had; as
 * an ordinary user nothing is installed, and the one command for all of them is said.
 */
export async function bringDebianPackages(listFile) {
  if (!existsSync('/usr/bin/dpkg-query')) return { missing: [] };
  const missing = await missingOf(readList(listFile));
  if (missing.length === 0) return { missing };
  const command = `apt-get install --no-install-recommends -y ${missing.join(' ')}`;
  if (process.getuid() !== 0) {
    say(`some tests need packages that are not here; as root: ${command}`);
    return { missing };
  }
  say(`installing ${missing.length} Debian packages: ${missing.join(' ')}`);
  await withoutStartingServices(() => install(missing));
  return { missing: await missingOf(missing) };
}

/** Package names, one a line; what follows a # is a comment. */
function readList(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  return [...new Set(lines.map((line) => line.replace(/#.*/, '').trim()).filter((line) => line !== ''))];
}

async function missingOf(names) {
  const query = await runProgram('/usr/bin/dpkg-query', [
    '-W',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format
    '-f=${db:Status-Status} ${Package}\n',
    ...names,
  ]);
  const installed = new Set(
    query.stdout
      .split('\n')
      .filter((line) => line.startsWith('installed '))
      .map((line) => line.split(' ')[1]),
  );
  return names.filter((name) => !installed.has(name));
}

async function install(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) =>
    runProgram('/usr/bin/apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env });
  const once = () => apt('install', '-y', '--no-install-recommends', ...names);
  let result = await once();
  // A fresh machine has no package lists yet.
  if (result.code !== 0) {
    await apt('update');
    result = await once();
  }
  if (result.code !== 0) say(`apt-get could not install them: ${result.stderr.trim().split('\n').at(-1)}`);
}

/** Debian starts a server when it is installed; policy-rc.d (invoke-rc.d(8)) with 101 forbids it. */
async function withoutStartingServices(work) {
  if (existsSync(policyFile)) return work();
  writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return await work();
  } finally {
    rmSync(policyFile, { force: true });
  }
}
