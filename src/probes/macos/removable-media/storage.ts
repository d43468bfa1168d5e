import type { Medium } from '../../../facts/removable-media.ts';
import { valueAt } from '../property-list.ts';
import type { MacSystem } from '../system.ts';
import type { Unread } from '../unread.ts';
import { allBelow, type RegistryEntry, readEntries, textAt } from './registry-entry.ts';

/** A medium as its drive presents it. */
export interface StoredMedium {
  readonly kind: Medium['kind'];
  /** Such as `disk4`. */
  readonly disk: string;
  readonly maker: string;
  readonly model: string;
  /** '' where the drive does not tell; on USB it never does. */
  readonly serial: string;
}

const ofClass = 'IOBlockStorageDevice';
export const mediaSource = `ioreg ${ofClass}`;

/** Classes of media that drives for discs show (IOStorageFamily, IOCDStorageFamily and so on). */
const discs = /^IO(CD|DVD|BD)Media$/;

/**
 * The media in all drives, without those that are a part of the computer, and without images. Empty readers and drives
 * have no medium below them. Keys and values: IOStorageProtocolCharacteristics.h, IOStorageDeviceCharacteristics.h.
 */
export async function readStorage(
  system: MacSystem,
  signal: AbortSignal,
): Promise<readonly StoredMedium[] | Unread> {
  const drives = await readEntries(system, ofClass, signal);
  return 'ok' in drives ? drives : drives.flatMap(mediaIn);
}

function mediaIn(drive: RegistryEntry): StoredMedium[] {
  const media = [...allBelow(drive)].find((each) => valueAt(each, 'Whole') === true);
  const disk = textAt(media, 'BSD Name');
  const kind = kindOf(drive, media);
  if (disk === '' || kind === null) return [];
  const about = 'Device Characteristics';
  const [maker, model] = [textAt(drive, about, 'Vendor Name'), textAt(drive, about, 'Product Name')];
  return [{ kind, disk, maker, model, serial: textAt(drive, about, 'Serial Number') }];
}

/** @returns null for a part of the computer, and for what is a file. */
function kindOf(drive: RegistryEntry, media: RegistryEntry): Medium['kind'] | null {
  if (discs.test(textAt(media, 'IOObjectClass'))) return 'disc';
  const protocol = 'Protocol Characteristics';
  const by = textAt(drive, protocol, 'Physical Interconnect');
  const where = textAt(drive, protocol, 'Physical Interconnect Location');
  if (by === 'Virtual Interface' || where === 'File') return null;
  if (by === 'Secure Digital') return 'card';
  if (where !== 'Internal') return by === 'USB' ? 'usb-drive' : 'external-disk';
  return valueAt(media, 'Removable') === true ? 'card' : null;
}
