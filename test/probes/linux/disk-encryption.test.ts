import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Volume } from '../../../src/facts/disk-encryption.ts';
import { parseMounts } from '../../../src/probes/linux/disk-encryption/mounts.ts';
import { diskEncryptionProbe } from '../../../src/probes/linux/disk-encryption.ts';
import type { CommandResult } from '../../../src/probes/run-command.ts';
import { capturedDevices } from './disk-encryption/captured-devices.ts';
import { machineWith, notAborted, output, systemWith } from './fake-machine.ts';

async function volumesOf(
  root: string,
  commands: Record<string, CommandResult> = {},
): Promise<readonly Volume[]> {
  const reading = await diskEncryptionProbe(systemWith(root, commands)).read(notAborted);
  if (reading.state !== 'known') throw new Error(`${reading.state} ${reading.source}`);
  return reading.value.volumes;
}
const short = (volumes: readonly Volume[]) =>
  Object.fromEntries(volumes.map(({ name, role, state }) => [name, `${role} ${state}`]));

describe('a machine with everything that cryptsetup, LVM, RAID and btrfs can stack', () => {
  test('each volume is what it stands on; the encrypted stick is none of them', async () => {
    expect(short(await volumesOf(await capturedDevices()))).toEqual({
      '/': 'system encrypted',
      '/srv': 'data encrypted',
      '/home': 'data encrypted',
      '/mixed': 'data open',
      '/data': 'data open',
      '/dev/mapper/vg-swap': 'swap encrypted',
      '/dev/mapper/swap_crypt': 'swap encrypted',
    });
  });

  const replacing = (from: string | RegExp, to: string) => (line: string) => line.replace(from, to);
  test.each([
    [
      'one open device of several opens the volume',
      replacing('CRYPT-LUKS2-05e25e74', 'LVM-05e25e74'),
      { '/home': 'data open', '/': 'system encrypted' },
    ],
    [
      'verified is not encrypted, though it bears the name',
      replacing('CRYPT-LUKS2-38b61818', 'CRYPT-VERITY-38b61818'),
      { '/': 'system open', '/dev/mapper/vg-swap': 'swap open', '/home': 'data encrypted' },
    ],
    [
      'a mapping without a name of its kind may encrypt, and may not',
      replacing(/(dm-5\/dm\/uuid) .*/, '$1 '),
      { '/srv': 'data unclear', '/': 'system encrypted' },
    ],
    [
      'a fixed disk with the same contents as the stick is a volume',
      replacing('block/sda/removable 1', 'block/sda/removable 0'),
      { '/media': 'data encrypted' },
    ],
    [
      'what starts the computer holds nobody’s files',
      replacing('/data rw', '/boot/efi rw'),
      { '/boot/efi': undefined },
    ],
    [
      'an image that is only read holds nobody’s files',
      replacing('/data rw,relatime - ext4', '/data rw,relatime - squashfs'),
      { '/data': undefined },
    ],
    [
      'a system that is on a stick is judged all the same',
      replacing(/^24 1 253:1 /, '24 1 253:7 '),
      { '/': 'system encrypted' },
    ],
    [
      'a device that the kernel does not show',
      replacing(/^24 1 253:1 /, '24 1 9:99 '),
      { '/': 'system unclear' },
    ],
    [
      'a swap that is not there any more',
      replacing('/dev/mapper/vg-swap ', '/dev/mapper/gone '),
      { '/dev/mapper/gone': 'swap unclear' },
    ],
    [
      'memory that is compressed is not written to a disk',
      replacing('/dev/mapper/vg-swap ', '/dev/zram0 '),
      { '/dev/zram0': undefined },
    ],
    [
      'a swap file lies on a volume that is told itself',
      replacing(/^\/dev\/mapper\/vg-swap +partition/, '/swapfile file'),
      { '/swapfile': undefined },
    ],
  ])('%s', async (_name, change, expected) => {
    const found: Record<string, string | undefined> = short(await volumesOf(await capturedDevices(change)));
    for (const [name, said] of Object.entries(expected)) expect([name, found[name]]).toEqual([name, said]);
  });

  test('nothing is started', async () => {
    const system = systemWith(await capturedDevices());
    await diskEncryptionProbe(system).read(notAborted);
    expect(system.started).toEqual([]);
  });
});

