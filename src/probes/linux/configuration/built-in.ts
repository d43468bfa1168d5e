import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readText } from '../read-text.ts';

/**
 * Whether the device behind a link of sysfs belongs to the computer: not on USB, and nothing on its way to the board can be
 * taken off (sysfs-devices-removable, kernel 5.13: a dock on Thunderbolt is). Programs' devices have none behind them.
 */
export async function isBuiltIn(root: string, link: string): Promise<boolean> {
  const top = join(root, '/sys');
  const path = await realpath(join(root, link)).catch(() => undefined);
  if (path === undefined || /\/(usb\d+|virtual)\//.test(`${path}/`)) return false;
  for (let folder = path; folder.startsWith(top) && folder !== top; folder = dirname(folder)) {
    const removable = await readText(folder, 'removable');
    if (removable.found === 'text' && removable.text.trim() === 'removable') return false;
  }
  return true;
}
