import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { cache, root } from '../paths.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { say } from '../say.mjs';
import { runtimeIn } from './runtime-folder.mjs';

const packageFolder = path.join(root, 'node_modules/electron');

// Measured: with its host out of reach, Electron's installer tries again for 45 s before it says so. A download that
// is alive grows; one that has not grown for this long is dead, however slow the line.
const stallMs = 20_000;

/** The official runtime where Electron's own installer puts it, if it is whole and of the package's version. */
export function storedOfficialRuntime() {
  const runtime = runtimeIn(path.join(packageFolder, 'dist'), 'official');
  return runtime?.version === packageVersion() ? runtime : undefined;
}

/** Lets the `electron` package fetch its runtime: `{ runtime }` or `{ reason }`. */
export async function officialRuntime() {
  const stored = storedOfficialRuntime();
  if (stored) return { runtime: stored };
  say(`fetching the official Electron ${packageVersion()} (up to ${stallMs / 1000} s without an answer)`);
  const reason = await install();
  const runtime = storedOfficialRuntime();
  return runtime ? { runtime } : { reason: reason ?? 'its installer left no runtime' };
}

async function install() {
  mkdirSync(cache, { recursive: true });
  const downloads = mkdtempSync(path.join(cache, 'electron-download-'));
  const stop = new AbortController();
  const watch = endWhenStalled(downloads, stop);
  try {
    const env = { ...process.env, TMPDIR: downloads, TMP: downloads, TEMP: downloads };
    const ended = await runProgram(process.execPath, [path.join(packageFolder, 'install.js')], {
      env,
      signal: stop.signal,
    });
    if (stop.signal.aborted) return `no data for ${stallMs / 1000} s`;
    return ended.code === 0 ? undefined : firstError(ended.stderr);
  } finally {
    clearInterval(watch);
    rmSync(downloads, { recursive: true, force: true });
  }
}

function endWhenStalled(folder, stop) {
  let seen = -1;
  let grewAt = performance.now();
  return setInterval(() => {
    const size = sizeOf(folder) + sizeOf(path.join(packageFolder, 'dist'));
    if (size !== seen) {
      seen = size;
      grewAt = performance.now();
    } else if (performance.now() - grewAt > stallMs) stop.abort();
  }, 500);
}

/** Bytes of all files below a folder; 0 when there is none. */
function sizeOf(folder) {
  let bytes = 0;
  try {
    for (const name of readdirSync(folder, { recursive: true })) {
      bytes += statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
    }
  } catch {
    // It comes and goes while the installer works.
  }
  return bytes;
}

function firstError(text) {
  if (text.includes('fetch failed')) return 'its host does not answer';
  const line = text.split('\n').find((one) => /error|ENOTFOUND|ECONN|fail/i.test(one));
  return (line ?? lastLine(text)).trim() || 'its installer failed without a word';
}

function packageVersion() {
  return JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version;
}
