import type { MenuItemConstructorOptions } from 'electron';

/**
 * The menu of the application. Elsewhere none: its accelerators would open developer tools and reload the popup. On macOS
 * the keys for copying and selecting come from it, though an app without a place in the dock never shows it.
 */
export function applicationMenu(os: NodeJS.Platform = process.platform): MenuItemConstructorOptions[] | null {
  return os === 'darwin' ? [{ role: 'editMenu' }] : null;
}
