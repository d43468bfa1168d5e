import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import type { Log } from '../../agent/log.ts';
import { type Settings, type SettingsStore, settingsFileName, settingsFrom } from '../../agent/settings.ts';

/** The same file that electron-store keeps, without Electron: conf is what it is made of. */
export function openSettings(folder: string, log: Log): Settings {
  return settingsFrom(lazyStore(folder), log);
}

/** A command that only asks must not make a folder: the file is opened once it is there, or once it is needed. */
function lazyStore(folder: string): SettingsStore {
  let opened: SettingsStore | null = null;
  const open = () => {
    opened ??= openStore(folder);
    return opened;
  };
  return {
    get: (name) => {
      if (opened === null && !existsSync(join(folder, `${settingsFileName}.json`))) return undefined;
      return open().get(name);
    },
    set: (name, value) => open().set(name, value),
  };
}

function openStore(folder: string): SettingsStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return new Conf<Record<string, unknown>>({
    cwd: folder,
    configName: settingsFileName,
    configFileMode: 0o600,
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  });
}
