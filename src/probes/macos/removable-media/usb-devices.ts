import type { MacSystem } from '../system.ts';
import { childrenOf, disksBelow, type RegistryEntry, readEntries, textAt } from './registry-entry.ts';

/** A USB device that disks lie on. */
export interface UsbDevice {
  readonly disks: readonly string[];
  readonly maker: string;
  readonly model: string;
  /** '' for a device that has none. */
  readonly serial: string;
}

/** @returns none where they could not be read: then what is on USB is there, and its number is unread. */
export async function readUsbDevices(system: MacSystem, signal: AbortSignal): Promise<readonly UsbDevice[]> {
  const entries = await readEntries(system, 'IOUSBHostDevice', signal);
  return 'ok' in entries ? [] : entries.flatMap((entry) => devicesIn(entry));
}

/** The nearest device above a disk: a hub has the disks of everything that hangs on it below itself. */
function devicesIn(entry: RegistryEntry): UsbDevice[] {
  const below = childrenOf(entry).flatMap(devicesIn);
  const taken = new Set(below.flatMap(({ disks }) => disks));
  const disks = isUsbDevice(entry) ? disksBelow(entry).filter((disk) => !taken.has(disk)) : [];
  return disks.length === 0 ? below : [...below, describe(entry, disks)];
}

function isUsbDevice(entry: RegistryEntry): boolean {
  return textAt(entry, 'IOObjectClass').startsWith('IOUSBHostDevice') || named(entry, 'Product') !== '';
}

function describe(entry: RegistryEntry, disks: readonly string[]): UsbDevice {
  const serial = textAt(entry, 'USB Serial Number') || textAt(entry, 'kUSBSerialNumberString');
  return { disks, maker: named(entry, 'Vendor'), model: named(entry, 'Product'), serial };
}

/** Older and newer systems name the same string in two ways. */
function named(entry: RegistryEntry, what: 'Vendor' | 'Product'): string {
  return textAt(entry, `USB ${what} Name`) || textAt(entry, `kUSB${what}String`);
}
