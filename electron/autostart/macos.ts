import type { App, LoginItemSettings } from 'electron';

/** SMAppService.Status, as Electron tells it. */
export type LoginItemStatus = LoginItemSettings['status'];

/** What macOS 13 and later are to be told; the main app as its own login item is listed under its name and icon. */
export interface LoginItem {
  readonly openAtLogin: boolean;
  readonly type: 'mainAppService';
}

/**
 * Starts the agent with the session, or no longer. `requires-approval` is what macOS says once the user has switched it
 * off under "Login Items": that is decided, and registering again would only nag.
 * @returns null where nothing is to be told.
 */
export function loginItem(enabled: boolean, status: LoginItemStatus): LoginItem | null {
  const isRegistered = status === 'enabled' || status === 'requires-approval';
  return isRegistered === enabled ? null : { openAtLogin: enabled, type: 'mainAppService' };
}

export function applyLoginItem(
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  enabled: boolean,
): void {
  const { status } = app.getLoginItemSettings({ type: 'mainAppService' });
  const wanted = loginItem(enabled, status);
  if (wanted !== null) app.setLoginItemSettings(wanted);
}
