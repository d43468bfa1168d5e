import type { DesktopSession } from './desktop-session.ts';
import { linuxDesktopSession } from './linux/desktop-session.ts';
import { linuxPlatform } from './linux/platform.ts';
import { thisSystem } from './linux/system.ts';
import type { Platform } from './probe.ts';

/**
 * The one place that chooses by operating system.
 * @throws Error on a system that Deskward does not read yet.
 */
export function forPlatform(os: NodeJS.Platform = process.platform): Platform {
  if (os === 'linux') return linuxPlatform();
  throw new Error(`Deskward does not read ${os} yet; it runs on Linux.`);
}

/** @throws Error on a system that Deskward does not read yet. */
export function desktopSessionFor(os: NodeJS.Platform = process.platform): DesktopSession {
  if (os === 'linux') return linuxDesktopSession(thisSystem());
  throw new Error(`Deskward does not read ${os} yet; it runs on Linux.`);
}
