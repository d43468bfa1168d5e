import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readText } from '../read-text.ts';

/**
 * The kernel's name of a device file: `/dev/mapper/root` is `dm-0` to it, and it keeps the other name beside that.
 * @returns undefined for what is no device file, and for a mapping that is not there.
 */
export async function kernelName(root: string, file: string): Promise<string | undefined> {
  if (!file.startsWith('/dev/')) return undefined;
  if (!file.startsWith('/dev/mapper/')) return basename(file);
  const wanted = basename(file);
  for (const name of await readdir(join(root, 'sys/class/block')).catch((): string[] => [])) {
    const mapping = await readText(root, `sys/class/block/${name}/dm/name`);
    if (mapping.found === 'text' && mapping.text.trim() === wanted) return name;
  }
  return undefined;
}
