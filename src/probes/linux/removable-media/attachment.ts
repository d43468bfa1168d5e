import { basename, dirname } from 'node:path';
import { attribute } from './attribute.ts';

/** How a block device hangs on the computer. */
export interface Attachment {
  /** Folder of the nearest USB device above it. */
  readonly usb: string | null;
  /** Whether it is soldered or screwed in all the way up, by what the maker wrote into firmware and hubs. */
  readonly isInside: boolean;
}

/**
 * Looks up from a device to the computer. A USB device says `fixed` where its port can't be reached (sysfs-bus-usb,
 * `removable`), and the card reader of a dock is fixed only to its dock; a PCI device says `removable` behind an external
 * port, such as Thunderbolt (sysfs-devices-removable). What says nothing is inside, on USB outside.
 */
export async function attachmentOf(folder: string): Promise<Attachment> {
  let usb: string | null = null;
  let isInside = true;
  for (let above = folder; !isTop(above); above = dirname(above)) {
    const name = basename(above);
    const removable = await attribute(above, 'removable');
    if (removable === 'removable' || /^fw\d/.test(name)) isInside = false;
    if (/^usb\d+$/.test(name) || (await attribute(above, 'idVendor')) === '') continue;
    usb ??= above;
    if (removable !== 'fixed') isInside = false;
  }
  return { usb, isInside };
}

function isTop(folder: string): boolean {
  return basename(folder) === 'devices' || dirname(folder) === folder;
}
