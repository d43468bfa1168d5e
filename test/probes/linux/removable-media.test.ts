import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { MediaFact } from '../../../src/facts/removable-media.ts';
import { watchMedia } from '../../../src/probes/linux/removable-media/watch-media.ts';
import { removableMediaProbe } from '../../../src/probes/linux/removable-media.ts';
import { machineWith, notAborted, systemWith } from './fake-machine.ts';
import { capturedMedia, unplugStick, withoutMedia } from './removable-media/captured-media.ts';

async function read(root: string): Promise<MediaFact> {
  const reading = await removableMediaProbe(systemWith(root)).read(notAborted);
  if (reading.state !== 'known') throw new Error(`${reading.state} ${reading.source}`);
  return reading.value;
}
/** Of each medium its kind and number, by the name of its device. */
const short = ({ media }: MediaFact) =>
  Object.fromEntries(
    media.map(({ kind, serial, serialState, source }) => [
      source.replace('/sys/block/', ''),
      `${kind} ${serial ?? serialState}`,
    ]),
  );
const replacing = (from: string | RegExp, to: string) => (line: string) => line.replace(from, to);

describe('a computer with everything plugged in', () => {
  test('each medium is told, and neither the disks inside nor the empty drive', async () => {
    const value = await read(await capturedMedia());
    expect(short(value)).toEqual({
      sdb: 'usb-drive MSFT30NA7KXXXX',
      sdc: 'usb-drive 60A44C413FAEF290395F00F4',
      sdd: 'usb-drive AA010215170355310594',
      sr0: 'disc none',
      mmcblk0: 'card 0xdeadbeef',
    });
    expect(value).toMatchObject({ unread: [], left: 0, kept: [], watchedSince: null });
  });

  test('by the names that its device gives itself', async () => {
    const { media } = await read(await capturedMedia());
    expect(media.find(({ source }) => source === '/sys/block/sdc')).toMatchObject({
      maker: 'QEMU',
      model: 'QEMU USB HARDDRIVE',
      lastSeen: null,
    });
    expect(media.find(({ source }) => source === '/sys/block/sr0')).toMatchObject({ model: 'QEMU DVD-ROM' });
  });

  test('unplugged, a stick is gone', async () => {
    const root = await capturedMedia();
    await unplugStick(root);
    expect(short(await read(root))).toEqual({
      sdb: expect.anything(),
      sdd: expect.anything(),
      sr0: expect.anything(),
      mmcblk0: expect.anything(),
    });
  });

  test('nothing is started', async () => {
    const system = systemWith(await capturedMedia());
    await removableMediaProbe(system).read(notAborted);
    expect(system.started).toEqual([]);
  });

  test.each([
    ['a stick without a serial number', /(usb2\/2-1\/serial) .*/, '$1 ', { sdc: 'usb-drive none' }],
    ['a reader without a card is a disk without a size', /(block\/sdc\/size) .*/, '$1 0', { sdc: undefined }],
    ['a chip that is soldered in', /(mmc0:4567\/type) SD/, '$1 MMC', { mmcblk0: undefined }],
    [
      'a disk inside that hangs on USB, as its port says',
      /(usb2\/2-2\/removable) unknown/,
      '$1 fixed',
      { sdb: undefined },
    ],
    [
      'a card in a reader inside, whose number the reader keeps to itself',
      /(usb2\/2-1\/removable) unknown/,
      '$1 fixed',
      { sdc: 'card unread' },
    ],
    [
      'a disk behind a port that leads outside, such as Thunderbolt',
      /^F (devices\/pci0000:00\/0000:00:02\.0)\/vendor .*/,
      'F $1/removable removable',
      { nvme0n1: 'external-disk S3Z9NB0K512345' },
    ],
    [
      'a card that an old adapter shows as a medium that can be taken out',
      /(block\/sda\/removable) 0/,
      '$1 1',
      { sda: 'card unread' },
    ],
  ])('%s', async (_name, from, to, expected) => {
    const found: Record<string, string | undefined> = short(
      await read(await capturedMedia(replacing(from, to))),
    );
    for (const [name, said] of Object.entries(expected)) expect([name, found[name]]).toEqual([name, said]);
  });

  test('of a disc that a token on USB shows, the token’s number is told', async () => {
    const asToken = (line: string): string =>
      line.replaceAll('block/sdc', 'block/sr3').replace(/(block\/sr3\/dev) .*/, '$1 11:0');
    const found = short(await read(await capturedMedia(asToken)));
    expect(found).toMatchObject({ sr0: 'disc none', sr3: 'disc 60A44C413FAEF290395F00F4' });
  });

  test('a reader in a dock is fixed to its dock alone, and the dock comes and goes', async () => {
    const inDock = (line: string) =>
      line
        .replaceAll('usb2/2-1/2-1:1.0', 'usb2/2-4/2-4.1/2-4.1:1.0')
        .replace('usb2/2-1/removable unknown', 'usb2/2-4/2-4.1/removable fixed')
        .replace('usb2/2-1/', 'usb2/2-4/2-4.1/');
    const root = await capturedMedia(inDock);
    const hub = join(root, 'sys/devices/pci0000:00/0000:00:03.0/usb2/2-4');
    await writeFile(join(hub, 'idVendor'), '05e3\n');
    await writeFile(join(hub, 'removable'), 'removable\n');
    expect(short(await read(root))).toMatchObject({ sdc: 'usb-drive 60A44C413FAEF290395F00F4' });
    await writeFile(join(hub, 'removable'), 'fixed\n');
    expect(short(await read(root))).toMatchObject({ sdc: 'card unread' });
  });
});

