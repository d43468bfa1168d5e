import type { Medium } from '../../../facts/removable-media.ts';
import type { StoredMedium } from './storage.ts';
import type { UsbDevice } from './usb-devices.ts';

/** A medium with what tells it from others: on USB by the device around it, else by what its drive says. */
export function identified(stored: StoredMedium, devices: readonly UsbDevice[]): Medium {
  const { kind, disk } = stored;
  const device = devices.find(({ disks }) => disks.includes(disk));
  const names = device?.model ? device : stored;
  const { maker, model } = names;
  // A disc has no number; a drive or a token on USB that shows one may have.
  const serial = device?.serial || (kind !== 'disc' && stored.serial) || null;
  const source = `/dev/${disk}`;
  return {
    kind,
    maker,
    model,
    serial,
    serialState: stateOf(kind, serial, device),
    firstSeen: null,
    lastSeen: null,
    source,
  };
}

/** Of a device that was found and has no number it is known; of a card, which has one, the drive kept it to itself. */
function stateOf(
  kind: Medium['kind'],
  serial: string | null,
  device: UsbDevice | undefined,
): Medium['serialState'] {
  if (serial !== null) return 'read';
  if (kind === 'disc') return 'none';
  return kind === 'usb-drive' && device !== undefined ? 'none' : 'unread';
}
