import type { App, LoginItemSettings } from 'electron';

/** The name of the value below HKCU\…\CurrentVersion\Run, and in Task Manager's list. */
const name = 'Deskward';

export type LaunchItem = Pick<LoginItemSettings['launchItems'][number], 'name' | 'scope'>;

/** What Electron is to be told. */
export interface RunEntry {
  readonly openAtLogin: boolean;
  readonly name: string;
  readonly path: string;
}

/**
 * Starts the agent with the session, or no longer. Setting an entry also switches it on again in Task Manager
 * (setLoginItemSettings, `enabled`), so one that is there is left alone: a user who has switched it off has decided.
 * @param items the entries that start this very program.
 * @returns null where nothing is to be told.
 */
export function runEntry(wanted: boolean, items: readonly LaunchItem[], program: string): RunEntry | null {
  const isThere = items.some((item) => item.name === name && item.scope === 'user');
  return isThere === wanted ? null : { openAtLogin: wanted, name, path: program };
}

export function startWithWindows(
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  wanted: boolean,
  executable = process.execPath,
): void {
  // Both are read as command lines: without quotes "C:\Program Files\…" is the program "C:\Program", and our own entry
  // would never be found (electron/electron#53911).
  const program = `"${executable}"`;
  const { launchItems } = app.getLoginItemSettings({ path: program });
  const entry = runEntry(wanted, launchItems, program);
  if (entry !== null) app.setLoginItemSettings(entry);
}
