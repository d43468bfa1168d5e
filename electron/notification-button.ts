/** By XDG_CURRENT_DESKTOP: here a click on the notification itself is taken, and its label is shown nowhere. */
const withoutButton = new Set(['GNOME', 'KDE']);

interface DesktopEnvironment {
  readonly XDG_CURRENT_DESKTOP?: string | undefined;
  ELECTRON_USE_UBUNTU_NOTIFIER?: string | undefined;
}

/**
 * On Linux Electron's notifications carry a button "View", in English whatever the user speaks (electron/electron#30273).
 * Where the desktop would show it, it is left out by Electron's own switch; the popup opens by itself, and by its icon.
 */
export function leaveOutEnglishButton(env: DesktopEnvironment, os: NodeJS.Platform = process.platform): void {
  if (os !== 'linux') return;
  const desktops = (env.XDG_CURRENT_DESKTOP ?? '').split(':');
  if (!desktops.some((desktop) => withoutButton.has(desktop))) env.ELECTRON_USE_UBUNTU_NOTIFIER = '1';
}
