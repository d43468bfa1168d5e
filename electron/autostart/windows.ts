import type { App, LoginItemSettings } from 'electron';

/** The name of the value below HKCU\…\CurrentVersion\Run, and in Task Manager's list. */
const name = 'Deskward';

export type LaunchItem = Pick<
  LoginItemSettings['launchItems'][number],
  'name' | 'path' | 'scope' | 'enabled'
>;

/** What Electron is to be told. */
export interface RunEntry {
  readonly openAtLogin: boolean;
  readonly name: string;
  readonly path: string;
}

/**
 * Starts the agent with the session, or no longer. Setting an entry also switches it on again in Task Manager
 * (setLoginItemSettings, `enabled`): one that the user has switched off there is left alone, wherever it points.
 * @returns null where nothing is to be told.
 */
export function runEntry(
  enabled: boolean,
  items: readonly LaunchItem[],
  executable: string,
): RunEntry | null {
  const own = items.find((item) => item.name === name && item.scope === 'user');
  const wanted = { openAtLogin: enabled, name, path: executable };
  if (own === undefined) return enabled ? wanted : null;
  if (!enabled) return wanted;
  const isThisProgram = own.path.toLowerCase() === executable.toLowerCase();
  return isThisProgram || !own.enabled ? null : wanted;
}

export function startWithWindows(
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  enabled: boolean,
): void {
  const { launchItems } = app.getLoginItemSettings({ path: process.execPath });
  const wanted = runEntry(enabled, launchItems, process.execPath);
  if (wanted !== null) app.setLoginItemSettings(wanted);
}
