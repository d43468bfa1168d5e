import type { Medium } from '../../../facts/removable-media.ts';
import type { StorageNode } from '../storage.ts';
import { isOnUsb } from './kind.ts';

type Identity = Pick<Medium, 'maker' | 'model' | 'serial' | 'serialState'>;

const none = { serial: null, serialState: 'none' } as const;
const unread = { serial: null, serialState: 'unread' } as const;

/** What the id of a device holds: its maker and model, and on USB the serial number, in the id of the USB device above it. */
export function identityOf(node: StorageNode, kind: Medium['kind']): Identity {
  const named = { maker: part(node.id, 'VEN'), model: part(node.id, 'PROD') || part(node.id, 'PID') };
  if (kind === 'disc') return { ...named, ...ofDrive(node) };
  if (kind !== 'usb-drive' || !isOnUsb(node)) return { ...named, ...unread };
  return { ...named, ...serialOf(node) };
}

/** A disc has no number; a drive or a token on USB that shows one may have. */
function ofDrive(node: StorageNode): Pick<Identity, 'serial' | 'serialState'> {
  const drive = isOnUsb(node) ? serialOf(node) : none;
  return drive.serial === null ? none : drive;
}

/** Blanks stand as `_` in ids. */
function part(id: string, name: string): string {
  const text = new RegExp(`&${name}_([^&\\\\]*)`, 'i').exec(id)?.[1] ?? '';
  return text.replaceAll('_', ' ').trim();
}

/**
 * A device without a number of its own, and each function of one that has several, gets an id from Windows: that has `&`
 * as its second character. USBSTOR puts the number of the unit behind the serial number.
 */
function serialOf({ id, parent }: StorageNode): Pick<Identity, 'serial' | 'serialState'> {
  const device = /^USB\\VID_[^\\]*\\(.+)$/i.exec(parent)?.[1];
  if (/&MI_/i.test(parent)) return unread;
  const own = device ?? /\\([^\\]+)&\d+$/.exec(id)?.[1];
  if (own === undefined) return unread;
  return own[1] === '&' ? none : { serial: own, serialState: 'read' };
}
