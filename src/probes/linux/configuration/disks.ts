import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '../../../facts/configuration.ts';
import { makerText } from '../../maker-text.ts';
import { readText } from '../read-text.ts';
import { readUdevProperties } from '../udev-properties.ts';
import { isBuiltIn } from './built-in.ts';

type Disk = NonNullable<Configuration['disks']>[number];

export const blockFolder = '/sys/block';
/** sysfs counts in these, whatever the device's own are. */
const sectorBytes = 512;

/** The disks that belong to the computer; null where the kernel tells of none: then it was not seen what the system lies on. */
export async function readDisks(root: string): Promise<Disk[] | null> {
  const names = await readdir(join(root, blockFolder)).catch(() => null);
  if (names === null) return null;
  const disks = await Promise.all(names.map((name) => readDisk(root, name)));
  return disks.flat().length === 0 ? null : disks.flat();
}

async function readDisk(root: string, name: string): Promise<Disk[]> {
  const folder = `${blockFolder}/${name}`;
  const text = async (file: string): Promise<string> => {
    const read = await readText(root, `${folder}/${file}`);
    return read.found === 'text' ? makerText(read.text.replace(/\s+/g, ' ')) : '';
  };
  const [removable, size, device, kind, model, own, outer] = await Promise.all(
    ['removable', 'size', 'dev', 'device/type', 'device/model', 'device/serial', 'serial'].map(text),
  );
  // A card in its reader says SD, soldered memory MMC (mmc's sysfs); a drive for discs or cards is "removable".
  const isForeign = removable === '1' || kind === 'SD' || Number(size) === 0;
  if (isForeign || !(await isBuiltIn(root, `${folder}/device`))) return [];
  const told = await readUdevProperties(root, `b${device}`);
  const serial = told.get('ID_SERIAL_SHORT') || own || outer || (await text('device/cid'));
  return [{ model: model || (await text('device/name')), serial, bytes: Number(size) * sectorBytes }];
}
