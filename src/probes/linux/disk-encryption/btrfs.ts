import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { kernelName } from './kernel-name.ts';

/**
 * The kernel's names of all devices of the btrfs that was mounted from `source` (/sys/fs/btrfs, one folder each);
 * undefined where it can't be found. Its mounts have a number of their own, behind which no device stands.
 */
export async function btrfsDevices(root: string, source: string): Promise<readonly string[] | undefined> {
  const folder = join(root, 'sys/fs/btrfs');
  const name = await kernelName(root, source);
  if (name === undefined) return undefined;
  for (const each of await readdir(folder).catch((): string[] => [])) {
    const devices = await readdir(join(folder, each, 'devices')).catch((): string[] => []);
    if (devices.includes(name)) return devices;
  }
  return undefined;
}
