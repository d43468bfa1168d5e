import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const executables = {
  linux: 'electron',
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The path of Electron's program inside a runtime's folder, on this system. */
export const executableName = executables[process.platform] ?? 'electron';

/**
 * The runtime in a folder, or undefined when the folder holds none. Electron's archives carry a file `version`
 * beside the program; a home-built one may not.
 */
export function runtimeIn(folder, origin) {
  const executable = path.join(folder, executableName);
  if (!existsSync(executable)) return undefined;
  return { folder, executable, version: versionIn(folder), origin };
}

function versionIn(folder) {
  try {
    return readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  } catch {
    return 'of unknown version';
  }
}
