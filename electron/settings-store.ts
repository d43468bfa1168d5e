import Store from 'electron-store';
import type { Log } from '../src/agent/log.ts';
import { type Settings, settingsFileName, settingsFrom } from '../src/agent/settings.ts';

/** The settings on disk, in the agent's own folder: the headless agent reads the same file. */
export function openSettings(folder: string, log: Log): Settings {
  const store = new Store<Record<string, unknown>>({
    cwd: folder,
    name: settingsFileName,
    // It names the endpoint and the device; the default mode lets everyone read it.
    configFileMode: 0o600,
    // A file that is not JSON must not keep the agent from starting; it starts anew with the defaults.
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  });
  return settingsFrom(store, log);
}
