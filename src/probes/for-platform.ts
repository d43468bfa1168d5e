import type { Machine } from './machine.ts';

/**
 * The one place that chooses by operating system; the others are not loaded.
 * @throws Error on a system that Deskward does not read yet.
 */
export async function forPlatform(os: NodeJS.Platform = process.platform): Promise<Machine> {
  if (os === 'linux') return (await import('./linux/linux-machine.ts')).linuxMachine();
  if (os === 'darwin') return (await import('./macos/macos-machine.ts')).macosMachine();
  if (os === 'win32') return (await import('./windows/windows-machine.ts')).windowsMachine();
  throw new Error(`Deskward does not read ${os} yet; it runs on Windows, macOS and Linux.`);
}
