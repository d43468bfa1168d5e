import type { DesktopSession } from './desktop-session.ts';
import { linuxDesktopSession } from './linux/desktop-session.ts';
import { linuxPlatform } from './linux/platform.ts';
import { linuxPresence } from './linux/presence.ts';
import { thisSystem } from './linux/system.ts';
import { macosDesktopSession } from './macos/desktop-session.ts';
import { macosPlatform } from './macos/platform.ts';
import { thisMac } from './macos/system.ts';
import type { Presence } from './presence.ts';
import type { Platform } from './probe.ts';
import { unseenPresence } from './unseen-presence.ts';
import { windowsDesktopSession } from './windows/desktop-session.ts';
import { thisWindows } from './windows/native/this-windows.ts';
import { windowsPlatform } from './windows/platform.ts';
import { windowsPresence } from './windows/presence.ts';
import type { WindowsSystem } from './windows/system.ts';

/** One for the whole program: each has a thread of its own. */
let windows: WindowsSystem | undefined;
function theWindows(): WindowsSystem {
  windows ??= thisWindows();
  return windows;
}

/**
 * The one place that chooses by operating system.
 * @throws Error on a system that Deskward does not read yet.
 */
export function forPlatform(os: NodeJS.Platform = process.platform): Platform {
  if (os === 'linux') return linuxPlatform();
  if (os === 'darwin') return macosPlatform();
  if (os === 'win32') return windowsPlatform(theWindows());
  throw new Error(`Deskward does not read ${os} yet; it runs on Windows, macOS and Linux.`);
}

/** @throws Error on a system that Deskward does not read yet. */
export function desktopSessionFor(os: NodeJS.Platform = process.platform): DesktopSession {
  if (os === 'linux') return linuxDesktopSession(thisSystem());
  if (os === 'darwin') return macosDesktopSession(thisMac());
  if (os === 'win32') return windowsDesktopSession(theWindows());
  throw new Error(`Deskward does not read ${os} yet; it runs on Windows, macOS and Linux.`);
}

/** What the system itself tells of presence; the shell adds what Electron knows. */
export function presenceFor(os: NodeJS.Platform = process.platform): Presence {
  if (os === 'linux') return linuxPresence(thisSystem());
  return os === 'win32' ? windowsPresence(theWindows()) : unseenPresence();
}
