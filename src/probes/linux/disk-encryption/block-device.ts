import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { firstExisting } from '../first-existing.ts';
import { readText } from '../read-text.ts';

/** Whether what lies on a device is encrypted. */
export type Encryption = 'encrypted' | 'open' | 'unclear';

/** dm-crypt as cryptsetup names what it opens; VERITY and INTEGRITY bear its name too, and hide nothing. */
const encrypted = /^CRYPT-(LUKS1|LUKS2|PLAIN|LOOPAES|TCRYPT|BITLK|FVAULT2)-/;
/** What lays data out and leaves it readable: all that lies below has to be encrypted. */
const readable = /^(LVM|mpath|multipath|part\d+|DMRAID|stratis-1|VDO|CRYPT-(VERITY|INTEGRITY|SUBDEV))-/;
/** Stacks are a handful of layers; what goes on like this runs in a circle. */
const deepest = 16;

/** The folder of a device below /sys, by `major:minor` or its kernel name; undefined where there is none. */
export async function deviceFolder(root: string, device: string): Promise<string | undefined> {
  const link = device.includes(':') ? `sys/dev/block/${device}` : `sys/class/block/${device}`;
  return realpath(join(root, link)).catch(() => undefined);
}

/** Looks down through everything that a device stands on: a volume is encrypted where every way down is. */
export async function encryptionOf(folder: string, depth = 0): Promise<Encryption> {
  if (depth > deepest) return 'unclear';
  const uuid = (await textIn(folder, 'dm/uuid')) ?? '';
  if (encrypted.test(uuid)) return 'encrypted';
  const below = await foldersBelow(folder);
  if (below === undefined) return 'unclear';
  const isMapped = (await textIn(folder, 'dm/name')) !== undefined;
  if (below.length === 0) return isMapped || isElsewhere(folder) ? 'unclear' : 'open';
  const found = worst(await Promise.all(below.map((each) => encryptionOf(each, depth + 1))));
  // A mapping that nobody has named may itself be an encrypting one (VeraCrypt's are).
  return found === 'open' && isMapped && !readable.test(uuid) ? 'unclear' : found;
}

export function worst(all: readonly Encryption[]): Encryption {
  if (all.includes('open')) return 'open';
  return all.length === 0 || all.includes('unclear') ? 'unclear' : 'encrypted';
}

/** Its slaves; a partition stands on what its disk stands on. Undefined where the list can't be read. */
async function foldersBelow(folder: string): Promise<string[] | undefined> {
  try {
    const names = await namesIn(join(folder, 'slaves'));
    if (names.length > 0)
      return await Promise.all(names.map((name) => realpath(join(folder, 'slaves', name))));
    const isPartition = (await firstExisting(folder, ['partition'])) !== undefined;
    if (!isPartition) return [];
    const disk = dirname(folder);
    const isPlain = (await namesIn(join(disk, 'slaves'))).length === 0;
    return isPlain && (await textIn(disk, 'dm/uuid')) === undefined ? [] : [disk];
  } catch {
    return undefined;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

/** A file, a ZFS volume, a disk of another computer: what carries it is not seen here. */
function isElsewhere(folder: string): boolean {
  return /^(loop|zd|nbd|rbd)\d/.test(basename(folder));
}

/** The disks at the bottom. */
async function disksUnder(folder: string, depth = 0): Promise<string[]> {
  if (depth > deepest) return [];
  const below = (await foldersBelow(folder)) ?? [];
  if (below.length > 0) return (await Promise.all(below.map((each) => disksUnder(each, depth + 1)))).flat();
  return [(await firstExisting(folder, ['partition'])) === undefined ? folder : dirname(folder)];
}

/** Whether any part of it stands on what comes and goes: USB, FireWire, a card, a medium that can be taken out. */
export async function isRemovable(folder: string): Promise<boolean> {
  const disks = await disksUnder(folder);
  return (await Promise.all(disks.map(comesAndGoes))).includes(true);
}

/** A file with a volume in it lies on one that is looked at itself, and memory is gone with the power. */
export async function isFixed(root: string, device: string): Promise<boolean> {
  const folder = await deviceFolder(root, device);
  if (folder === undefined) return true;
  return !/^(loop|ram|zram)\d/.test(basename(folder)) && !(await isRemovable(folder));
}

async function comesAndGoes(disk: string): Promise<boolean> {
  if (/\/(usb\d+|fw\d+)\//.test(disk)) return true;
  // Cards and soldered chips have the same driver: `SD` and `MMC` tell them apart.
  if ((await textIn(disk, 'device/type')) === 'SD') return true;
  return (await textIn(disk, 'removable')) === '1';
}

async function textIn(folder: string, name: string): Promise<string | undefined> {
  const file = await readText(folder, name);
  return file.found === 'text' ? file.text.trim() : undefined;
}
