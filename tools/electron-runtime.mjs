// Which Electron runs the tray agent in development and in tests. A release never looks here: electron-builder
// packs the official one (docs/decisions/2026-11-24-electron-runtime.md).
//
//   node tools/electron-runtime.mjs [--again]     prints the runtime's folder as the last line on stdout
//     --again   tries the official download even if the stand-in is already there

import { fileURLToPath } from 'node:url';
import { carriedRuntime, storedCarriedRuntime } from './electron-runtime/carried.mjs';
import { officialRuntime, storedOfficialRuntime } from './electron-runtime/official.mjs';
import { overriddenRuntime } from './electron-runtime/override.mjs';
import { CannotGoOn, runMain, say } from './say.mjs';

/** The runtime that is here already, without fetching anything, or undefined. */
export function storedRuntime() {
  return overriddenRuntime() ?? storedOfficialRuntime() ?? storedCarriedRuntime();
}

/**
 * The Electron to run: `{ folder, executable, version, origin }`, fetched when there is none yet.
 * Throws `CannotGoOn` with what to do when no way leads to one.
 */
export async function electronRuntime({ again = false } = {}) {
  const stored = storedRuntime();
  if (stored && !(again && stored.origin === 'carried')) return taken(stored);
  const official = await officialRuntime();
  if (official.runtime) return taken(official.runtime);
  say(`the official Electron can't be had: ${official.reason}`);
  const carried = await carriedRuntime();
  if (carried.runtime) return taken(carried.runtime);
  throw new CannotGoOn(
    `no Electron: the official download failed (${official.reason}) and so did the stand-in (${carried.reason}). ` +
      'Unpack an Electron for this system and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
  );
}

const origins = {
  override: 'because ELECTRON_OVERRIDE_DIST_PATH names it',
  official: 'the official one',
  carried: 'the stand-in for development and tests, because the official download was out of reach',
};

function taken(runtime) {
  say(`Electron ${runtime.version} from ${runtime.folder} (${origins[runtime.origin]})`);
  return runtime;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const runtime = await electronRuntime({ again: process.argv.includes('--again') });
    process.stdout.write(`${runtime.folder}\n`);
  });
}
