import { existsSync, readFileSync } from 'node:fs';
import { lastLine, runProgram } from '../run-program.mjs';
import { say } from '../say.mjs';
import { withoutStartingServices } from './without-starting-services.mjs';

// Another apt may be at work, unattended-upgrades for one: wait for it, in seconds.
const options = ['-o', 'DPkg::Lock::Timeout=300', '--no-install-recommends', '-y'];

/**
 * Installs the Debian packages of a list file that are missing. `{ missing, command }`: what could not be had, and the
 * one command for it. As an ordinary user nothing is installed; on another kind of system nothing is known to be missing.
 */
export async function bringDebianPackages(listFile) {
  if (!existsSync('/usr/bin/dpkg-query')) return { missing: [], command: '' };
  const wanted = readList(listFile);
  let missing = await missingOf(wanted);
  if (missing.length > 0 && process.getuid() === 0) {
    await withoutStartingServices(() => install(missing));
    missing = await missingOf(wanted);
  }
  return { missing: missing.map(([name]) => name), command: await commandFor(missing) };
}

/** One package a line, or `old-name | new-name` where releases differ; what follows a # is a comment. */
function readList(file) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim());
  return [...new Set(lines)].filter((line) => line !== '').map((line) => line.split(/\s*\|\s*/));
}

/** Those of the wanted packages of which no name is installed. */
async function missingOf(wanted) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format
  const format = '-f=${db:Status-Status} ${Package}\n';
  const { stdout } = await runProgram('/usr/bin/dpkg-query', ['-W', format, ...wanted.flat()]);
  const installed = new Set(stdout.split('\n').map((line) => /^installed (.*)$/.exec(line)?.[1]));
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

async function install(missing) {
  // A fresh machine has no package lists yet, an old one may have stale ones.
  if ((await known(missing)).length < missing.length) await apt('update');
  let names = await known(missing);
  if (names.length === 0) return;
  say(`installing ${names.length} Debian packages: ${names.join(' ')}`);
  let result = await apt('install', ...names);
  if (result.code !== 0) {
    await apt('update');
    names = await known(missing);
    result = await apt('install', ...names);
  }
  if (result.code !== 0) say(`apt-get could not install them: ${lastLine(result.stderr)}`);
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  return runProgram('/usr/bin/apt-get', [...options, ...args], { env });
}

/** Of each missing package the first name that this release's lists offer for installation. */
async function known(missing) {
  const { stdout } = await runProgram('/usr/bin/apt-cache', ['policy', ...missing.flat()], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  const offered = new Set(
    [...stdout.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (?!\(none\))/gm)].map((one) => one[1]),
  );
  return missing.flatMap((names) => names.find((name) => offered.has(name)) ?? []);
}

async function commandFor(missing) {
  if (missing.length === 0) return '';
  const names = await known(missing);
  const all = names.length === missing.length ? names : missing.map(([name]) => name);
  return `apt-get install --no-install-recommends -y ${all.join(' ')}`;
}
