import { linuxPlatform } from './linux/platform.ts';
import type { Platform } from './probe.ts';

/**
 * The one place that chooses by operating system.
 * @throws Error on a system that Deskward does not read yet.
 */
export function forPlatform(os: NodeJS.Platform = process.platform): Platform {
  if (os === 'linux') return linuxPlatform();
  throw new Error(`Deskward does not read ${os} yet; it runs on Linux.`);
}
