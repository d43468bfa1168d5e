import type { App } from 'electron';
import { startWithDesktop } from './linux.ts';
import { applyLoginItem } from './macos.ts';
import { startWithWindows } from './windows.ts';

/** A checkout that someone tries out must not come back with every session: only what is installed does. */
export function startWithSession(app: App, enabled: boolean, os: NodeJS.Platform = process.platform): void {
  if (!app.isPackaged) return;
  if (os === 'win32') startWithWindows(app, enabled);
  else if (os === 'darwin') applyLoginItem(app, enabled);
  else startWithDesktop(app, enabled);
}
