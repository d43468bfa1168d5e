import { makerText } from '../../maker-text.ts';

/** STORAGE_DEVICE_DESCRIPTOR (winioctl.h): SerialNumberOffset, from the beginning of the descriptor. */
const serialOffsetAt = 24;
/** What some drivers write instead of 0 where there is none ("STORAGE_DEVICE_DESCRIPTOR structure", Windows XP). */
const noOffset = 0xffff_ffff;

/** @param descriptor as much of it as Windows wrote. @returns the serial number; '' where the disk does not tell. */
export function serialIn(descriptor: Uint8Array): string {
  if (descriptor.length < serialOffsetAt + 4) return '';
  const view = new DataView(descriptor.buffer, descriptor.byteOffset, descriptor.byteLength);
  const start = view.getUint32(serialOffsetAt, true);
  if (start === 0 || start === noOffset) return '';
  const end = descriptor.indexOf(0, start);
  return end < 0 ? '' : makerText(new TextDecoder('latin1').decode(descriptor.subarray(start, end)));
}
