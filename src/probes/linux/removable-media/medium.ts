import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Medium } from '../../../facts/removable-media.ts';
import { readText } from '../read-text.ts';
import { type Attachment, attachmentOf } from './attachment.ts';
import { attribute } from './attribute.ts';
import { cardIdentity, diskIdentity, driveOfDisc, readerIdentity, usbIdentity } from './identity.ts';

/** Of one block device. `usb`: folder of the USB device that it is a part of. */
export type Found =
  | { readonly found: 'medium'; readonly medium: Medium; readonly usb: string | null }
  | { readonly found: 'unread'; readonly source: string; readonly detail: string }
  | { readonly found: 'nothing' };

type Identified = Omit<Medium, 'source' | 'firstSeen' | 'lastSeen'>;

const nothing: Found = { found: 'nothing' };
/** Seen, and not known as anything: the kernel names a size for a floppy drive without a floppy, too. */
const floppy = /^fd\d/;

/** What lies behind a block device: nothing where that is a part of the computer, or a drive without a medium. */
export async function mediumBehind(root: string, name: string): Promise<Found> {
  const source = `/sys/block/${name}`;
  const disk = await realpath(join(root, source)).catch(() => null);
  // Unplugged meanwhile; or made by a program out of other disks, which are told themselves.
  if (disk === null || disk.includes('/devices/virtual/') || floppy.test(name)) return nothing;
  try {
    const attachment = await attachmentOf(disk);
    const identified = name.startsWith('sr')
      ? await disc(root, disk, attachment)
      : await diskOrCard(disk, attachment);
    if (identified === null) return nothing;
    const medium = { ...identified, firstSeen: null, lastSeen: null, source };
    return { found: 'medium', medium, usb: attachment.usb };
  } catch (error) {
    return { found: 'unread', source, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether a disc is in the drive the kernel keeps to itself: udev asked it at the last change, and wrote that down. */
async function disc(root: string, disk: string, { usb }: Attachment): Promise<Identified | null> {
  const record = `run/udev/data/b${await attribute(disk, 'dev')}`;
  const file = await readText(root, record);
  if (file.found !== 'text') throw new Error(`/${record}: ${file.found}`);
  if (!/^E:ID_CDROM_MEDIA=1$/m.test(file.text)) return null;
  return { kind: 'disc', ...(await driveOfDisc(usb, disk)) };
}

async function diskOrCard(disk: string, { usb, isInside }: Attachment): Promise<Identified | null> {
  // A reader without a card is a disk without a size.
  if ((await attribute(disk, 'size')) === '0') return null;
  // Cards and soldered chips have the same driver: `SD` and `MMC` tell them apart.
  const type = await attribute(disk, 'device/type');
  if (type === 'SD') return { kind: 'card', ...(await cardIdentity(disk)) };
  if (usb !== null && !isInside) return { kind: 'usb-drive', ...(await usbIdentity(usb, disk)) };
  if (!isInside) return { kind: 'external-disk', ...(await diskIdentity(disk)) };
  const canBeTakenOut = (await attribute(disk, 'removable')) === '1';
  return canBeTakenOut ? { kind: 'card', ...(await readerIdentity(disk)) } : null;
}
