import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

/** A real file system of that many KiB, which only root may mount. */
export function tinyDisk(kibibytes: number): { folder: string; remount(options: string): void } {
  const folder = temporaryFolder();
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('/bin/umount', ['-l', folder]));
  return {
    folder,
    remount: (options) => void execFileSync('/bin/mount', ['-o', `remount,${options}`, folder]),
  };
}
