import Conf from 'conf';
import type { Log } from '../../agent/log.ts';
import { describeError } from '../../agent/log.ts';
import { type Settings, type SettingsStore, settingsFileName, settingsFrom } from '../../agent/settings.ts';

/** The same file that electron-store keeps, without Electron: conf is what it is made of. */
export function openSettings(folder: string, log: Log): Settings {
  return settingsFrom(openStore(folder, log), log);
}

function openStore(folder: string, log: Log): SettingsStore {
  try {
    return new Conf<Record<string, unknown>>({
      cwd: folder,
      configName: settingsFileName,
      configFileMode: 0o600,
      clearInvalidConfig: true,
      accessPropertiesByDotNotation: false,
    });
  } catch (error) {
    log.warn(`The settings could not be opened, so the defaults count: ${describeError(error)}`);
    return {
      get: () => undefined,
      set: () => {
        throw error;
      },
    };
  }
}
