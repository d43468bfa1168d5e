import { known, type Reading, unknown } from '../../facts/fact.ts';
import type { FactValue } from '../../facts/registry.ts';
import type { Probe } from '../probe.ts';
import { identified } from './removable-media/identity.ts';
import { mediaSource, readStorage } from './removable-media/storage.ts';
import { readUsbDevices, type UsbDevice } from './removable-media/usb-devices.ts';
import type { MacSystem } from './system.ts';

/**
 * What the registry of devices holds now: one command, and a second where something may be on USB, for its serial number.
 * What went again macOS does not keep.
 */
export function removableMediaProbe(system: MacSystem): Probe<'removable-media'> {
  return { fact: 'removable-media', budgetMs: 5000, read: (signal) => read(system, signal) };
}

async function read(system: MacSystem, signal: AbortSignal): Promise<Reading<FactValue<'removable-media'>>> {
  const storage = await readStorage(system, signal);
  if ('ok' in storage) return unknown(storage.reason, storage.source, storage.detail);
  const isUsb = storage.some(({ kind }) => kind === 'usb-drive' || kind === 'disc');
  const devices: readonly UsbDevice[] = isUsb ? await readUsbDevices(system, signal) : [];
  return known(
    {
      media: storage.map((each) => identified(each, devices)),
      kept: [],
      watchedSince: null,
      comparedWith: null,
      left: 0,
      unread: [],
    },
    mediaSource,
  );
}
