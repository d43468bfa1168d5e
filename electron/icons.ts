import { join } from 'node:path';
import type { Standing } from '../src/policy/standing.ts';

/** A computer that is signed off stands nowhere: nothing about it alarms. */
export type TrayFace = Standing | 'signed-off';

/** Beside the bundle: dist/assets. */
const folder = join(import.meta.dirname, '..', 'assets');

/** Windows takes every size from one .ico; macOS wants a template image that it may recolour. */
export function trayIcon(face: TrayFace, os: NodeJS.Platform = process.platform): string {
  if (os === 'win32') return join(folder, `tray-${face}.ico`);
  if (os === 'darwin') return join(folder, `tray-${face}Template.png`);
  return join(folder, `tray-${face}-32.png`);
}

export function notificationIcon(standing: Standing): string {
  return join(folder, `tray-${standing}-64.png`);
}

export const appIcon = join(folder, 'app-icon-128.png');