describe('what proves nothing', () => {
  test('without media there is nothing, and nothing that could not be read', async () => {
    expect(await read(await capturedMedia(withoutMedia))).toMatchObject({ media: [], unread: [] });
  });

  test('whether a disc is in a drive is not known where udev wrote nothing down', async () => {
    const root = await capturedMedia();
    await rm(join(root, 'run/udev/data/b11:1'));
    expect((await read(root)).unread).toEqual([
      { source: '/sys/block/sr1', detail: '/run/udev/data/b11:1: missing' },
    ]);
  });

  test('a kernel that shows no block devices', async () => {
    const reading = await removableMediaProbe(systemWith(await machineWith({}))).read(notAborted);
    expect(reading).toMatchObject({ state: 'unknown', reason: 'missing-source', source: '/sys/block' });
  });

  test('a device that goes while it is looked at', async () => {
    const root = await capturedMedia(withoutMedia);
    await symlink('../devices/gone/block/sdq', join(root, 'sys/block/sdq'));
    expect(await read(root)).toMatchObject({ media: [], unread: [] });
  });

  test('disks that programs make out of files and other disks', async () => {
    const root = await machineWith({ 'sys/devices/virtual/block/loop0/removable': '1\n' });
    await symlink('devices/virtual/block', join(root, 'sys/block'));
    expect(await read(root)).toMatchObject({ media: [], unread: [] });
  });
});

test('this computer answers, whatever is plugged in here', async () => {
  const reading = await removableMediaProbe(systemWith('/')).read(notAborted);
  expect(reading.state).toBe('known');
});

describe('media that come and go', () => {
  async function watched(): Promise<{ records: string; told: () => Promise<void>; count: () => number }> {
    const root = await capturedMedia();
    let count = 0;
    let wake = (): void => undefined;
    const stop = watchMedia(root, () => {
      count += 1;
      wake();
    });
    onTestFinished(stop);
    const told = () => new Promise<void>((resolve) => (wake = resolve));
    return { records: join(root, 'run/udev/data'), told, count: () => count };
  }
  /** As udev does it: beside the record, then in its place. */
  async function record(records: string, name: string): Promise<void> {
    await writeFile(join(records, `.#${name}4f2a`), 'V:1\n');
    await rename(join(records, `.#${name}4f2a`), join(records, name));
  }

  test('are told once with all their partitions, without being asked for', async () => {
    const { records, told, count } = await watched();
    const heard = told();
    for (const name of ['b8:64', 'b8:65', 'b8:66']) await record(records, name);
    await heard;
    expect(count()).toBe(1);
    const gone = told();
    for (const name of ['b8:64', 'b8:65', 'b8:66']) await rm(join(records, name));
    await gone;
    expect(count()).toBe(2);
  });

  test('are told apart from everything else that udev sees, and from images that programs open', async () => {
    const { records, told, count } = await watched();
    for (const name of ['+backlight:intel', 'c189:1', 'n3', 'b7:0', 'b1:4']) await record(records, name);
    const heard = told();
    await record(records, 'b11:0');
    await heard;
    expect(count()).toBe(1);
  });

  test('are left to the next scan where udev does not run', async () => {
    expect(watchMedia(await machineWith({}), () => undefined)).toBeTypeOf('function');
  });
});
