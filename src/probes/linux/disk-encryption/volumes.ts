import type { Volume } from '../../../facts/disk-encryption.ts';
import type { LinuxSystem } from '../system.ts';
import { deviceFolder, type Encryption, encryptionOf, isFixed, worst } from './block-device.ts';
import { btrfsDevices } from './btrfs.ts';
import { type Mount, mountAt } from './mounts.ts';
import { zfsEncryption } from './zfs.ts';

/** Kernels and what starts them: no file of a person lies there, and firmware has to read it. */
const starts = /^\/(boot|efi)(\/|$)/;
/** Images that are only read: programs (snap), media, systems that are delivered whole. */
const images = new Set(['squashfs', 'iso9660', 'udf', 'erofs', 'cramfs']);

/** Asked once for each dataset: the answer can't change. */
export type KeptDatasets = Map<string, Encryption>;

/** The volumes of this computer that hold the system and data, the system first. */
export async function readVolumes(
  system: LinuxSystem,
  mounts: readonly Mount[],
  kept: KeptDatasets,
  signal: AbortSignal,
): Promise<Volume[]> {
  const first = systemMount(mounts);
  const volumes = first === undefined ? [] : [await volumeOf(system, first, 'system', kept, signal)];
  const seen = new Set(first === undefined ? [] : [keyOf(first)]);
  for (const mount of mounts) {
    if (seen.has(keyOf(mount)) || !(await holdsData(system.root, mount))) continue;
    seen.add(keyOf(mount));
    volumes.push(await volumeOf(system, mount, 'data', kept, signal));
  }
  return volumes;
}

/** Systems that are delivered as an image lay it over the disk, which they show at /sysroot (ostree). */
function systemMount(mounts: readonly Mount[]): Mount | undefined {
  const top = mountAt(mounts, '/');
  return top?.type === 'overlay' ? (mountAt(mounts, '/sysroot') ?? top) : top;
}

/** Subvolumes and bind mounts show the same again; a pool's datasets each have a key of their own. */
function keyOf({ device, type, source }: Mount): string {
  if (type === 'zfs') return source;
  return type === 'btrfs' ? `btrfs ${source}` : device;
}

async function holdsData(root: string, { device, point, type, source }: Mount): Promise<boolean> {
  if (starts.test(point) || images.has(type)) return false;
  if (type === 'zfs' || type === 'bcachefs') return true;
  if (type === 'btrfs') {
    const [name] = (await btrfsDevices(root, source)) ?? [];
    return name === undefined || isFixed(root, name);
  }
  return !device.startsWith('0:') && isFixed(root, device);
}

async function volumeOf(
  system: LinuxSystem,
  mount: Mount,
  role: 'system' | 'data',
  kept: KeptDatasets,
  signal: AbortSignal,
): Promise<Volume> {
  const { point: name, type, source: from, device } = mount;
  if (type === 'zfs') {
    const state = kept.get(from) ?? (await zfsEncryption(system, from, signal));
    if (state === 'encrypted') kept.set(from, state);
    return volume(
      name,
      role,
      state,
      'zfs get encryption',
      'ZFS encrypts nothing here; its disks were not looked at',
    );
  }
  if (type === 'btrfs') {
    const devices = (await btrfsDevices(system.root, from)) ?? [];
    return volume(name, role, await ofAll(system.root, devices), '/sys/fs/btrfs', from);
  }
  const source = `/sys/dev/block/${device}`;
  // Of a container, a live system or a network file system no disk is seen.
  if (device.startsWith('0:')) return volume(name, role, 'unclear', '/proc/self/mountinfo', type);
  return volume(name, role, await ofAll(system.root, [device]), source, type);
}

async function ofAll(root: string, devices: readonly string[]): Promise<Encryption> {
  return worst(
    await Promise.all(
      devices.map(async (device) => {
        const folder = await deviceFolder(root, device);
        return folder === undefined ? 'unclear' : encryptionOf(folder);
      }),
    ),
  );
}

function volume(
  name: string,
  role: Volume['role'],
  state: Encryption,
  source: string,
  doubt: string,
): Volume {
  return { name, role, state, source, ...(state === 'unclear' && { detail: doubt }) };
}
