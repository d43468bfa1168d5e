import type { Medium } from '../../../facts/removable-media.ts';
import { attribute } from './attribute.ts';

type Identity = Pick<Medium, 'maker' | 'model' | 'serial' | 'serialState'>;

/** Bytes before the serial number in page 80h of a SCSI device (SPC-4, 7.8.17). */
const pageHead = 4;

/** A USB device as it introduces itself; the disk in it where it says nothing (a bridge often does not). */
export async function usbIdentity(usb: string, disk: string): Promise<Identity> {
  const own = { maker: await attribute(usb, 'manufacturer'), model: await attribute(usb, 'product') };
  const named = own.model === '' ? await inquiry(disk) : own;
  return { ...named, ...withSerial(await attribute(usb, 'serial')) };
}

/** An SD card as its registers tell: a name of five letters, and a number of 32 bits. */
export async function cardIdentity(disk: string): Promise<Identity> {
  const model = await attribute(disk, 'device/name');
  return { maker: '', model, ...withSerial(await attribute(disk, 'device/serial')) };
}

/** A card in a reader that is built in: the reader shows a disk, and keeps to itself what the card says. */
export async function readerIdentity(disk: string): Promise<Identity> {
  return { ...(await inquiry(disk)), serial: null, serialState: 'unread' };
}

export async function diskIdentity(disk: string): Promise<Identity> {
  const page = await attribute(disk, 'device/vpd_pg80');
  const serial = (await attribute(disk, 'device/serial')) || page.slice(pageHead);
  return { ...(await inquiry(disk)), ...withSerial(serial) };
}

/** A disc has no number; a drive or a token on USB that shows one may have. */
export async function driveOfDisc(usb: string | null, disk: string): Promise<Identity> {
  return usb === null
    ? { ...(await inquiry(disk)), serial: null, serialState: 'none' }
    : usbIdentity(usb, disk);
}

/** What a SCSI device, or an NVMe disk, says of itself. */
async function inquiry(disk: string): Promise<Pick<Identity, 'maker' | 'model'>> {
  return { maker: await attribute(disk, 'device/vendor'), model: await attribute(disk, 'device/model') };
}

function withSerial(text: string): Pick<Identity, 'serial' | 'serialState'> {
  const serial = text.replaceAll('\0', '').trim();
  return serial === '' ? { serial: null, serialState: 'none' } : { serial, serialState: 'read' };
}