describe('a fixed volume that nobody has mounted', () => {
  const told = (...lines: string[]) => lines.map((line) => `E:${line}\n`).join('');
  const windows = told(
    'ID_FS_TYPE=ntfs',
    'ID_FS_USAGE=filesystem',
    'ID_PART_ENTRY_TYPE=ebd0a0a2-b9e5-4433-87c0-68b6b72699c7',
  );
  async function besideRoot(
    record: string,
    change: { folder?: string; files?: Record<string, string>; point?: string } = {},
  ) {
    const { folder = 'sys/devices/pci0000:00/0000:00:1f.2/ata1/block/sda/sda3', files = {}, point } = change;
    const line = point === undefined ? '' : `\n30 24 8:3 / ${point} rw - ntfs3 /dev/sda3 rw`;
    const root = await machineWith({
      'proc/self/mountinfo': `24 1 8:2 / / rw - ext4 /dev/sda2 rw${line}\n`,
      [`${folder}/partition`]: '3\n',
      'run/udev/data/b8:3': record,
      ...files,
    });
    await mkdir(join(root, 'sys/dev/block'), { recursive: true });
    await symlink(join(root, folder), join(root, 'sys/dev/block/8:3'));
    return short(await volumesOf(root));
  }

  test('may hold documents that anybody can read: of Windows beside it, or opened with a click', async () => {
    expect(await besideRoot(windows)).toMatchObject({ '/dev/sda3': 'data unmounted' });
  });

  test('is told once, where it is mounted', async () => {
    expect(Object.keys(await besideRoot(windows, { point: '/mnt/d' }))).toEqual(['/', '/mnt/d']);
  });

  test.each([
    ['encrypted by BitLocker or LUKS', told('ID_FS_TYPE=BitLocker', 'ID_FS_USAGE=crypto'), {}],
    [
      'the firmware’s',
      windows.replace('ebd0a0a2-b9e5-4433-87c0-68b6b72699c7', 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b'),
      {},
    ],
    ['for the recovery of Windows', windows.replace('ebd0a0a2-b9e5-4433-87c0-68b6b72699c7', '0x27'), {}],
    ['without a file system', told('ID_PART_ENTRY_TYPE=0x83'), {}],
    ['a part of a mounted btrfs', windows, { files: { 'sys/fs/btrfs/05e25e74/devices/sda3': '' } }],
    [
      'laid over by something else',
      windows,
      { files: { 'sys/devices/pci0000:00/0000:00:1f.2/ata1/block/sda/sda3/holders/dm-0': '' } },
    ],
    ['on a stick', windows, { folder: 'sys/devices/pci0000:00/0000:00:14.0/usb1/1-1/host2/block/sda/sda3' }],
  ])('is none of them where it is %s', async (_name, record, change) => {
    expect(Object.keys(await besideRoot(record, change))).toEqual(['/']);
  });
});

const mounted = (...lines: string[]) => machineWith({ 'proc/self/mountinfo': `${lines.join('\n')}\n` });
const zfs = '22 1 0:22 / / rw,relatime - zfs rpool/ROOT/ubuntu rw,xattr';

describe('systems without a disk of their own to see', () => {
  test.each([
    ['a container', '22 1 0:22 / / rw - overlay overlay rw,lowerdir=/a'],
    ['a live system', '22 1 0:22 / / rw - tmpfs tmpfs rw'],
    ['a system from the network', '22 1 0:22 / / rw - nfs4 server:/root rw'],
  ])('%s is unclear', async (_name, line) => {
    expect(short(await volumesOf(await mounted(line)))).toEqual({ '/': 'system unclear' });
  });

  test('a system that is laid over its disk as an image is looked for at /sysroot', async () => {
    const lines = ['22 1 0:22 / / ro - overlay composefs ro', '23 22 8:3 / /sysroot ro - ext4 /dev/sda3 rw'];
    expect(short(await volumesOf(await mounted(...lines)))).toEqual({ '/sysroot': 'system unclear' });
  });
});

describe('ZFS', () => {
  const get = '/usr/sbin/zfs get -H -o value encryption rpool/ROOT/ubuntu';
  test.each([
    ['aes-256-gcm\n', 'encrypted'],
    ['off\n', 'unclear'],
    ['-\n', 'unclear'],
  ])('%j is %s: its disks may be encrypted themselves', async (said, state) => {
    expect(short(await volumesOf(await mounted(zfs), { [get]: output(said) }))).toEqual({
      '/': `system ${state}`,
    });
  });

  test('is asked once: a dataset stays as it was made', async () => {
    const system = systemWith(await mounted(zfs), { [get]: output('aes-256-gcm\n') });
    const probe = diskEncryptionProbe(system);
    expect(await probe.read(notAborted)).toEqual(await probe.read(notAborted));
    expect(system.started).toHaveLength(1);
  });
});

test.each([
  ['nothing', {}, 'missing-source'],
  ['garbage', { 'proc/self/mountinfo': 'hello\n' }, 'unparsable'],
  ['an empty list', { 'proc/self/mountinfo': '' }, 'unparsable'],
])('%s is unknown', async (_name, files, reason) => {
  const system = systemWith(await machineWith(files));
  expect(await diskEncryptionProbe(system).read(notAborted)).toMatchObject({ state: 'unknown', reason });
});

test('optional fields and blanks in names are read as the kernel writes them', () => {
  const line = '36 35 98:0 /mnt1 /mnt/my\\040disk rw,noatime master:1 shared:2 - ext3 /dev/root rw';
  expect(parseMounts(line)).toEqual([
    { device: '98:0', point: '/mnt/my disk', type: 'ext3', source: '/dev/root' },
  ]);
});
