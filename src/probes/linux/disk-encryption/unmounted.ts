import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Volume } from '../../../facts/disk-encryption.ts';
import { readUdevProperties } from '../udev-properties.ts';
import { deviceFolder, encryptionOf, isFixed } from './block-device.ts';
import type { Mount } from './mounts.ts';

/** Types of partitions in which the firmware or a system keeps its own, in a GPT and in an older table (UAPI, UEFI, Microsoft). */
const ofSystems = new Set([
  'c12a7328-f81f-11d2-ba4b-00a0c93ec93b',
  'bc13c2ff-59e6-4262-a352-b275fd6f7172',
  'de94bba4-06d1-4d40-a16a-bfd50179d6ac',
  'e3c9e316-0b5c-4db8-817d-f92df00215ae',
  '21686148-6449-6e6f-744e-656564454649',
  '0xef',
  '0x27',
]);

/**
 * Fixed volumes with files on them that nobody has mounted: another system's, or one that opens with a click. They can be read
 * without a key, and whether anything of a person lies there is not seen from here. udev wrote down what it found on each
 * (libblkid, `ID_FS_USAGE`); a volume of LUKS or BitLocker is `crypto` to it.
 */
export async function readUnmounted(root: string, mounts: readonly Mount[]): Promise<Volume[]> {
  const pools = await namesIn(join(root, 'sys/fs/btrfs'));
  const members = await Promise.all(
    pools.map((pool) => namesIn(join(root, 'sys/fs/btrfs', pool, 'devices'))),
  );
  /** By number, and what shares a mount with others by name. */
  const mounted = new Set([...mounts.map(({ device }) => device), ...members.flat()]);
  const devices = await namesIn(join(root, 'sys/dev/block'));
  const found = await Promise.all(devices.map((device) => unmountedVolume(root, device, mounted)));
  return found.flatMap((volume) => volume ?? []);
}

async function unmountedVolume(
  root: string,
  device: string,
  mounted: ReadonlySet<string>,
): Promise<Volume | undefined> {
  if (mounted.has(device)) return undefined;
  const told = await readUdevProperties(root, `b${device}`);
  // The datasets of a ZFS pool are looked at as they are mounted.
  if (told.get('ID_FS_USAGE') !== 'filesystem' || told.get('ID_FS_TYPE') === 'zfs_member') return undefined;
  if (ofSystems.has(told.get('ID_PART_ENTRY_TYPE') ?? '')) return undefined;
  const folder = await deviceFolder(root, device);
  if (folder === undefined || mounted.has(basename(folder))) return undefined;
  // What something else is laid over is read through that.
  if ((await namesIn(join(folder, 'holders'))).length > 0) return undefined;
  const encryption = await encryptionOf(folder);
  if (encryption === 'encrypted' || !(await isFixed(root, device))) return undefined;
  return {
    name: `/dev/${basename(folder)}`,
    role: 'data',
    state: encryption === 'open' ? 'unmounted' : 'unclear',
    source: `/run/udev/data/b${device}`,
  };
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
