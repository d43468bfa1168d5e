import { spawn } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { cache } from '../paths.mjs';
import { runProgram } from '../run-program.mjs';
import { copyPrefix } from './prefix.mjs';
import { doubledNodeExe, programs, runFolder } from './windows-packages.mjs';
import { wine, wineEnvironment, wineServer } from './wine.mjs';

const machines = path.join(cache, 'wine/machines');

/**
 * Work in a Windows to use up: a copy of the prefix. Test doubles lie in its `C:\\doubles`; those that Wine has itself take its
 * place in programs called as `doubledNodeExe` is, and nowhere else.
 */
export async function withMachine(options, work) {
  const machine = await openMachine(options);
  // Ctrl+C and a kill must not leave Windows programs running.
  const onSignal = (signal) =>
    closeMachine(machine).finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await work(machine);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await closeMachine(machine);
    rmSync(runFolder, { recursive: true, force: true });
  }
}

async function openMachine({ prefix, doubles = [] }) {
  await removeAbandoned();
  const folder = path.join(machines, String(process.pid));
  await copyPrefix(prefix, folder);
  addDrives(folder);
  for (const dll of doubles) addDouble(folder, dll);
  return { folder, env: wineEnvironment(folder) };
}

/** Beside C: and Z:, as Wine's own settings have them (winehq.org, "Useful Registry Keys": Software\Wine\Drives). */
function addDrives(folder) {
  const kinds = { e: 'floppy', f: 'cdrom', g: 'network' };
  for (const letter of Object.keys(kinds)) {
    mkdirSync(`${folder}/drives/${letter}`, { recursive: true });
    symlinkSync(`../drives/${letter}`, `${folder}/dosdevices/${letter}:`);
  }
  const lines = Object.entries(kinds).map(([letter, kind]) => `"${letter}:"="${kind}"`);
  appendFileSync(`${folder}/system.reg`, ['', '[Software\\\\Wine\\\\Drives] 1', ...lines, ''].join('\n'));
}

function addDouble(folder, dll) {
  const name = path.basename(dll);
  mkdirSync(`${folder}/drive_c/doubles`, { recursive: true });
  copyFileSync(dll, `${folder}/drive_c/doubles/${name}`);
  const own = `${folder}/drive_c/windows/system32/${name}`;
  if (name.startsWith('wine-')) return copyFileSync(dll, own);
  const isWines = existsSync(own);
  // Never written into: the file is linked to that of every other machine.
  rmSync(own, { force: true });
  copyFileSync(dll, own);
  override(folder, `AppDefaults\\\\${path.basename(doubledNodeExe)}\\\\DllOverrides`, dll, 'native');
  // Any other program has Wine's own, also where it is loaded by its path, as COM does; what Wine has not, it may not find
  // either: an empty order is "no such DLL".
  override(folder, 'DllOverrides', dll, isWines ? 'builtin' : '');
}

function override(folder, key, dll, order) {
  const lines = [`[Software\\\\Wine\\\\${key}] 1`, `"${path.basename(dll, '.dll')}"="${order}"`];
  appendFileSync(`${folder}/user.reg`, `\n${lines.join('\n')}\n`);
}

/** Runs a Windows program to its end. `code` is undefined when it had to be killed after `timeoutMs`. */
export async function runWindows(machine, args, { env = {}, timeoutMs }) {
  // node.exe can't use a pipe of this system ("open EBADF"): plain files.
  const files = ['stdout', 'stderr'].map((name) => path.join(machine.folder, name));
  const [out, err] = files.map((file) => openSync(file, 'w'));
  const code = await ended(
    spawn(wine, args, {
      env: { ...machine.env, ...env },
      cwd: machine.folder,
      stdio: ['ignore', out, err],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    }),
  );
  closeSync(out);
  closeSync(err);
  const [stdout, stderr] = files.map((file) => readFileSync(file, 'utf8'));
  return { code, stdout, stderr };
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? undefined));
  });
}

/** Ends every program of this machine, and no other's, and removes it. */
async function closeMachine(machine) {
  await endPrograms(machine.env);
  rmSync(machine.folder, { recursive: true, force: true });
}

async function endPrograms(env) {
  await runProgram(wineServer, ['-k'], { env });
  await runProgram('/usr/bin/timeout', ['20', wineServer, '-w'], { env });
}

/** What a run that was killed has left. */
async function removeAbandoned() {
  if (!existsSync(machines)) return;
  const abandoned = readdirSync(machines).filter((pid) => !existsSync(`/proc/${pid}`));
  for (const pid of abandoned) {
    const folder = path.join(machines, pid);
    await closeMachine({ folder, env: wineEnvironment(folder) });
    rmSync(path.join(programs, `run-${pid}`), { recursive: true, force: true });
  }
}

/** A path as Windows programs see it: Z: is the whole of this system's disk. */
export function windowsPath(file) {
  return `Z:${file.replaceAll('/', '\\')}`;
}
