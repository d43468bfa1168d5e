import { type Settings, settingsFrom } from '../../src/agent/settings.ts';
import { keptLog } from './kept-log.ts';

/** Settings that end with the test. */
export function memorySettings(): Settings {
  const values = new Map<string, unknown>();
  const store = {
    get: (name: string) => values.get(name),
    set: (name: string, value: unknown) => void values.set(name, value),
  };
  return settingsFrom(store, keptLog());
}
